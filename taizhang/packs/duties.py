"""Suggestions: which category a text is about, and who answers for it (两张清单)."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from taizhang.packs.answers import find_places
from taizhang.packs.load import Pack
from taizhang.packs.model import Category
from taizhang.rules.duties import Answer, Matter, answers

TELLING = 3  # so many characters make a word that tells of one matter only


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
) -> tuple[Answer, ...]:
    """Return who may be responsible by the lists alone: rulings count on certain days only."""
    book = replace(pack.book, rulings=())
    return answers(book, Matter(date.max, category, text, find_places(pack, area=area, text=text)))


def _weight(words: Iterable[str]) -> int:
    """Long words tell more than short ones: each counts by the square of its length."""
    return sum(len(word) ** 2 for word in words)
