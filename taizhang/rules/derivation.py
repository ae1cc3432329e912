"""How a deadline comes about (时限推算): from when, how much, what was left out, until when."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby
from typing import NamedTuple

from taizhang.rules.clock import (
    DueMoment,
    Limit,
    Pause,
    TimeUnit,
    counts_days,
    due,
    is_late_start,
)
from taizhang.rules.lifecycle.facts import Facts
from taizhang.rules.lifecycle.guards import limit_from
from taizhang.rules.workdays import ONE_DAY, Calendar, Rest, days


class DaysOff(NamedTuple):
    """Days in a row on which nobody works, for one reason."""

    rest: Rest
    name: str  # of the holiday
    first: date
    last: date

    @property
    def days(self) -> int:
        """Return how many days they are."""
        return (self.last - self.first).days + 1


@dataclass(frozen=True, slots=True)
class Derivation:
    """A deadline with everything that it was reckoned from."""

    start: datetime
    limit: Limit
    at: datetime
    is_provisional: bool
    first: date  # the first day of which anything can count
    last: date  # the day the deadline lies on
    working_days: int  # from the first to the last
    days_off: tuple[DaysOff, ...]  # in the same time; left out where working time is counted
    made_up: tuple[date, ...]  # weekends worked in exchange (调休上班)
    pauses: tuple[tuple[datetime, datetime], ...]  # in which the clock stood still

    @property
    def holidays(self) -> tuple[DaysOff, ...]:
        """Return the holidays among the days off."""
        return tuple(off for off in self.days_off if off.rest is Rest.HOLIDAY)

    @property
    def weekend_days(self) -> int:
        """Return how many days off are no holidays."""
        return sum(off.days for off in self.days_off if off.rest is Rest.WEEKEND)


def explain(
    start: datetime, limit: Limit, calendar: Calendar, *, pauses: Sequence[Pause] = ()
) -> Derivation:
    """Return when what begins at `start` is due, and why then."""
    found = due(start, limit, calendar, pauses=pauses)
    day = calendar.local(start).date()
    if counts_days(limit) and limit.amount + is_late_start(start, limit, calendar):
        day += ONE_DAY
    ended = tuple((a, b) for a, b in pauses if b is not None and a < found.at)
    return _derivation(start, limit, found, day, calendar, ended)


def between(start: datetime, at: datetime, calendar: Calendar) -> Derivation:
    """Return what lies between a start and a deadline that is set as a moment."""
    provisional = not calendar.knows(calendar.local(start).date(), calendar.local(at).date())
    day = calendar.local(start).date() + ONE_DAY
    first = min(day, calendar.local(at).date())
    limit = Limit((at - start).days, TimeUnit.NATURAL_DAY)
    return _derivation(start, limit, DueMoment(at, provisional), first, calendar, ())


def _derivation(
    start: datetime,
    limit: Limit,
    found: DueMoment,
    first: date,
    calendar: Calendar,
    pauses: tuple[tuple[datetime, datetime], ...],
) -> Derivation:
    last = calendar.local(found.at).date()
    inside = list(days(first, last + ONE_DAY))
    return Derivation(
        start=start,
        limit=limit,
        at=found.at,
        is_provisional=found.provisional,
        first=first,
        last=last,
        working_days=sum(day in calendar for day in inside),
        days_off=tuple(_off(inside, calendar)),
        made_up=tuple(day for day in inside if day in calendar.shifted),
        pauses=pauses,
    )


def _off(inside: Iterable[date], calendar: Calendar) -> Iterator[DaysOff]:
    """Yield the days off, those in a row for one reason as one."""
    for (rest, name), some in groupby(
        inside, lambda day: (calendar.rest_of(day), calendar.name_of(day))
    ):
        if rest is not None:
            row = list(some)
            yield DaysOff(rest, name, row[0], row[-1])


@dataclass(frozen=True, slots=True)
class Promise:
    """The handling deadline of the leg as it is recorded, and as it comes about anew."""

    at: datetime  # as recorded
    original: datetime | None
    of_limit: Derivation | None  # where it is a budget
    of_rework: Derivation | None  # where it was sent back: the later of both holds

    @property
    def derived(self) -> datetime | None:
        """Return the deadline as it comes about; nothing where it is a date that was set."""
        moments = [each.at for each in (self.of_limit, self.of_rework) if each is not None]
        return max(moments) if self.of_limit is not None else None

    @property
    def is_as_recorded(self) -> bool:
        """Return whether the record says what comes about."""
        return self.derived in (None, self.at)


def promise_of(facts: Facts, calendar: Calendar) -> Promise | None:
    """Return how the handling deadline of the current leg comes about; none where none is set."""
    recorded = facts.moments.get("handling") or facts.held
    if recorded is None or facts.leg_started_at is None:
        return None
    pauses, submitted = facts.pauses, facts.submitted_at
    if "handling" not in facts.moments and submitted is not None:
        pauses = tuple(pause for pause in pauses if pause[0] < submitted)  # held as it was then
    of_limit, of_rework = None, None
    if facts.deadline_kind != "date" and facts.handling_limit:
        limit = limit_from(facts.handling_limit)
        of_limit = explain(facts.leg_started_at, limit, calendar, pauses=pauses)
    begun = facts.floor_from
    if begun is not None:
        since = [pause for pause in pauses if pause[0] >= begun]
        of_rework = explain(begun, facts.regime.limits.rework, calendar, pauses=since)
    return Promise(recorded.at, facts.original, of_limit, of_rework)
