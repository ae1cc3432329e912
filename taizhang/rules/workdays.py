"""Working days (工作日): which days count, at which hours, and how far a day is."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from functools import lru_cache
from typing import NamedTuple
from zoneinfo import ZoneInfo

SHANGHAI = ZoneInfo("Asia/Shanghai")
# 08:00–12:00 and 14:00–18:00: the slots of the reference system (domain facts, 1.3); a pack's own.
USUAL_SLOTS = ((time(8), time(12)), (time(14), time(18)))
ONE_DAY = timedelta(days=1)
NO_TIME = timedelta(0)
FRIDAY = 4

Slot = tuple[timedelta, timedelta]
"""A run of working time, counted from the day's midnight."""


class Rest(StrEnum):
    """Why nobody works at some time."""

    NIGHT = "night"  # before the first slot of a working day, and after the last
    LUNCH = "lunch"
    WEEKEND = "weekend"
    HOLIDAY = "holiday"


class Run(NamedTuple):
    """A run of time inside one day that is working time throughout, or rest for one reason."""

    begin: datetime
    end: datetime
    rest: Rest | None


@dataclass(frozen=True, slots=True)
class Calendar:
    """Weekdays, less public holidays, plus weekends worked in exchange (调休), and the slots.

    `years` are those whose arrangement the State Council has published; in any other year only the
    weekend is free, and whatever was counted there is provisional.
    """

    edition: str
    holidays: frozenset[date]
    shifted: frozenset[date]
    years: frozenset[int]
    slots: tuple[tuple[time, time], ...] = USUAL_SLOTS
    zone: ZoneInfo = SHANGHAI
    names: Mapping[date, str] = field(default_factory=dict, compare=False, repr=False)

    def __contains__(self, day: object) -> bool:
        """Return whether `day` is a working day."""
        if not isinstance(day, date):
            return False
        if day.weekday() > FRIDAY:
            return day in self.shifted
        return day not in self.holidays

    def is_known(self, year: int) -> bool:
        """Return whether the holidays of `year` have been published."""
        return year in self.years

    def knows(self, first: date, last: date) -> bool:
        """Return whether the holidays of every year from `first` to `last` have been published."""
        return all(year in self.years for year in range(first.year, last.year + 1))

    def after(self, start: date, n: int) -> date:
        """Return the n-th working day after `start`; `start` itself never counts."""
        day = start
        while n > 0:
            day += ONE_DAY
            n -= day in self
        return day

    def count(self, first: date, last: date) -> int:
        """Return how many working days lie from `first` to before `last`."""
        return sum(day in self for day in days(first, last))

    def rest_of(self, day: date) -> Rest | None:
        """Return why nobody works on `day`; nothing where it is a working day."""
        if day in self:
            return None
        return Rest.HOLIDAY if day in self.holidays else Rest.WEEKEND

    def name_of(self, day: date) -> str:
        """Return the name of the holiday on `day`; empty where there is none, or it has none."""
        return self.names.get(day, "") if day in self.holidays and day not in self else ""

    def runs(self, begin: datetime, end: datetime) -> Iterator[Run]:
        """Yield the time from `begin` to before `end`, cut where working time begins or ends."""
        first, last = self.local(begin), self.local(end)
        for day in days(first.date(), last.date() + ONE_DAY):
            midnight = datetime.combine(day, time())
            for since, until, rest in self._parts(day):
                a, b = max(first, midnight + since), min(last, midnight + until)
                if a < b:
                    yield Run(self.moment(a), self.moment(b), rest)

    def _parts(self, day: date) -> Iterator[tuple[timedelta, timedelta, Rest | None]]:
        """Yield the parts of one day, from midnight to midnight."""
        free = self.rest_of(day)
        if free is not None:
            yield NO_TIME, ONE_DAY, free
            return
        slots, _ = hours_of(self.slots)
        cursor, rest = NO_TIME, Rest.NIGHT
        for begin, end in slots:
            yield cursor, begin, rest
            yield begin, end, None
            cursor, rest = end, Rest.LUNCH
        yield cursor, ONE_DAY, Rest.NIGHT

    def local(self, at: datetime) -> datetime:
        """Return the moment as the wall clock of the district shows it, without a zone."""
        return at.astimezone(self.zone).replace(tzinfo=None)

    def moment(self, wall: datetime) -> datetime:
        """Return the moment (in UTC) at which the wall clock of the district shows `wall`."""
        return wall.replace(tzinfo=self.zone).astimezone(UTC)

    def end_of(self, day: date) -> datetime:
        """Return the last second of `day`: what is due on a day is due by then.

        24:00 belongs to the day by law (民法典, art. 203), but is written 23:59:59, so that the
        moment is shown under the day that it belongs to.
        """
        return self.moment(datetime.combine(day, time(23, 59, 59)))


def days(first: date, last: date) -> Iterator[date]:
    """Yield the days from `first` to before `last`."""
    for ordinal in range(first.toordinal(), last.toordinal()):
        yield date.fromordinal(ordinal)


@lru_cache(maxsize=64)
def hours_of(slots: tuple[tuple[time, time], ...]) -> tuple[tuple[Slot, ...], timedelta]:
    """Return the slots counted from midnight, and the working time of one day."""
    spans = tuple((_since_midnight(begin), _since_midnight(end)) for begin, end in slots)
    return spans, sum((end - begin for begin, end in spans), NO_TIME)


def _since_midnight(at: time) -> timedelta:
    return timedelta(hours=at.hour, minutes=at.minute, seconds=at.second)
