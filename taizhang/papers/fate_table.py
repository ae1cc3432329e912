"""落实去向表: every sentence of a speech with what became of it, as docx and as xlsx."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from taizhang.papers.document import OfficialDocument
from taizhang.papers.marks import FATES, Fate
from taizhang.papers.tables import Cell, Row, table
from taizhang.papers.wordml import paragraph, run
from taizhang.papers.workbook import (
    LOOKS_LIKE_FORMULA,
    local,
    looks,
    print_on_a4,
    row_height,
    sheet_name,
    workbook_bytes,
    write_text,
)

HEADINGS = (
    "序号",
    "原文",
    "类别",
    "去向",
    "事项编号",
    "牵头单位",
    "时限",
    "最新进展（不立项理由）",
)
WORD_WIDTHS = (640, 4720, 850, 1150, 1650, 1600, 1350, 2600)
SHEET_WIDTHS = (5, 42, 9, 11, 15, 16, 12, 30)
CENTRED = {0, 2, 3, 4, 6}
FATE_COLUMN = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class FateRow:
    """One sentence: its words, its kind, and its item or the reason why there is none."""

    sentence: str
    fate: Fate
    kind: str = ""
    item_number: str = ""
    lead: str = ""
    deadline: str = ""
    progress: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class FateTable:
    """The sentences of one document in order, as they stood at a moment."""

    title: str
    rows: tuple[FateRow, ...]
    as_of: datetime
    subtitle: str = ""
    author: str = ""


def summary(fates: FateTable) -> str:
    """Return the counts in one line: how many sentences, and how many of each fate."""
    counts = Counter(row.fate for row in fates.rows)
    parts = "，".join(f"{mark.sign}{mark.word}{counts[fate]}条" for fate, mark in FATES.items())
    return f"共{len(fates.rows)}条：{parts}。"


def fate_table_docx(fates: FateTable) -> bytes:
    """Return the table as docx on landscape A4, headings repeated on every page."""
    paper = OfficialDocument(subject=fates.title, author=fates.author, made=fates.as_of)
    paper.lay_across()
    paper.add(
        paragraph("SheetTitle", run(fates.title)),
        *(paragraph("SheetNote", run(line)) for line in _notes(fates)),
        table(WORD_WIDTHS, _word_rows(fates)),
    )
    return paper.to_bytes()


def fate_table_xlsx(fates: FateTable) -> bytes:
    """Return the table as xlsx: frozen headings, filter, print titles."""
    return workbook_bytes(
        lambda book: _fill(book, fates), title=fates.title, author=fates.author, made=fates.as_of
    )


def _notes(fates: FateTable) -> list[str]:
    moment = local(fates.as_of)
    as_of = f"截至{moment.year}年{moment.month}月{moment.day}日{moment:%H:%M}"
    return [line for line in (fates.subtitle, f"{as_of}　{summary(fates)}") if line]


def _texts(place: int, row: FateRow) -> tuple[str, ...]:
    """Return the cells of a row, in the order of the headings."""
    outcome = "\n".join(text for text in (row.progress, row.reason) if text)
    return (
        str(place),
        row.sentence,
        row.kind,
        FATES[row.fate].shown,
        row.item_number,
        row.lead,
        row.deadline,
        outcome,
    )


def _word_rows(fates: FateTable) -> list[Row]:
    head = Row(
        cells=tuple(Cell(text=name, style="SmallHead", fill="EDEDED") for name in HEADINGS),
        height=420,
        is_header=True,
    )
    body = (_word_row(place, row) for place, row in enumerate(fates.rows, 1))
    return [head, *body]


def _word_row(place: int, row: FateRow) -> Row:
    cells = []
    for column, text in enumerate(_texts(place, row)):
        style = "SmallCentred" if column in CENTRED else "SmallText"
        if column == FATE_COLUMN:
            mark = FATES[row.fate]
            cells.append(Cell(text=text, style=style, color=mark.ink, fill=mark.tint, bold=True))
        else:
            cells.append(Cell(text=text, style=style))
    return Row(cells=tuple(cells), height=400, may_break=len(row.sentence) > 600)


def _fill(book: Workbook, fates: FateTable) -> None:
    page = book.add_worksheet(sheet_name(fates.title))
    notes = _notes(fates)
    top = len(notes) + 1
    last = len(HEADINGS) - 1
    _head(book, page, fates.title, notes)
    _body(book, page, fates.rows, top)
    page.freeze_panes(top + 1, 2)
    page.autofilter(top, 0, top + len(fates.rows), last)
    print_on_a4(page, landscape=True, repeat=(top, top))


def _head(book: Workbook, page: Worksheet, title: str, notes: Sequence[str]) -> None:
    big = looks(book, border=0, bold=True, font_size=18, align="center")
    note = looks(book, border=0, font_color="404040")
    heading = looks(book, bold=True, align="center", bg_color="EDEDED")
    last = len(HEADINGS) - 1
    page.set_row(0, 32)
    page.merge_range(0, 0, 0, last, "", big)
    write_text(page, 0, 0, title, big)
    for place, text in enumerate(notes, 1):
        page.merge_range(place, 0, place, last, "", note)
        write_text(page, place, 0, text, note)
    for column, (name, width) in enumerate(zip(HEADINGS, SHEET_WIDTHS, strict=True)):
        page.set_column(column, column, width)
        write_text(page, len(notes) + 1, column, name, heading)


def _body(book: Workbook, page: Worksheet, rows: Sequence[FateRow], top: int) -> None:
    plain = looks(book)
    quoted = looks(book, quote_prefix=True)
    centred = looks(book, align="center")
    fates = {
        fate: looks(book, align="center", bold=True, font_color=mark.ink, bg_color=mark.tint)
        for fate, mark in FATES.items()
    }
    for place, row in enumerate(rows, 1):
        texts = _texts(place, row)
        page.set_row(top + place, row_height(texts, SHEET_WIDTHS))
        page.write_number(top + place, 0, place, centred)
        for column, text in enumerate(texts[1:], 1):
            look = centred if column in CENTRED else plain
            if column == FATE_COLUMN:
                look = fates[row.fate]
            elif LOOKS_LIKE_FORMULA.match(text):
                look = quoted
            write_text(page, top + place, column, text, look)
