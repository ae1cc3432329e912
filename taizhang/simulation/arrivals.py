"""When matters come up, and what they are about: by source, weekday, season and hour."""

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from taizhang.rules.workdays import ONE_DAY, Calendar, days

WORKING_DAYS = (1, 1, 1, 1, 1, 0, 0)
EVERY_DAY = (1.1, 1, 1, 1, 1.05, 0.7, 0.65)
WEDNESDAY = 2
SECOND = timedelta(seconds=1)
LONGEST_MEETING = 200  # minutes
TRIES = 40
Span = tuple[int, int, int]
"""From one hour to another, and how much of a day's matters fall there."""

IN_OFFICE: tuple[Span, ...] = ((8, 12, 5), (14, 18, 4))
ALL_DAY: tuple[Span, ...] = (
    (7, 9, 3),
    (9, 12, 5),
    (12, 14, 2),
    (14, 18, 5),
    (18, 23, 3),
    (23, 24, 0),
)


@dataclass(frozen=True, slots=True)
class Occasion:
    """A way in which matters come up: how many a week of a hundred, when, and which."""

    name: str
    campaign: str
    source: str
    share: float
    weekdays: tuple[float, ...]
    hours: tuple[Span, ...]
    categories: tuple[str, ...]  # code prefixes
    meets_at: time | None = None  # all of a day's matters come from one meeting
    bursts: float = 1.0  # times as many while an inspection is on
    is_burst_only: bool = False


CITY = ("01", "02", "03", "04", "06")
LIFE = ("10", "05", "01", "02", "03", "04", "06")
OCCASIONS = (
    Occasion("dispatching meeting", "general", "meeting", 8, (1, 0, 0, 0, 0, 0, 0), IN_OFFICE,
             ("0901", "10", "0905"), meets_at=time(10, 30)),
    Occasion("standing meeting", "general", "minutes", 7, (0, 0, 1, 0, 0, 0, 0), IN_OFFICE,
             ("0901", "0903", "10", "0905"), meets_at=time(16, 40)),
    Occasion("plan", "general", "document", 6, WORKING_DAYS, IN_OFFICE,
             ("0903", "0904", "0905", "10"), bursts=1.3),
    Occasion("instruction", "general", "instruction", 5, WORKING_DAYS, IN_OFFICE,
             ("0902", "10", "05")),
    Occasion("urgent instruction", "general", "urgent_instruction", 1, WORKING_DAYS, ALL_DAY,
             ("05", "1004", "1005")),
    Occasion("handed down", "inspection_rectification", "upper_level", 7, EVERY_DAY, IN_OFFICE,
             ("07",), is_burst_only=True, bursts=4),
    Occasion("inspection", "hygienic_city", "inspection", 12, (0.4, 1.6, 0.4, 1.6, 1, 0.2, 0.1),
             IN_OFFICE, CITY, bursts=2.2),
    Occasion("screening", "hygienic_city", "screening", 13, (1, 1, 1, 1, 1, 0.3, 0), IN_OFFICE,
             CITY),
    Occasion("citizens, city", "hygienic_city", "citizen", 17, EVERY_DAY, ALL_DAY, CITY),
    Occasion("citizens, life", "general", "citizen", 14, EVERY_DAY, ALL_DAY, LIFE),
    Occasion("projects", "key_projects", "meeting", 6, (0, 0, 0, 0, 1, 0, 0), IN_OFFICE, ("08",),
             meets_at=time(14, 40)),
    Occasion("congress", "general", "congress", 0.7, WORKING_DAYS, IN_OFFICE, ("10", "0903")),
    Occasion("media", "general", "media", 1.3, EVERY_DAY, ALL_DAY, ("05", "06", "01")),
    Occasion("sensors", "inspection_rectification", "sensor", 1, EVERY_DAY, ALL_DAY,
             ("0701", "0702")),
)  # fmt: skip


def arrivals(
    count: int, begin: datetime, until: datetime, calendar: Calendar, rng: random.Random
) -> Iterator[tuple[datetime, Occasion]]:
    """Yield so many moments with their occasions, in the order of time."""
    first, last = calendar.local(begin).date(), calendar.local(until - SECOND).date() + ONE_DAY
    bursts = _bursts(first, last, rng)
    end = calendar.local(until)
    span = [(day, _weights(day, calendar, day in bursts)) for day in days(first, last)]
    lived = (end - datetime.combine(last - ONE_DAY, time())) / ONE_DAY  # of the last day
    span[-1] = last - ONE_DAY, [weight * lived for weight in span[-1][1]]
    whole = sum(sum(weights) for _, weights in span)
    passed, come = 0.0, 0
    for day, weights in span:
        passed += sum(weights)
        expected = int(count * passed / whole + 1e-9) - come
        come += expected
        for wall, occasion in _of_day(day, weights, expected, end, rng):
            yield max(calendar.moment(wall), begin), occasion


def _bursts(first: date, last: date, rng: random.Random) -> frozenset[date]:
    """Return the days on which an inspection from above is in the district."""
    found: set[date] = set()
    day = first + timedelta(days=rng.randrange(5, 25))
    while day < last:
        length = rng.randrange(9, 16)
        found.update(days(day, day + timedelta(days=length)))
        day += timedelta(days=length + rng.randrange(35, 75))
    return frozenset(found)


def _weights(day: date, calendar: Calendar, is_burst: bool) -> list[float]:
    is_working, weekday = day in calendar, day.weekday()
    as_if = WEDNESDAY if is_working and weekday > WEDNESDAY + 2 else weekday
    found = []
    for one in OCCASIONS:
        weight = one.share / sum(one.weekdays) * one.weekdays[as_if]
        if not is_working and weekday <= WEDNESDAY + 2:  # a holiday
            weight *= 0.6 if one.hours is ALL_DAY else 0.0
        if is_burst:
            weight *= one.bursts
        elif one.is_burst_only:
            weight *= 0.06
        found.append(weight)
    return found


def _of_day(
    day: date, weights: Sequence[float], count: int, end: datetime, rng: random.Random
) -> list[tuple[datetime, Occasion]]:
    if not count:
        return []
    if not any(weights):
        weights = [one.share for one in OCCASIONS]
    chosen = rng.choices(OCCASIONS, weights, k=count)
    said: dict[str, int] = {}  # for how many minutes a meeting has gone on
    found = [(_moment(day, one, said, end, rng), one) for one in chosen]
    return sorted(found, key=lambda pair: pair[0])


def _moment(
    day: date, one: Occasion, said: dict[str, int], end: datetime, rng: random.Random
) -> datetime:
    midnight = datetime.combine(day, time())
    if one.meets_at is not None:
        minutes = min(said.get(one.name, 0) + rng.randrange(1, 4), LONGEST_MEETING)
        said[one.name] = minutes
        wall = datetime.combine(day, one.meets_at) + timedelta(minutes=minutes)
        if wall < end:
            return wall
    for _ in range(TRIES):
        begin, stop, _ = rng.choices(one.hours, [weight for _, _, weight in one.hours])[0]
        wall = midnight + timedelta(seconds=rng.randrange(begin * 3600, stop * 3600))
        if wall < end:
            return wall
    return midnight + (end - midnight) * 0.99  # the last day had hardly begun
