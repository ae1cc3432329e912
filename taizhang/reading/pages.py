"""The layout of a newspaper page: where each body runs, and which lines stand between bodies."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise

from taizhang.reading.clues import Hinted, Opening
from taizhang.reading.flat import Flat, Line
from taizhang.reading.names import NAME

_ROLE = (
    r"(?:本报|本网|全媒体|融媒体?|见习|实习|首席|特约|驻站|一线)*"
    r"(?:记者|通讯员|实习生|见习生|撰稿|供稿|撰文|摄影报道)"
)
_CREDIT = r"(?:文/图|图/文|文并?图|文、图|图文|摄影?(?:报道)?|报道|文|图)"
_DOT = r"[□◎●■◆○▲★]?"
_BYLINE = Opening(
    rf"^{_DOT}[（【\[]?(?:文/图|图/文|文|图)?[/：]?{_ROLE}[：/|]?(?:[一-龥·、/：|]{{2,40}})?"
    rf"{_CREDIT}?[）】\]]?$|^（(?:{NAME}){{1,4}}{_CREDIT}?）$|^(?:来源|作者|供稿单位)[：/].{{2,24}}$",
    "□◎●■◆○▲★（【[文图/：本全融见实首特驻一记通撰供摄来作",
)
_BYLINE_CUT = re.compile(
    rf"(?<=[。！？”）…])(?={_DOT}[（【]?(?:文/图|文|图)?[/：]?{_ROLE}[：/]?[一-龥·、/]{{2,36}}(?:[）】]|$)|"
    rf"（(?:{NAME}){{1,4}}{_CREDIT}?）$)"
)
_BYLINE_GOES_ON = re.compile(rf"(?:{_ROLE}|[、/])$")
_CREDIT_LINE = re.compile(
    rf"^[（]?(?:{_CREDIT}|(?:通讯员|实习生|摄影|图|文)[：/]?[一-龥、]{{2,12}})[）]?$"
)
_OUTLET = r"(?:本|[一-龥]{0,8}?)(?:报|网|台|刊|社|媒体?|新闻|客户端|融媒|融媒体中心|发布)"
LEAD = Hinted(
    rf"^[【（\[]?(?:{_OUTLET}(?:讯|消息)(?!员)|本报[一-龥]{{0,4}}\d{{1,2}}月\d{{1,2}}日[讯电]|"
    rf"[一-龥]{{2,6}}(?:社|网)[一-龥]{{0,6}}\d{{1,2}}月\d{{1,2}}日[讯电])[】）\]]?",
    "[讯消电]",
)
_MAY_CUT = re.compile(r"记者|通讯员|实习生|见习生|供稿|撰|摄影|讯|消息|）$")
_LEAD_CUT = re.compile(r"(?<=[^【])(?=[【]?(?:本报|本网|本台|本刊)(?:讯|消息)(?!员))")
_DATED = Opening(
    r"(?a)^(?:(?:\d{4}年)?\d{1,2}月\d{1,2}日(?:上午|下午|晚间?|早晨?|清晨|凌晨|中午)?[，至]|"
    r"\d{1,2}日(?:上午|下午|晚)?，|(?:近日|日前|近期|昨日|昨天|今日|今天|连日来|连日)，?|"
    r"为(?:深入|进一步|全面|切实|认真|扎实)[^。]{4,60}，)",
    "0123456789近日昨今连为",
)
_ENDS = tuple(stop + mark for stop in "。！？…" for mark in ("", *"”’》）"))
_INNER = re.compile(r"[。；，：]")
_STOPPED = re.compile(r"[。；，]")
_SHORT = 30
_FURNITURE = re.compile(
    r"^(?:[■□◆●▲★·【\[]*\s*(?:相关(?:新闻|链接|报道)|新闻链接|要闻|综合新闻?|时政|本版|今日|"
    r"短新闻|简讯|图片新闻|广告)[】\]]?$|图[①-⑳\d]*[：为]|.{0,60}[一-龥]{2,4}/?(?:摄|供图)$|导读$|"
    r"(?:责任?编辑?|责编|美编|校对|编辑|审核|监制|版式|值班(?:主任|总编)|组版|电话|投稿|邮箱|热线|"
    r"国内统一|邮发|总第)|"
    r"第?[A-Z]?\d{1,3}版?$|第[\d一二三四五六七八九十]+版|"
    r"\d{4}年\d{1,2}月\d{1,2}日(?:星期.)?.{0,16}$|星期.|"
    r"(?:https?|www)|[一-龥]{0,8}(?:日报|晚报|时报|周报|早报|快报|新闻|"
    r"融媒)?\d{4}年\d{1,2}月\d{1,2}日.{0,20}(?:星期|版).*$)"
)
_RUBRIC = re.compile(
    r"^[■□◆●▲★【\[]*(?P<name>相关新闻|相关链接|相关报道|新闻链接|短新闻|简讯|图片新闻)[】\]]?$"
)
_BRACKETED = re.compile(rf"（(?P<who>[^（）]{{0,12}}?{_ROLE}[^（）]{{2,40}})）")
_GOES_ON = tuple("，、；：")
_HEAD_REACH = 60


@dataclass(slots=True)
class Body:
    """The run of one article's text, with the byline that was printed to it."""

    start: int
    end: int
    byline: str | None = None
    rubric: str | None = None


@dataclass(frozen=True, slots=True)
class Block:
    """Lines that belong to no body, headlines and slogans, that stand behind body `after`."""

    lines: tuple[Line, ...]
    after: int


@dataclass(frozen=True, slots=True)
class Page:
    """Bodies in the order of the page, and the blocks of other lines around them."""

    bodies: tuple[Body, ...]
    blocks: tuple[Block, ...]


def split_page(flat: Flat) -> Page:
    """Return the bodies of a page and the lines that stand before, between and after them."""
    lines = list(_cut(flat))
    words = [flat.text[line.start : line.end] for line in lines]
    marks = _bylines(words)
    starts = _find_starts(words, marks)
    bodies: list[Body] = []
    blocks: list[Block] = []
    loose = (index for index in range(starts[0] if starts else 0) if index not in marks)
    _flush(blocks, loose, words, lines, -1)
    for number, first in enumerate(starts):
        limit = starts[number + 1] if number + 1 < len(starts) else len(lines)
        last, credits = _find_end(words, marks, first, limit)
        body = Body(lines[first].start, lines[last - 1].end)
        body.byline = _byline_words(
            flat, lines, credits or _credits_above(marks, first)
        ) or _byline_in_lead(flat, body)
        body.rubric = _rubric_above(words, first)
        bodies.append(body)
        rest = [index for index in range(last, limit) if index not in marks]
        _flush(blocks, rest, words, lines, number)
    return Page(tuple(bodies), tuple(blocks))


def _cut(flat: Flat) -> Iterator[Line]:
    """Yield the printed lines, cut where a lead or a byline begins inside one."""
    for line in flat.lines:
        text = flat.text[line.start : line.end]
        if not _MAY_CUT.search(text):
            yield line
            continue
        cuts = {match.start() for match in _BYLINE_CUT.finditer(text)}
        cuts |= {match.start() for match in _LEAD_CUT.finditer(text[:_HEAD_REACH])}
        edges = [0, *sorted(cut for cut in cuts if 0 < cut < len(text)), len(text)]
        for low, high in pairwise(edges):
            yield Line(line.start + low, line.start + high, line.after_gap and not low)


def _bylines(words: list[str]) -> set[int]:
    """Return the indices of the lines that are bylines or the rest of one."""
    marks: set[int] = set()
    for index, text in enumerate(words):
        above = words[index - 1] if index else ""
        begins = _BYLINE.match(text) and above[-1:] not in _GOES_ON and not _unclosed(above)
        if begins or (index - 1 in marks and _ends_byline(above, text)):
            marks.add(index)
    return marks


def _ends_byline(above: str, text: str) -> bool:
    """Tell whether a line under a byline still belongs to it."""
    rest = len(text) <= 16 and _open_byline(above) and not _INNER.search(text)
    return rest or bool(_CREDIT_LINE.match(text))


def _open_byline(text: str) -> bool:
    return bool(_BYLINE_GOES_ON.search(text)) or _unclosed(text)


def _unclosed(text: str) -> bool:
    return text.rfind("（") > text.rfind("）")


def _find_starts(words: list[str], marks: set[int]) -> list[int]:
    """Return the index of the first line of each body."""
    starts: list[int] = []
    for index, text in enumerate(words):
        if index in marks:
            continue
        if (
            (LEAD.match(text) and _free(words, index))
            or (index - 1 in marks and _follows_credit(words, marks, index))
            or (_DATED.match(text) and _dated_start(words, marks, index))
        ):
            starts.append(index)
    if not starts:
        starts = _first_prose(words, range(len(words)), marks)
    starts += _unmarked_starts(words, starts, marks)
    return _drop_doubles(sorted(starts), words, marks)


def _unmarked_starts(words: list[str], starts: list[int], marks: set[int]) -> list[int]:
    """Return where prose begins again behind a byline without any lead."""
    found: list[int] = []
    if any(text.endswith(_ENDS) for text in words[: starts[0] if starts else 0]):
        found += _first_prose(words, range(starts[0]), marks)
    for mark in marks:
        if mark + 1 in marks or not words[_above(marks, mark)].endswith(_ENDS):
            continue
        stop = min((start for start in starts if start > mark), default=len(words))
        if any(words[index].endswith(_ENDS) for index in range(mark + 1, stop)):
            found += _first_prose(words, range(mark + 1, stop), marks)
    return found


def _above(marks: set[int], index: int) -> int:
    """Return the index of the line above a byline."""
    while index in marks:
        index -= 1
    return max(index, 0)


def _free(words: list[str], index: int) -> bool:
    """Tell whether a line may open a body: the line above is no sentence that goes on."""
    return index == 0 or words[index - 1][-1] not in _GOES_ON


def _follows_credit(words: list[str], marks: set[int], index: int) -> bool:
    """Tell whether prose follows a byline that stands under a headline."""
    if not _prose(words, index):
        return False
    return _above(marks, index - 1) == 0 or _headlike(words[_above(marks, index - 1)])


def _dated_start(words: list[str], marks: set[int], index: int) -> bool:
    """Tell whether a dated line opens an article right under its headline."""
    if not _prose(words, index):
        return False
    above = index - 1
    climbed = 0
    while above >= 0 and above not in marks and climbed < 6 and _headlike(words[above]):
        above, climbed = above - 1, climbed + 1
    return bool(climbed) and (above < 0 or above in marks or words[above].endswith(_ENDS))


def _headlike(text: str) -> bool:
    inner = _INNER if len(text) > _SHORT else _STOPPED
    return not inner.search(text) and not text.endswith(_ENDS) and len(text) <= _HEAD_REACH


def _prose(words: list[str], index: int) -> bool:
    """Tell whether a sentence ends within the text that begins at this line."""
    reach = "".join(words[index : index + 12])
    return "，" in reach[:80] or "。" in reach[:80]


def _first_prose(words: list[str], reach: range, marks: set[int]) -> list[int]:
    """Return the first line of prose where no lead is marked."""
    for index in reach:
        text = words[index]
        if index in marks or _FURNITURE.match(text):
            continue
        slogan = len(text) <= _SHORT and "。" not in text and index == reach.start
        if len(text) > _HEAD_REACH or (_STOPPED.search(text) and not slogan):
            return [index]
    return []


def _drop_doubles(starts: list[int], words: list[str], marks: set[int]) -> list[int]:
    """Return the starts, less those that another start follows before any sentence ended."""
    kept: list[int] = []
    for index in starts:
        if kept and not any(
            words[line].endswith(_ENDS) or line in marks for line in range(kept[-1], index)
        ):
            if LEAD.match(words[kept[-1]]):
                continue
            kept.pop()
        kept.append(index)
    return kept


def _find_end(words: list[str], marks: set[int], first: int, limit: int) -> tuple[int, list[int]]:
    """Return the index after the last line of a body, and the lines of its byline."""
    for index in range(first + 1, limit):
        if index in marks and words[index - 1].endswith(_ENDS):
            credits = [index]
            while credits[-1] + 1 in marks:
                credits.append(credits[-1] + 1)
            return index, credits
    for index in range(limit - 1, first - 1, -1):
        if words[index].endswith(_ENDS):
            return index + 1, []
    return limit, []


def _credits_above(marks: set[int], first: int) -> list[int]:
    credits: list[int] = []
    index = first - 1
    while index in marks:
        credits.insert(0, index)
        index -= 1
    return credits


def _byline_words(flat: Flat, lines: list[Line], credits: list[int]) -> str | None:
    if not credits:
        return None
    words = " ".join(flat.spaced(lines[index].start, lines[index].end) for index in credits)
    return words.strip("（）()【】[] ")


def _byline_in_lead(flat: Flat, body: Body) -> str | None:
    """Return the byline that stands in brackets after 本报讯 or behind the last sentence."""
    head = _BRACKETED.search(flat.text, body.start, min(body.end, body.start + _HEAD_REACH))
    if head is None:
        return None
    return flat.spaced(head.start("who"), head.end("who"))


def _rubric_above(words: list[str], first: int) -> str | None:
    for index in range(first - 1, max(-1, first - 6), -1):
        found = _RUBRIC.match(words[index])
        if found:
            return found["name"]
        if words[index].endswith(_ENDS):
            return None
    return None


def _flush(
    blocks: list[Block], loose: Iterable[int], words: list[str], lines: list[Line], after: int
) -> None:
    kept = tuple(lines[index] for index in loose if not _FURNITURE.match(words[index]))
    if kept:
        blocks.append(Block(kept, after))
