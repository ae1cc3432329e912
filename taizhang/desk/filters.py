"""Filters of the ledger: what an address asks for, as rows, as words, and as an address again."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from typing import NamedTuple
from urllib.parse import urlencode

from django.db.models import Q
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from taizhang.desk.paging import BY_DUE, NEWEST, number_in
from taizhang.ledger.models import ItemQuerySet
from taizhang.packs.load import Pack
from taizhang.packs.model import Source
from taizhang.rules.lifecycle.states import State
from taizhang.rules.lights import Light
from taizhang.rules.words import STATES
from taizhang.rules.workdays import Calendar
from taizhang.web.labels import LIGHTS, word_of


class Tab(NamedTuple):
    """One heading of the ledger: its word, which rows it keeps, and in which order."""

    word: Promise
    keep: Callable[[ItemQuerySet, datetime], ItemQuerySet]
    order: str = BY_DUE


def _in_state(state: State) -> Callable[[ItemQuerySet, datetime], ItemQuerySet]:
    return lambda rows, _now: rows.filter(state=state)


TABS: dict[str, Tab] = {
    "open": Tab(_("未销号"), lambda rows, _now: rows.unfinished()),
    "late": Tab(_("逾期"), lambda rows, now: rows.overdue(now=now)),
    "accept": Tab(_("待签收"), _in_state(State.DISPATCHED)),
    "verify": Tab(_("待核查"), _in_state(State.SUBMITTED)),
    "returned": Tab(
        _("退回待裁定"), lambda rows, _now: rows.filter(state=State.REGISTERED, returns__gt=0)
    ),
    "again": Tab(
        _("反弹与重复"),
        lambda rows, _now: rows.unfinished().filter(Q(rebounds__gt=0) | Q(repeats__gt=0)),
    ),
    "paused": Tab(_("暂缓"), _in_state(State.SUSPENDED)),
    "closed": Tab(
        _("已销号"),
        lambda rows, _now: rows.filter(closed_at__isnull=False, finished=True),
        NEWEST,
    ),
    "all": Tab(_("全部"), lambda rows, _now: rows, NEWEST),
}
DUE = {
    "today": (_("今日到期"), 0),
    "three": (_("三日内到期"), 2),
    "week": (_("七日内到期"), 6),
    "month": (_("三十日内到期"), 29),
}
COLUMNS = ("campaign", "source", "area", "state")


@dataclass(frozen=True, slots=True)
class Filter:
    """What somebody wants to see of the ledger; an empty value does not narrow."""

    tab: str = "open"
    q: str = ""
    campaign: str = ""
    area: str = ""
    unit: str = ""
    source: str = ""
    due: str = ""
    light: str = ""
    sponsor: str = ""
    state: str = ""

    @property
    def order(self) -> str:
        return NEWEST if self.q else TABS[self.tab].order

    @property
    def narrows(self) -> bool:
        """Return whether anything but the tab narrows the rows."""
        return any(self._narrowing().values())

    def _narrowing(self) -> dict[str, str]:
        return {name: value for name, value in asdict(self).items() if name != "tab"}

    def query(self, **changes: str) -> str:
        """Return the address of this filter with some changes; it says nothing of what is empty."""
        given = {**asdict(self), **changes}
        return "?" + urlencode({name: value for name, value in given.items() if value})

    def keep(self, rows: ItemQuerySet, now: datetime, calendar: Calendar) -> ItemQuerySet:
        """Return the rows that this filter keeps, in no order yet."""
        rows = TABS[self.tab].keep(rows, now)
        rows = rows.filter(**{name: v for name in COLUMNS if (v := getattr(self, name))})
        if self.unit:
            rows = rows.filter(lead=self.unit if self.unit != NOBODY else "")
        if self.sponsor:
            rows = rows.filter(sponsor=int(self.sponsor))
        if self.light:
            rows = rows.with_light(Light(self.light), now=now)
        if self.due:
            rows = rows.unfinished().filter(due_at__lte=until(DUE[self.due][1], now, calendar))
            rows = rows.filter(due_at__gte=now)
        return rows.matching(self.q) if self.q else rows


NOBODY = "-"


def until(days: int, now: datetime, calendar: Calendar) -> datetime:
    """Return the end of the day so many days after today."""
    return calendar.end_of(calendar.local(now).date() + timedelta(days=days))


def filter_from(asked: Mapping[str, str], pack: Pack) -> Filter:
    """Return the filter that an address asks for; what no longer means anything is left out."""
    given = {name: asked.get(name, "").strip() for name in Filter.__slots__}
    known: dict[str, Callable[[str], bool]] = {
        "campaign": pack.campaigns.__contains__,
        "area": pack.units.__contains__,
        "unit": lambda code: code in pack.units or code == NOBODY,
        "source": list(Source).__contains__,
        "due": DUE.__contains__,
        "light": list(Light).__contains__,
        "sponsor": lambda number: number_in(number) is not None,
        "state": list(State).__contains__,
    }
    kept = {name: given[name] for name, is_known in known.items() if is_known(given[name])}
    usual = "all" if given["q"] or kept.get("state") else "open"
    tab = given["tab"] if given["tab"] in TABS else usual
    return Filter(tab=tab, q=given["q"][:80], **kept)


class Chip(NamedTuple):
    """One narrowing in words, and the address without it."""

    label: str
    words: str
    without: str


def chips(chosen: Filter, pack: Pack, people: Mapping[int, str]) -> list[Chip]:
    """Return each narrowing of a filter in words."""
    return [
        Chip(label, words, chosen.query(**{name: ""}))
        for name, label, words in _said(chosen, pack, people)
    ]


def _said(chosen: Filter, pack: Pack, people: Mapping[int, str]) -> Iterator[tuple[str, str, str]]:
    words: dict[str, tuple[str, Callable[[str], str]]] = {
        "q": (gettext("搜索"), lambda value: value),
        "campaign": (gettext("专项"), lambda value: pack.campaigns[value].name),
        "area": (gettext("属地"), pack.units.title),
        "unit": (
            gettext("牵头"),
            lambda v: pack.units.title(v) if v != NOBODY else gettext("未定"),
        ),
        "source": (gettext("来源"), lambda value: word_of(Source(value), "source")),
        "due": (gettext("到期"), lambda value: str(DUE[value][0])),
        "light": (gettext("灯"), lambda value: str(LIGHTS[value].word)),
        "sponsor": (gettext("包保"), lambda value: people.get(int(value), value)),
        "state": (gettext("状态"), lambda value: gettext(STATES[State(value)])),
    }
    for name, (label, said) in words.items():
        if value := getattr(chosen, name):
            yield name, label, said(value)
