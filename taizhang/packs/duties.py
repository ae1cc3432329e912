"""Suggestions: which category a text is about, and who answers for it (两张清单)."""

from collections.abc import Iterable
from dataclasses import dataclass

from taizhang.packs.load import Pack
from taizhang.packs.model import Duty
from taizhang.packs.read_lists import AREA


@dataclass(frozen=True, slots=True)
class Suggestion:
    """Who should lead and support, where, by which row of the duty list; a person decides."""

    lead: str  # empty where the row says the street or township and the place is not known
    supports: tuple[str, ...]
    area: str
    duty: Duty


def suggest_categories(pack: Pack, text: str) -> tuple[str, ...]:
    """Return the codes of the categories that the text speaks of, the likeliest first."""
    found = []
    for category in pack.categories.values():
        words = (category.name, *category.keywords)
        if score := _said(words, text):
            found.append((-score, category.code))
    return tuple(code for _, code in sorted(found))


def suggest_duties(
    pack: Pack, *, category: str = "", text: str = "", area: str = ""
) -> tuple[Suggestion, ...]:
    """Return who may be responsible, the best fitting row of the duty list first."""
    place = pack.units.area_of(area) or "" if area in pack.units else ""
    ranked = []
    for order, duty in enumerate(pack.duties):
        score = _fit(duty, category, text)
        if score and _covers(pack, duty, area):
            ranked.append((-score - bool(duty.place), order, duty))
    return tuple(_resolved(duty, place) for _, _, duty in sorted(ranked, key=lambda r: r[:2]))


def _fit(duty: Duty, category: str, text: str) -> int:
    """A row for a category with words of its own is a special case: only when the text says so."""
    said = _said(duty.keywords, text)
    if duty.category and category:
        is_special_elsewhere = bool(duty.keywords) and not said
        return 0 if duty.category != category or is_special_elsewhere else 100 + said
    return said


def _said(words: Iterable[str], text: str) -> int:
    """Long words tell more than short ones: each counts by the square of its length."""
    return sum(len(word) ** 2 for word in words if word in text)


def _covers(pack: Pack, duty: Duty, area: str) -> bool:
    if not duty.place:
        return True
    return any(area == place or pack.units.is_below(area, place) for place in duty.place)


def _resolved(duty: Duty, place: str) -> Suggestion:
    lead = place if duty.lead == AREA else duty.lead
    supports = (place if unit == AREA else unit for unit in duty.supports)
    return Suggestion(lead, tuple(unit for unit in supports if unit and unit != lead), place, duty)
