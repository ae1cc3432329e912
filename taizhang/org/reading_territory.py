"""The territory of a pack for people: nobody's ground, border strips, sponsors, rulings."""

from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from django.utils.translation import gettext

from taizhang.org.packs import EDITIONS_IN_MEMORY, edition
from taizhang.packs.load import Pack
from taizhang.packs.warnings import warnings_of
from taizhang.rules.duty_list import AREA, Oversight, Ruling, Sponsor
from taizhang.rules.places import Strip


@dataclass(frozen=True, slots=True)
class TerritoryShown:
    """Everything beside the duty list that decides who is responsible, in words."""

    warnings: tuple[str, ...]
    strips: list[tuple[Strip, str, str]]  # with the leading side and the other
    sponsors: list[tuple[Sponsor, str]]
    oversight: list[tuple[Oversight, str, str, str]]
    rulings: list[tuple[Ruling, str, str, str, str, bool]]


def territory_shown(pack: Pack, on: date) -> TerritoryShown:
    """Return the territory and what is laid down about it, with the rulings in force on a day."""
    title, book = pack.units.title, pack.book
    return TerritoryShown(
        _warnings(pack.digest),
        [(each, title(each.lead), title(each.other)) for each in pack.territory.strips],
        [(each, each.project or title(each.place)) for each in book.sponsors],
        [
            (each, title(each.supervisor), _named(pack, each.units), _categories(pack, each))
            for each in book.oversight
        ],
        [
            (
                each,
                pack.categories[each.category].name,
                title(each.place),
                _side(pack, each.lead),
                _side(pack, each.fallback),
                each.is_in_force(on),
            )
            for each in book.rulings
        ],
    )


# Cutting the map of a large district takes seconds; an edition never changes.
@lru_cache(maxsize=EDITIONS_IN_MEMORY)
def _warnings(digest: str) -> tuple[str, ...]:
    return tuple(each.message for each in warnings_of(edition(digest)))


def _named(pack: Pack, units: tuple[str, ...]) -> str:
    """Return the units, by the name of their group where they are one."""
    names = (name for name, codes in pack.units.groups().items() if set(codes) == set(units))
    return next(names, "、".join(pack.units.title(code) for code in units))


def _categories(pack: Pack, oversight: Oversight) -> str:
    wanted = oversight.categories
    found = (each for each in pack.categories.values() if wanted and each.code.startswith(wanted))
    return "、".join(dict.fromkeys(each.name for each in found))


def _side(pack: Pack, unit: str) -> str:
    return gettext("属地") if unit == AREA else pack.units.title(unit)
