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
_ODD = re.compile(f"[{re.escape(''.join(_FOLDS))}]")
_AT_ONCE = (0,)
_RUN = re.compile(r"\S+")
_STOP = re.compile(r"\.(?<=[一-龥”）》]\.)(?=[一-龥“《]|$)")
_THOUSANDS = re.compile(r"，(?<=\d，)(?=\d{3})")


class Line(NamedTuple):
    """A printed line, as a run of the flat text; `after_gap` when an empty line stands above it."""

    start: int
    end: int
    after_gap: bool


class Flat:
    """A stretch of a raw text without its white space, whose characters map back to the raw."""

    __slots__ = ("_from", "_lines", "_runs", "base", "raw", "text")

    _runs: tuple[Range, ...]
    _from: tuple[int, ...]

    def __init__(self, raw: str, base: int = 0, end: int | None = None) -> None:
        self.raw, self.base = raw, base
        stretch = raw[base:end]
        words = stretch.split()
        self.text = fold("".join(words))
        if words and len(words[0]) == len(stretch):
            self._runs, self._from = ((base, base + len(stretch)),), _AT_ONCE
        else:
            runs = _RUN.finditer(raw, base, base + len(stretch))
            self._runs = tuple([match.span() for match in runs])
            self._from = tuple(accumulate(map(len, words), initial=0))[:-1]
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
        if len(self._runs) == 1:
            low, high = self._runs[0]
            return ((low + start, min(high, low + end)),)
        first = bisect_right(self._from, start) - 1
        last = bisect_left(self._from, end) - 1
        found = list(self._runs[first : last + 1])
        found[0] = (found[0][0] + start - self._from[first], found[0][1])
        low, high = found[-1]
        found[-1] = (low, min(high, self._runs[last][0] + end - self._from[last]))
        return tuple(found)

    def spaced(self, start: int, end: int) -> str:
        """Return the characters as printed, with one space wherever white space stood."""
        return " ".join(self._words(start, end))

    def printed(self, start: int, end: int) -> str:
        """Return the characters as printed, without the white space between them."""
        return "".join(self._words(start, end))

    def _words(self, start: int, end: int) -> list[str]:
        """Return the words as printed that a run of the flat text came from."""
        if start >= end:
            return []
        if len(self._runs) == 1:
            low, high = self._runs[0]
            return [self.raw[low + start : min(high, low + end)]]
        first = bisect_right(self._from, start) - 1
        last = bisect_left(self._from, end) - 1
        low = self._runs[first][0] + start - self._from[first]
        high = min(self._runs[last][1], self._runs[last][0] + end - self._from[last])
        return self.raw[low:high].split()

    def parts(self, start: int, end: int) -> list[tuple[int, int]]:
        """Return the pieces of a run that white space keeps apart."""
        cuts = self._from[bisect_right(self._from, start) : bisect_right(self._from, end - 1)]
        edges = [start, *cuts, end]
        return list(pairwise(edges))


@lru_cache(maxsize=4)
def flat_of(raw: str) -> Flat:
    """Return the flat view of a document's text, which several finders look at."""
    return Flat(raw)


def fold(text: str) -> str:
    """Return a text of the same length with full-width punctuation and half-width letters."""
    for odd in set(_ODD.findall(text)):
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
