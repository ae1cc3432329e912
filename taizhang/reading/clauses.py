"""Clauses: a body cut at its punctuation, without cutting inside short quotations and brackets."""

import re
from collections.abc import Iterator
from typing import NamedTuple

_CLOSED = re.compile(r"(?<!：)“[^“”。]{1,30}”|（[^（）]{0,60}）|《[^《》]{1,60}》")
_STOPS = re.compile(r"[，。！？；：…]+[”’》）]*|(?<=[一-龥”）])——")
_OPENS = re.compile("[“（《]")
_HUSH = str.maketrans("，。！？；：", "、、、、、、")


class Clause(NamedTuple):
    """The words between two stops; `stop` is the first character of the mark behind them."""

    start: int
    end: int
    stop: str
    text: str

    @property
    def ends_sentence(self) -> bool:
        """Tell whether a full stop follows."""
        return self.stop in "。！？…" or not self.stop

    @property
    def ends_unit(self) -> bool:
        """Tell whether a full stop or a semicolon follows."""
        return self.stop == "；" or self.ends_sentence


def _hushed(match: re.Match[str]) -> str:
    return match[0].translate(_HUSH)


def cut_clauses(text: str, offset: int = 0) -> Iterator[Clause]:
    """Yield the clauses of a flat text, positions counted from `offset`."""
    hushed = _CLOSED.sub(_hushed, text) if _OPENS.search(text) else text
    start = 0
    for match in _STOPS.finditer(hushed):
        if match.start() > start:
            yield Clause(
                offset + start, offset + match.start(), match[0][0], hushed[start : match.start()]
            )
        start = match.end()
    if start < len(text):
        yield Clause(offset + start, offset + len(text), "", hushed[start:])


def cut_sentences(text: str, offset: int = 0) -> Iterator[list[Clause]]:
    """Yield the sentences of a flat text, each as its clauses."""
    sentence: list[Clause] = []
    for clause in cut_clauses(text, offset):
        sentence.append(clause)
        if clause.ends_sentence:
            yield sentence
            sentence = []
    if sentence:
        yield sentence
