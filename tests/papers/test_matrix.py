"""单位×状态×灯: the sums are true, and every light has its shape."""

from dataclasses import replace
from io import BytesIO

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from taizhang.papers.matrix import Lights, matrix_docx, matrix_xlsx
from taizhang.rules.refused import Refused
from tests.papers.build import MATRIX
from tests.papers.ooxml import W, body, words

COUNTS = st.builds(Lights, *(st.integers(0, 99) for _ in range(4)))
ROWS = st.lists(st.tuples(st.just("某局"), st.tuples(COUNTS, COUNTS)), max_size=4)


def rows_of(data):
    (table,) = body(data).iter(f"{W}tbl")
    return [[words(cell) for cell in row.iter(f"{W}tc")] for row in table.iter(f"{W}tr")]


def test_a_cell_shows_each_light_that_is_lit_by_its_sign_and_count():
    rows = rows_of(matrix_docx(MATRIX))
    assert rows[0] == ["单位", "待签收", "办理中", "待核查", "公示中", "暂缓", "合计"]
    assert rows[1][:3] == ["区城市管理局", "◆1 ●2", "▲2 ◆3 ●14"]
    assert rows[3][1] == "·"
    assert rows[-1][-1] == "▲7 ◆5 ●39"


@given(ROWS)
def test_the_last_column_and_the_last_row_are_the_sums(rows):
    matrix = replace(MATRIX, states=("甲", "乙"), rows=tuple(rows))
    total = sum((cell for _, cells in rows for cell in cells), Lights())
    assert rows_of(matrix_docx(matrix))[-1][-1] == total.shown
    page = openpyxl.load_workbook(BytesIO(matrix_xlsx(matrix))).active
    numbers = [cell.value or 0 for cell in list(page.rows)[-1]][1:]
    lights = len(numbers) // 3
    assert tuple(numbers[-lights:]) == total.counts[:lights]


def test_grey_has_a_column_only_when_something_ended_is_counted():
    page = openpyxl.load_workbook(BytesIO(matrix_xlsx(MATRIX))).active
    assert page.max_column == 1 + 6 * 3
    ended = replace(MATRIX, states=("已销号",), rows=(("某局", (Lights(grey=3),)),))
    page = openpyxl.load_workbook(BytesIO(matrix_xlsx(ended))).active
    assert page.max_column == 1 + 2 * 4


def test_the_workbook_prints_on_landscape_a4_with_both_heading_rows():
    page = openpyxl.load_workbook(BytesIO(matrix_xlsx(MATRIX))).active
    assert page.print_title_rows == "$4:$5"
    assert page.page_setup.orientation == "landscape"


def test_a_row_that_misses_a_state_is_refused():
    with pytest.raises(Refused, match="有1格，应为5格"):
        matrix_docx(replace(MATRIX, rows=(("某局", (Lights(),)),)))
