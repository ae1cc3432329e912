"""Settings, people and posts (人员与岗位): administrators add, grant and reset; the desk ends."""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import Prefetch
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from taizhang.org import actions
from taizhang.org.actors import actor_of, has_role, pack_of, region_of
from taizhang.org.forms import PersonForm, PostForm, ReasonForm
from taizhang.org.models import Person, Post
from taizhang.org.passwords import first_password
from taizhang.packs.load import Pack
from taizhang.packs.model import UnitKind
from taizhang.rules.lifecycle.states import Role
from taizhang.rules.refused import Refused
from taizhang.web.clock import now
from taizhang.web.shell import url_of

P = ParamSpec("P")
PAGE = 50
# Whom a post may belong to; communities and grids act through their street.
STAFFED = tuple(kind for kind in UnitKind if kind not in (UnitKind.GRID, UnitKind.BUILDING))


def for_administrators(
    view: Callable[Concatenate[HttpRequest, P], HttpResponse],
) -> Callable[Concatenate[HttpRequest, P], HttpResponse]:
    """Let only administrators pass, and tell the others whom to ask."""

    @wraps(view)
    def guarded(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        if not has_role(request, Role.ADMIN):
            raise PermissionDenied(gettext("人员与岗位由系统管理员维护。"))
        return view(request, *args, **kwargs)

    return guarded


@require_safe
@for_administrators
def people(request: HttpRequest) -> HttpResponse:
    words, after = request.GET.get("q", "").strip(), request.GET.get("after", "")
    found = Person.objects.of_region(region_of(request)).matching(words).filter(username__gt=after)
    held = Post.objects.current(now()).order_by("begins")
    page = list(found.prefetch_related(Prefetch("posts", held, to_attr="held"))[: PAGE + 1])
    more = page[PAGE - 1].username if len(page) > PAGE else ""
    pack = pack_of(request)
    rows = [(person, _posts(pack, person)) for person in page[:PAGE]]
    return render(request, "org/person_list.html", {"rows": rows, "q": words, "more": more})


def _posts(pack: Pack, person: Person) -> list[tuple[Post, str]]:
    held: list[Post] = person.held  # type: ignore[attr-defined]  # prefetched under this name
    return [(post, pack.units.title(post.unit)) for post in held]


@never_cache
@require_http_methods(["GET", "POST"])
@for_administrators
def add(request: HttpRequest) -> HttpResponse:
    form = PersonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        password = first_password()
        try:
            person = actions.add_person(
                region=region_of(request),
                password=password,
                by=actor_of(request),
                at=now(),
                **form.cleaned_data,
            )
        except Refused as refused:
            form.add_error("username", refused.said(gettext))
        else:
            _show_once(request, person, password)
            return redirect("person-detail", person.id)
    return render(request, "org/person_add.html", {"form": form})


def _show_once(request: HttpRequest, person: Person, password: str) -> None:
    words = gettext("%(name)s的初始密码：%(password)s（只显示这一次，首次登录须修改）")
    messages.warning(request, words % {"name": person.full_name, "password": password})


@never_cache
@require_safe
@for_administrators
def person(request: HttpRequest, person_id: int) -> HttpResponse:
    return shown(request, person_or_404(request, person_id))


def shown(
    request: HttpRequest,
    person: Person,
    form: PostForm | None = None,
    end_form: ReasonForm | None = None,
) -> HttpResponse:
    """Show a person's page, with a form that was refused."""
    pack, at = pack_of(request), now()
    posts = [
        (post, pack.units.title(post.unit), post.ends is None or post.ends > at)
        for post in person.posts.order_by("ends", "begins")
    ]
    given = {
        "person": person,
        "posts": posts,
        "form": form or PostForm(_units(request)),
        "end_form": end_form or ReasonForm(),
        # The desk hands over what is open when a post ends; without a desk there is nothing to do.
        "hand_over": url_of("post-hand-over"),
    }
    return render(request, "org/person_detail.html", given)


def person_or_404(request: HttpRequest, person_id: int) -> Person:
    return get_object_or_404(Person.objects.of_region(region_of(request)), id=person_id)


def _units(request: HttpRequest) -> list[tuple[str, str]]:
    pack = pack_of(request)
    return [(unit.code, unit.name) for unit in pack.units.of_kind(*STAFFED) if not unit.successor]


@require_POST
@for_administrators
def grant(request: HttpRequest, person_id: int) -> HttpResponse:
    person = person_or_404(request, person_id)
    form = PostForm(_units(request), request.POST)
    if not form.is_valid():
        return shown(request, person, form)
    try:
        actions.grant_post(
            person,
            pack=pack_of(request),
            by=actor_of(request),
            at=now(),
            **form.cleaned_data,
        )
    except Refused as refused:
        form.add_error(None, refused.said(gettext))
        return shown(request, person, form)
    messages.success(request, gettext("岗位已授予。"))
    return redirect("person-detail", person.id)


@require_POST
@for_administrators
def reset(request: HttpRequest, person_id: int) -> HttpResponse:
    person, password = person_or_404(request, person_id), first_password()
    actions.reset_password(person, password=password, by=actor_of(request), at=now())
    _show_once(request, person, password)
    return redirect("person-detail", person.id)
