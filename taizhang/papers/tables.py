"""Tables for Word: fixed columns, header rows that repeat, rows that stay whole."""

from collections.abc import Sequence
from dataclasses import dataclass

from lxml.etree import _Element

from taizhang.papers.wordml import node, paragraph, run


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """One cell: its text, how it looks, and how many columns and rows it covers."""

    text: str
    style: str = "CellText"
    color: str = ""
    fill: str = ""
    bold: bool = False
    columns: int = 1
    merge: str = ""  # "restart" opens a cell over several rows, "continue" prolongs it
    top: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One row; `height` is the least height in twentieths of a point."""

    cells: tuple[Cell, ...]
    height: int = 0
    is_header: bool = False
    may_break: bool = False


def table(widths: Sequence[int], rows: Sequence[Row], *, margin: int = 85) -> _Element:
    """Return a bordered table of these column widths (twentieths of a point)."""
    sides = (node(side, w=margin, type="dxa") for side in ("left", "right"))
    made = node(
        "tbl",
        node(
            "tblPr",
            node("tblStyle", val="FormTable"),
            node("tblW", w=sum(widths), type="dxa"),
            node("jc", val="center"),
            node("tblLayout", type="fixed"),
            node("tblCellMar", *sides),
        ),
        node("tblGrid", *(node("gridCol", w=width) for width in widths)),
    )
    made.extend(_row(row, widths) for row in rows)
    return made


def _row(row: Row, widths: Sequence[int]) -> _Element:
    properties = []
    if not row.may_break:
        properties.append(node("cantSplit"))
    if row.height:
        properties.append(node("trHeight", val=row.height, hRule="atLeast"))
    if row.is_header:
        properties.append(node("tblHeader"))
    made = node("tr")
    if properties:
        made.append(node("trPr", *properties))
    column = 0
    for cell in row.cells:
        made.append(_cell(cell, sum(widths[column : column + cell.columns])))
        column += cell.columns
    return made


def _cell(cell: Cell, width: int) -> _Element:
    properties = [node("tcW", w=width, type="dxa")]
    if cell.columns > 1:
        properties.append(node("gridSpan", val=cell.columns))
    if cell.merge:
        properties.append(node("vMerge", val=cell.merge))
    if cell.fill:
        properties.append(node("shd", val="clear", color="auto", fill=cell.fill))
    properties.append(node("vAlign", val="top" if cell.top else "center"))
    lines = cell.text.split("\n")
    return node(
        "tc",
        node("tcPr", *properties),
        *(paragraph(cell.style, run(line, color=cell.color, bold=cell.bold)) for line in lines),
    )
