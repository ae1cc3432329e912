"""What quick hand-over suggests while a matter is typed: category, street, units, and why."""

from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from taizhang.packs.answers import find_answers, find_places
from taizhang.packs.duties import likely_categories, suggest_categories
from taizhang.packs.load import Pack
from taizhang.rules.duties import Answer
from taizhang.web.duties import Choice, choices_of, conflicts_in_words

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
    grounds: tuple[Choice, ...] = ()
    conflicts: tuple[str, ...] = ()


def suggested(
    pack: Pack, title: str, *, on: date, place: str = "", choice: str = "", campaign: str = ""
) -> Suggested:
    """Return what may be meant by the words that are typed so far."""
    if not title.strip() and not place.strip():
        return Suggested()
    areas = dict.fromkeys(pack.units.title(each.area) for each in find_places(pack, text=place))
    answers = _answers(pack, title, place, choice, campaign, on)
    leads = dict.fromkeys((pack.units.title(each.lead), each.about) for each in answers)
    return Suggested(
        tuple(_categories(pack, title, campaign)),
        tuple(Pick(name, name, "") for name in areas),
        tuple(Pick(name, name, matter) for name, matter in leads),
        choices_of(pack, answers),
        conflicts_in_words(pack, answers),
    )


def _categories(pack: Pack, title: str, campaign: str) -> list[Pick]:
    takes = pack.campaigns.get(campaign, pack.default_campaign).takes
    # Also what one short word says: the inspector sees which word it was.
    found = [one for one in likely_categories(pack, title) if takes(one.code)]
    return [
        Pick(f"{one.code}/1", pack.categories[one.code].name, "、".join(one.words[:2]))
        for one in found[:MOST]
    ]


def _answers(
    pack: Pack, title: str, place: str, choice: str, campaign: str, on: date
) -> list[Answer]:
    """Return who should lead such matters, by category where one is told or chosen."""
    chosen = choice.partition("/")[0]
    ways = (chosen,) if chosen in pack.categories else suggest_categories(pack, title)[:MOST]
    found = [
        answer
        for category in ways or ("",)
        for answer in find_answers(
            pack,
            on=on,
            category=category,
            text=f"{title} {place}",
            area=area_of(pack, place) or "",
            campaign=pack.campaigns.get(campaign, pack.default_campaign),
        )
        if answer.lead
    ]
    return list({answer.lead: answer for answer in reversed(found)}.values())[::-1][:MOST]


def area_of(pack: Pack, place: str) -> str | None:
    """Return the street or township that the place names; of a border strip the one that leads."""
    found = find_places(pack, text=place)
    leading = [each for each in found if each.strip and each.strip.lead == each.area]
    areas = {each.area for each in leading or found}
    return areas.pop() if len(areas) == 1 else None
