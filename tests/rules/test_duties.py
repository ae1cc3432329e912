"""Who is responsible: each answer on its ground, several shown as several, none picked silently."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from taizhang.rules.duties import Answer, Matter, answers, conflicts, names_both_sides
from taizhang.rules.duty_list import (
    AREA,
    Basis,
    Book,
    Clause,
    Oversight,
    Row,
    Ruling,
    Side,
    Sponsor,
)
from taizhang.rules.places import Place, Strip, Sure

DAY = date(2026, 3, 2)
EAST, WEST, TOWN = "990104001", "990104002", "990104100"
VILLAGE = f"{TOWN}200"
ROAD = Row("z1", "道路养护", "szzx", ("cgj",), "0113", area_duty="发现、报告", basis="养护规定")
SWEEP = Row("z2", "清扫保洁", "cgj", (AREA,), "0112", area_duty="背街小巷保洁", basis="市容条例")
LITTER = Row("z3", "垃圾清运", AREA, ("cgj",), "0110", area_duty="日产日清", basis="市容条例")
DUST = Row("z4", "工地扬尘", "zjj", ("sthj",), "0304", basis="大气污染防治法")
WORKS = Row("z5", "水利工程扬尘", "nwj", (), "0304", ("水利工程",), basis="大气污染防治法")
PILOT = Row("z6", "养护试点", AREA, ("szzx",), "0113", places=(EAST,), basis="试点方案")
GAS = Row("z7", "燃气安全", "zjj", ("cgj",), "", ("燃气",), basis="燃气条例")
ROWS = (ROAD, SWEEP, LITTER, DUST, WORKS, PILOT, GAS)
TITLES = {"szzx": "市政中心", "cgj": "城管局", EAST: "东街道", WEST: "西街道", "dcb": "督查办"}
BY_LINE = Clause("日常督办", Side.LINE, "dcb", "督查规则")
BY_AREA = Clause("卫生城市", Side.AREA, "cwb", "工作方案第三条")
CANAL = Strip("东大沟", (EAST, WEST), WEST, 100)


def asked(
    *rows: Row,
    area: str = "",
    clause: Clause | None = None,
    places: tuple[Place, ...] = (),
    category: str = "",
    text: str = "",
    on: date = DAY,
    **laid_down: object,
) -> tuple[Answer, ...]:
    places = places or ((Place(area),) if area else ())
    book = Book(rows or ROWS, TITLES, **laid_down)  # type: ignore[arg-type]
    return answers(book, Matter(on, category, text, places, clause))


def said(answer: Answer) -> str:
    return "；".join(ground.says.said(str) for ground in answer.grounds)


def warned(answer: Answer) -> str:
    return "；".join(caution.said(str) for caution in answer.cautions)


def test_the_list_names_lead_and_supporting_units_with_row_and_clause():
    (answer,) = asked(ROAD, category="0113", area=WEST)
    assert (answer.lead, answer.supports, answer.area) == ("szzx", ("cgj",), WEST)
    assert (answer.source, answer.clause) == ("z1", "养护规定")
    assert answer.grounds[0].basis is Basis.ROW
    assert "市政中心牵头" in said(answer)


def test_the_street_leads_where_the_list_says_the_area():
    (answer,) = asked(category="0110", area=EAST)
    assert (answer.lead, answer.supports) == (EAST, ("cgj",))


def test_without_a_place_the_area_duty_names_no_lead_and_says_why():
    (answer,) = asked(category="0110")
    assert answer.lead == ""
    assert "没有写明地点" in warned(answer)


@pytest.mark.parametrize(
    ("clause", "lead", "support"),
    [(BY_LINE, "cgj", EAST), (BY_AREA, EAST, "cgj"), (None, "cgj", EAST)],
)
def test_a_row_that_names_both_sides_follows_the_campaigns_primary_side(clause, lead, support):
    (answer,) = asked(category="0112", area=EAST, clause=clause)
    assert (answer.lead, answer.supports) == (lead, (support,))
    if clause:
        ground = next(g for g in answer.grounds if g.basis is Basis.CAMPAIGN)
        assert ground.clause == clause.basis


def test_a_department_keeps_what_the_area_only_has_to_report():
    assert not names_both_sides(ROAD)
    (answer,) = asked(ROAD, category="0113", area=EAST, clause=BY_AREA)
    assert answer.lead == "szzx"


def test_where_the_area_would_lead_but_is_not_known_the_line_leads_with_a_warning():
    (answer,) = asked(category="0112", clause=BY_AREA)
    assert answer.lead == "cgj"
    assert "写明地点后改由属地牵头" in warned(answer)


def test_a_special_case_comes_first_only_when_the_text_speaks_of_it():
    assert [a.lead for a in asked(category="0304", text="工地裸土")] == ["zjj"]
    works = asked(category="0304", text="水利工程裸土")
    assert [a.lead for a in works] == ["nwj", "zjj"]
    assert "“水利工程”" in said(works[0])


def test_a_row_for_one_place_comes_before_the_general_one_and_both_are_shown():
    assert [a.lead for a in asked(category="0113", area=EAST)] == [EAST, "szzx"]
    assert [a.lead for a in asked(category="0113", area=WEST)] == ["szzx"]


def test_several_answers_are_said_to_be_several():
    found = asked(category="0113", area=EAST)
    (words,) = conflicts(Book(ROWS, TITLES), found)
    assert words.said(str) == "可能的牵头单位有2家：东街道、市政中心。依据各列于后，请选定一家"
    assert conflicts(Book(ROWS, TITLES), found[:1]) == ()


def test_a_place_that_may_be_two_gives_an_answer_for_each():
    unsure = tuple(Place(area, sure=Sure.GUESS) for area in (EAST, WEST))
    found = asked(category="0110", places=unsure)
    assert [a.lead for a in found] == [EAST, WEST]
    assert all("核定属地" in warned(a) for a in found)
    assert "东街道、西街道" in conflicts(Book(ROWS, TITLES), found)[0].said(str)


def test_in_a_border_strip_the_default_side_leads_and_the_neighbour_supports():
    both = tuple(Place(area, strip=CANAL) for area in (WEST, EAST))
    (answer,) = asked(category="0110", places=both)
    assert (answer.lead, answer.supports) == (WEST, ("cgj", EAST))
    assert "两家共管" in said(answer)


def test_two_rows_that_name_the_same_lead_are_one_answer_on_two_grounds():
    found = asked(*ROWS, category="0304", text="工地燃气管道")
    (answer,) = [a for a in found if a.lead == "zjj"]
    assert [g.source for g in answer.grounds if g.basis is Basis.ROW] == ["z4", "z7"]
    assert answer.supports == ("sthj", "cgj")


RULING = Ruling("0113", "", AREA, "szzx", "清编办〔2026〕3号", date(2026, 12, 31))


def test_a_confirmed_ruling_comes_before_the_list_and_says_what_the_list_said():
    first, *rest = asked(ROAD, category="0113", area=EAST, rulings=(RULING,))
    assert (first.lead, first.fallback, first.clause) == (EAST, "szzx", "清编办〔2026〕3号")
    assert "以裁定为准" in warned(first)
    assert [a.lead for a in rest] == ["szzx"]


def test_a_ruling_counts_on_its_last_day_and_not_on_the_next():
    last = asked(ROAD, category="0113", area=EAST, rulings=(RULING,), on=RULING.expires)
    (after,) = asked(ROAD, category="0113", area=EAST, rulings=(RULING,), on=date(2027, 1, 1))
    assert last[0].lead == EAST
    assert after.lead == "szzx"
    assert "已于2026-12-31到期" in warned(after)


def test_a_ruling_for_one_place_says_nothing_about_another():
    ruling = Ruling("0113", WEST, AREA, "szzx", "纪要5号", date(2026, 12, 31))
    assert [a.lead for a in asked(ROAD, category="0113", area=EAST, rulings=(ruling,))] == ["szzx"]


def test_the_closest_supervision_relation_counts_and_else_the_campaigns_unit():
    relations = (
        Oversight("sthj", (), ("03",), "大气污染防治法"),
        Oversight("yjj", ("zjj",), ("0304",), "安全生产法"),
    )
    close = asked(category="0304", clause=BY_LINE, oversight=relations)[0]
    none = asked(category="0113", area=WEST, clause=BY_LINE, oversight=relations)[0]
    assert (close.supervising, close.grounds[-1].clause) == ("yjj", "安全生产法")
    assert none.supervising == "dcb"


def test_nobody_supervises_what_they_lead():
    own = Clause("专班", Side.LINE, "szzx", "方案")
    answer = asked(ROAD, category="0113", area=EAST, clause=own)[0]
    assert answer.supervising == ""
    assert "须另定督办单位" in warned(answer)
    relations = (Oversight("szzx", (), ("0113",), "示例"),)
    assert asked(ROAD, category="0113", area=EAST, oversight=relations)[0].supervising == ""


def test_the_sponsor_of_a_named_project_comes_before_that_of_the_village_and_of_the_township():
    sponsors = (
        Sponsor("副区长", "yi", TOWN, "", "分包安排"),
        Sponsor("包村干部", "er", VILLAGE, "", "包村安排"),
        Sponsor("常务副区长", "san", "", "云河大桥", "包保方案"),
    )
    place = (Place(TOWN, VILLAGE),)
    posts = [
        answer.sponsor.post
        for text, where in (("云河大桥围挡", place), ("围挡", place), ("围挡", (Place(TOWN),)))
        for answer in asked(ROAD, category="0113", text=text, places=where, sponsors=sponsors)
        if answer.sponsor
    ]
    assert posts == ["常务副区长", "包村干部", "副区长"]


UNITS = ("szzx", "cgj", "zjj", AREA)
rows = st.builds(
    Row,
    code=st.integers(0, 10**6).map(str),
    matter=st.just("事"),
    lead=st.sampled_from(UNITS),
    supports=st.lists(st.sampled_from(UNITS), max_size=3, unique=True).map(tuple),
    category=st.sampled_from(["", "01", "02"]),
    keywords=st.lists(st.sampled_from(["路", "道路", "积水"]), max_size=2, unique=True).map(tuple),
    places=st.sampled_from([(), (EAST,), (WEST,), (VILLAGE,)]),
    area_duty=st.sampled_from(["", "—", "发现、报告", "保洁"]),
    basis=st.just("法"),
)
lists = st.lists(rows, max_size=6, unique_by=lambda row: row.code)
rulings = st.lists(
    st.builds(
        Ruling,
        st.sampled_from(["01", "02"]),
        st.sampled_from(["", EAST, WEST]),
        st.sampled_from(UNITS),
        st.sampled_from(UNITS),
        st.uuids().map(str),
        st.dates(date(2026, 1, 1), date(2026, 12, 31)),
    ),
    max_size=2,
)
matters = st.builds(
    Matter,
    st.dates(date(2026, 1, 1), date(2026, 12, 31)),
    st.sampled_from(["", "01", "02"]),
    st.sampled_from(["", "道路积水", "积水"]),
    st.sampled_from([(), (Place(EAST),), (Place(TOWN, VILLAGE),), (Place(EAST), Place(WEST))]),
    st.sampled_from([None, BY_LINE, BY_AREA]),
)


@given(lists, rulings, matters, st.randoms(use_true_random=False))
def test_the_answers_do_not_depend_on_the_order_of_the_files(listed, ruled, matter, random):
    once = answers(Book(listed, TITLES, ruled), matter)
    random.shuffle(listed)
    assert answers(Book(listed, TITLES, ruled), matter) == once


@given(lists, rulings, matters)
def test_every_answer_has_a_ground_one_lead_at_most_once_and_no_unit_in_two_parts(
    listed, ruled, matter
):
    found = answers(Book(listed, TITLES, ruled), matter)
    assert len({(a.lead, a.area) for a in found}) == len(found)
    for answer in found:
        assert answer.grounds
        assert answer.grounds[0].basis in {Basis.ROW, Basis.RULING}
        assert AREA not in {answer.lead, answer.fallback, *answer.supports}
        assert answer.lead not in answer.supports
        assert "" not in answer.supports
        assert answer.lead or warned(answer)


@given(lists, rulings, matters)
def test_no_row_that_fits_is_left_out_and_none_that_does_not_is_taken(listed, ruled, matter):
    found = answers(Book(listed, TITLES, ruled), matter)
    told = {g.source for a in found for g in a.grounds if g.basis is Basis.ROW}
    chains = [place.chain for place in matter.places] or [()]
    for row in listed:
        words = any(word in matter.text for word in row.keywords)
        if row.category and matter.category:
            fits = row.category == matter.category and (words or not row.keywords)
        else:
            fits = words
        is_there = not row.places or any(set(row.places) & set(chain) for chain in chains)
        assert (row.code in told) is (fits and is_there)


@given(lists, rulings, matters)
def test_a_ruling_in_force_is_never_behind_a_row_of_the_list(listed, ruled, matter):
    for place in matter.places or (None,):
        one = Matter(matter.on, matter.category, matter.text, (place,) if place else ())
        firsts = [a.grounds[0].basis for a in answers(Book(listed, TITLES, ruled), one)]
        assert firsts == sorted(firsts, key=lambda basis: basis is not Basis.RULING)
