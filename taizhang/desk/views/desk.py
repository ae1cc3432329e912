"""My desk (工作台): what waits for the reader, what is due and late, and what changed."""

from collections.abc import Callable, Collection, Mapping
from datetime import datetime
from typing import Any, NamedTuple

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext, gettext_noop
from django.views.decorators.http import require_safe

from taizhang.desk.changes import changes
from taizhang.desk.filters import TABS, Filter, until
from taizhang.desk.paging import BY_DUE, page_of_any
from taizhang.desk.rows import OF_A_LINE, Line, Rowing
from taizhang.desk.seeing import is_of_an_office, items_for
from taizhang.desk.tally import late_by_unit
from taizhang.desk.views.items import capped
from taizhang.intake.models import DocumentQuerySet
from taizhang.intake.readers import documents
from taizhang.ledger.models import Item, ItemQuerySet, OpenRequestRow
from taizhang.org.actors import actor_of, has_role, pack_of, region_of
from taizhang.packs.load import Pack
from taizhang.rules.lifecycle.facts import Actor
from taizhang.rules.lifecycle.states import Command, RequestKind, Role, State
from taizhang.web.clock import now
from taizhang.web.labels import word_of
from taizhang.web.moments import moment_words, remaining_words

ESCALATED, MOST_LATE = 6, 8
NOTHING = {
    "sign": gettext_noop("没有等您签批的申请。"),
    "late": gettext_noop("没有逾期事项。"),
    "raised": gettext_noop("没有提级督办的事项。"),
}
FEW = 99  # what a counter counts: beyond it nobody asks how many


class Todo(NamedTuple):
    """A row of the desk: the item, what to do next, and whether it is the reader's to do."""

    row: Line
    act: str
    url: str
    is_mine: bool
    left: str


@require_safe
def desk(request: HttpRequest) -> HttpResponse:
    pack, at, office = pack_of(request), now(), is_of_an_office(request)
    campaign = request.GET.get("campaign", "")
    campaign = campaign if campaign in pack.campaigns else ""
    seen = items_for(request)
    if campaign:
        seen = seen.filter(campaign=campaign)
    asked = requests_of(request)
    scopes = _scopes(request, office)
    scope = _scope(request, scopes, bool(asked))
    several = _rows(request, seen.only(*OF_A_LINE), scope, asked, at)
    items, mark = page_of_any(several, BY_DUE, request.GET.get("after", ""))
    given = {
        "heading": gettext("工作台") if office else gettext("待办"),
        "counters": _counters(request, seen, pack, at, office=office, asked=asked),
        "tabs": _tabs(scopes, scope, campaign),
        "scope": scope,
        "campaign": campaign,
        "campaigns": [(c.code, c.name) for c in pack.campaigns.values()],
        "todos": _todos(request, items, asked, pack, at),
        "next": f"?scope={scope}&campaign={campaign}&after={mark}" if mark else "",
        "is_office": office,
        "changes": changes(
            seen, region_of(request), pack, since=_yesterday(pack, at),
            within="" if office else actor_of(request).unit or "-",
        ),
        **_aside(request, seen, pack, at, office=office),
    }  # fmt: skip
    if not items:
        given["nothing"] = _nothing(scope, seen, at)
    return render(request, "desk/desk.html", given)


def requests_of(request: HttpRequest) -> Mapping[int, OpenRequestRow]:
    """Return the request that each item awaits this reader's decision on."""
    rows = OpenRequestRow.objects.filter(region=region_of(request)).awaiting(actor_of(request))
    shown = rows.only("item", "kind", "carries", "due_at")
    return {row.item: row for row in shown.order_by("-due_at")[:1000]}


def _scopes(request: HttpRequest, office: bool) -> dict[str, str]:
    """Return what this reader may look at; a leader at what needs a leader."""
    mine, sign, whole = gettext("我的"), gettext("待签批"), gettext("全区")
    raised = gettext("提级事项")
    if not office:
        return {"mine": mine, "unit": gettext("本单位"), "sign": sign}
    if has_role(request, Role.LEADER):
        return {"sign": sign, "raised": raised, "late": gettext("逾期"), "all": whole}
    unit = gettext("本科室")
    return {"mine": mine, "unit": unit, "all": whole, "sign": sign, "raised": raised}


def _scope(request: HttpRequest, scopes: Mapping[str, str], is_asked: bool) -> str:
    wanted = request.GET.get("scope", "")
    if wanted in scopes:
        return wanted
    return "mine" if "mine" in scopes else "sign" if is_asked else "late"


def _rows(
    request: HttpRequest,
    seen: ItemQuerySet,
    scope: str,
    asked: Mapping[int, OpenRequestRow],
    at: datetime,
) -> list[ItemQuerySet]:
    """Return the sets that a scope is made of, each with an index of its own."""
    actor = actor_of(request)
    kept: dict[str, Callable[[], list[ItemQuerySet]]] = {
        "mine": lambda: [rows.filter(due_at__isnull=False) for rows in _mine(seen, actor, asked)],
        "sign": lambda: [seen.filter(pk__in=list(asked), due_at__isnull=False)],
        "unit": lambda: [seen.filter(next_unit=actor.unit or "-")],
        "raised": lambda: [seen.unfinished().filter(level__gt=0)],
        "late": lambda: [seen.overdue(now=at)],
        "all": lambda: [seen.unfinished()],
    }
    return kept[scope]()


def _mine(seen: ItemQuerySet, actor: Actor, asked: Collection[int]) -> list[ItemQuerySet]:
    """Return what waits for the reader: next actions, and requests to be decided."""
    signing = [seen.filter(pk__in=list(asked))] if asked else []
    return [seen.awaiting(actor, ()), *signing]


def _tabs(
    scopes: Mapping[str, str], scope: str, campaign: str
) -> list[tuple[str, str, bool, None]]:
    more = f"&campaign={campaign}" if campaign else ""
    return [(word, f"?scope={name}{more}", name == scope, None) for name, word in scopes.items()]


def _counters(
    request: HttpRequest,
    seen: ItemQuerySet,
    pack: Pack,
    at: datetime,
    *,
    office: bool,
    asked: Mapping[int, OpenRequestRow],
) -> list[tuple[str, str, str, str]]:
    today = seen.unfinished().filter(due_at__gte=at, due_at__lte=until(0, at, pack.calendar))
    late, mine = seen.overdue(now=at), _mine(seen, actor_of(request), asked)
    ledger = reverse("item-list")
    counted: list[tuple[str, ItemQuerySet | DocumentQuerySet, str, str]] = [
        (gettext("今日到期"), today, ledger + Filter(due="today").query(), "yellow"),
        (gettext("逾期"), late, ledger + Filter(tab="late").query(), "red"),
    ]
    if office:
        check = seen.filter(state=State.SUBMITTED)
        rule = TABS["returned"].keep(seen, at)
        counted += [
            (gettext("待核查"), check, ledger + Filter(tab="verify").query(), ""),
            (gettext("待裁定"), rule, ledger + Filter(tab="returned").query(), ""),
        ]
        if has_role(request, Role.INTAKE):
            waiting = documents(request).undecided()
            counted.append((gettext("来文待分解"), waiting, reverse("document-list"), ""))
    else:
        accept = seen.filter(state=State.DISPATCHED, lead=actor_of(request).unit or "-")
        counted.append((gettext("待签收"), accept, ledger + Filter(tab="accept").query(), ""))
    counters = [(word, _few(rows), href, tone) for word, rows, href, tone in counted]
    first = (gettext("待我处理"), _few(*mine), "?", "")
    return [first, *counters, (gettext("待签批"), capped(len(asked), FEW), "?scope=sign", "")]


def _few(*several: ItemQuerySet | DocumentQuerySet) -> str:
    """Return how many rows are in any of the sets, as far as a counter counts."""
    found = (rows.order_by().values_list("pk", flat=True)[: FEW + 1] for rows in several)
    return capped(len({pk for part in found for pk in part}), FEW)


def _todos(
    request: HttpRequest,
    items: list[Item],
    asked: Mapping[int, OpenRequestRow],
    pack: Pack,
    at: datetime,
) -> list[Todo]:
    rowing, unit = Rowing(pack, at), actor_of(request).unit
    return [_todo(rowing, item, asked.get(item.pk), unit) for item in items]


def _todo(rowing: Rowing, item: Item, wish: OpenRequestRow | None, unit: str | None) -> Todo:
    row = rowing.line(item)
    if wish is not None:
        kind = RequestKind(wish.kind)
        what = (Command(wish.carries), "command") if wish.carries else (kind, "request")
        act = gettext("审批：%(what)s") % {"what": word_of(*what)}
        left = remaining_words(wish.due_at, rowing.now, rowing.calendar)
        return Todo(row, act, f"{row.url}#requests", True, left)
    is_mine = item.next_unit == unit
    act = rowing.step(item.next_action) if is_mine and item.next_action else row.step
    return Todo(row, act, row.url, is_mine, "")


def _yesterday(pack: Pack, at: datetime) -> datetime:
    return until(-2, at, pack.calendar)


def _nothing(scope: str, seen: ItemQuerySet, at: datetime) -> str:
    if scope in NOTHING:
        return gettext(NOTHING[scope])
    first = seen.for_lists().unfinished().filter(due_at__gte=at).in_due_order().first()
    if first is None or first.due_at is None:
        return gettext("今天没有待办。")
    return gettext("今天没有待办；下一件：%(day)s") % {"day": moment_words(first.due_at, at)}


def _aside(
    request: HttpRequest, seen: ItemQuerySet, pack: Pack, at: datetime, *, office: bool
) -> dict[str, Any]:
    """Return what the right side says of today: what was escalated, and who is late."""
    week = seen.unfinished().filter(due_at__gte=at, due_at__lte=until(6, at, pack.calendar))
    given: dict[str, Any] = {
        "week": capped(week.count_up_to(FEW), FEW),
        "week_url": reverse("item-list") + Filter(due="week").query(),
    }
    if office and has_role(request, Role.LEADER):  # who decides, and rarely: these look at all rows
        raised = seen.only(*OF_A_LINE).unfinished().filter(level__gt=0).in_due_order()[:ESCALATED]
        rowing = Rowing(pack, at)
        given["escalated"] = [(rowing.line(item), item.level) for item in raised]
        given["late_units"] = late_by_unit(seen, pack, now=at)[:MOST_LATE]
    return given
