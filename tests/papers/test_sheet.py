"""Exported sheets: what the screen shows is what the file holds, and nothing in it can act."""

from datetime import UTC, date, datetime
from decimal import Decimal
from io import BytesIO

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from taizhang.papers.sheet import Column, Kind, Sheet, sheet_xlsx
from taizhang.papers.wordml import printable
from taizhang.papers.workbook import CELL_LIMIT, sheet_name
from taizhang.rules.refused import Refused
from tests.papers.build import SHEET

MADE = datetime(2026, 5, 9, 10, tzinfo=UTC)


def page_of(sheet):
    return openpyxl.load_workbook(BytesIO(sheet_xlsx(sheet))).active


def first_cell(value, kind=Kind.TEXT):
    sheet = Sheet(title="表", columns=(Column("列", 12, kind),), rows=[[value]], made=MADE)
    return page_of(sheet)["A3"]


@pytest.mark.parametrize("text", ["=1+1", "+86", "-5", "@cmd", " =A1", "\t=A1", '=HYPERLINK("x")'])
def test_what_begins_like_a_formula_is_text_and_stays_text_when_edited(text):
    cell = first_cell(text)
    assert cell.data_type == "s"
    assert cell.quotePrefix


def test_web_addresses_and_numbers_in_text_stay_text():
    assert first_cell("http://example.invalid/").hyperlink is None
    assert first_cell("0042").value == "0042"


def test_dates_are_dates_and_moments_are_told_in_chinese_time():
    assert str(first_cell(date(2026, 5, 9)).value) == "2026-05-09 00:00:00"
    assert str(first_cell(MADE).value) == "2026-05-09 18:00:00"
    late = datetime(2026, 5, 9, 17, tzinfo=UTC)
    assert str(first_cell(late, Kind.DATE).value) == "2026-05-10 00:00:00"
    assert first_cell(date(2026, 5, 9)).number_format == "yyyy-mm-dd"


def test_a_day_before_the_calendar_of_worksheets_is_written_out():
    assert first_cell(date(1899, 12, 31)).value == "1899-12-31"


def test_numbers_are_numbers_unless_a_worksheet_would_round_them():
    assert first_cell(Decimal("12.50")).value == 12.5
    assert first_cell(0).value == 0
    assert first_cell(990104202605090001).value == "990104202605090001"
    assert first_cell(Decimal("NaN")).value == "NaN"


def test_a_light_is_a_sign_and_a_word():
    assert first_cell("red", Kind.LIGHT).value == "▲ 红灯"


def test_nothing_is_an_empty_cell():
    assert first_cell(None).value is None
    assert first_cell("").value is None


def test_headings_stay_in_view_are_filtered_and_printed_on_each_page():
    page = page_of(SHEET)
    assert page.freeze_panes == "A4"
    assert page.auto_filter.ref == "A3:F5"
    assert page.print_title_rows == "$3:$3"
    assert [cell.value for cell in page[3]] == ["灯", "编号", "事项", "交办日", "时限", "退回次数"]


def test_a_row_grows_with_its_text():
    page = page_of(SHEET)
    assert page.row_dimensions[5].height > page.row_dimensions[4].height


def test_a_row_of_the_wrong_length_is_refused_with_its_number():
    sheet = Sheet(title="表", columns=(Column("列"),), rows=[["一"], ["一", "二"]], made=MADE)
    with pytest.raises(Refused, match="第2行有2格，应为1格"):
        sheet_xlsx(sheet)


def test_a_sheet_without_columns_is_refused():
    with pytest.raises(Refused, match="没有列"):
        sheet_xlsx(Sheet(title="表", columns=(), rows=[], made=MADE))


@given(st.text(min_size=1, max_size=80))
def test_whatever_people_typed_is_read_back_the_same(text):
    value = first_cell(text).value
    assert (value or "") == printable(text)


def test_a_text_longer_than_a_cell_is_cut_with_a_mark():
    value = first_cell("长" * (CELL_LIMIT + 5)).value
    assert len(value) == CELL_LIMIT
    assert value.endswith("…")


@given(st.text(max_size=60))
def test_any_title_gives_a_name_that_a_worksheet_may_bear(title):
    name = sheet_name(title)
    assert 0 < len(name) <= 31
    assert not set(name) & set("[]:*?/\\")
    assert not name.startswith("'")
    assert not name.endswith("'")
