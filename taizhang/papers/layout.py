"""Layout: the measures of GB/T 9704-2012 that depend on the text, and the words set by rule."""

import re
from datetime import date

from taizhang.rules.refused import Refused

LINE = 579  # one of the 22 lines of the type area, in twentieths of a point
LINE_CHARACTERS = 28
CHARACTER = 315  # one of the 28 characters, in twentieths of a point
MM = 1440 / 25.4
TYPE_AREA = round(156 * MM)
MARK_TOP = round(35 * MM)  # the issuer's mark stands 35 mm below the top of the type area
MARK_POINTS = 42
MARK_ROOM = TYPE_AREA / 20 - 12  # points; a full line would wrap in some programs
TITLE_CHARACTERS = 20  # 156 mm hold twenty characters of 2号

DOCUMENT_NUMBER = re.compile(r"[^〔〕\s]{1,20}〔(19|20)\d\d〕[1-9]\d{0,5}号")
NOT_AT_LINE_START = re.compile(r"[的和与及或等中上下内外、，。；：？！》”’）〕]")
NOT_AT_LINE_END = re.compile(r"[《“‘（〔第]")
NATURAL_END = re.compile(r"[的、，》”于]")


def document_number(text: str) -> str:
    """Return the number (发文字号) if it is written as 7.2.5 wants it; refuse it otherwise."""
    if not DOCUMENT_NUMBER.fullmatch(text):
        raise Refused(
            "document_number",
            "发文字号“%(text)s”不合规范：应为机关代字、六角括号〔〕括入的四位年份和不编虚位的序号，如“清政督〔2026〕12号”。",
            text=text,
        )
    return text


def day(value: date) -> str:
    """Return a date as official documents write it: Arabic numerals without leading zeros."""
    return f"{value.year}年{value.month}月{value.day}日"


def width(text: str) -> float:
    """Return the width in full characters; letters, digits and ASCII signs are half as wide."""
    return sum(0.5 if ord(sign) < 0x2000 else 1.0 for sign in text)


def mark_points(mark: str) -> int:
    """Return the size of the issuer's mark: 42 points, or as many as let it stand on one line."""
    return min(MARK_POINTS, int(MARK_ROOM / max(width(mark), 1)))


def signature_lefts(organ: str, issued: date, *, sealed: bool) -> tuple[float, float]:
    """Return where the issuer's name and the date begin, in characters from the left (7.3.5).

    Sealed: the date keeps four from the right edge and the name is centred above it. Unsealed: the
    name keeps two and the date begins two after the name does; a longer date keeps two itself.
    """
    name, dated = width(organ), width(day(issued))
    if sealed:
        centre = min(LINE_CHARACTERS - 4 - dated / 2, LINE_CHARACTERS - name / 2)
        return max(centre - name / 2, 0.0), centre - dated / 2
    left = LINE_CHARACTERS - 2 - (name if name >= dated else dated + 2)
    return max(left, 0.0), max(left, 0.0) + 2


def title_lines(title: str, limit: int = TITLE_CHARACTERS) -> list[str]:
    """Return the title in few lines of like length, broken where the sense allows."""
    if "\n" in title:
        return [line for line in title.split("\n") if line.strip()]
    lines = []
    rest = title
    while width(rest) > limit:
        wanted = width(rest) / -(-width(rest) // limit)
        place = _best_break(rest, wanted, limit)
        lines.append(rest[:place])
        rest = rest[place:]
    return [*lines, rest]


def _best_break(text: str, wanted: float, limit: int) -> int:
    """Return where to break: near the wanted width, never inside a number or before a particle."""
    fitting = [place for place in range(1, len(text)) if width(text[:place]) <= limit]
    return min(fitting, key=lambda place: _cost(text[place - 1], text[place], place, text, wanted))


def _cost(before: str, after: str, place: int, text: str, wanted: float) -> float:
    cost = abs(width(text[:place]) - wanted)
    if NOT_AT_LINE_START.match(after) or NOT_AT_LINE_END.match(before):
        cost += 100
    if before.isascii() and after.isascii() and before.isalnum() and after.isalnum():
        cost += 100
    return cost - 3 if NATURAL_END.match(before) else cost
