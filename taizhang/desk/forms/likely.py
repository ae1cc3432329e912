"""What quick hand-over suggests while a matter is typed: category, street, units, and why."""

from dataclasses import dataclass
from typing import NamedTuple

from taizhang.packs.duties import likely_categories, suggest_categories, suggest_duties
from taizhang.packs.load import Pack

MOST = 3


class Pick(NamedTuple):
    """What a button fills in, what it says, and why it is there."""

    value: str
    label: str
    why: str


@dataclass(frozen=True, slots=True)
class Suggested:
    """The buttons below the fields of quick hand-over; a person presses them or not."""

    categories: tuple[Pick, ...] = ()
    areas: tuple[Pick, ...] = ()
    units: tuple[Pick, ...] = ()


def suggested(
    pack: Pack, title: str, *, place: str = "", choice: str = "", campaign: str = ""
) -> Suggested:
    """Return what may be meant by the words that are typed so far."""
    if not title.strip() and not place.strip():
        return Suggested()
    area = area_of(pack, place)
    areas = (Pick(pack.units.title(area), pack.units.title(area), ""),) if area else ()
    picks = tuple(_categories(pack, title, campaign))
    return Suggested(picks, areas, tuple(_units(pack, title, choice, area or "")))


def _categories(pack: Pack, title: str, campaign: str) -> list[Pick]:
    takes = pack.campaigns.get(campaign, pack.default_campaign).takes
    # Also what one short word says: the inspector sees which word it was.
    found = [one for one in likely_categories(pack, title) if takes(one.code)]
    return [
        Pick(f"{one.code}/1", pack.categories[one.code].name, "、".join(one.words[:2]))
        for one in found[:MOST]
    ]


def _units(pack: Pack, title: str, choice: str, area: str) -> list[Pick]:
    """Return who should lead such matters, by the row of the duty list that says so."""
    chosen = choice.partition("/")[0]
    ways = (chosen,) if chosen in pack.categories else suggest_categories(pack, title)[:MOST]
    found: dict[str, str] = {}
    for category in ways or ("",):
        for duty in suggest_duties(pack, category=category, text=title, area=area)[:1]:
            if duty.lead:
                found.setdefault(pack.units.title(duty.lead), duty.duty.matter)
    return [Pick(name, name, matter) for name, matter in list(found.items())[:MOST]]


def area_of(pack: Pack, place: str) -> str | None:
    """Return the street or township that the place names, itself or by what lies in it."""
    named = (codes for name, codes in pack.units.names().items() if name and name in place)
    areas = {pack.units.area_of(code) for codes in named for code in codes} - {None}
    return areas.pop() if len(areas) == 1 else None
