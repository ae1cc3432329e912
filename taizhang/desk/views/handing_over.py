"""Settings, hand-over (交接): what a person has open goes to another, and then their post ends."""

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from taizhang.desk.actions.succeeding import estate_of, hand_on
from taizhang.desk.paging import number_in
from taizhang.ledger.command_ids import new_command_id
from taizhang.org.actors import actor_of, pack_of, region_of
from taizhang.org.models import Person, Post
from taizhang.org.views.people import for_administrators
from taizhang.rules.lifecycle.states import Role
from taizhang.rules.refused import Refused
from taizhang.web.clock import now

WORKERS = (Role.HANDLER, Role.HEAD)


class HandOverForm(forms.Form):
    """Who takes over, why, and whether the post ends with it."""

    reason = forms.CharField(label=_("原因"), max_length=200, initial=_("岗位调整"))
    ends = forms.BooleanField(label=_("移交后停用该岗位"), required=False, initial=True)
    command_id = forms.CharField(widget=forms.HiddenInput)

    field_order = ("successor", "reason", "ends")

    def __init__(
        self, colleagues: list[tuple[int, str]], data: QueryDict | None, *, command_id: str
    ) -> None:
        super().__init__(data, initial={"command_id": command_id})
        successor = forms.TypedChoiceField(label=_("接手人"), choices=colleagues, coerce=int)
        self.fields["successor"] = successor
        self.order_fields(self.field_order)


@require_http_methods(["GET", "POST"])
@for_administrators
def hand_over(request: HttpRequest) -> HttpResponse:
    post, at = _post(request), now()
    if post.ends is not None and post.ends <= at:
        messages.info(request, gettext("该岗位已经停用。"))
        return redirect("person-detail", post.person_id)
    colleagues = _colleagues(post)
    form = HandOverForm(colleagues, request.POST or None, command_id=new_command_id(at))
    estate = estate_of(post)
    if request.method == "POST" and form.is_valid():
        answer = _hand_on(request, post, form)
        if answer is not None:
            return answer
    given = {
        "post": post,
        "unit": pack_of(request).units.title(post.unit),
        "estate": estate,
        "form": form,
        "has_colleagues": bool(colleagues),
    }
    status = 422 if request.method == "POST" else 200
    return render(request, "desk/hand_over.html", given, status=status)


def _post(request: HttpRequest) -> Post:
    number = number_in(request.GET.get("post", ""))
    posts = Post.objects.of_region(region_of(request)).select_related("person")
    return get_object_or_404(posts, id=number)


def _colleagues(post: Post) -> list[tuple[int, str]]:
    """Return who works in the same unit now and may handle items."""
    there = Post.objects.current(now()).of_region(post.region).of_units([post.unit])
    others = there.exclude(person=post.person_id).select_related("person").order_by("id")
    named = [
        (other.person_id, f"{other.person.full_name} · {other.title}")
        for other in others
        if other.person.is_active and not other.role_set.isdisjoint(WORKERS)
    ]
    return list(dict(named).items())


def _hand_on(request: HttpRequest, post: Post, form: HandOverForm) -> HttpResponse | None:
    """Hand on and go back to the person, or note on the form what was refused."""
    wanted = form.cleaned_data
    try:
        n = hand_on(
            post,
            Person.objects.of_region(post.region).get(id=wanted["successor"]),
            reason=wanted["reason"],
            ends=wanted["ends"],
            by=actor_of(request),
            at=now(),
            command_id=wanted["command_id"],
        )
    except Refused as refused:
        form.add_error(None, refused.said(gettext))
        return None
    messages.success(request, gettext("已移交%(n)s件。") % {"n": n})
    return redirect("person-detail", post.person_id)
