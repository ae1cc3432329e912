"""Known units of a pack: names and aliases, found in a text and resolved to the name in force."""

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple


class UnitName(NamedTuple):
    """A unit as the pack names it, with the other names that documents use for it."""

    name: str
    aliases: tuple[str, ...] = ()


@lru_cache(maxsize=8)
def _index(units: tuple[UnitName, ...]) -> tuple[dict[str, str], re.Pattern[str]]:
    names = {alias: unit.name for unit in units for alias in (*unit.aliases, unit.name) if alias}
    longest_first = sorted(names, key=len, reverse=True)
    pattern = "|".join(map(re.escape, longest_first)) or r"(?!)"
    return names, re.compile(pattern)


def find_units(text: str, units: Sequence[UnitName]) -> list[tuple[int, int, str]]:
    """Return where known units are named, with the name in force, longest names first."""
    names, pattern = _index(tuple(units))
    return [(*match.span(), names[match[0]]) for match in pattern.finditer(text)]


def resolve(name: str, units: Sequence[UnitName]) -> str | None:
    """Return the name in force of a unit that is printed so or with a post behind it."""
    names, pattern = _index(tuple(units))
    if name in names:
        return names[name]
    match = pattern.match(name)
    return names[match[0]] if match else None


def is_known(text: str, left: str, joint: str, units: tuple[UnitName, ...]) -> bool:
    """Tell whether a joint such as 和 stands inside the name of a known unit."""
    if not units:
        return False
    names, pattern = _index(units)
    at = text.find(left + joint)
    return any(start < at + len(left) < end for start, end, _ in find_units(text, units)) and bool(
        names and pattern
    )
