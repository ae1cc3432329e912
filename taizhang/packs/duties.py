"""Suggestions: which category a text is about, and who answers for it (两张清单)."""

from collections.abc import Iterable
from dataclasses import dataclass

from taizhang.packs.load import Pack
from taizhang.packs.model import Category, Duty
from taizhang.packs.read_lists import AREA

TELLING = 3  # so many characters make a word that tells of one matter only


@dataclass(frozen=True, slots=True)
class Suggestion:
    """Who should lead and support, where, by which row of the duty list; a person decides."""

    lead: str  # empty where the row says the street or township and the place is not known
    supports: tuple[str, ...]
    area: str
    duty: Duty


@dataclass(frozen=True, slots=True)
class Likely:
    """A category that a text may be about, and the words of the text that say so."""

    code: str
    words: tuple[str, ...]

    @property
    def is_sure(self) -> bool:
        """Tell whether more than one short word says so: 资金 alone stands in any text."""
        return len(self.words) > 1 or len(self.words[0]) >= TELLING

    @property
    def weight(self) -> int:
        return _weight(self.words)


def likely_categories(pack: Pack, text: str) -> tuple[Likely, ...]:
    """Return the categories that the text may be about, the likeliest first, sure or not."""
    told = ((category.code, words_of(category, text)) for category in pack.categories.values())
    found = [Likely(code, words) for code, words in told if words]
    return tuple(sorted(found, key=lambda one: (not one.is_sure, -one.weight, one.code)))


def suggest_categories(pack: Pack, text: str) -> tuple[str, ...]:
    """Return the codes of the categories that the text surely speaks of, the likeliest first."""
    return tuple(one.code for one in likely_categories(pack, text) if one.is_sure)


def words_of(category: Category, text: str) -> tuple[str, ...]:
    """Return the words of the text that speak of a category, the longest first."""
    said = {word for word in (_run(category.name, text), *category.keywords) if word in text}
    return tuple(sorted(said - {""}, key=lambda word: (-len(word), word)))


def _run(name: str, text: str) -> str:
    """Return the longest part of a name, of three characters at least, that stands in the text."""
    for size in range(len(name), TELLING - 1, -1):
        for start in range(len(name) - size + 1):
            if name[start : start + size] in text:
                return name[start : start + size]
    return ""


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
    return _weight(word for word in words if word in text)


def _weight(words: Iterable[str]) -> int:
    """Long words tell more than short ones: each counts by the square of its length."""
    return sum(len(word) ** 2 for word in words)


def _covers(pack: Pack, duty: Duty, area: str) -> bool:
    if not duty.place:
        return True
    return any(area == place or pack.units.is_below(area, place) for place in duty.place)


def _resolved(duty: Duty, place: str) -> Suggestion:
    lead = place if duty.lead == AREA else duty.lead
    supports = (place if unit == AREA else unit for unit in duty.supports)
    return Suggestion(lead, tuple(unit for unit in supports if unit and unit != lead), place, duty)
