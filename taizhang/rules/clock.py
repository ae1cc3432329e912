"""Clocks (时限): the four units of time, pauses, and the moment by which something is due.

What is counted from a moment (limits of categories and campaigns) is due when that much time has
passed: hours and natural days run on continuously; working hours run in the slots of working days,
and a working day is eight of them. Printed and statutory limits in days do not count the day they
start on and end with their last day (民法典, art. 201 and 203; a last day that is a holiday is not
moved, since an order inside the administration runs on). An extension (延期) is counted from the
deadline that it extends.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from fractions import Fraction
from typing import NamedTuple

from taizhang.rules.workdays import NO_TIME, ONE_DAY, Calendar, hours_of

Pause = tuple[datetime, datetime | None]
"""A run of time that does not count; one that has no end yet is still open."""

CATEGORY = "category"
PRINTED = "printed"
HOURS_OF_A_WORK_DAY = 8  # domain facts, 1.3


class TimeUnit(StrEnum):
    """The four units in which a limit is given."""

    URGENT_HOUR = "urgent_hour"
    WORK_HOUR = "work_hour"
    WORK_DAY = "work_day"
    NATURAL_DAY = "natural_day"


WORKING = frozenset({TimeUnit.WORK_HOUR, TimeUnit.WORK_DAY})
_LENGTH = {
    TimeUnit.URGENT_HOUR: timedelta(hours=1),
    TimeUnit.WORK_HOUR: timedelta(hours=1),
    TimeUnit.WORK_DAY: timedelta(hours=HOURS_OF_A_WORK_DAY),
    TimeUnit.NATURAL_DAY: ONE_DAY,
}
_DAYS = frozenset({TimeUnit.WORK_DAY, TimeUnit.NATURAL_DAY})


@dataclass(frozen=True, slots=True)
class Limit:
    """How much time there is, and whether it counts from the moment or from the next day on.

    No printed days at all mean: by the end of the very day (当日); what begins at `late_from` or
    later counts as begun on the next day (事不过夜 for what is found in the night).
    """

    amount: int
    unit: TimeUnit
    basis: str = CATEGORY  # category | printed
    late_from: time | None = None

    def __post_init__(self) -> None:
        """Refuse what no clock can count."""
        if self.amount < 0 or self.basis not in (CATEGORY, PRINTED):
            raise ValueError(f"时限应为非负整数，起算方式为 category 或 printed：{self!r}")
        if self.late_from is not None and not counts_days(self):
            raise ValueError(f"只有按日计算的时限才能规定几点以后顺延：{self!r}")

    @property
    def length(self) -> timedelta:
        """Return the time that the limit grants, in the time that its unit counts."""
        return self.amount * _LENGTH[self.unit]

    @property
    def is_working(self) -> bool:
        """Return whether only working time is counted."""
        return self.unit in WORKING


def counts_days(limit: Limit) -> bool:
    """Return whether days are counted at their end, from the day after the start (次日起算)."""
    return limit.basis == PRINTED and limit.unit in _DAYS


class DueMoment(NamedTuple):
    """When something is due; provisional where a year without a published calendar was touched."""

    at: datetime
    provisional: bool


def due(
    start: datetime, limit: Limit, calendar: Calendar, *, pauses: Sequence[Pause] = ()
) -> DueMoment:
    """Return the moment by which what began at `start` is due.

    A pause that is still open is taken to end where it began: until the clock runs again, nothing
    more can be said than what would be due if it ran again at once.
    """
    if counts_days(limit):
        return _end_of_last_day(start, limit, calendar, pauses)
    at = _after(start, limit.length, limit.unit, calendar, _ended(pauses))
    return DueMoment(at, _is_provisional(start, at, limit.unit, calendar))


def elapsed(
    start: datetime,
    end: datetime,
    unit: TimeUnit,
    calendar: Calendar,
    *,
    pauses: Sequence[Pause] = (),
) -> timedelta:
    """Return the time that counts between two moments; an open pause never counts again."""
    total, cursor = NO_TIME, start
    for begin, stop in _in_order([(a, b or max(a, end)) for a, b in pauses]):
        if begin >= end:
            break
        if stop > cursor:
            total += _counted(cursor, max(begin, cursor), unit, calendar)
            cursor = min(stop, end)
    return total + _counted(cursor, end, unit, calendar)


def remaining(now: datetime, due_at: datetime, unit: TimeUnit, calendar: Calendar) -> timedelta:
    """Return the time left until `due_at`, negative once it has passed."""
    if now <= due_at:
        return elapsed(now, due_at, unit, calendar)
    return -elapsed(due_at, now, unit, calendar)


def yellow_at(
    start: datetime,
    due_at: datetime,
    warn: Fraction,
    unit: TimeUnit,
    calendar: Calendar,
    *,
    pauses: Sequence[Pause] = (),
) -> datetime:
    """Return the moment at which the share `warn` of the time up to `due_at` has passed."""
    ended = _ended(pauses)
    whole = elapsed(start, due_at, unit, calendar, pauses=ended)
    if not whole:  # due outside all working time: by the wall clock
        unit = TimeUnit.URGENT_HOUR
        whole = elapsed(start, due_at, unit, calendar, pauses=ended)
    share = whole * warn.numerator // warn.denominator
    return min(_after(start, share, unit, calendar, ended), due_at)


def is_late_start(start: datetime, limit: Limit, calendar: Calendar) -> bool:
    """Return whether it begins too late in the day for that day to be the first."""
    return limit.late_from is not None and calendar.local(start).time() >= limit.late_from


def _end_of_last_day(
    start: datetime, limit: Limit, calendar: Calendar, pauses: Sequence[Pause]
) -> DueMoment:
    """Count days at their end: a day at whose end the clock stands still does not count."""
    first = calendar.local(start).date()
    nights = _paused_nights(_ended(pauses), calendar) if pauses else ()
    day, left = first, limit.amount + is_late_start(start, limit, calendar)
    is_working = limit.unit in WORKING
    while left > 0:
        day += ONE_DAY
        if is_working and day not in calendar:
            continue
        left -= not any(begin <= day < end for begin, end in nights)
    provisional = is_working and not calendar.knows(first, day)
    return DueMoment(calendar.end_of(day), provisional)


def _paused_nights(
    pauses: Sequence[tuple[datetime, datetime]], calendar: Calendar
) -> list[tuple[date, date]]:
    return [(calendar.local(a).date(), calendar.local(b).date()) for a, b in pauses]


def _after(
    start: datetime,
    length: timedelta,
    unit: TimeUnit,
    calendar: Calendar,
    pauses: Sequence[tuple[datetime, datetime]],
) -> datetime:
    """Return the first moment at which `length` has been counted since `start`."""
    left, cursor = length, start
    for begin, stop in _in_order(pauses):
        if stop <= cursor:
            continue
        counted = _counted(cursor, max(begin, cursor), unit, calendar)
        if counted >= left:
            break
        left -= counted
        cursor = stop
    if not left:
        return cursor.astimezone(UTC)
    if unit not in WORKING:
        return (cursor + left).astimezone(UTC)
    return calendar.moment(_worked_off(calendar.local(cursor), left, calendar))


def _worked_off(wall: datetime, left: timedelta, calendar: Calendar) -> datetime:
    """Return when `left` of working time is used up, by the wall clock."""
    slots, whole_day = hours_of(calendar.slots)
    day = wall.date()
    since = wall - datetime.combine(day, time())
    today = sum((max(end - max(begin, since), NO_TIME) for begin, end in slots), NO_TIME)
    if day not in calendar or today < left:
        left -= today if day in calendar else NO_TIME
        full = -(-left // whole_day) - 1  # days that are used up whole before the last one
        day = calendar.after(day, full + 1)
        left -= full * whole_day
        since = NO_TIME
    return datetime.combine(day, time()) + _into(slots, since, left)


def _into(
    slots: Sequence[tuple[timedelta, timedelta]], since: timedelta, left: timedelta
) -> timedelta:
    for begin, end in slots[:-1]:
        at = max(begin, since)
        if end - at >= left:
            return at + left
        left -= max(end - at, NO_TIME)
    return max(slots[-1][0], since) + left


def _counted(start: datetime, end: datetime, unit: TimeUnit, calendar: Calendar) -> timedelta:
    if end <= start:
        return NO_TIME
    if unit not in WORKING:
        return end.astimezone(UTC) - start.astimezone(UTC)
    first, last = calendar.local(start), calendar.local(end)
    _, whole_day = hours_of(calendar.slots)
    days = calendar.count(first.date(), last.date())
    return days * whole_day + _worked_by(last, calendar) - _worked_by(first, calendar)


def _worked_by(wall: datetime, calendar: Calendar) -> timedelta:
    """Return the working time of the day that has passed when the wall clock shows `wall`."""
    if wall.date() not in calendar:
        return NO_TIME
    slots, _ = hours_of(calendar.slots)
    since = wall - datetime.combine(wall.date(), time())
    return sum((max(min(end, since) - begin, NO_TIME) for begin, end in slots), NO_TIME)


def _ended(pauses: Sequence[Pause]) -> list[tuple[datetime, datetime]]:
    return [(begin, end) for begin, end in pauses if end is not None]


def _in_order(
    pauses: Sequence[tuple[datetime, datetime]],
) -> Sequence[tuple[datetime, datetime]]:
    return sorted(pauses) if len(pauses) > 1 else pauses


def _is_provisional(start: datetime, at: datetime, unit: TimeUnit, calendar: Calendar) -> bool:
    if unit not in WORKING:
        return False
    return not calendar.knows(calendar.local(start).date(), calendar.local(at).date())
