"""单位×状态×灯: how many items each unit has in each state, by light, as docx and xlsx."""

from dataclasses import dataclass
from datetime import datetime

from xlsxwriter.format import Format
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from taizhang.papers.document import OfficialDocument
from taizhang.papers.marks import LIGHTS, Mark
from taizhang.papers.tables import Cell, Row, table
from taizhang.papers.wordml import paragraph, run
from taizhang.papers.workbook import (
    local,
    looks,
    print_on_a4,
    sheet_name,
    workbook_bytes,
    write_text,
)
from taizhang.rules.refused import Refused

PAGE = 14500  # 256 mm between the margins of a landscape page
UNIT_WIDTH = 2900
MARKS = tuple(LIGHTS.values())


@dataclass(frozen=True, slots=True)
class Lights:
    """How many items show each light."""

    red: int = 0
    yellow: int = 0
    green: int = 0
    grey: int = 0

    def __add__(self, other: "Lights") -> "Lights":
        return Lights(*(mine + its for mine, its in zip(self.counts, other.counts, strict=True)))

    @property
    def counts(self) -> tuple[int, int, int, int]:
        """The four counts in the order of `LIGHTS`."""
        return (self.red, self.yellow, self.green, self.grey)

    @property
    def shown(self) -> str:
        """The counts that are not zero, each behind its sign."""
        pairs = zip(MARKS, self.counts, strict=True)
        return " ".join(f"{mark.sign}{count}" for mark, count in pairs if count) or "·"


@dataclass(frozen=True, slots=True, kw_only=True)
class Matrix:
    """Units down, states across; a row has one `Lights` for each state. Totals are added here."""

    title: str
    states: tuple[str, ...]
    rows: tuple[tuple[str, tuple[Lights, ...]], ...]
    as_of: datetime
    corner: str = "单位"
    subtitle: str = ""
    author: str = ""


def matrix_docx(matrix: Matrix) -> bytes:
    """Return the matrix as docx on landscape A4."""
    rows = _with_totals(matrix)
    states = (*matrix.states, "合计")
    share = (PAGE - UNIT_WIDTH) // len(states)
    paper = OfficialDocument(subject=matrix.title, author=matrix.author, made=matrix.as_of)
    paper.lay_across()
    paper.add(
        paragraph("SheetTitle", run(matrix.title)),
        *(paragraph("SheetNote", run(line)) for line in _notes(matrix)),
        table(
            (UNIT_WIDTH, *(share for _ in states)),
            [_word_head((matrix.corner, *states)), *(_word_row(*row) for row in rows)],
        ),
    )
    return paper.to_bytes()


def matrix_xlsx(matrix: Matrix) -> bytes:
    """Return the matrix as xlsx: under each state one column of numbers for each light."""
    rows = _with_totals(matrix)
    return workbook_bytes(
        lambda book: _fill(book, matrix, rows),
        title=matrix.title,
        author=matrix.author,
        made=matrix.as_of,
    )


def _with_totals(matrix: Matrix) -> list[tuple[str, list[Lights]]]:
    """Return the rows with a total at the end of each, and a row of totals below."""
    for name, cells in matrix.rows:
        if len(cells) != len(matrix.states):
            raise Refused(
                "matrix_misfit",
                "“%(title)s”中“%(name)s”有%(n)s格，应为%(right)s格。",
                title=matrix.title,
                name=name,
                n=len(cells),
                right=len(matrix.states),
            )
    rows = [(name, [*cells, sum(cells, Lights())]) for name, cells in matrix.rows]
    columns = range(len(matrix.states) + 1)
    totals = [sum((cells[column] for _, cells in rows), Lights()) for column in columns]
    return [*rows, ("合计", totals)]


def _notes(matrix: Matrix) -> list[str]:
    moment = local(matrix.as_of)
    legend = "　".join(f"{mark.sign}{mark.word}" for mark in MARKS)
    as_of = f"截至{moment.year}年{moment.month}月{moment.day}日{moment:%H:%M}"
    return [line for line in (matrix.subtitle, f"{as_of}　图例：{legend}") if line]


def _word_head(names: tuple[str, ...]) -> Row:
    cells = tuple(Cell(text=name, style="SmallHead", fill="EDEDED") for name in names)
    return Row(cells=cells, height=420, is_header=True)


def _word_row(name: str, cells: list[Lights]) -> Row:
    counts = (Cell(text=cell.shown, style="SmallCentred", fill=_worst_tint(cell)) for cell in cells)
    return Row(cells=(Cell(text=name, style="SmallText"), *counts), height=400)


def _worst_tint(cell: Lights) -> str:
    """Return the ground of the most urgent light that shows; none where nothing is urgent."""
    urgent = [mark for mark, count in zip(MARKS[:2], cell.counts, strict=False) if count]
    return urgent[0].tint if urgent else ""


def _fill(book: Workbook, matrix: Matrix, rows: list[tuple[str, list[Lights]]]) -> None:
    page = book.add_worksheet(sheet_name(matrix.title))
    lights = _lights_shown(rows)
    notes = _notes(matrix)
    title = looks(book, border=0, bold=True, font_size=18, text_wrap=False)
    note = looks(book, border=0, font_color="404040", text_wrap=False)
    heading = looks(book, bold=True, align="center", bg_color="EDEDED")
    page.set_row(0, 32)
    write_text(page, 0, 0, matrix.title, title)
    for place, text in enumerate(notes, 1):
        write_text(page, place, 0, text, note)
    top = len(notes) + 1
    _sheet_head(page, matrix, lights, (top, heading))
    _sheet_body(book, page, rows, lights, top + 2)
    page.freeze_panes(top + 2, 1)
    print_on_a4(page, landscape=True, repeat=(top, top + 1))


def _lights_shown(rows: list[tuple[str, list[Lights]]]) -> tuple[Mark, ...]:
    """Return the lights that need a column: grey only if an ended item is counted."""
    _, totals = rows[-1]
    return MARKS if totals[-1].grey else MARKS[:3]


def _sheet_head(
    page: Worksheet, matrix: Matrix, lights: tuple[Mark, ...], place: tuple[int, Format]
) -> None:
    top, heading = place
    page.set_column(0, 0, 24)
    page.merge_range(top, 0, top + 1, 0, "", heading)
    write_text(page, top, 0, matrix.corner, heading)
    for number, state in enumerate((*matrix.states, "合计")):
        first = 1 + number * len(lights)
        page.set_column(first, first + len(lights) - 1, 5)
        page.merge_range(top, first, top, first + len(lights) - 1, "", heading)
        write_text(page, top, first, state, heading)
        for offset, light in enumerate(lights):
            write_text(page, top + 1, first + offset, light.sign, heading)


def _sheet_body(
    book: Workbook,
    page: Worksheet,
    rows: list[tuple[str, list[Lights]]],
    lights: tuple[Mark, ...],
    top: int,
) -> None:
    name_look = looks(book)
    empty = looks(book, align="center")
    lit = [looks(book, align="center", font_color=light.ink) for light in lights]
    for place, (name, cells) in enumerate(rows, top):
        write_text(page, place, 0, name, name_look)
        counts = [count for cell in cells for count in cell.counts[: len(lights)]]
        for column, count in enumerate(counts):
            if count:
                page.write_number(place, 1 + column, count, lit[column % len(lights)])
            else:
                page.write_blank(place, 1 + column, None, empty)
