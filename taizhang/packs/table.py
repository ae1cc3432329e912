"""CSV files of a pack: rows that know their line, and cells that report what is wrong with them."""

import csv
import io
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from enum import StrEnum
from typing import TypeVar

from taizhang.packs.limits import HINT, limit_from_words
from taizhang.packs.problems import Findings, hint_from
from taizhang.rules.clock import Limit

SEPARATOR = "|"
Word = TypeVar("Word", bound=StrEnum)


@dataclass(frozen=True, slots=True)
class Row:
    """One record of a table."""

    file: str
    line: int
    cells: dict[str, str]
    findings: Findings

    def refuse(self, field: str, message: str, hint: str) -> None:
        """Note what is wrong with one cell."""
        self.findings.add(self.file, self.line, field, message, hint)

    def text(self, field: str) -> str:
        """Return the cell, empty where nothing is written."""
        return self.cells.get(field, "")

    def needed(self, field: str, hint: str) -> str:
        """Return the cell, which may not be empty."""
        value = self.text(field)
        if not value:
            self.refuse(field, "不能为空", hint)
        return value

    def words(self, field: str) -> tuple[str, ...]:
        """Return the parts of a cell that holds several."""
        parts = (part.strip() for part in self.text(field).split(SEPARATOR))
        return tuple(part for part in parts if part)

    def choice(self, field: str, words: type[Word], fallback: Word) -> Word:
        """Return the word that the cell names."""
        value = self.text(field)
        if value in list(words):
            return words(value)
        self.refuse(field, f"“{value}”不可用", "、".join(words) + " 之一")
        return fallback

    def limit(self, field: str) -> Limit | None:
        """Return the limit in the cell, or nothing where the cell is empty."""
        value = self.text(field)
        limit = limit_from_words(value)
        if value and limit is None:
            self.refuse(field, f"“{value}”不是时限", HINT)
        return limit

    def known(self, field: str, value: str, names: Collection[str], what: str) -> str:
        """Return the value, which must be among the names."""
        if value and value not in names:
            self.refuse(field, f"没有{what}“{value}”", hint_from(value, names, what))
        return value


def rows_of(
    file: str, text: str, columns: Sequence[str], needed: Sequence[str], findings: Findings
) -> list[Row]:
    """Return the rows of a table, noting wrong columns and rows of a wrong length."""
    reader = csv.reader(io.StringIO(text))
    header = [cell.strip() for cell in next(reader, [])]
    _check_header(file, header, columns, needed, findings)
    rows, line = [], reader.line_num
    for record in reader:
        start, line = line + 1, reader.line_num
        if not any(cell.strip() for cell in record):
            continue
        if len(record) != len(header):
            findings.add(
                file,
                start,
                "",
                f"有 {len(record)} 格，表头有 {len(header)} 格",
                "每行格数与表头相同",
            )
            continue
        cells = {name: cell.strip() for name, cell in zip(header, record, strict=True)}
        rows.append(Row(file, start, cells, findings))
    return rows


def _check_header(
    file: str, header: list[str], columns: Sequence[str], needed: Sequence[str], findings: Findings
) -> None:
    for name in needed:
        if name not in header:
            findings.add(file, 1, name, "缺少这一列", f"表头含 {'、'.join(needed)}")
    for name in header:
        if name not in columns:
            near = get_close_matches(name, columns, n=1)
            hint = near[0] if near else "、".join(columns)
            findings.add(file, 1, name, "不认识的列", hint)
        elif header.count(name) > 1:
            findings.add(file, 1, name, "这一列出现了不止一次", "每列只出现一次")
