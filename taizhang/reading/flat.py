"""The parallel view of a text: no white space, one kind of punctuation, offsets to the raw text."""

import re
from bisect import bisect_left, bisect_right
from functools import lru_cache
from itertools import accumulate, pairwise
from typing import NamedTuple

from taizhang.reading.model import Range

_FOLDED = {
    ",": "，",
    ";": "；",
    ":": "：",
    "?": "？",
    "!": "！",
    "(": "（",
    ")": "）",
    "｡": "。",
    "﹐": "，",
    "﹔": "；",
    "「": "“",
    "」": "”",
    "『": "“",
    "』": "”",
    "〝": "“",
    "〞": "”",
    "＂": '"',
    "［": "[",
    "］": "]",
}
_WIDE = {chr(code + 0xFEE0): chr(code) for code in range(0x21, 0x7F) if chr(code).isalnum()}
_FOLDS = _FOLDED | _WIDE | {"＋": "+", "％": "%", "．": ".", "／": "/"}
_ODD = frozenset(_FOLDS)
_RUN = re.compile(r"\S+")
_STOP = re.compile(r"(?<=[一-龥”）》])\.(?=[一-龥“《]|$)")
_THOUSANDS = re.compile(r"(?<=\d)，(?=\d{3})")


class Line(NamedTuple):
    """A printed line, as a run of the flat text; `after_gap` when an empty line stands above it."""

    start: int
    end: int
    after_gap: bool


class Flat:
    """A text without white space whose characters map back to the raw text."""

    __slots__ = ("_from", "_lines", "_runs", "raw", "text")

    def __init__(self, raw: str) -> None:
        self.raw = raw
        self._runs = [match.span() for match in _RUN.finditer(raw)]
        if self._runs == [(0, len(raw))]:
            self._from, self.text = [0], fold(raw)
        else:
            lengths = (end - start for start, end in self._runs)
            self._from = [0, *accumulate(lengths)][:-1]
            self.text = fold("".join(_RUN.findall(raw)))
        self._lines: list[Line] | None = None

    @property
    def lines(self) -> list[Line]:
        """Return the printed lines."""
        if self._lines is None:
            self._lines = self._find_lines()
        return self._lines

    def _find_lines(self) -> list[Line]:
        lines: list[Line] = []
        begun, previous_end = 0, 0
        gap = False
        for position, (start, end) in zip(self._from, self._runs, strict=True):
            feeds = self.raw.count("\n", previous_end, start) if previous_end else 0
            if feeds:
                lines.append(Line(begun, position, gap))
                begun, gap = position, feeds > 1
            previous_end = end
        if self.text:
            lines.append(Line(begun, len(self.text), gap))
        return lines

    def lines_within(self, start: int, end: int) -> list[Line]:
        """Return the printed lines that begin inside a run of the flat text."""
        first = bisect_right(self.lines, start, key=lambda line: line.start)
        return self.lines[first : bisect_left(self.lines, end, key=lambda line: line.start)]

    def ranges(self, start: int, end: int) -> tuple[Range, ...]:
        """Return the raw runs that a run of the flat text came from."""
        if start >= end:
            return ()
        first = bisect_right(self._from, start) - 1
        last = bisect_left(self._from, end) - 1
        found = self._runs[first : last + 1]
        found[0] = (found[0][0] + start - self._from[first], found[0][1])
        low, high = found[-1]
        found[-1] = (low, min(high, self._runs[last][0] + end - self._from[last]))
        return tuple(found)

    def printed(self, start: int, end: int) -> str:
        """Return the characters as printed, without the white space between them."""
        return "".join([self.raw[low:high] for low, high in self.ranges(start, end)])

    def parts(self, start: int, end: int) -> list[tuple[int, int]]:
        """Return the pieces of a run that white space keeps apart."""
        cuts = self._from[bisect_right(self._from, start) : bisect_right(self._from, end - 1)]
        edges = [start, *cuts, end]
        return list(pairwise(edges))

    def spaced(self, start: int, end: int) -> str:
        """Return the characters as printed, with one space wherever white space stood."""
        return " ".join(self.printed(low, high) for low, high in self.parts(start, end))


@lru_cache(maxsize=4)
def flat_of(raw: str) -> Flat:
    """Return the flat view of a document's text, which several finders look at."""
    return Flat(raw)


def fold(text: str) -> str:
    """Return a text of the same length with full-width punctuation and half-width letters."""
    for odd in _ODD.intersection(text):
        text = text.replace(odd, _FOLDS[odd])
    if "." in text:
        text = _STOP.sub("。", text)
    if "，" in text:
        text = _THOUSANDS.sub(",", text)
    if '"' in text:
        pieces = text.split('"')
        text = "".join(
            piece + ("" if index == len(pieces) - 1 else "“”"[index % 2])
            for index, piece in enumerate(pieces)
        )
    return text
