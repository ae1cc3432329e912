"""Clues: the characters that a pattern cannot do without, looked for in one pass over a text.

Most patterns find nothing in most clauses. Whether all that one needs is there is told for every
pattern at once, from the few characters that any of them needs.
"""

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache, reduce
from operator import or_
from sys import maxsize
from typing import Generic, TypeVar

T = TypeVar("T")


class Clued:
    """A pattern, and sets of characters of each of which it needs one to match."""

    __slots__ = ("needs", "pattern")

    def __init__(self, pattern: str, *sets: str) -> None:
        self.pattern = re.compile(pattern)
        self.needs = sum({_mark(each) for each in sets})

    def finditer(self, text: str) -> Iterator[re.Match[str]]:
        """Return the matches in a text."""
        return self.pattern.finditer(text) if self.needs & ~clues_in(text) == 0 else iter(())


class Choice(Generic[T]):
    """Patterns with what each is for, of which a text calls for few."""

    def __init__(self, ways: Iterable[tuple[Clued, T]]) -> None:
        self._ways = tuple(ways)
        self._mask = reduce(or_, (pattern.needs for pattern, _ in self._ways))
        self._among = lru_cache(maxsize=1024)(self._find)

    def called_for(self, text: str) -> tuple[tuple[re.Pattern[str], T], ...]:
        """Return the patterns of which a text holds all clues, in their order."""
        return self._among(clues_in(text) & self._mask)

    def _find(self, held: int) -> tuple[tuple[re.Pattern[str], T], ...]:
        return tuple(
            (clued.pattern, meant)
            for clued, meant in self._ways
            if clued.needs & held == clued.needs
        )


class Opening:
    """A pattern at the beginning of a text, and the characters of which one must stand first."""

    __slots__ = ("first", "pattern")

    def __init__(self, pattern: str, first: str) -> None:
        self.pattern = re.compile(pattern)
        self.first = frozenset(first)

    def match(self, text: str) -> re.Match[str] | None:
        """Return the match with which a text begins."""
        return self.pattern.match(text) if text[:1] in self.first else None


class Hinted:
    """A pattern, and a cheap one that is found in every text in which the pattern is."""

    __slots__ = ("hint", "pattern")

    def __init__(self, pattern: str, hint: str) -> None:
        self.pattern = re.compile(pattern)
        self.hint = re.compile(hint)

    def match(self, text: str) -> re.Match[str] | None:
        """Return the match with which a text begins."""
        return self.pattern.match(text) if self.hint.search(text) else None

    def search(self, text: str, start: int = 0, end: int = maxsize) -> re.Match[str] | None:
        """Return the first match in a stretch of a text."""
        if not self.hint.search(text, start, end):
            return None
        return self.pattern.search(text, start, end)

    def finditer(self, text: str) -> Iterator[re.Match[str]]:
        """Return the matches in a text."""
        return self.pattern.finditer(text) if self.hint.search(text) else iter(())


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
        clues_in.cache_clear()
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
