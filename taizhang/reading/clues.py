"""Clues: the characters that a pattern cannot do without, looked for in one pass over a text.

Most patterns find nothing in most clauses. Whether all that one needs is there is told for every
pattern at once, from the few characters that any of them needs.
"""

import re
from collections.abc import Iterable
from functools import lru_cache


class Clued:
    """A pattern, and sets of characters of each of which it needs one to match."""

    __slots__ = ("needs", "pattern", "sets")

    def __init__(self, pattern: str, *sets: str) -> None:
        self.pattern = re.compile(pattern)
        self.sets = sets
        self.needs = sum({_mark(each) for each in sets})
        ALL.append(self)

    def search(self, text: str, held: int) -> re.Match[str] | None:
        """Return the first match in a text that holds such clues."""
        return self.pattern.search(text) if self.needs & held == self.needs else None

    def finditer(self, text: str, held: int) -> Iterable[re.Match[str]]:
        """Return the matches in a text that holds such clues."""
        return self.pattern.finditer(text) if self.needs & held == self.needs else ()


class Opening:
    """A pattern at the beginning of a text, and the characters of which one must stand first."""

    __slots__ = ("first", "pattern")

    def __init__(self, pattern: str, first: str) -> None:
        self.pattern = re.compile(pattern)
        self.first = frozenset(first)
        OPENINGS.append(self)

    def match(self, text: str) -> re.Match[str] | None:
        """Return the match with which a text begins."""
        return self.pattern.match(text) if text[:1] in self.first else None


ALL: list[Clued] = []
OPENINGS: list[Opening] = []
_MARKS: dict[str, int] = {}
_HELD: dict[str, int] = {}  # what each character says is there


def _mark(characters: str) -> int:
    """Return the bit of a set of characters, a new one for a new set."""
    key = "".join(sorted(characters))
    if key not in _MARKS:
        _MARKS[key] = 1 << len(_MARKS)
        for character in key:
            _HELD[character] = _HELD.get(character, 0) | _MARKS[key]
        _any.cache_clear()
    return _MARKS[key]


@lru_cache(maxsize=1)
def _any() -> re.Pattern[str]:
    return re.compile(f"[{re.escape(''.join(_HELD))}]")


@lru_cache(maxsize=4)
def clues_in(text: str) -> int:
    """Return which sets a text holds a character of; a pattern whose needs lack one is idle."""
    held = 0
    for character in set(_any().findall(text)):
        held |= _HELD[character]
    return held
