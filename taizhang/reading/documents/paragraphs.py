"""Paragraphs of a document with their printed numbers, and pieces of text that know their place."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from taizhang.reading.clues import Hinted
from taizhang.reading.flat import Flat
from taizhang.reading.model import Range, Source

HAN = "一二三四五六七八九十百"
NUMBER = re.compile(
    rf"(?P<part>第[{HAN}\d]+(?:部分|章|篇))[:：、.]?"
    rf"|(?P<article>第[{HAN}\d]+[条项](?:任务|工作)?|(?:重点)?(?:任务|工作|事项)[{HAN}\d]+"
    rf"|[一-龥]{{0,4}}(?:任务|问题|事项|措施|项目|行动|工程)(?:[{HAN}]+|\d+)(?=[:：、.]))[:：、.]?"
    rf"|(?P<han>[{HAN}]+)[、.]"
    rf"|（(?P<hanb>[{HAN}]+)）[、.]?"
    rf"|(?P<deep>(?!\d{{1,2}}[.]20\d\d年)\d{{1,2}}(?:[.\-]\d{{1,2}}){{1,3}})(?![\d月日号年%"
    rf"％亿万公米平千微个倍吨])[、.]?"
    rf"|(?P<digit>\d{{1,3}})(?:[、]|[.](?!\d)|[.](?=20\d\d年))"
    rf"|（(?P<digitb>\d{{1,3}})）[、.]?"
    rf"|(?P<digitc>\d{{1,3}})）[、.]?"
    rf"|(?P<circle>[①-⑳])[、.]?"
    rf"|[●○■□◆▲★•·－—\-]+(?P<bullet>)(?=[一-龥])"
)
LEVELS = {
    "part": 1,
    "han": 2,
    "hanb": 3,
    "article": 4,
    "digit": 5,
    "deep": 6,
    "digitb": 7,
    "digitc": 8,
    "circle": 9,
    "bullet": 10,
}
ENDS = "。；！？："
LABEL_AHEAD = re.compile(
    r"\s*[【\[（(]?(?:\S{0,4}(?:牵头|责任|配合|协办|主办|承办|参与|完成|办结|"
    r"整改)\S{0,6}[:：】]|附件|抄送|主送)"
)
PART = Hinted(r"(?<=[。；：）])(?:（\d{1,2}）|[①-⑳]|\d{1,2}）)", "[）①-⑳]")
LINE = re.compile(r"[^\r\n\f\v\u2028]+")
INDENT = re.compile(r"[ \t]*\u3000\u3000|[ \t]{4,}|\t")


class Paragraph(NamedTuple):
    """A paragraph: its piece of text, its number as printed, and how deep that number counts."""

    piece: Flat
    number: str | None
    level: int  # 0 where it has no number
    body: int  # where the text begins behind the number
    in_table: bool = False

    @property
    def text(self) -> str:
        """Return the text behind the number."""
        return self.piece.text[self.body :]


def find_paragraphs(source: Source, tables: Sequence[Range] = ()) -> list[Paragraph]:
    """Return the paragraphs outside the given tables, with hard-wrapped lines joined."""
    runs = joined(source.text, list(lines(source.text)))
    return [
        numbered(Flat(source.text, start, end))
        for start, end in runs
        if not tables or not any(start < e and s < end for s, e in tables)
    ]


def lines(raw: str, start: int = 0, end: int | None = None) -> Iterator[Range]:
    """Yield the lines of a stretch that hold more than white space."""
    for match in LINE.finditer(raw, start, len(raw) if end is None else end):
        if match.group().strip():
            yield match.span()


def joined(raw: str, runs: list[Range]) -> list[Range]:
    """Return the lines with those joined that a hard wrap parted."""
    widths = [len(raw[s:e].rstrip()) for s, e in runs]
    wide = max(widths, default=0)
    broken = [
        (s, e)
        for (s, e), w in zip(runs, widths, strict=True)
        if w >= wide - 3 and raw[s:e].rstrip()[-1] not in "。；：！？.;:"
    ]
    if not 12 <= wide <= 60 or len(broken) < 2:
        return runs
    result: list[Range] = []
    for (start, end), before in zip(runs, [0, *widths], strict=False):
        if (
            result
            and before >= wide - 3
            and goes_on(raw[result[-1][0] : result[-1][1]], raw[start:end])
        ):
            result[-1] = (result[-1][0], end)
        else:
            result.append((start, end))
    return result


def goes_on(line: str, following: str) -> bool:
    """Tell whether a full line breaks off in the middle of what the following line goes on with."""
    if INDENT.match(following) or LABEL_AHEAD.match(following) or "\t" in line.strip():
        return False
    start, last = Flat(following[:12]).text, Flat(line[-3:]).text[-1:]
    if start[:1] in "、，。；：）”":
        return True
    number = NUMBER.match(start)
    if number and (number.lastgroup != "deep" or last in "）】]”"):
        return False
    return last not in ENDS


def numbered(piece: Flat) -> Paragraph:
    """Return a paragraph with its number, if one is printed."""
    match = NUMBER.match(piece.text)
    if match is None or match.end() >= len(piece.text):
        return Paragraph(piece, None, 0, 0)
    kind = match.lastgroup or "bullet"
    number = match[kind] or None
    return Paragraph(piece, number, LEVELS[kind], match.end())


def inside(paragraph: Paragraph) -> Iterator[Paragraph]:
    """Yield a paragraph cut before the numbers （1）, ① that are printed in a row within it."""
    piece = paragraph.piece
    heads = [m for m in PART.finditer(piece.text) if m.start() > paragraph.body]
    if len(heads) < 2:
        yield paragraph
        return
    edges = [0, *(m.start() for m in heads), len(piece.text)]
    for start, end in pairwise(edges):
        ranges = piece.ranges(start, end)
        part = numbered(Flat(piece.raw, ranges[0][0], ranges[-1][1]))
        yield part._replace(in_table=paragraph.in_table)
