"""How a deadline comes about (时限推算): from when, how much, what was left out, until when."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby
from typing import NamedTuple

from taizhang.rules.clock import Limit, Pause, counts_days, due
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
    begun, last = calendar.local(start).date(), calendar.local(found.at).date()
    first = begun + ONE_DAY if counts_days(limit) and limit.amount else begun
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
        pauses=tuple((a, b) for a, b in pauses if b is not None and a < found.at),
    )


def _off(inside: Iterable[date], calendar: Calendar) -> Iterator[DaysOff]:
    """Yield the days off, those in a row for one reason as one."""
    for (rest, name), some in groupby(
        inside, lambda day: (calendar.rest_of(day), calendar.name_of(day))
    ):
        if rest is not None:
            row = list(some)
            yield DaysOff(rest, name, row[0], row[-1])
