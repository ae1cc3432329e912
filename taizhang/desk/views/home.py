"""The landing page: what this is, and where to sign in."""

from collections.abc import Iterator
from functools import cache
from pathlib import Path

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

import taizhang.packs
from taizhang.org.models import Edition, Post
from taizhang.org.passwords import DEMO_PASSWORD
from taizhang.packs.load import Pack, load, load_content
from taizhang.packs.model import UnitKind
from taizhang.web.clock import now, today

SHOWN = (UnitKind.LEADER, UnitKind.DEPARTMENT, UnitKind.STREET)


@login_not_required
@require_safe
def home(request: HttpRequest) -> HttpResponse:
    if request.user.is_authenticated:
        return redirect("desk")
    pack = _pack()
    is_demo = pack is not None and pack.digest == demo().digest
    people = list(_people(pack)) if pack is not None and is_demo else []
    district = pack.district.name if pack else ""
    told = {"district": district, "people": people, "password": DEMO_PASSWORD}
    return render(request, "desk/home.html", told)


@cache
def demo() -> Pack:
    """Return the pack that is shipped for trying out; its people are invented."""
    return load(Path(taizhang.packs.__file__).parent / "demo")


def _pack() -> Pack | None:
    """Return the pack in force in the district that this site serves."""
    held = Edition.objects.filter(effective_from__lte=today())
    content = held.order_by("-effective_from", "-id").values_list("content", flat=True).first()
    return load_content(content) if content else None


def _people(pack: Pack) -> Iterator[tuple[str, str, str, str, tuple[str, ...]]]:
    """Yield one person for each kind of post: sign-in name, name, unit, title, roles."""
    posts = Post.objects.current(now()).of_region(pack.district.region)
    seen: set[object] = set()
    for post in posts.select_related("person").order_by("id"):
        kind = pack.units.unit(post.unit).kind if post.unit in pack.units else None
        one = (kind, frozenset(post.roles))
        if kind in SHOWN and one not in seen:
            seen.add(one)
            unit = pack.units.title(post.unit)
            person = post.person
            yield person.username, person.full_name, unit, post.title, tuple(post.roles)
