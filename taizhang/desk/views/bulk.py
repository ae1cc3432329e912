"""Many items at once: hand out, urge in one text, notices; all are done, or none and we say why."""

from collections.abc import Iterable
from datetime import date
from typing import Any, NamedTuple

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_safe

from taizhang.desk.choices import GIVEN, units_of
from taizhang.desk.downloads import download
from taizhang.desk.forms.fields import codes_of
from taizhang.desk.history import history_of
from taizhang.desk.notices import notice_of
from taizhang.desk.paging import numbers_in
from taizhang.desk.rows import Row, Rowing
from taizhang.desk.seeing import is_of_an_office, items_for
from taizhang.ledger import actions
from taizhang.ledger.actions import BulkRefused, Given
from taizhang.ledger.command_ids import new_command_id
from taizhang.ledger.models import Item
from taizhang.org.actors import acting_in, actor_of, has_role, pack_of
from taizhang.packs.load import Pack
from taizhang.papers.notice import notice_docx
from taizhang.papers.packing import packed
from taizhang.rules.lifecycle.states import Command, Role, State
from taizhang.rules.refused import Refused
from taizhang.rules.workdays import Calendar
from taizhang.web.clock import now, today
from taizhang.web.labels import word_of

MOST = 200


class Line(NamedTuple):
    """One chosen item on the page of a bulk command, with what was filled in for it."""

    row: Row
    seq: int
    command_id: str
    lead: str = ""
    supports: str = ""
    deadline: str = ""
    wrong: str = ""
    is_chosen: bool = True


@require_http_methods(["GET", "POST"])
def dispatch(request: HttpRequest) -> HttpResponse:
    """Hand out registered items, each to its own lead or all to one."""
    require_supervisor(request)
    items = chosen_items(request)
    if request.method == "POST":
        given, wrong = _dispatches(request, items)
        if given and not wrong:
            done = give_all(request, given)
            if isinstance(done, int):
                messages.success(request, gettext("已交办%(n)s件。") % {"n": done})
                return back_to_list(request)
            wrong = done
    else:
        wrong = {item.pk: _not_now(item) for item in items if item.state != State.REGISTERED}
    lines = lines_of(request, items, wrong)
    is_refused = request.method == "POST"
    return page_of(request, "desk/bulk_dispatch.html", lines, is_refused)


def _not_now(item: Item) -> str:
    words = {"state": word_of(item.state, "state")}
    return gettext("现为“%(state)s”，只有“待交办”的事项可以批量交办。") % words


@require_http_methods(["GET", "POST"])
def urge(request: HttpRequest) -> HttpResponse:
    """Urge many items with one text; each unit finds its own together."""
    require_supervisor(request)
    items = chosen_items(request)
    wrong: dict[int, str] = {}
    text = request.POST.get("words", "").strip()
    if request.method == "POST" and text:
        fields: dict[str, Any] = {"words": text}
        if by := _end_of(request.POST.get("answer_by", ""), pack_of(request).calendar):
            fields["answer_by"] = by
        chosen = request.POST.getlist("ids")
        done = give_all(
            request,
            [
                given_for(request.POST, item, Command.URGE, fields)
                for item in items
                if str(item.pk) in chosen
            ],
        )
        if isinstance(done, int):
            messages.success(request, gettext("已催办%(n)s件。") % {"n": done})
            return back_to_list(request)
        wrong = done
    lines = lines_of(request, items, wrong)
    return page_of(
        request, "desk/bulk_urge.html", lines, bool(wrong),
        groups=_by_unit(lines), words=text, answer_by=request.POST.get("answer_by", ""),
    )  # fmt: skip


@require_safe
def notices(request: HttpRequest) -> HttpResponse:
    """Give the notices of the chosen items: one as docx, several in one archive."""
    require_supervisor(request)
    items, pack, at = chosen_items(request), pack_of(request), now()
    papers: dict[str, bytes] = {}
    wrong: dict[int, str] = {}
    for item in items:
        try:
            papers[f"督办通知单-{item.number}.docx"] = _notice(request, item, pack)
        except Refused as refused:
            wrong[item.pk] = refused.said(gettext)
    if wrong or not papers:
        return page_of(request, "desk/bulk_notices.html", lines_of(request, items, wrong), True)
    if len(papers) == 1:
        name, data = papers.popitem()
        return download(data, name.removesuffix(".docx"), "docx", at)
    return download(packed(papers), gettext("督办通知单"), "zip", at)


def _notice(request: HttpRequest, item: Item, pack: Pack) -> bytes:
    acting = acting_in(request)
    unit = acting.post.unit if acting.post else ""
    office = pack.units.unit(unit).phone if unit in pack.units else ""
    history = history_of(item.region, item.facts, pack)
    return notice_docx(
        notice_of(
            item,
            history,
            pack,
            contact=acting.person.full_name,
            phone=acting.person.phone or office,
            issued=today(),
        )
    )


def require_supervisor(request: HttpRequest) -> None:
    if not is_of_an_office(request) or not has_role(request, Role.SUPERVISOR):
        raise PermissionDenied(gettext("批量办理由督办岗位进行。"))


def _asked(request: HttpRequest) -> QueryDict:
    return request.POST if request.method == "POST" else request.GET


def chosen_items(request: HttpRequest) -> list[Item]:
    """Return the items that the page is about, as far as the reader may see them."""
    asked = _asked(request)
    ids = numbers_in(asked.getlist("all") or asked.getlist("ids"))[:MOST]
    return list(items_for(request).filter(pk__in=ids).in_due_order())


def back_to_list(request: HttpRequest) -> HttpResponse:
    return redirect(reverse("item-list") + _query(request))


def _query(request: HttpRequest) -> str:
    back = _asked(request).get("back", "")
    return back if back.startswith("?") else ""


def give_all(request: HttpRequest, given: list[Given]) -> int | dict[int, str]:
    """Return how many were done, or the reason of each refusal when nothing was."""
    if not given:
        return {}
    try:
        return len(actions.bulk(given, by=actor_of(request), at=now()))
    except BulkRefused as refused:
        return {one.item: one.why.said(gettext) for one in refused.refusals}


def given_for(posted: QueryDict, item: Item, command: Command, fields: dict[str, Any]) -> Given:
    """Return the command for an item with the id and the seq that its line carried."""
    command_id = posted.get(f"command-{item.pk}") or new_command_id(now())
    seq = posted.get(f"seq-{item.pk}", "")
    return Given(item.pk, command, fields, command_id, int(seq) if seq.isdecimal() else None)


def _dispatches(request: HttpRequest, items: list[Item]) -> tuple[list[Given], dict[int, str]]:
    posted, pack = request.POST, pack_of(request)
    chosen, given, wrong = set(posted.getlist("ids")), [], {}
    for item in items:
        if str(item.pk) not in chosen:
            continue
        try:
            fields = _dispatch_fields(posted, item, pack)
        except ValidationError as error:
            wrong[item.pk] = " ".join(error.messages)
        else:
            given.append(given_for(posted, item, Command.DISPATCH, fields))
    return given, wrong


def _dispatch_fields(posted: QueryDict, item: Item, pack: Pack) -> dict[str, Any]:
    """Return what is carried: an item's own line before what was filled in for all."""

    def said(name: str) -> str:
        own = posted.get(f"{name}-{item.pk}", "").strip()
        return own or posted.get(name, "").strip()

    lead = codes_of(pack.units, said("lead")) if said("lead") else ()
    if len(lead) != 1:
        raise ValidationError(gettext("请填一个牵头单位。"))
    fields: dict[str, Any] = {"lead": lead[0]}
    names = [name for name in said("supports").replace("，", "、").split("、") if name.strip()]
    supports = [code for name in names for code in codes_of(pack.units, name)]
    if supports:
        fields["supports"] = [code for code in dict.fromkeys(supports) if code != lead[0]]
    if deadline := _end_of(said("deadline"), pack.calendar):
        fields |= {"deadline": deadline, "deadline_kind": "date"}
    if note := posted.get("note", "").strip():
        fields["note"] = note
    return fields


def _end_of(day: str, calendar: Calendar) -> Any:
    try:
        return calendar.end_of(date.fromisoformat(day)) if day else None
    except ValueError:
        return None


def lines_of(request: HttpRequest, items: Iterable[Item], wrong: dict[int, str]) -> list[Line]:
    pack, at, posted = pack_of(request), now(), request.POST
    rowing = Rowing(pack, at)
    chosen = set(posted.getlist("ids")) or None
    return [
        Line(
            row=rowing.row(item),
            seq=item.seq,
            command_id=posted.get(f"command-{item.pk}") or new_command_id(at),
            lead=posted.get(f"lead-{item.pk}", "") if posted else _usual_lead(item, pack),
            supports=posted.get(f"supports-{item.pk}", ""),
            deadline=posted.get(f"deadline-{item.pk}", ""),
            wrong=wrong.get(item.pk, ""),
            is_chosen=item.pk not in wrong and (chosen is None or str(item.pk) in chosen),
        )
        for item in items
    ]


def _usual_lead(item: Item, pack: Pack) -> str:
    """Return the unit that the category says leads such items, if it says one."""
    category = pack.categories.get(item.category)
    if category is None or not category.lead:
        return ""
    code = item.area if category.lead == "@area" else category.lead
    return pack.units.title(code) if code in pack.units else ""


class Group(NamedTuple):
    """The lines of one unit, and the text that urges it to all of them."""

    unit: str
    lines: list[Line]
    text: str


def _by_unit(lines: Iterable[Line]) -> list[Group]:
    found: dict[str, list[Line]] = {}
    for line in lines:
        found.setdefault(line.row.lead or gettext("未定牵头"), []).append(line)
    return [Group(unit, own, _text(unit, own)) for unit, own in found.items()]


def _text(unit: str, lines: list[Line]) -> str:
    head = gettext("%(unit)s：以下%(n)s件请抓紧办理并反馈。") % {"unit": unit, "n": len(lines)}
    listed = (
        f"{n}. {line.row.number} {line.row.title}（{line.row.remaining}）"
        for n, line in enumerate(lines, 1)
    )
    return "\n".join([head, *listed])


def _reasons(lines: Iterable[Line]) -> list[tuple[str, list[str]]]:
    """Return each reason once, with the items that it stands in the way of."""
    found: dict[str, list[str]] = {}
    for line in lines:
        if line.wrong:
            name = line.row.number if line.row.has_number else line.row.title
            found.setdefault(line.wrong, []).append(name)
    return list(found.items())


def page_of(
    request: HttpRequest, template: str, lines: list[Line], is_refused: bool, **more: Any
) -> HttpResponse:
    pack = pack_of(request)
    given = {
        "lines": lines,
        "refused": [line for line in lines if line.wrong],
        "reasons": _reasons(lines),
        "rest": sum(line.is_chosen for line in lines),
        "units": [name for _, name in units_of(pack, *GIVEN)],
        "back": _query(request),
        "posted": request.POST,
        **more,
    }
    return render(request, template, given, status=422 if is_refused else 200)
