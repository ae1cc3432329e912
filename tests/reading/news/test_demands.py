"""What counts as required, where it begins and ends, and whom it binds."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from taizhang.reading.demands import find_demands

SAID = "区委书记韩致远强调，"


def demands(text):
    return [(text[each.start : each.end], each.addressees) for each in find_demands(text)]


def words(text):
    return [text for text, _ in demands(text)]


def test_a_new_modal_or_addressee_within_a_sentence_opens_a_unit():
    assert words(SAID + "要压实责任，区城管局要每周通报，各街道要立即整改。") == [
        "要压实责任",
        "区城管局要每周通报",
        "各街道要立即整改",
    ]


def test_the_tail_of_a_demand_stays_with_its_head():
    assert words(SAID + "要加强排查，确保不留死角，推动问题清零。") == [
        "要加强排查，确保不留死角，推动问题清零"
    ]


def test_a_fronted_object_belongs_to_the_demand_behind_it():
    assert words(SAID + "对群众反映的问题，要建立台账。") == ["对群众反映的问题，要建立台账"]


def test_framing_and_rationale_are_no_part_of_a_demand():
    text = SAID + "生态环保是民生大事，下一步，各级各部门要持续发力。"
    assert words(text) == ["各级各部门要持续发力"]


def test_a_sentence_without_modal_goes_on_demanding_after_the_first_demand():
    assert words(SAID + "要突出重点。聚焦背街小巷，补齐短板。") == [
        "要突出重点",
        "聚焦背街小巷，补齐短板",
    ]


@pytest.mark.parametrize(
    "narration",
    [
        "会后，韩致远一行要求已落实的工地作了汇报。",
        "与会人员作了交流发言。",
        "学员们纷纷表示，要把培训成果转化为实际行动。",
        "会议还听取了各单位汇报。",
        "韩致远实地察看了老城农贸市场。",
    ],
)
def test_narration_closes_a_speech(narration):
    assert words(SAID + "要压实责任。" + narration + "要是下雨就改期。") == ["要压实责任"]


@pytest.mark.parametrize(
    "text",
    [
        "会后，指挥部按照会议要求，当天开了分工会，任务到人。",
        "会议听取了意见建议，研究了重要事项，各项主要指标完成较好。",
        "近日，全区上下严格落实上级要求，扎实推进各项工作。",
    ],
)
def test_the_noun_demand_opens_no_speech(text):
    assert words("本报讯 区委召开会议。" + text) == []


def test_the_lead_tells_the_purpose_and_demands_nothing():
    assert words("本报讯近日，清河区召开会议，部署下步工作，强化督导。区长秦牧参加会议。") == []


def test_a_speech_addressee_holds_until_another_is_named_and_comes_back_after_its_sentence():
    text = SAID + "各级各部门要提高认识。要强化监管。区城管局要加强巡查，要建立台账。要守牢底线。"
    assert demands(text) == [
        ("各级各部门要提高认识", ("各级各部门",)),
        ("要强化监管", ("各级各部门",)),
        ("区城管局要加强巡查", ("区城管局",)),
        ("要建立台账", ("区城管局",)),
        ("要守牢底线", ("各级各部门",)),
    ]


def test_a_speech_that_names_nobody_binds_nobody():
    assert demands(SAID + "要守牢底线。") == [("要守牢底线", ())]


def test_another_speaker_does_not_inherit_the_addressee():
    text = SAID + "各级各部门要提高认识。区长秦牧要求，要守牢底线。"
    assert demands(text)[-1] == ("要守牢底线", ())


def test_lead_and_helpers_of_one_task_are_one_unit():
    text = SAID + "要抓好治理，由区城管局牵头，区公安分局配合，10月底前完成。"
    assert demands(text) == [(text[len(SAID) : -1], ("区城管局", "区公安分局"))]


def test_main_body_and_helpers_of_an_arrangement_are_one_unit():
    text = SAID + "要加强领导，以属地街道、园区为主体，各职能部门全力配合，条抓块保。"
    assert demands(text) == [(text[len(SAID) : -1], ("属地街道", "园区", "各职能部门"))]


@pytest.mark.parametrize(
    ("printed", "names"),
    [
        ("区教育局、区财政局和各街道要", ("区教育局", "区财政局", "各街道")),
        ("区人力资源和社会保障局要", ("区人力资源和社会保障局",)),
        ("各县（市、区）要", ("各县（市、区）",)),
        ("各街道“一把手”要", ("各街道“一把手”",)),
        ("区政府及有关部门要", ("区政府", "有关部门")),
        ("全区党员干部要", ("全区党员干部",)),
        ("一要", ()),
        ("安全生产工作要", ()),
    ],
)
def test_addressees_are_parted_as_printed(printed, names):
    assert demands(SAID + printed + "抓好落实。")[0][1] == names


@pytest.mark.parametrize(
    "word", ["重要", "主要", "需要", "只要", "要求", "要素", "首要", "紧要", "必要"]
)
def test_the_syllable_inside_another_word_opens_no_unit(word):
    assert len(words(SAID + f"要抓好{word}环节，落实{word}措施，防范风险。")) == 1


def test_every_opening_of_a_speech_is_understood():
    for opening in (
        "会议强调，",
        "会议指出：",
        "他要求，",
        "就做好下步工作，秦牧要求，",
        "区长秦牧在讲话中强调，",
        "韩致远对前期工作给予肯定，并提出要求，",
        "秦牧就下步工作提出三点意见：",
        "会议要求：“",
        "督导组指出，",
    ):
        assert words(opening + "要压实责任。") == ["要压实责任"], opening


@given(
    st.lists(
        st.sampled_from(["要压实责任", "各街道要整改", "聚焦重点", "确保实效", "会后，他走了"]),
        max_size=8,
    )
)
def test_units_never_overlap_and_follow_the_text(pieces):
    text = SAID + "，".join(pieces) + "。"
    found = find_demands(text)
    assert all(a.end <= b.start for a, b in pairwise(found))
    assert all(0 <= each.start < each.end <= len(text) for each in found)
