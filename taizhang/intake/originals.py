"""The original as a page shows it: paragraphs and tables, cut at every requirement's edges.

Each piece is an unbroken run of the raw text and knows where it begins, so that what somebody
selects in a browser can be told in characters of the document.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

Span = tuple[int, int]
_LINE = re.compile(r"[^\n]+")
_INDENT = re.compile(r"[ \t\u3000]{2,}|\u3000")
_ENDED = re.compile(r"[。！？”；]\s*$")
_SHORT = 0.75  # a last line is shorter than the lines of its column


@dataclass(frozen=True, slots=True)
class Piece:
    """An unbroken run of the raw text, inside one requirement or none."""

    text: str
    at: int
    order: int | None = None


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a table, over so many columns."""

    pieces: tuple[Piece, ...]
    columns: int = 1


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph, a line of the title, or a table."""

    kind: str  # paragraph | title | table
    pieces: tuple[Piece, ...] = ()
    rows: tuple[tuple[Cell, ...], ...] = ()
    span: Span = field(default=(0, 0))


class Original:
    """The raw text with the requirements marked in it."""

    def __init__(self, text: str, marks: Iterable[tuple[int, Sequence[Span]]]) -> None:
        self.text = text
        # Where two requirements share words the first one shows them.
        self.marks = sorted((start, end, order) for order, spans in marks for start, end in spans)

    def blocks(self, layout: dict[str, Any]) -> list[Block]:
        """Return the document in printed order."""
        if "body" in layout:
            return list(self._article([(start, end) for start, end in layout["body"]]))
        tables = layout.get("tables", [])
        title = [(start, end) for start, end in layout.get("title", [])]
        return list(self._whole(tables, title))

    def pieces(self, start: int, end: int) -> tuple[Piece, ...]:
        """Return a run of the text cut where a requirement begins or ends."""
        found, at = [], start
        for begin, stop, order in self.marks:
            begin, stop = max(begin, at), min(stop, end)
            if begin >= stop:
                continue
            found += self._plain(at, begin)
            found.append(Piece(self.text[begin:stop], begin, order))
            at = stop
        return (*found, *self._plain(at, end))

    def _plain(self, start: int, end: int) -> list[Piece]:
        return [Piece(self.text[start:end], start)] if start < end else []

    def _whole(self, tables: list[list[list[list[int]]]], title: list[Span]) -> Iterator[Block]:
        at = 0
        for table in tables:
            cells = [cell for row in table for cell in row]
            first, last = min(c[0] for c in cells), max(c[1] for c in cells)
            yield from self._lines(at, first, title)
            yield Block("table", rows=tuple(self._table(table)), span=(first, last))
            at = last
        yield from self._lines(at, len(self.text), title)

    def _lines(self, start: int, end: int, title: list[Span]) -> Iterator[Block]:
        for line in _LINE.finditer(self.text, start, end):
            if not line[0].strip():
                continue
            first, last = line.span()
            first += len(line[0]) - len(line[0].lstrip())  # the page indents by itself
            is_title = any(a < last and first < b for a, b in title)
            pieces = self.pieces(first, last)
            yield Block("title" if is_title else "paragraph", pieces, span=(first, last))

    def _table(self, table: list[list[list[int]]]) -> Iterator[tuple[Cell, ...]]:
        above: list[list[int]] = []
        for row in table:
            cells: list[Cell] = []
            for place, span in enumerate(row):
                if place and span == row[place - 1]:
                    cells[-1] = Cell(cells[-1].pieces, cells[-1].columns + 1)
                else:
                    is_repeated = span in above
                    cells.append(Cell(() if is_repeated else self._cell(span)))
            above = row
            yield tuple(cells)

    def _cell(self, span: list[int]) -> tuple[Piece, ...]:
        return self.pieces(span[0], span[1])

    def _article(self, body: list[Span]) -> Iterator[Block]:
        """Yield the paragraphs of an article: the column's line breaks fall away, indents open."""
        lines = [
            line.span()
            for start, end in body
            for line in _LINE.finditer(self.text, start, end)
            if line[0].strip()
        ]
        gathered: list[Piece] = []
        width = max((end - start for start, end in lines), default=0)
        for number, (start, end) in enumerate(lines):
            if gathered and self._opens(lines, number, width):
                yield Block("paragraph", tuple(gathered))
                gathered = []
            lead = self.text[start:end]
            gathered += self.pieces(start + len(lead) - len(lead.lstrip()), end)
        if gathered:
            yield Block("paragraph", tuple(gathered))

    def _opens(self, lines: list[Span], number: int, width: int) -> bool:
        (before, stop), (start, end) = lines[number - 1], lines[number]
        if "\n" not in self.text[stop:start]:
            return False
        indent = self.text[stop:start].rpartition("\n")[2]
        if _INDENT.match(self.text, start, end) or _INDENT.fullmatch(indent):
            return True
        is_short = stop - before < width * _SHORT
        return is_short and bool(_ENDED.search(self.text[before:stop]))
