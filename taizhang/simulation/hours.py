"""When somebody sits at the desk: moments moved into working hours, unless somebody is on duty."""

import random
from dataclasses import dataclass
from datetime import datetime, time, timedelta

from taizhang.rules.workdays import ONE_DAY, Calendar

LATE_EVENING = time(21, 30)
EARLY_MORNING = time(7)
SETTLED = timedelta(minutes=75)  # by then everybody has begun with the day's first thing


@dataclass(frozen=True, slots=True)
class Hours:
    """The working time of a district, with the chance by which its people differ."""

    calendar: Calendar
    rng: random.Random

    def at_desk(self, at: datetime, overtime: float = 0.04) -> datetime:
        """Return the moment itself in working hours, else one early in the next of them.

        With the chance `overtime` somebody stays, or comes in, at any hour but those of the night.
        """
        wall = self.calendar.local(at)
        if self._is_working(wall) or (_is_awake(wall) and self.rng.random() < overtime):
            return at
        return self.calendar.moment(self._next(wall) + self._a_while())

    def between(
        self, at: datetime, due: datetime, low: float, high: float, zeal: float = 0.7
    ) -> datetime:
        """Return a moment at a share, from low to high, of the way to `due`.

        Where the office is closed by then and `due` would pass, the zealous act outside its hours.
        """
        span = max(due - at, timedelta(hours=2))
        raw = self.plain(at + span * (low + (high - low) * self.rng.random()))
        snapped = self.at_desk(raw)
        is_late = snapped > due >= raw
        if is_late and _is_awake(self.calendar.local(raw)) and self.rng.random() < zeal:
            return raw
        return max(snapped, at)

    def later(self, at: datetime, low: float, high: float) -> datetime:
        """Return a moment at the desk so many hours, from low to high, after `at`."""
        return self.at_desk(
            self.plain(at + timedelta(hours=low + (high - low) * self.rng.random()))
        )

    def plain(self, at: datetime) -> datetime:
        """Return the moment in whole seconds, as a form is sent."""
        return at.replace(microsecond=0)

    def _is_working(self, wall: datetime) -> bool:
        if wall.date() not in self.calendar:
            return False
        hour = wall.time()
        return any(begin <= hour < end for begin, end in self.calendar.slots)

    def _next(self, wall: datetime) -> datetime:
        day = wall.date()
        if day in self.calendar:
            for begin, _ in self.calendar.slots:
                if wall.time() < begin:
                    return datetime.combine(day, begin)
        day += ONE_DAY
        while day not in self.calendar:
            day += ONE_DAY
        return datetime.combine(day, self.calendar.slots[0][0])

    def _a_while(self) -> timedelta:
        return timedelta(seconds=int(SETTLED.total_seconds() * self.rng.random()))


def _is_awake(wall: datetime) -> bool:
    return EARLY_MORNING <= wall.time() <= LATE_EVENING
