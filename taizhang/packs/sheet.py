"""TOML files of a pack: values that know their line and report what is wrong with them."""

import re
import tomllib
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from difflib import get_close_matches
from enum import StrEnum
from fractions import Fraction
from typing import Any, TypeVar

from taizhang.packs.limits import HINT, limit_from_words, share_from_words
from taizhang.packs.problems import Findings, hint_from
from taizhang.rules.clock import Limit

Word = TypeVar("Word", bound=StrEnum)
_HEADER = re.compile(r"\s*(\[{1,2})\s*([^\[\]]+?)\s*\]{1,2}\s*(?:#.*)?")
_KEY = re.compile(r"\s*(\"[^\"]+\"|[\w-]+)\s*=")
_AT_LINE = re.compile(r"\(at line (\d+)")


@dataclass(frozen=True, slots=True)
class Sheet:
    """One table of a TOML file."""

    file: str
    path: str
    values: Mapping[str, Any]
    lines: Mapping[str, int]
    findings: Findings

    def refuse(self, key: str, message: str, hint: str) -> None:
        """Note what is wrong with one value."""
        path = self._inside(key)
        line = self.lines.get(path, self.lines.get(self.path, 1))
        self.findings.add(self.file, line, path, message, hint)

    def text(self, key: str, hint: str) -> str:
        """Return a text that may not be missing or empty."""
        value = self.values.get(key)
        if isinstance(value, str) and value.strip():
            return value.strip()
        self.refuse(key, self._wrong(key, "文字"), hint)
        return ""

    def maybe(self, key: str) -> str:
        """Return a text, empty where it is missing."""
        return self.text(key, "一段文字，或不写这一项") if key in self.values else ""

    def texts(self, key: str) -> tuple[str, ...]:
        """Return a list of texts, empty where it is missing."""
        value = self.values.get(key, [])
        if isinstance(value, list) and all(isinstance(item, str) for item in value):
            return tuple(value)
        self.refuse(key, "不是文字的列表", '如 ["甲", "乙"]')
        return ()

    def number(self, key: str, lowest: int, highest: int, fallback: int | None = None) -> int:
        """Return a whole number inside its bounds; it may be missing where there is a fallback."""
        value = self.values.get(key, fallback)
        if isinstance(value, int) and not isinstance(value, bool) and lowest <= value <= highest:
            return value
        self.refuse(key, self._wrong(key, "可用的整数"), f"{lowest} 至 {highest} 的整数")
        return lowest

    def claim(self, key: str, fallback: bool) -> bool:
        """Return true or false."""
        value = self.values.get(key, fallback)
        if isinstance(value, bool):
            return value
        self.refuse(key, self._wrong(key, "是非"), "true 或 false")
        return fallback

    def day(self, key: str) -> date | None:
        """Return a date that may not be missing."""
        value = self.values.get(key)
        if isinstance(value, date) and not isinstance(value, datetime):
            return value
        self.refuse(key, self._wrong(key, "日期"), "不加引号的日期，如 2026-01-01")
        return None

    def days(self, key: str) -> tuple[date, ...]:
        """Return a list of dates, empty where it is missing."""
        value = self.values.get(key, [])
        if isinstance(value, list) and all(type(item) is date for item in value):
            return tuple(value)
        self.refuse(key, "不是日期的列表", "不加引号的日期，如 [2026-10-10]")
        return ()

    def limit(self, key: str) -> Limit | None:
        """Return a limit that may not be missing."""
        value = self.values.get(key)
        limit = limit_from_words(value) if isinstance(value, str) else None
        if limit is None:
            self.refuse(key, self._wrong(key, "时限"), HINT)
        return limit

    def share(self, key: str, fallback: Fraction) -> Fraction:
        """Return a percentage as a fraction."""
        if key not in self.values:
            return fallback
        value = self.values[key]
        share = share_from_words(value) if isinstance(value, str) else None
        if share is None:
            self.refuse(key, self._wrong(key, "百分比"), "如“80%”")
            return fallback
        return share

    def choice(self, key: str, words: type[Word], fallback: Word) -> Word:
        """Return the word that the value names."""
        value = self.values.get(key)
        if isinstance(value, str) and value in list(words):
            return words(value)
        self.refuse(key, self._wrong(key, "可用的词"), "、".join(words) + " 之一")
        return fallback

    def known(self, key: str, value: str, names: Collection[str], what: str) -> str:
        """Return the value, which must be among the names."""
        if value and value not in names:
            self.refuse(key, f"没有{what}“{value}”", hint_from(value, names, what))
        return value

    def table(self, key: str) -> "Sheet":
        """Return the table inside, empty where it is missing."""
        value = self.values.get(key, {})
        if not isinstance(value, dict):
            self.refuse(key, "不是一张表", f"[{self._inside(key)}]")
            value = {}
        return Sheet(self.file, self._inside(key), value, self.lines, self.findings)

    def tables(self, key: str) -> list["Sheet"]:
        """Return the tables of a list of tables, empty where it is missing."""
        value = self.values.get(key, [])
        if not (isinstance(value, list) and all(isinstance(item, dict) for item in value)):
            self.refuse(key, "不是一组表", f"[[{self._inside(key)}]]")
            return []
        path = self._inside(key)
        return [
            Sheet(self.file, f"{path}.{n}", item, self.lines, self.findings)
            for n, item in enumerate(value, 1)
        ]

    def only(self, *keys: str) -> None:
        """Note every key that nobody would read."""
        for key in self.values:
            if key not in keys:
                near = get_close_matches(key, keys, n=1)
                self.refuse(key, "不认识的项", near[0] if near else "、".join(keys))

    def _inside(self, key: str) -> str:
        return f"{self.path}.{key}" if self.path and key else self.path or key

    def _wrong(self, key: str, what: str) -> str:
        if key not in self.values:
            return "缺少这一项"
        return f"“{self.values[key]}”不是{what}"


def sheet_of(file: str, text: str, findings: Findings) -> Sheet | None:
    """Return the file's outermost table, or nothing where it is no TOML."""
    try:
        values = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        match = _AT_LINE.search(str(error))
        line = int(match[1]) if match else text.count("\n") + 1
        findings.add(file, line, "", "这一行不合 TOML 写法", "键 = 值，文字加双引号，日期不加引号")
        return None
    return Sheet(file, "", values, lines_of(text), findings)


def lines_of(text: str) -> dict[str, int]:
    """Return the line of every table and key, by its path (`verification.2.limit`)."""
    lines: dict[str, int] = {}
    counts: dict[str, int] = {}
    path = ""
    for number, line in enumerate(text.split("\n"), 1):
        header, key = _HEADER.fullmatch(line), _KEY.match(line)
        if header:
            path = header[2].replace('"', "")
            if header[1] == "[[":
                counts[path] = counts.get(path, 0) + 1
                path = f"{path}.{counts[path]}"
            lines.setdefault(path, number)
        elif key:
            name = key[1].strip('"')
            lines.setdefault(f"{path}.{name}" if path else name, number)
    return lines
