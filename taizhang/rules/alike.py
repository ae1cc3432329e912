"""What may be the same matter twice (疑似重复): near in place and time, of one kind, or said alike.

Usual bounds: 50 metres and 24 hours in the same category (domain facts, 1.2: the similar-case
warning of one city's system, configurable there as here).
"""

import re
from collections import Counter
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from fractions import Fraction
from itertools import pairwise
from math import asin, cos, radians, sin, sqrt
from unicodedata import normalize

EARTH_M = 6_371_008.8  # mean radius, IUGG
_NO_WORD = re.compile(r"[\W_]+")
LEAST_PLACE = 4  # a shorter name of a place (路口) says too little to be found inside another


@dataclass(frozen=True, slots=True)
class Bounds:
    """How near is the same; a district sets its own."""

    metres: int = 50
    hours: int = 24
    text: Fraction = Fraction(4, 5)
    days: int = 30  # how long the same words mean the same matter


@dataclass(frozen=True, slots=True)
class Mention:
    """A matter as it was raised."""

    text: str
    place: str
    category: str
    at: datetime
    point: tuple[float, float] | None = None  # longitude, latitude in degrees


class Reason(StrEnum):
    """Why two mentions may be one matter."""

    SAME_POINT = "same_point"
    SAME_PLACE = "same_place"
    SAME_WORDS = "same_words"


def reasons(one: Mention, other: Mention, bounds: Bounds) -> tuple[Reason, ...]:
    """Return why the two may be the same; nothing where they are not."""
    apart = abs(one.at - other.at)
    found = []
    if one.category and one.category == other.category and apart <= timedelta(hours=bounds.hours):
        near = _near(one, other, bounds)
        found += [near] if near else []
    is_soon = apart <= timedelta(days=bounds.days)
    is_said_alike = likeness(one.text, other.text) >= bounds.text
    if is_soon and is_said_alike and not _is_elsewhere(one, other, bounds):
        found.append(Reason.SAME_WORDS)
    return tuple(found)


def likeness(one: str, other: str) -> Fraction:
    """Return how much two texts share: Dice's coefficient of their overlapping bigrams, 0 to 1."""
    first, second = _bigrams(one), _bigrams(other)
    both = first.total() + second.total()
    return Fraction(2 * (first & second).total(), both) if both else Fraction(0)


def metres(one: tuple[float, float], other: tuple[float, float]) -> float:
    """Return the distance on the ground of two points, given as longitude and latitude."""
    (east, north), (east2, north2) = (tuple(map(radians, point)) for point in (one, other))
    half = sin((north2 - north) / 2) ** 2
    half += cos(north) * cos(north2) * sin((east2 - east) / 2) ** 2
    return 2 * EARTH_M * asin(min(1.0, sqrt(half)))


def _near(one: Mention, other: Mention, bounds: Bounds) -> Reason | None:
    if one.point and other.point:
        return Reason.SAME_POINT if metres(one.point, other.point) <= bounds.metres else None
    return Reason.SAME_PLACE if _is_same_place(one.place, other.place, bounds) else None


def _is_elsewhere(one: Mention, other: Mention, bounds: Bounds) -> bool:
    """Return whether both say where they are, and it is not the same place."""
    if one.point and other.point:
        return metres(one.point, other.point) > bounds.metres
    said = bool(one.place and other.place)
    return said and not _is_same_place(one.place, other.place, bounds)


def _is_same_place(one: str, other: str, bounds: Bounds) -> bool:
    short, long = sorted((_plain(one), _plain(other)), key=len)
    if len(short) >= LEAST_PLACE and short in long:
        return True
    return bool(short) and likeness(short, long) >= bounds.text


def _plain(text: str) -> str:
    return _NO_WORD.sub("", normalize("NFKC", text)).lower()


def _bigrams(text: str) -> Counter[str]:
    plain = _plain(text)
    return Counter(a + b for a, b in pairwise(plain)) or Counter(list(plain))
