"""Commands and requests as short forms, each with an address of its own."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from taizhang.desk.actions import giving
from taizhang.desk.buttons import Button, button_of, kind_of
from taizhang.desk.forms.answers import AnswerForm, TakeBackForm
from taizhang.desk.forms.commands import CommandForm
from taizhang.desk.forms.feedback import FeedbackForm
from taizhang.desk.forms.fields import EvidenceField
from taizhang.desk.forms.occasions import Occasion, unit_names
from taizhang.desk.forms.several import several_form
from taizhang.desk.history import history_of
from taizhang.desk.item_page import step_word
from taizhang.desk.seeing import item_for, items_for
from taizhang.desk.views.keeping import kept, with_kept
from taizhang.ledger import actions as ledger
from taizhang.ledger.models import Item
from taizhang.org.actors import actor_of, pack_of
from taizhang.rules.lifecycle.offers import Offer, offers
from taizhang.rules.lifecycle.states import Command, RequestKind
from taizhang.rules.refused import Refused
from taizhang.web.clock import now
from taizhang.web.labels import word_of

CONFLICT, UNPROCESSABLE = 409, 422
C = Command
NAMING = {"entry", "subject"}  # fields for which the form lists the item's entries


@never_cache
@require_http_methods(["GET", "POST"])
def act(request: HttpRequest, item_id: int, command: str) -> HttpResponse:
    return _through_the_door(request, item_for(request, item_id), _known(Command, command))


@never_cache
@require_http_methods(["GET", "POST"])
def ask(request: HttpRequest, item_id: int, kind: str) -> HttpResponse:
    return _through_the_door(request, item_for(request, item_id), _known(RequestKind, kind))


def _known(words: type[Command] | type[RequestKind], word: str) -> Command | RequestKind:
    if word not in list(words):
        raise Http404
    return words(word)


def _through_the_door(
    request: HttpRequest, item: Item, kind: Command | RequestKind
) -> HttpResponse:
    offer = _offer(request, item, kind)
    if kind in (C.MERGE, C.DIVIDE, C.SPLIT):
        return _several(request, item, offer)
    occasion = _occasion(request, item, offer)
    if request.method != "POST":
        form = CommandForm(kind, offer.fields, occasion)
        if request.GET.get("entry"):
            form.initial.update(dict.fromkeys(NAMING, request.GET["entry"]))
        return _shown(request, item, offer, form)
    form = CommandForm(kind, offer.fields, occasion, request.POST, request.FILES)
    if not form.is_valid():
        return _shown(request, item, offer, form, UNPROCESSABLE)
    try:
        hashes = _kept(request, item, form)
        form = _renewed(request, form, hashes)
        done = _given(request, item, kind, form, hashes)
    except Refused as refused:
        return _refused(request, item, offer, form, refused)
    _tell(request, button_of(item, offer), is_asked=done.is_asked)
    return redirect("item-detail", item.pk)


def _offer(request: HttpRequest, item: Item, kind: Command | RequestKind) -> Offer:
    setting = ledger.setting_of(item)
    every = offers(item.facts, actor_of(request), now(), setting)
    found = next((offer for offer in every if kind_of(offer) is kind), None)
    if found is None:
        raise Http404
    return found


def _occasion(request: HttpRequest, item: Item, offer: Offer) -> Occasion:
    pack = pack_of(request)
    entries: list[tuple[int, str]] = []
    if any(field.name in NAMING for field in offer.fields):
        entries = history_of(item.region, item.facts, pack).choices()
    return Occasion(item, pack, actor_of(request), now(), entries)


def _kept(request: HttpRequest, item: Item, form: Any) -> dict[str, list[str]]:
    return kept(form.files_handed(), region=item.region, person=actor_of(request).person, at=now())


def _renewed(request: HttpRequest, form: CommandForm, hashes: dict[str, list[str]]) -> CommandForm:
    """Return the form as it is shown again when the command is refused: its files are kept."""
    data = with_kept(request.POST, hashes, actor_of(request).person)
    again = CommandForm(form.kind, form.wanted, form.occasion, data, MultiValueDict())
    again.is_valid()
    return again


def _given(
    request: HttpRequest,
    item: Item,
    kind: Command | RequestKind,
    form: CommandForm,
    hashes: dict[str, list[str]],
) -> giving.Given:
    fields = {**form.carried(), **hashes}
    by, at = actor_of(request), now()
    command_id, seen = form.cleaned_data["command_id"], form.cleaned_data["seq"]
    if isinstance(kind, RequestKind):
        asked = ledger.ask(item.pk, kind, fields, by=by, at=at, command_id=command_id, seen=seen)
        return giving.Given(asked, is_asked=True)
    return giving.give(item, kind, fields, by=by, at=at, command_id=command_id, seen=seen)


def _refused(
    request: HttpRequest, item: Item, offer: Offer, form: Any, refused: Refused
) -> HttpResponse:
    """Show the form again with the rule's own words, over the item as it is now."""
    field = refused.code if refused.code in form.fields else None
    if field is not None and isinstance(form.fields[field], EvidenceField):
        field = None  # a file field is emptied: what is wrong stands above the form
    form.add_error(field, refused.said(gettext))
    is_conflict = refused.code == "conflict"
    item = Item.objects.get(pk=item.pk)
    if is_conflict:  # whoever has read what has changed may give the command all the same
        form.data = form.data.copy()
        form.data["seq"] = item.seq
    return _shown(request, item, offer, form, CONFLICT if is_conflict else UNPROCESSABLE)


def _shown(
    request: HttpRequest, item: Item, offer: Offer, form: Any, status: int = 200
) -> HttpResponse:
    button = button_of(item, offer)
    given = {"item": item, "form": form, "button": button, **stand_of(request, item)}
    if request.headers.get("HX-Request") == "true":  # into the item's page, which says the rest
        return render(request, "desk/item_act.html#form", given, status=status)
    history = history_of(item.region, item.facts, pack_of(request))
    given |= {"criteria": history.said("criteria"), "words": history.first.get("words", "")}
    return render(request, "desk/item_act.html", given, status=status)


def stand_of(request: HttpRequest, item: Item) -> dict[str, Any]:
    """Return what the head of a form says of its item: light, state and next step."""
    units = pack_of(request).units
    return {
        "light": item.light(now()),
        "next_unit": units.title(item.next_unit) if item.next_unit else "",
        "next_action": step_word(item),
        "calendar": pack_of(request).calendar,
        "unit_names": unit_names(pack_of(request).digest),
    }


def _tell(request: HttpRequest, button: Button, *, is_asked: bool) -> None:
    if not is_asked:
        messages.success(request, gettext("已%(what)s。") % {"what": button.label})
    elif isinstance(button.kind, RequestKind):
        messages.success(request, gettext("%(what)s已提交，等待决定。") % {"what": button.label})
    else:
        words = gettext("“%(what)s”已送%(whom)s签批。")
        whom = button.signer or gettext("有权签批的人")
        messages.success(request, words % {"what": button.label, "whom": whom})


def _several(request: HttpRequest, item: Item, offer: Offer) -> HttpResponse:
    """Merge, divide or split: commands that touch other items as well."""
    occasion = _occasion(request, item, offer)
    data = request.POST if request.method == "POST" else None
    form = several_form(offer.command, occasion, data, rows=_rows(request))
    form.others = items_for(request)
    if data is None:
        if named := request.GET.get("survivor"):  # from the card of what may be the same
            form.initial.update(survivor=named, reason=gettext("同一事项，合并办理"))
        return _shown(request, item, offer, form)
    if not form.is_valid():
        return _shown(request, item, offer, form, UNPROCESSABLE)
    try:
        after = form.give(by=actor_of(request), at=now())
    except Refused as refused:
        return _refused(request, item, offer, form, refused)
    _tell(request, button_of(item, offer), is_asked=False)
    return redirect("item-detail", after)


def _rows(request: HttpRequest) -> int:
    wanted = request.GET.get("rows", "")
    return min(int(wanted), 30) if wanted.isdigit() else 3


@never_cache
@require_http_methods(["GET", "POST"])
def feedback(request: HttpRequest, item_id: int) -> HttpResponse:
    """Photo and a few words from the street: accepts, reports or submits in one go."""
    item = item_for(request, item_id)
    person, at = actor_of(request).person, now()
    if request.method != "POST":
        return _feedback_form(request, item, FeedbackForm.fresh(item, at))
    form = FeedbackForm(request.POST, request.FILES)
    if not form.is_valid():
        return _feedback_form(request, item, form, UNPROCESSABLE)
    try:
        hashes = _kept(request, item, form)
        form = FeedbackForm(with_kept(request.POST, hashes, person), MultiValueDict())
        form.is_valid()
        done = giving.feed_back(
            item,
            form.cleaned_data["words"],
            hashes.get("evidence", []),
            is_done=form.cleaned_data["outcome"] == "done",
            by=actor_of(request),
            at=at,
            command_id=form.cleaned_data["command_id"],
            seen=form.cleaned_data["seq"],
        )
    except Refused as refused:
        form.add_error(None, refused.said(gettext))
        status = CONFLICT if refused.code == "conflict" else UNPROCESSABLE
        return _feedback_form(request, Item.objects.get(pk=item.pk), form, status)
    told = gettext("已反馈，并送负责人审签。") if done.is_asked else gettext("已反馈。")
    messages.success(request, told)
    return redirect("item-detail", item.pk)


def _feedback_form(
    request: HttpRequest, item: Item, form: FeedbackForm, status: int = 200
) -> HttpResponse:
    given = {"item": item, "form": form, **stand_of(request, item)}
    return render(request, "desk/item_feedback.html", given, status=status)


@require_POST
def answer(request: HttpRequest, item_id: int, asked: int) -> HttpResponse:
    item, form = item_for(request, item_id), AnswerForm(request.POST)
    if not form.is_valid():
        messages.error(request, str(next(iter(form.errors.values()))[0]))
        return redirect("item-detail", item.pk)
    ledger.answer(
        item.pk,
        asked,
        form.carried(),
        granted=form.is_granted,
        by=actor_of(request),
        at=now(),
        command_id=form.cleaned_data["command_id"],
        seen=form.cleaned_data["seq"],
    )
    word = word_of(C.GRANT if form.is_granted else C.DENY, "command")
    messages.success(request, gettext("已答复：%(word)s。") % {"word": word})
    return redirect("item-detail", item.pk)


@require_POST
def take_back(request: HttpRequest, item_id: int, asked: int) -> HttpResponse:
    item, form = item_for(request, item_id), TakeBackForm(request.POST)
    if not form.is_valid():
        raise Refused("missing", gettext("表单不完整，请刷新页面后再试。"))
    ledger.take_back(
        item.pk, asked, by=actor_of(request), at=now(), command_id=form.cleaned_data["command_id"]
    )
    messages.success(request, gettext("申请已收回。"))
    return redirect("item-detail", item.pk)
