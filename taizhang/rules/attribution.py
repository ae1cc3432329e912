"""The time account of an item (时间账): whose every minute was, and whether it used up the limit.

A clock is a pure function of the item's entries and of the calendar: nothing is counted while time
passes. From the first entry to a given moment every instant lies in exactly one span. A span knows
the leg, the unit that had the item, that unit's clock, and why the handling limit ran on or stood
still. Limits that count days at their end (印发件，次日起算) count whole days; a day that is not
over yet counts only once it is.
"""

from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import NamedTuple, TypeVar

from taizhang.rules.clock import Limit, TimeUnit, counts_days
from taizhang.rules.lifecycle.due import standing
from taizhang.rules.lifecycle.facts import Facts
from taizhang.rules.lifecycle.fold import Event, absorb
from taizhang.rules.lifecycle.guards import limit_from
from taizhang.rules.lifecycle.states import ENDED, State
from taizhang.rules.workdays import NO_TIME, ONE_DAY, Calendar, Rest, Run

S = State
Key = TypeVar("Key", int, str)


class Why(StrEnum):
    """Why a minute used up the handling limit (计入), or why it did not."""

    COUNTS = "counts"
    NIGHT = "night"
    LUNCH = "lunch"
    WEEKEND = "weekend"
    HOLIDAY = "holiday"
    UNDISPATCHED = "undispatched"  # before the first dispatch of the leg
    STANDING = "standing"  # 长期坚持: confirmed again and again, never due
    SUSPENDED = "suspended"
    SUBMITTED = "submitted"
    DISCLOSED = "disclosed"
    FINISHED = "finished"
    FIRST_DAY = "first_day"  # the day a printed limit starts on
    TODAY = "today"  # a day of a printed limit that is not over yet


_PAUSED = {
    S.SUSPENDED: Why.SUSPENDED,
    S.SUBMITTED: Why.SUBMITTED,
    S.DISCLOSED: Why.DISCLOSED,
    **dict.fromkeys((S.CLOSED, *ENDED), Why.FINISHED),
}
_BY_DATE = Limit(0, TimeUnit.NATURAL_DAY)  # where the deadline was a date from the first


class Stretch(NamedTuple):
    """A run of time between two entries in which nothing changed hands."""

    begin: datetime
    end: datetime
    leg: int
    state: State
    clock: str  # the holder's own: what the item waits for
    unit: str  # who has the item; empty once it has ended
    why: Why  # as far as the state says
    start: datetime | None  # since when the handling limit of the leg is counted
    limit: Limit
    is_lost: bool = False  # at a unit that gave it back

    @property
    def follows(self) -> tuple[object, ...]:
        """Return what must be equal for two stretches to be one."""
        return self[2:]


@dataclass(frozen=True, slots=True)
class Span:
    """A run of time with one reason."""

    begin: datetime
    end: datetime
    leg: int
    state: State
    clock: str
    unit: str
    why: Why
    rest: Rest | None  # what the calendar says of it, whether or not that mattered
    holiday: str
    is_lost: bool

    @property
    def length(self) -> timedelta:
        """Return how long it is by the wall clock."""
        return self.end - self.begin

    @property
    def counted(self) -> timedelta:
        """Return how much of it used up the handling limit."""
        return self.length if self.why is Why.COUNTS else NO_TIME

    @property
    def worked(self) -> timedelta:
        """Return how much of it was working time."""
        return self.length if self.rest is None else NO_TIME


class Total(NamedTuple):
    """Sums over some spans: by the wall clock, in working time, used up, at who gave it back."""

    held: timedelta = NO_TIME
    worked: timedelta = NO_TIME
    counted: timedelta = NO_TIME
    lost: timedelta = NO_TIME

    def plus(self, span: Span) -> "Total":
        """Return the sums with one more span."""
        return Total(
            self.held + span.length,
            self.worked + span.worked,
            self.counted + span.counted,
            self.lost + (span.worked if span.is_lost else NO_TIME),
        )


@dataclass(frozen=True, slots=True)
class Account:
    """The whole account of one item up to a moment."""

    facts: Facts
    stretches: tuple[Stretch, ...]
    spans: tuple[Span, ...]

    def by_leg(self) -> dict[int, Total]:
        """Return the sums of each leg; leg 0 is the time before registration."""
        return _summed(self.spans, lambda span: span.leg)

    def by_unit(self) -> dict[str, Total]:
        """Return the sums of each unit that had the item, in the order in which it came to them."""
        return _summed((s for s in self.spans if s.unit), lambda span: span.unit)

    def by_reason(self, leg: int | None = None) -> dict[Why, timedelta]:
        """Return how long each reason held, over one leg or over all."""
        found: dict[Why, timedelta] = {}
        for span in self.spans:
            if leg is None or span.leg == leg:
                found[span.why] = found.get(span.why, NO_TIME) + span.length
        return found

    def total(self) -> Total:
        """Return the sums over everything."""
        total = Total()
        for span in self.spans:
            total = total.plus(span)
        return total


def _summed(spans: Iterable[Span], key: Callable[[Span], Key]) -> dict[Key, Total]:
    found: dict[Key, Total] = {}
    for span in spans:
        found[key(span)] = found.get(key(span), Total()).plus(span)
    return found


def account(item: int, events: Sequence[Event], calendar: Calendar, now: datetime) -> Account:
    """Return the time account of an item up to `now`; entries after it are not looked at."""
    past = [event for event in events if event.at <= now]
    stretches, facts = _stretches(item, past, now)
    spans = [span for s in _marked(stretches, calendar) for span in s]
    return Account(facts, tuple(stretches), tuple(_joined(spans)))


def _stretches(item: int, events: Sequence[Event], now: datetime) -> tuple[list[Stretch], Facts]:
    facts, found = Facts(item), list[Stretch]()
    ends = [*(event.at for event in events[1:]), now]
    for event, end in zip(events, ends, strict=True):
        before, facts = facts, absorb(facts, event)
        found = _looked_back(found, before, facts)
        stretch = _stretch(facts, event.at, end)
        if stretch.begin == stretch.end:
            continue
        if found and found[-1].follows == stretch.follows:
            stretch = stretch._replace(begin=found.pop().begin)
        found.append(stretch)
    return found, facts


def _stretch(facts: Facts, begin: datetime, end: datetime) -> Stretch:
    limit = limit_from(facts.handling_limit) if facts.handling_limit else _BY_DATE
    clock, unit = _holder(facts)
    why = _why(facts)
    return Stretch(
        begin, end, facts.leg, facts.state, clock, unit, why, facts.leg_started_at, limit
    )


def _holder(facts: Facts) -> tuple[str, str]:
    """Return whose the item is and by which clock; while it is being handled it is its lead's."""
    step = standing(facts)
    if step is None:
        return "", ""
    if facts.state is S.IN_PROGRESS and facts.lead:
        return ("handling" if "handling" in facts.moments else step.clock), facts.lead
    return step.clock, step.unit


def _why(facts: Facts) -> Why:
    if facts.state in _PAUSED:
        return _PAUSED[facts.state]
    if facts.leg_started_at is None:
        return Why.UNDISPATCHED
    return Why.STANDING if facts.standing else Why.COUNTS


def _looked_back(found: list[Stretch], before: Facts, after: Facts) -> list[Stretch]:
    """Return the stretches as the latest entry shows them: what a withdrawal and a return undo."""
    if _is_withdrawn(before, after):
        since, _ = before.pauses[-1]
        return [s._replace(why=Why.COUNTS) if s.begin >= since else s for s in found]
    if after.all_returns > before.all_returns and before.dispatched_at is not None:
        since = before.dispatched_at
        lead = before.lead
        return [
            s._replace(is_lost=True) if s.begin >= since and s.unit == lead else s for s in found
        ]
    return found


def _is_withdrawn(before: Facts, after: Facts) -> bool:
    same = after.leg_started_at is not None and after.leg_started_at == before.leg_started_at
    return same and len(after.pauses) < len(before.pauses)


def _marked(stretches: Sequence[Stretch], calendar: Calendar) -> Iterator[list[Span]]:
    """Yield the spans of each stretch."""
    begins = [stretch.begin for stretch in stretches]
    for stretch in stretches:
        runs = calendar.runs(stretch.begin, stretch.end)
        if stretch.start is None or not (stretch.limit.amount and counts_days(stretch.limit)):
            yield [_span(stretch, run, _by_minutes(stretch, run), calendar) for run in runs]
            continue
        found = []
        for run in runs:
            why = _by_days(stretch, run, _last_of(run, stretches, begins, calendar), calendar)
            found.append(_span(stretch, run, why, calendar))
        yield found


def _by_minutes(stretch: Stretch, run: Run) -> Why:
    if stretch.why is not Why.COUNTS or run.rest is None or not stretch.limit.is_working:
        return stretch.why
    return Why(run.rest)


def _by_days(stretch: Stretch, run: Run, last: Stretch | None, calendar: Calendar) -> Why:
    """Return how a day counts of which this is a part: as the clock stands at its end."""
    why = stretch.why if last is None else last.why
    if last is not None and last.start != stretch.start:
        why = Why.FINISHED  # the leg was over before the day was
    if why is not Why.COUNTS:
        return why
    day = calendar.local(run.begin).date()
    if stretch.start is not None and day <= calendar.local(stretch.start).date():
        return Why.FIRST_DAY
    free = calendar.rest_of(day) if stretch.limit.is_working else None
    if free is not None:
        return Why(free)
    return Why.COUNTS if last is not None else Why.TODAY


def _last_of(
    run: Run, stretches: Sequence[Stretch], begins: Sequence[datetime], calendar: Calendar
) -> Stretch | None:
    """Return the stretch in which the day of this run ends; none where it is not over yet."""
    over = _end_of_day(calendar.local(run.begin).date(), calendar)
    if over > stretches[-1].end:
        return None
    at = bisect_right(begins, over) - 1
    return stretches[at - 1] if begins[at] == over else stretches[at]


def _end_of_day(day: date, calendar: Calendar) -> datetime:
    return calendar.moment(datetime.combine(day + ONE_DAY, datetime.min.time()))


def _span(stretch: Stretch, run: Run, why: Why, calendar: Calendar) -> Span:
    name = calendar.name_of(calendar.local(run.begin).date())
    return Span(
        run.begin, run.end, stretch.leg, stretch.state, stretch.clock, stretch.unit, why,
        run.rest, name, stretch.is_lost,
    )  # fmt: skip


def _joined(spans: Iterable[Span]) -> Iterator[Span]:
    """Yield the spans, neighbours that differ in nothing as one."""
    kept: Span | None = None
    for span in spans:
        if kept is not None and replace(kept, begin=span.begin, end=span.end) == span:
            kept = replace(kept, end=span.end)
            continue
        if kept is not None:
            yield kept
        kept = span
    if kept is not None:
        yield kept
