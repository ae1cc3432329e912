"""落实去向表: every sentence once, in order, with a fate that can be read without colour."""

from io import BytesIO

import openpyxl
from hypothesis import given
from hypothesis import strategies as st

from taizhang.papers.fate_table import FateRow, fate_table_docx, fate_table_xlsx, summary
from taizhang.papers.marks import FATES as FATE_MARKS
from taizhang.papers.marks import LIGHTS, Fate
from taizhang.rules.lights import Light
from tests.papers.build import FATES, a_fate_table
from tests.papers.ooxml import W, body, words

FATE_LISTS = st.lists(st.sampled_from(Fate), max_size=12)


def rows_of(data):
    (table,) = body(data).iter(f"{W}tbl")
    return [[words(cell) for cell in row.iter(f"{W}tc")] for row in table.iter(f"{W}tr")]


def page_of(data):
    return openpyxl.load_workbook(BytesIO(data)).active


def test_every_sentence_stands_once_and_in_order_on_paper_and_in_the_workbook():
    sentences = [row.sentence for row in FATES.rows]
    assert [row[1] for row in rows_of(fate_table_docx(FATES))[1:]] == sentences
    page = page_of(fate_table_xlsx(FATES))
    assert [page.cell(4 + place, 2).value for place in range(1, 6)] == sentences


def test_a_fate_is_told_by_its_sign_and_its_word_not_by_colour_alone():
    shown = [row[3] for row in rows_of(fate_table_docx(FATES))[1:]]
    assert shown == ["× 不立项", "◎ 办理中", "▲ 逾期", "√ 已销号", "？ 未定"]
    for marks in (FATE_MARKS.values(), LIGHTS.values()):
        assert len({mark.sign for mark in marks}) == len(marks) == len({m.word for m in marks})


def test_what_was_declined_shows_its_reason():
    assert rows_of(fate_table_docx(FATES))[1][-1] == "原则性要求，无具体承办内容"


@given(FATE_LISTS)
def test_the_summary_counts_every_sentence_exactly_once(fates):
    table = a_fate_table(*(FateRow(sentence="一句话", fate=fate) for fate in fates))
    line = summary(table)
    total = len(fates) or len(FATES.rows)
    assert line.startswith(f"共{total}条")
    for fate in set(fates):
        assert f"{FATE_MARKS[fate].word}{fates.count(fate)}条" in line


def test_the_paper_lies_across_and_repeats_its_headings():
    data = fate_table_docx(FATES)
    size = body(data).find(f"{W}sectPr/{W}pgSz")
    assert size.get(f"{W}orient") == "landscape"
    assert int(size.get(f"{W}w")) > int(size.get(f"{W}h"))
    (table,) = body(data).iter(f"{W}tbl")
    heads = [row.find(f"{W}trPr/{W}tblHeader") is not None for row in table.iter(f"{W}tr")]
    assert heads == [True, *(False for _ in FATES.rows)]


def test_the_workbook_keeps_its_headings_in_view_and_prints_them_on_every_page():
    page = page_of(fate_table_xlsx(FATES))
    assert page.freeze_panes == "C5"
    assert page.auto_filter.ref == "A4:H9"
    assert page.print_title_rows == "$4:$4"
    assert page.page_setup.orientation == "landscape"
    assert page.page_setup.paperSize == 9


def test_the_moment_is_told_in_chinese_time():
    assert "截至2026年5月9日18:00" in words(body(fate_table_docx(FATES)))


def test_a_sentence_that_looks_like_a_formula_stays_a_sentence():
    table = a_fate_table(FateRow(sentence="=1+1", fate=Fate.IN_HAND, lead="@局"))
    page = page_of(fate_table_xlsx(table))
    assert [page["B5"].value, page["B5"].data_type, page["B5"].quotePrefix] == ["=1+1", "s", True]


def test_every_light_and_every_fate_has_its_mark():
    assert set(LIGHTS) == set(Light)
    assert set(FATE_MARKS) == set(Fate)
