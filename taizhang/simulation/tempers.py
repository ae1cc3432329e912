"""How units behave (作风): diligent, ordinary, slow, passing the buck, or faking."""

import random
from collections.abc import Sequence
from dataclasses import dataclass

Span = tuple[float, float]
"""Shares of the time that is granted: when somebody acts at the earliest, and at the latest."""


@dataclass(frozen=True, slots=True)
class Temper:
    """What is to be expected of a unit; chances from 0 to 1."""

    name: str
    of_twenty: int  # how many units of twenty are so
    accepts: Span
    submits: Span
    returns: float  # what is put to it and is its own duty all the same
    fakes: float  # what it submits is not done
    silent: float  # a report is left out
    asks: float  # wants more time
    zeal: float  # acts outside the hours rather than be late


TEMPERS = (
    Temper("diligent", 8, (0.05, 0.5), (0.25, 0.8), 0.01, 0.02, 0.02, 0.05, 0.95),
    Temper("ordinary", 6, (0.1, 0.9), (0.45, 0.98), 0.03, 0.06, 0.08, 0.12, 0.8),
    Temper("slow", 3, (0.5, 1.5), (0.8, 1.6), 0.03, 0.08, 0.3, 0.3, 0.3),
    Temper("passing", 2, (0.4, 1.0), (0.5, 1.1), 0.45, 0.08, 0.15, 0.2, 0.5),
    Temper("faking", 1, (0.1, 0.6), (0.15, 0.5), 0.02, 0.6, 0.05, 0.05, 0.8),
)
ORDINARY = TEMPERS[1]


def tempers_of(units: Sequence[str], rng: random.Random) -> dict[str, Temper]:
    """Return the temper of each unit; in a whole district every kind is met."""
    deck: list[Temper] = []
    found = {}
    for unit in units:
        if not deck:
            deck = [temper for temper in TEMPERS for _ in range(temper.of_twenty)]
            rng.shuffle(deck)
        found[unit] = deck.pop()
    return found
