"""Duties as plans of many places print them."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from taizhang.reading.documents.duties import LABELS, Duty, Reader, find_labels
from taizhang.reading.documents.unit_lists import split_units
from taizhang.reading.flat import Flat

READER = Reader(date(2026, 11, 22))

BRACKETS = [
    ("（区发改委牵头，区财政局、各街道按职责分工负责）", "区发改委", "区财政局 各街道"),
    ("（责任单位：区发改委、区财政局，完成时限：12月底前）", "区发改委", "区财政局"),
    ("（牵头单位：区发改委，配合单位：区财政局）", "区发改委", "区财政局"),
    ("（区发改委、区财政局负责）", "区发改委", "区财政局"),
    ("（区发改委负责，区财政局配合）", "区发改委", "区财政局"),
    ("（区发改委会同区财政局）", "区发改委", "区财政局"),
    ("[区发改委、区财政局分别负责]", "区发改委", "区财政局"),
    ("〔牵头领导：王某；牵头单位：区科技局；责任单位：高新区〕", "区科技局", "高新区"),
    (
        "（牵头单位：区园林绿化中心（区林业局）；责任单位：各乡（镇））",
        "区园林绿化中心（区林业局）",
        "各乡（镇）",
    ),
    ("（由区城管局牵头，会同区公安分局、各街道落实）", "区城管局", "区公安分局 各街道"),
    ("（区委组织部牵头，各镇党委、街道党工委负责实施）", "区委组织部", "各镇党委 街道党工委"),
    ("（区交通局主办，区财政局协办）", "区交通局", "区财政局"),
    (
        "（市监局牵头，税务局、人行某中心支行等配合；2027年6月底前完成）",
        "市监局",
        "税务局 人行某中心支行",
    ),
    (
        "（区自然资源局牵头，区税务局按职责分工负责。完成时间：2027年9月）",
        "区自然资源局",
        "区税务局",
    ),
    ("（区城管局（牵头）、区应急局、各镇街）", "区城管局", "区应急局 各镇街"),
    ("（区发展改革委牵头区财政局配合）", "区发展改革委", "区财政局"),
    ("（区住房和城乡建设局和区财政局）", "区住房和城乡建设局", "区财政局"),
]


@pytest.mark.parametrize(("printed", "lead", "support"), BRACKETS)
def test_a_closing_bracket_names_lead_and_support(printed: str, lead: str, support: str) -> None:
    text = f"推进工作（含配套）。{printed}"
    [(start, end, duty)] = READER.brackets(Flat(text))
    assert (duty.lead, duty.supporting) == ((lead,), tuple(support.split()))
    assert text[start:end] == printed


@pytest.mark.parametrize(
    "text",
    [
        "（以下简称“双减”）",
        "（含配套管网）",
        "（2026年2月20日）",
        "（12月底前完成）",
        "（不含乡镇道路和桥梁，共计30公里）",
        "（试行）",
    ],
)
def test_other_brackets_give_no_duty(text: str) -> None:
    assert list(READER.brackets(Flat(text))) == []


def test_limits_and_supervisors_within_a_bracket_are_kept() -> None:
    text = "（区教育局牵头，各镇街落实，区督查办督导，2027年6月底前完成）"
    [(_, _, duty)] = READER.brackets(Flat(text))
    assert duty.supervising == ("区督查办",)
    assert [d.iso for d in duty.deadlines] == [date(2027, 6, 30)]


def test_labels_without_marks_between_them_are_told_apart() -> None:
    text = (
        "牵头领导：李某 牵头单位：区发展和改革局  责任单位：区财政局 "
        "各街道\n完成时限：2027年6月底前"
    )
    piece = Flat(text)
    labels = list(find_labels(piece.text, 0, len(piece.text)))
    duty = READER.of_labels(piece, labels, len(piece.text))
    assert duty.sponsor == ("李某",)
    assert duty.lead == ("区发展和改革局",)
    assert duty.supporting == ("区财政局", "各街道")
    assert [d.text for d in duty.deadlines] == ["2027年6月底前"]


@pytest.mark.parametrize(("kind", "words"), LABELS.items())
@given(data=st.data())
def test_every_label_is_found_before_its_colon(kind, words, data) -> None:
    label = data.draw(st.from_regex(words, fullmatch=True))
    text = f"完成造林。{label}：区林业局"
    assert [match.group() for match in find_labels(text, 0, len(text))] == [f"{label}："]


@pytest.mark.parametrize(
    ("text", "units"),
    [
        (
            "区农业农村和水务局、区文化和旅游局及各街道办事处",
            "区农业农村和水务局 区文化和旅游局 各街道办事处",
        ),
        ("区工业和信息化局等相关部门", "区工业和信息化局"),
        ("各县（市、区）人民政府，市直各部门", "各县（市、区）人民政府 市直各部门"),
        ("区发 改委、区人力资源和社会保障局", "区发改委 区人力资源和社会保障局"),
        ("区教育局 区财政局 各乡镇 人民政府", "区教育局 区财政局 各乡镇人民政府"),
        ("甲局/乙局", "甲局 乙局"),
        ("无", ""),
    ],
)
def test_lists_of_units_are_split_where_units_end(text: str, units: str) -> None:
    assert split_units(text) == tuple(units.split())


NAMES = [
    "区教育局",
    "区住房和城乡建设局",
    "各街道",
    "区城市管理局",
    "市公安局清河分局",
    "各乡（镇）",
    "团区委",
]


@given(
    st.lists(st.sampled_from(NAMES), min_size=1, max_size=6, unique=True), st.sampled_from("、，；")
)
def test_a_list_of_units_comes_back_as_it_was_joined(units: list[str], mark: str) -> None:
    assert split_units(mark.join(units)) == tuple(units)


def test_two_duties_together_have_the_first_ones_lead() -> None:
    both = Duty(lead=("甲局",)).joined(Duty(lead=("乙局",), supporting=("丙局",)))
    assert (both.lead, both.supporting) == (("甲局",), ("乙局", "丙局"))
    assert not Duty()
