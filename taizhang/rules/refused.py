"""Refusals: the one way in which a rule says no."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Union

Gap = Union[str, int, date, "Phrase", tuple["Gap", ...]]
Translate = Callable[[str], str]


@dataclass(frozen=True, slots=True)
class Phrase:
    """A sentence with gaps (`%(word)s`): it is translated whole, and what fills a gap by itself."""

    sentence: str
    gaps: Mapping[str, Gap] = field(default_factory=dict)

    def said(self, translate: Translate) -> str:
        """Return the sentence in the reader's language."""
        sentence = translate(self.sentence)
        if not self.gaps:
            return sentence
        return sentence % {name: _filled(gap, translate) for name, gap in self.gaps.items()}


def _filled(gap: Gap, translate: Translate) -> str:
    if isinstance(gap, Phrase):
        return gap.said(translate)
    if isinstance(gap, tuple):
        return translate("、").join(_filled(one, translate) for one in gap)
    return translate(gap) if isinstance(gap, str) and gap else str(gap)


class Refused(Exception):
    """A command that the rules do not allow: a code for programs, a sentence for people."""

    def __init__(self, code: str, sentence: str | Phrase, /, **gaps: Gap) -> None:
        super().__init__(code, sentence)
        self.code = code
        self.phrase = sentence if isinstance(sentence, Phrase) else Phrase(sentence, gaps)

    @property
    def message(self) -> str:
        """Return the sentence in Chinese."""
        return self.phrase.said(str)

    def said(self, translate: Translate) -> str:
        """Return the sentence in the reader's language; pages give their `gettext`."""
        return self.phrase.said(translate)

    def __str__(self) -> str:
        return self.message

    def __reduce__(self) -> tuple[type["Refused"], tuple[str, Phrase]]:
        return type(self), (self.code, self.phrase)
