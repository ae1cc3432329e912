"""Counting the ledger: unit × state × light, who is late, and how a unit is doing."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import NamedTuple

from django.db.models import Case, CharField, Count, Max, Q, Sum, Value, When
from django.urls import reverse
from django.utils.translation import gettext

from taizhang.desk.filters import NOBODY, Filter
from taizhang.ledger.models import ItemQuerySet
from taizhang.packs.load import Pack
from taizhang.papers.matrix import Lights
from taizhang.record.models import Entry
from taizhang.rules.lifecycle.states import FINISHED, Command, State
from taizhang.web.labels import word_of

STATES = tuple(state for state in State if state not in FINISHED)
LIGHTS = ("red", "yellow", "green")


class UnitLine(NamedTuple):
    """One unit of the table, with its lights in each state."""

    code: str
    name: str
    cells: tuple[Lights, ...]

    @property
    def whole(self) -> Lights:
        return sum(self.cells, Lights())


def by_unit(seen: ItemQuerySet, pack: Pack, *, now: datetime) -> list[UnitLine]:
    """Return how many unfinished items each unit leads, by state and light, in the pack's order."""
    light = Case(
        When(due_at__lt=now, then=Value("red")),
        When(yellow_at__lte=now, then=Value("yellow")),
        default=Value("green"),
        output_field=CharField(),
    )
    counted = (
        seen.unfinished()
        .order_by()
        .annotate(shown=light)
        .values_list("lead", "state", "shown")
        .annotate(n=Count("pk"))
    )
    found: dict[str, dict[str, dict[str, int]]] = defaultdict(lambda: defaultdict(dict))
    for lead, state, shown, n in counted:
        found[lead][state][shown] = n
    order = {unit.code: place for place, unit in enumerate(pack.units)}
    return [
        UnitLine(code or NOBODY, name_of(code, pack), _cells(found[code]))
        for code in sorted(found, key=lambda code: (order.get(code, len(order)), code))
    ]


def _cells(states: dict[str, dict[str, int]]) -> tuple[Lights, ...]:
    return tuple(Lights(**states[state]) if state in states else Lights() for state in STATES)


def name_of(code: str, pack: Pack) -> str:
    return pack.units.title(code) if code and code != NOBODY else gettext("未定牵头")


def state_words() -> tuple[str, ...]:
    return tuple(word_of(state, "state") for state in STATES)


class LateUnit(NamedTuple):
    """A unit with overdue items, and where they are listed."""

    name: str
    n: int
    url: str


def late_by_unit(seen: ItemQuerySet, pack: Pack, *, now: datetime) -> list[LateUnit]:
    """Return the units that the overdue items wait for, the most first."""
    counted = seen.overdue(now=now).order_by().values_list("lead").annotate(n=Count("pk"))
    ledger = reverse("item-list")
    return [
        LateUnit(name_of(lead, pack), n, ledger + Filter(tab="late", unit=lead or NOBODY).query())
        for lead, n in sorted(counted, key=lambda one: (-one[1], one[0]))
    ]


class UnitFigures(NamedTuple):
    """How a unit is doing: what it has open, what came back, and how quick it is."""

    open: int
    late: int
    closed: int
    returns: int
    reworks: int
    rebounds: int
    response_hours: int | None
    handling_days: int | None
    accepted: int
    submitted: int


RECENT = timedelta(days=90)


def figures_of(led: ItemQuerySet, region: str, unit: str, *, now: datetime) -> UnitFigures:
    """Return the figures of a unit over the items that it leads; speed is that of 90 days."""
    known = led.order_by().aggregate(
        open=Count("pk", filter=Q(finished=False)),
        late=Count("pk", filter=Q(finished=False, due_at__lt=now)),
        closed=Count("pk", filter=Q(closed_at__gte=now - RECENT, finished=True)),
        returns=Sum("returns", default=0),
        reworks=Sum("reworks", default=0),
        rebounds=Sum("rebounds", default=0),
    )
    response = _spans(region, unit, Command.DISPATCH, Command.ACCEPT, now)
    handling = _spans(region, unit, Command.ACCEPT, Command.SUBMIT, now)
    return UnitFigures(
        **known,
        response_hours=_median(response, timedelta(hours=1)),
        handling_days=_median(handling, timedelta(days=1)),
        accepted=len(response),
        submitted=len(handling),
    )


def _spans(region: str, unit: str, first: Command, then: Command, now: datetime) -> list[timedelta]:
    """Return how long it took this unit from one command to the next, each time in 90 days."""
    recent = Entry.objects.filter(region=region, kind="item", at__gte=now - RECENT)
    ends = dict(recent.filter(unit=unit, command=then).order_by("at").values_list("stream", "at"))
    begun = Entry.objects.filter(region=region, kind="item", stream__in=list(ends), command=first)
    starts: dict[int, datetime] = dict(
        begun.order_by().values_list("stream").annotate(last=Max("at"))
    )
    return [end - starts[s] for s, end in ends.items() if s in starts and starts[s] <= end]


def _median(spans: Iterable[timedelta], unit: timedelta) -> int | None:
    ordered = sorted(spans)
    return round(ordered[len(ordered) // 2] / unit) if ordered else None
