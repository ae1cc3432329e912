"""Clauses: a body cut at its punctuation, without cutting inside short quotations and brackets."""

import re
from collections.abc import Iterator
from typing import NamedTuple

_CLOSED = re.compile(r"“(?<!：“)[^“”。]{1,30}”|（[^（）]{0,60}）|《[^《》]{1,60}》")
_STOPS = re.compile(r"[，。！？；：…—](?:(?<!—)[，。！？；：…]*[”’》）]*|(?<=[一-龥”）]—)—)")
_OPENS = re.compile("[“（《]")
_ENDS_SENTENCE = frozenset("。！？…")
_ENDS_UNIT = frozenset(("", "；", *_ENDS_SENTENCE))
_HUSH = str.maketrans("，。！？；：", "、、、、、、")


class Clause(NamedTuple):
    """The words between two stops; `stop` is the first character of the mark behind them."""

    start: int
    end: int
    stop: str
    text: str

    @property
    def ends_unit(self) -> bool:
        """Tell whether a full stop or a semicolon follows."""
        return self.stop in _ENDS_UNIT


def _hushed(match: re.Match[str]) -> str:
    return match[0].translate(_HUSH)


def cut_sentences(text: str, offset: int = 0) -> Iterator[list[Clause]]:
    """Yield the sentences of a flat text, each as its clauses, positions counted from `offset`."""
    hushed = _CLOSED.sub(_hushed, text) if _OPENS.search(text) else text
    start = 0
    sentence: list[Clause] = []
    for match in _STOPS.finditer(hushed):
        end, after = match.span()
        if end > start:
            stop = hushed[end]
            sentence.append(Clause(offset + start, offset + end, stop, hushed[start:end]))
            if stop in _ENDS_SENTENCE:
                yield sentence
                sentence = []
        start = after
    if start < len(text):
        sentence.append(Clause(offset + start, offset + len(text), "", hushed[start:]))
    if sentence:
        yield sentence
