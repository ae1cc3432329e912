"""A generic sheet: titled columns and rows of plain values as xlsx, exactly as shown on screen."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum

from xlsxwriter.format import Format
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from taizhang.papers.marks import LIGHTS
from taizhang.papers.workbook import (
    LOOKS_LIKE_FORMULA,
    ROW_LIMIT,
    local,
    looks,
    print_on_a4,
    row_height,
    sheet_name,
    workbook_bytes,
    write_text,
)
from taizhang.rules.lights import Light
from taizhang.rules.refused import Refused

Value = str | int | Decimal | date | datetime | None
FIRST_DAY = date(1900, 3, 1)  # earlier days are a day off in Excel, which thinks 1900 a leap year


class Kind(StrEnum):
    """What a column holds; a light is written as its sign and word."""

    TEXT = "text"
    NUMBER = "number"
    DATE = "date"
    MOMENT = "moment"
    LIGHT = "light"


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its heading, its width in half characters, what it holds."""

    name: str
    width: int = 12
    kind: Kind = Kind.TEXT


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """A table to be exported; `notes` stand below the title (filters, moment, whose)."""

    title: str
    columns: tuple[Column, ...]
    rows: Sequence[Sequence[Value]]
    made: datetime
    author: str = ""
    notes: tuple[str, ...] = ()


def sheet_xlsx(sheet: Sheet) -> bytes:
    """Return the sheet as xlsx: frozen headings, filter, print titles, dates as dates."""
    _refuse_misfits(sheet)
    return workbook_bytes(
        lambda book: _fill(book, sheet), title=sheet.title, author=sheet.author, made=sheet.made
    )


def _refuse_misfits(sheet: Sheet) -> None:
    """Refuse what would come out as a wrong table."""
    if not sheet.columns:
        raise Refused("sheet_empty", "表“%(title)s”没有列，无法导出。", title=sheet.title)
    for place, row in enumerate(sheet.rows, 1):
        if len(row) != len(sheet.columns):
            raise Refused(
                "sheet_misfit",
                "表“%(title)s”第%(place)s行有%(n)s格，应为%(right)s格。",
                title=sheet.title,
                place=place,
                n=len(row),
                right=len(sheet.columns),
            )
    if len(sheet.rows) + len(sheet.notes) + 2 > ROW_LIMIT:
        raise Refused(
            "sheet_too_long",
            "表“%(title)s”有%(n)s行，超过电子表格上限%(most)s行，请缩小筛选范围。",
            title=sheet.title,
            n=len(sheet.rows),
            most=ROW_LIMIT,
        )


def _fill(book: Workbook, sheet: Sheet) -> None:
    page = book.add_worksheet(sheet_name(sheet.title))
    top = _head(book, page, sheet)
    pens = _pens(book)
    for number, column in enumerate(sheet.columns):
        page.set_column(number, number, column.width)
    widths = [column.width for column in sheet.columns]
    for place, row in enumerate(sheet.rows, top + 1):
        texts = [value if isinstance(value, str) else "" for value in row]
        page.set_row(place, row_height(texts, widths))
        for number, (column, value) in enumerate(zip(sheet.columns, row, strict=True)):
            _write(page, (place, number), value, column.kind, pens)
    last = len(sheet.columns) - 1
    page.freeze_panes(top + 1, 0)
    page.autofilter(top, 0, top + len(sheet.rows), last)
    print_on_a4(
        page, landscape=sum(column.width for column in sheet.columns) > 90, repeat=(top, top)
    )


def _head(book: Workbook, page: Worksheet, sheet: Sheet) -> int:
    """Write title, notes and headings; return the row of the headings."""
    title = looks(book, border=0, bold=True, font_size=16, text_wrap=False)
    note = looks(book, border=0, font_color="595959", text_wrap=False)
    heading = looks(book, bold=True, align="center", bg_color="EDEDED")
    page.set_row(0, 28)
    write_text(page, 0, 0, sheet.title, title)
    for place, text in enumerate(sheet.notes, 1):
        write_text(page, place, 0, text, note)
    top = len(sheet.notes) + 1
    for number, column in enumerate(sheet.columns):
        write_text(page, top, number, column.name, heading)
    return top


Pens = dict[str, Format]


def _pens(book: Workbook) -> Pens:
    pens = {
        "text": looks(book),
        "quoted": looks(book, quote_prefix=True),
        "number": looks(book, align="right"),
        "date": looks(book, align="center", num_format="yyyy-mm-dd"),
        "moment": looks(book, align="center", num_format="yyyy-mm-dd hh:mm"),
    }
    for light, mark in LIGHTS.items():
        pens[light] = looks(book, align="center", font_color=mark.ink, bg_color=mark.tint)
    return pens


def _write(page: Worksheet, place: tuple[int, int], value: Value, kind: Kind, pens: Pens) -> None:
    """Write one cell; what a worksheet cannot hold exactly is written as text."""
    if isinstance(value, datetime):
        value = local(value).date() if kind is Kind.DATE else local(value)
    if value is None or value == "":
        page.write_blank(*place, None, pens["text"])
    elif kind is Kind.LIGHT:
        light = Light(str(value))
        write_text(page, *place, LIGHTS[light].shown, pens[light])
    elif isinstance(value, date) and _day_of(value) >= FIRST_DAY:
        pen = pens["moment" if isinstance(value, datetime) else "date"]
        page.write_datetime(*place, value, pen)
    elif isinstance(value, int | Decimal) and _is_exact(value):
        page.write_number(*place, value, pens["number"])
    else:
        text = str(value)
        quoted = LOOKS_LIKE_FORMULA.match(text) is not None
        write_text(page, *place, text, pens["quoted" if quoted else "text"])


def _day_of(value: date) -> date:
    return value.date() if isinstance(value, datetime) else value


def _is_exact(value: int | Decimal) -> bool:
    """Return whether the fifteen digits of a worksheet's numbers can hold the value."""
    number = Decimal(value)
    return number.is_finite() and len(number.normalize().as_tuple().digits) <= 15
