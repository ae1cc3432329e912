"""督办通知单: what must be on it, what must not, and the receipt on its own sheet."""

from dataclasses import fields, replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from taizhang.papers.notice import SupervisionNotice, notice_docx
from taizhang.papers.wordml import printable
from taizhang.rules.refused import Refused
from tests.papers.build import FULL, NOTICE, a_notice
from tests.papers.ooxml import W, body, words


def sheets(data):
    """Return the text of the notice and of the receipt, parted at the section break."""
    parts = [[]]
    for block in body(data):
        parts[-1].append(words(block))
        if block.find(f".//{W}sectPr") is not None:
            parts.append([])
    return ["".join(texts) for texts in parts]


def test_the_notice_says_who_does_what_by_when_and_whom_to_ring():
    notice, _ = sheets(notice_docx(FULL))
    for text in (FULL.matter, FULL.lead, FULL.area, FULL.sponsor, FULL.deadline, FULL.phone):
        assert text in notice
    for text in (*FULL.supporting, *FULL.requirements, *FULL.criteria, *FULL.copies):
        assert text in notice
    assert f"原定{FULL.original_deadline}" in notice
    assert "领导签批" in notice


def test_the_receipt_is_on_a_sheet_of_its_own_and_names_its_notice():
    data = notice_docx(FULL)
    _, receipt = sheets(data)
    for text in (FULL.number, FULL.item_number, FULL.matter, FULL.lead, FULL.organ, FULL.phone):
        assert text in receipt
    for label in ("签收人", "办理情况", "办理人", "负责人签字", "单位盖章"):
        assert label in receipt
    last = body(data)[-1]
    assert last.find(f"{W}type").get(f"{W}val") == "oddPage"


def test_the_instruction_of_a_leader_never_reaches_the_receipt():
    notice, receipt = sheets(notice_docx(FULL))
    assert FULL.instruction in notice
    assert FULL.instruction not in receipt


def test_rows_without_a_text_are_left_out():
    notice, _ = sheets(notice_docx(NOTICE))
    for label in ("领导批示", "属地单位", "包保领导", "办理要求", "销号标准", "原定"):
        assert label not in notice


def test_several_requirements_are_numbered_and_a_single_one_is_not():
    assert "（2）复查" in sheets(notice_docx(a_notice(requirements=("清淤", "复查"))))[0]
    assert "（1）" not in sheets(notice_docx(a_notice(requirements=("清淤",))))[0]


@pytest.mark.parametrize(
    ("field", "name"),
    [
        ("matter", "督办事项"),
        ("lead", "牵头单位"),
        ("deadline", "办结时限"),
        ("contact", "联系人"),
        ("phone", "联系电话"),
        ("organ", "发文机关"),
    ],
)
def test_a_notice_without_what_its_receiver_must_know_is_refused_by_name(field, name):
    with pytest.raises(Refused, match=name):
        notice_docx(replace(NOTICE, **{field: " "}))


def test_the_form_is_as_wide_as_the_type_area_and_its_rows_stay_whole():
    tables = list(body(notice_docx(FULL)).iter(f"{W}tbl"))
    for table in tables:
        widths = [int(column.get(f"{W}w")) for column in table.iter(f"{W}gridCol")]
        assert sum(widths) == 8844
        for row in table.iter(f"{W}tr"):
            cells = [int(cell.get(f"{W}w")) for cell in row.iter(f"{W}tcW")]
            assert sum(cells) == sum(widths)
            assert row.find(f"{W}trPr/{W}cantSplit") is not None


TEXTS = [one.name for one in fields(SupervisionNotice) if one.name in {"matter", "lead", "source"}]


@given(st.sampled_from(TEXTS), st.text(min_size=1).filter(lambda text: printable(text).strip()))
def test_whatever_people_type_arrives_on_paper_or_is_refused(field, text):
    notice, _ = sheets(notice_docx(replace(NOTICE, **{field: text})))
    assert printable(text).replace("\n", "") in notice
