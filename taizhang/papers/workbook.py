"""Workbooks: what every xlsx of ours has in common, from fonts to the order of bytes."""

import re
from collections.abc import Callable, Sequence
from datetime import date, datetime
from io import BytesIO
from math import ceil
from zoneinfo import ZoneInfo

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from taizhang.papers.layout import width
from taizhang.papers.packing import repacked
from taizhang.papers.pages import moment
from taizhang.papers.wordml import printable

SHANGHAI = ZoneInfo("Asia/Shanghai")
CELL_LIMIT = 32767  # characters, by the file format
ROW_LIMIT = 1_048_576
TEXT_ONLY = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_numbers": False,
    "strings_to_urls": False,
    "default_date_format": "yyyy-mm-dd",
}
A4 = 9
LOOKS_LIKE_FORMULA = re.compile(r"\s*[=+\-@]")


def workbook_bytes(
    fill: Callable[[Workbook], None], *, title: str, author: str, made: date | datetime
) -> bytes:
    """Return the xlsx that `fill` writes; the same content gives the same bytes."""
    out = BytesIO()
    with xlsxwriter.Workbook(out, TEXT_ONLY) as book:
        book.set_properties(
            {"title": printable(title)[:255], "author": author[:255], "created": moment(made)}
        )
        fill(book)
    return repacked(out.getvalue())


def sheet_name(title: str) -> str:
    """Return a name that a worksheet may bear: 31 characters without the seven forbidden signs."""
    name = re.sub(r"[\[\]:*?/\\]", " ", printable(title)).replace("\n", " ").strip()[:31]
    name = name.strip("' ")
    return name if name and name.lower() != "history" else "表1"


def looks(book: Workbook, **more: object) -> Format:
    """Return a cell format: ruled, wrapped, 宋体 10.5."""
    base = {"font_name": "宋体", "font_size": 10.5, "border": 1, "text_wrap": True}
    return book.add_format({**base, "valign": "vcenter", **more})


def write_text(sheet: Worksheet, row: int, column: int, text: str, look: Format) -> None:
    """Write text as text: also what begins like a formula, also when somebody edits it later."""
    shown = printable(text)
    if len(shown) > CELL_LIMIT:
        shown = shown[: CELL_LIMIT - 1] + "…"
    sheet.write_string(row, column, shown, look)


def row_height(texts: Sequence[str], widths: Sequence[int]) -> float:
    """Return the height in points that shows every text whole, as far as a row may grow.

    Excel would fit the row itself on opening; other programs show one line and cut the rest.
    """
    lines = max(
        sum(max(1, ceil(width(line) * 2.1 / room)) for line in text.split("\n"))
        for text, room in zip(texts, widths, strict=True)
    )
    return min(6 + 14.0 * lines, 409.0)


def local(value: datetime) -> datetime:
    """Return the wall-clock moment in China, which is what a worksheet can hold."""
    return value.astimezone(SHANGHAI).replace(tzinfo=None) if value.tzinfo else value


def print_on_a4(sheet: Worksheet, *, landscape: bool, repeat: tuple[int, int]) -> None:
    """Set the page: A4, one page wide, title rows repeated, numbered pages."""
    sheet.set_paper(A4)
    if landscape:
        sheet.set_landscape()
    sheet.set_margins(left=0.6, right=0.6, top=0.7, bottom=0.7)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(*repeat)
    sheet.set_footer("&C&10— &P —")
    sheet.center_horizontally()
