"""Names of units as documents and people write them, and back."""

import re
from collections.abc import Iterable
from functools import lru_cache

from taizhang.packs.load import Pack, load_content
from taizhang.packs.model import UnitKind
from taizhang.reading.units import UnitName, resolve
from taizhang.rules.refused import Refused

NO_DOERS = frozenset({UnitKind.DISTRICT, UnitKind.LEADER})
"""Kinds of unit that nothing is ever handed to."""

_BETWEEN = re.compile(r"[、，,；;\s/]+")
EDITIONS_IN_MEMORY = 16


def unit_names(pack: Pack) -> tuple[UnitName, ...]:
    """Return the pack's units as the reader of documents knows them."""
    return _unit_names(pack.content)


# Keyed by the content: a pack holds mappings and cannot be a key itself.
@lru_cache(maxsize=EDITIONS_IN_MEMORY)
def _unit_names(content: str) -> tuple[UnitName, ...]:
    return tuple(
        UnitName(unit.name, tuple(sorted({unit.short, *unit.aliases} - {""})))
        for unit in load_content(content).units
    )


def codes_of(pack: Pack, name: str) -> tuple[str, ...]:
    """Return the units that a printed name means: one, the members of a group, or none."""
    codes = pack.units.find(name)
    if not codes:
        known = resolve(name, unit_names(pack))
        codes = pack.units.find(known) if known else ()
    codes = tuple(dict.fromkeys(pack.units.current(code) for code in codes))
    return tuple(c for c in codes if pack.units.unit(c).kind not in NO_DOERS)


def codes_typed(pack: Pack, words: str, label: str) -> tuple[str, ...]:
    """Return the units that somebody typed; raise `Refused` naming the first that is unknown."""
    found: list[str] = []
    for name in filter(None, _BETWEEN.split(words)):
        codes = codes_of(pack, name)
        if not codes:
            raise Refused(
                "unit",
                "%(label)s“%(name)s”不是现行制度包里的单位或单位组。",
                label=label,
                name=name,
            )
        found += codes
    return tuple(dict.fromkeys(found))


def spoken(pack: Pack, codes: Iterable[str]) -> str:
    """Return units as a person would write them: a whole group by its name."""
    rest = list(dict.fromkeys(codes))
    said = []
    for name, members in _groups(pack).items():
        if len(members) > 1 and set(members) <= set(rest):
            said.append(name)
            rest = [code for code in rest if code not in members]
    return "、".join([*said, *(pack.units.title(code) for code in rest)])


@lru_cache(maxsize=EDITIONS_IN_MEMORY)
def _groups_of(content: str) -> dict[str, tuple[str, ...]]:
    """Return each group once, the largest first."""
    once: dict[tuple[str, ...], str] = {}
    for name, members in load_content(content).units.groups().items():
        once.setdefault(members, name)
    return {name: members for members, name in sorted(once.items(), key=lambda g: -len(g[0]))}


def _groups(pack: Pack) -> dict[str, tuple[str, ...]]:
    return _groups_of(pack.content)
