"""Automatic numbers of Word paragraphs, as they would be printed."""

import re
from collections import defaultdict
from collections.abc import Callable

from lxml import etree

MAIN = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
VAL = MAIN + "val"
DIGITS = "〇一二三四五六七八九"
CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"
STEMS = "甲乙丙丁戊己庚辛壬癸"
ROMAN = ((10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))


class Numbering:
    """The numbering of one document: its definitions, and how far each list has counted."""

    def __init__(self, numbering: etree._Element | None, styles: etree._Element | None) -> None:
        """Take the definitions out of the numbering and styles parts."""
        self.levels: dict[str, dict[int, etree._Element]] = {}
        self.lists: dict[str, str] = {}
        self.starts: dict[tuple[str, int], int] = {}
        self.styles: dict[str, tuple[str | None, etree._Element | None]] = {}
        self.counts: dict[str, dict[int, int]] = defaultdict(dict)
        if numbering is not None:
            self._learn_lists(numbering)
        for style in styles.iter(MAIN + "style") if styles is not None else ():
            based = style.find(MAIN + "basedOn")
            parent = based.get(VAL) if based is not None else None
            number = style.find(f"{MAIN}pPr/{MAIN}numPr")
            self.styles[style.get(MAIN + "styleId", "")] = (parent, number)

    def _learn_lists(self, numbering: etree._Element) -> None:
        for abstract in numbering.iter(MAIN + "abstractNum"):
            name = abstract.get(MAIN + "abstractNumId", "")
            self.levels[name] = {
                int(level.get(MAIN + "ilvl", "0")): level for level in abstract.iter(MAIN + "lvl")
            }
        for number in numbering.iter(MAIN + "num"):
            name = number.get(MAIN + "numId", "")
            self.lists[name] = attribute(number, "abstractNumId", "")
            for override in number.iter(MAIN + "lvlOverride"):
                start = attribute(override, "startOverride", "")
                if start.isdecimal():
                    self.starts[name, int(override.get(MAIN + "ilvl", "0"))] = int(start)

    def label(self, paragraph: etree._Element) -> str:
        """Return the number printed before a paragraph, and count it; empty where there is none."""
        name, depth = self._place(paragraph)
        levels = self.levels.get(self.lists.get(name, ""), {})
        if depth not in levels:
            return ""
        counter = name if (name, depth) in self.starts else self.lists[name]
        counts = self.counts[counter]
        start = self.starts.get((name, depth), int(attribute(levels[depth], "start", "1")))
        counts[depth] = counts.get(depth, start - 1) + 1
        for deeper in [d for d in counts if d > depth]:
            del counts[deeper]
        return self._printed(levels, depth, counts)

    def _place(self, paragraph: etree._Element) -> tuple[str, int]:
        number = paragraph.find(f"{MAIN}pPr/{MAIN}numPr")
        style = paragraph.find(f"{MAIN}pPr/{MAIN}pStyle")
        name = style.get(VAL) if style is not None else None
        for _ in range(10):
            if number is not None or name is None:
                break
            name, number = self.styles.get(name, (None, None))
        if number is None:
            return "", 0
        return attribute(number, "numId", ""), int(attribute(number, "ilvl", "0"))

    def _printed(
        self, levels: dict[int, etree._Element], depth: int, counts: dict[int, int]
    ) -> str:
        if attribute(levels[depth], "numFmt", "decimal") in ("bullet", "none"):
            return ""

        def number(match: re.Match[str]) -> str:
            level = int(match[1]) - 1
            if level not in levels:
                return ""
            form = attribute(levels[level], "numFmt", "decimal")
            return written(counts.get(level, int(attribute(levels[level], "start", "1"))), form)

        return re.sub(r"%(\d)", number, attribute(levels[depth], "lvlText", ""))


def attribute(parent: etree._Element, child: str, default: str) -> str:
    """Return the value of a child element, or the default."""
    found = parent.find(MAIN + child)
    return found.get(VAL, default) if found is not None else default


def written(n: int, form: str) -> str:
    """Return a number in one of Word's number formats."""
    if form.startswith("decimalEnclosedCircle"):
        return CIRCLED[n - 1] if 1 <= n <= len(CIRCLED) else str(n)
    return FORMS.get(form, str)(n)


def chinese(n: int) -> str:
    """Return a number below one thousand in Chinese numerals: 十二, 二十, 一百零三."""
    if n >= 1000:
        return str(n)
    hundreds, rest = divmod(n, 100)
    tens, ones = divmod(rest, 10)
    text = DIGITS[hundreds] + "百" if hundreds else ""
    if tens:
        text += ("" if tens == 1 and not hundreds else DIGITS[tens]) + "十"
    elif hundreds and ones:
        text += "零"
    return text + (DIGITS[ones] if ones or not n else "")


def lower_roman(n: int) -> str:
    """Return a small Roman numeral."""
    text = ""
    for value, letters in ROMAN:
        while n >= value:
            text, n = text + letters, n - value
    return text


def lower_letter(n: int) -> str:
    """Return a, b, c … for 1, 2, 3 …"""
    return chr(ord("a") + (n - 1) % 26)


FORMS: dict[str, Callable[[int], str]] = {
    "chineseCounting": chinese,
    "chineseCountingThousand": chinese,
    "japaneseCounting": chinese,
    "taiwaneseCountingThousand": chinese,
    "lowerLetter": lower_letter,
    "upperLetter": lambda n: lower_letter(n).upper(),
    "lowerRoman": lower_roman,
    "upperRoman": lambda n: lower_roman(n).upper(),
    "ideographTraditional": lambda n: STEMS[(n - 1) % len(STEMS)],
    "decimalZero": lambda n: f"{n:02d}",
}
