"""Settings, hand-over (交接): what a person has open goes to another, and then their post ends."""

from collections.abc import Callable, Mapping

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST

from taizhang.desk.actions import succeeding
from taizhang.desk.actions.succeeding import Will
from taizhang.desk.estates import Estate, colleagues_of, leaders_beside
from taizhang.desk.paging import number_in
from taizhang.ledger.command_ids import new_command_id
from taizhang.org.actors import actor_of, pack_of, region_of
from taizhang.org.forms import ReasonForm
from taizhang.org.models import Person, Post
from taizhang.org.views.people import for_administrators, person_or_404, shown
from taizhang.rules.refused import Refused
from taizhang.web.clock import now

Heirs = Mapping[Person, Post]


class HandOverForm(forms.Form):
    """Who takes over what, why, and whether the post ends with it."""

    reason = forms.CharField(label=_("原因"), max_length=200, initial=_("岗位调整"))
    ends = forms.BooleanField(label=_("移交后停用该岗位"), required=False, initial=True)
    staying = forms.CharField(label=_("暂不更换包保领导的理由"), max_length=200, required=False)
    command_id = forms.CharField(widget=forms.HiddenInput)

    field_order = ("handler", "sponsor", "staying", "reason", "ends")

    def __init__(self, estate: Estate, data: QueryDict | None, *, command_id: str) -> None:
        super().__init__(data, initial={"command_id": command_id})
        self.heirs: dict[int, Person] = {}
        if estate.handled:
            self._offer("handler", gettext("接手人"), colleagues_of(estate.post, estate.at), True)
        if estate.sponsored:
            leaders = leaders_beside(estate.post, estate.at)
            self._offer("sponsor", gettext("接任的包保领导"), leaders, False)
        else:
            del self.fields["staying"]
        self.order_fields(self.field_order)

    def _offer(self, name: str, label: str, heirs: Heirs, required: bool) -> None:
        self.heirs |= {person.pk: person for person in heirs}
        choices = [("", gettext("请选择"))] + [
            (str(person.pk), f"{person.full_name} · {post.title}") for person, post in heirs.items()
        ]
        self.fields[name] = forms.ChoiceField(label=label, choices=choices, required=required)

    def will(self) -> Will:
        """Return what the form says."""
        given = self.cleaned_data
        return Will(
            given["reason"], self._heir("handler"), self._heir("sponsor"), given.get("staying", "")
        )

    def _heir(self, name: str) -> Person | None:
        number = self.cleaned_data.get(name)
        return self.heirs[int(number)] if number else None


@require_http_methods(["GET", "POST"])
@for_administrators
def hand_over(request: HttpRequest) -> HttpResponse:
    post, at = _post(request), now()
    if post.ends is not None and post.ends <= at:
        messages.info(request, gettext("该岗位已经停用。"))
        return redirect("person-detail", post.person_id)
    estate = Estate(post, at)
    form = HandOverForm(estate, request.POST or None, command_id=new_command_id(at))
    if request.method == "POST" and form.is_valid():
        answer = _hand_on(request, post, form)
        if answer is not None:
            return answer
    units = pack_of(request).units
    given = {
        "post": post,
        "unit": units.title(post.unit),
        "estate": estate,
        "strays": [(item, units.title(item.lead)) for item in estate.strays],
        "requests": [(one, estate.numbers[one.item]) for one in estate.requests],
        "unanswered": [(one, estate.numbers[one.item]) for one in estate.unanswered],
        "form": form,
        "has_heirs": bool(form.heirs) or not estate.handled,
    }
    status = 422 if request.method == "POST" else 200
    return render(request, "desk/hand_over.html", given, status=status)


def _post(request: HttpRequest) -> Post:
    number = number_in(request.GET.get("post", ""))
    return _known(request, number)


def _known(request: HttpRequest, number: int | None) -> Post:
    posts = Post.objects.of_region(region_of(request)).select_related("person")
    return get_object_or_404(posts, id=number)


def _hand_on(request: HttpRequest, post: Post, form: HandOverForm) -> HttpResponse | None:
    """Hand on and go back to the person, or note on the form what was refused."""
    wanted = form.cleaned_data
    try:
        n = succeeding.hand_on(
            post,
            form.will(),
            ends=wanted["ends"],
            by=actor_of(request),
            at=now(),
            command_id=wanted["command_id"],
        )
    except Refused as refused:
        field = refused.code if refused.code in form.fields else None
        form.add_error(field, refused.said(gettext))
        return None
    messages.success(request, gettext("已移交%(n)s件。") % {"n": n})
    return redirect("person-detail", post.person_id)


@require_POST
@for_administrators
def end(request: HttpRequest, post_id: int) -> HttpResponse:
    post = _known(request, post_id)

    def give_up(reason: str) -> None:
        succeeding.end_post(post, by=actor_of(request), at=now(), reason=reason)

    return _ended(request, post.person, give_up, gettext("岗位已停用。"))


@require_POST
@for_administrators
def retire(request: HttpRequest, person_id: int) -> HttpResponse:
    person = person_or_404(request, person_id)

    def leave(reason: str) -> None:
        succeeding.retire(person, by=actor_of(request), at=now(), reason=reason)

    return _ended(request, person, leave, gettext("账号已停用。"))


def _ended(
    request: HttpRequest, person: Person, give_up: Callable[[str], None], done: str
) -> HttpResponse:
    """Do it for a reason and go back to the person, or say there why not."""
    form = ReasonForm(request.POST)
    if not form.is_valid():
        return shown(request, person, end_form=form)
    try:
        give_up(form.cleaned_data["reason"])
    except Refused as refused:
        form.add_error(None, refused.said(gettext))
        return shown(request, person, end_form=form)
    messages.success(request, done)
    return redirect("person-detail", person.pk)
