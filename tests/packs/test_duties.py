from pathlib import Path

import pytest

import taizhang.packs
from taizhang.packs.duties import likely_categories, suggest_categories, suggest_duties
from taizhang.packs.load import load, load_content
from taizhang.packs.source import content_of, files_of

DEMO = load(Path(taizhang.packs.__file__).parent / "demo")
STREET = "990104003"


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("加强对校外培训机构的日常监管，严查隐形变异", "1001"),
        ("主次干道积雪要及时清扫", "0507"),
        ("占道经营反弹严重，盲道被占", "0406"),
        ("餐饮油烟扰民问题限期整改", "0701"),
    ],
)
def test_a_text_suggests_the_category_it_speaks_of(text, code):
    assert suggest_categories(DEMO, text)[0] == code


@pytest.mark.parametrize(
    ("text", "code", "words", "is_sure"),
    [
        ("落实防汛物资储备资金", "0506", ("防汛",), False),
        ("专项债项目拨付", "0804", ("专项债", "拨付"), True),
        ("桥下井盖缺失", "0601", ("井盖缺失", "井盖"), True),
        ("工地裸土、扬尘", "0304", ("扬尘", "裸土"), True),
    ],
)
def test_one_short_word_alone_is_no_suggestion_and_the_words_say_why(text, code, words, is_sure):
    likely = next(one for one in likely_categories(DEMO, text) if one.code == code)
    assert (likely.words, likely.is_sure) == (words, is_sure)
    assert (code in suggest_categories(DEMO, text)) is is_sure


def test_a_text_about_nothing_suggests_nothing():
    assert suggest_categories(DEMO, "同志们，大家好") == ()
    assert suggest_duties(DEMO, text="同志们，大家好") == ()


def test_the_duty_list_names_lead_and_supporting_units():
    best = suggest_duties(DEMO, category="0113", area=STREET)[0]
    assert best.lead == "szzx"
    assert set(best.supports) == {"cgj", "jjdd"}
    assert best.area == STREET
    assert best.clause


def test_the_street_leads_where_the_list_says_the_area_even_for_a_place_inside_it():
    best = suggest_duties(DEMO, category="0110", area=f"{STREET}004")[0]
    assert best.lead == STREET
    assert STREET not in best.supports


def test_without_a_place_the_area_duty_names_no_lead():
    assert suggest_duties(DEMO, category="0110")[0].lead == ""


def test_a_special_case_of_a_category_comes_first_only_when_the_text_speaks_of_it():
    plain = suggest_duties(DEMO, category="0304", text="工地裸土没有覆盖")
    works = suggest_duties(DEMO, category="0304", text="水利工程工地裸土没有覆盖")
    assert plain[0].lead == "zjj"
    assert works[0].lead == "nwj"


def test_a_matter_without_category_is_found_by_its_words():
    assert suggest_duties(DEMO, text="做好退役军人服务保障")[0].lead == "tyj"


def test_a_row_for_one_place_holds_there_and_nowhere_else():
    files = files_of(DEMO.content)
    row = f"zz999,0113,道路养护试点,,{STREET},@area,szzx,试点,试点方案（示例）\n"
    pilot = load_content(content_of(files | {"duties.csv": files["duties.csv"] + row}))
    inside = suggest_duties(pilot, category="0113", area=f"{STREET}004")
    outside = suggest_duties(pilot, category="0113", area="990104004")
    assert inside[0].lead == STREET
    assert [s.source for s in outside] == [inside[1].source]
