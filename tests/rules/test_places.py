"""One place, said in five ways; and what may be in two places is shown as two."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from taizhang.rules.places import Gazetteer, Level, Place, Spot, Strip, Sure, Way, places
from taizhang.rules.shapes import Point, Polygon, Shape, Where, where

A, B, C = "990104001", "990104002", "990104003"
HOME, TOWER, GRID = f"{A}004", f"{A}004101", f"{A}004001"
STEP = 100_000  # about eleven hundred metres


def square(x: int, y: int, side: int = 10) -> Shape:
    a, b, c, d = (n * STEP // 10 for n in (x, y, x + side, y + side))
    return (Polygon((Point(a, b), Point(c, b), Point(c, d), Point(a, d))),)


def at(x: float, y: float) -> Point:
    return Point(round(x * STEP / 10), round(y * STEP / 10))


BORDER = Strip("东大沟", (A, B), B, 120)
RAILWAY = Strip("货运铁路", (B, C), C, 50, lines=((at(0, 3), at(40, 3)),))
SPOTS = (
    Spot(A, Level.AREA, ("东街道办事处", "东街道"), (), square(0, 0)),
    Spot(B, Level.AREA, ("西街道办事处", "西街道"), (), square(10, 0)),
    Spot(C, Level.AREA, ("白芦镇人民政府", "白芦镇"), (), square(20, 0)),
    Spot(HOME, Level.COMMUNITY, ("映杏社区",), (A,), square(0, 0, 5)),
    Spot(f"{B}001", Level.COMMUNITY, ("东街道口社区",), (B,)),
    Spot(GRID, Level.GRID, ("映杏社区第一网格",), (HOME, A)),
    Spot(TOWER, Level.BUILDING, ("映杏商务大厦",), (HOME, A), square(1, 1, 1)),
)
OUTLINE = (Polygon((at(0, 0), at(40, 0), at(40, 10), at(0, 10))),)
TOWN = Gazetteer("990104", SPOTS, (BORDER,), OUTLINE)


def chains(found: tuple[Place, ...]) -> list[tuple[str, ...]]:
    return [place.chain for place in found]


@pytest.mark.parametrize(
    ("given", "chain", "way", "sure"),
    [
        ({"code": A}, (A,), Way.UNIT, Sure.CERTAIN),
        ({"code": HOME}, (HOME, A), Way.UNIT, Sure.CERTAIN),
        ({"code": GRID}, (GRID, HOME, A), Way.GRID, Sure.CERTAIN),
        ({"code": f"{HOME}077"}, (HOME, A), Way.GRID, Sure.LIKELY),
        ({"code": f"{A}099077"}, (A,), Way.GRID, Sure.LIKELY),
        ({"code": TOWER}, (TOWER, HOME, A), Way.BUILDING, Sure.CERTAIN),
        ({"text": "映杏商务大厦三楼"}, (TOWER, HOME, A), Way.ADDRESS, Sure.LIKELY),
        ({"text": "东街道映杏社区北门"}, (HOME, A), Way.ADDRESS, Sure.LIKELY),
        ({"text": f"网格{GRID}内"}, (GRID, HOME, A), Way.GRID, Sure.CERTAIN),
        ({"at": at(3, 3)}, (HOME, A), Way.POINT, Sure.CERTAIN),
        ({"at": at(1.5, 1.5)}, (TOWER, HOME, A), Way.POINT, Sure.CERTAIN),
        ({"at": at(15, 5)}, (B,), Way.POINT, Sure.CERTAIN),
    ],
)
def test_a_place_is_found_by_unit_grid_building_address_or_point(given, chain, way, sure):
    (place,) = places(TOWN, **given)
    assert (place.chain, place.way, place.sure) == (chain, way, sure)
    assert place.why.said(str)


@pytest.mark.parametrize("given", [{}, {"code": "cgj"}, {"code": "110101001001001"}])
def test_what_names_no_place_of_the_district_gives_none(given):
    assert places(TOWN, **given) == ()


def test_a_point_outside_the_district_gives_none():
    assert places(TOWN, at=at(41, 5)) == ()


def test_the_longer_name_is_meant_where_one_begins_with_another():
    (place,) = places(TOWN, text="东街道口社区的井盖")
    assert place.chain == (f"{B}001", B)


def test_an_address_that_names_two_areas_is_shown_as_both_and_neither_is_sure():
    found = places(TOWN, text="东街道至白芦镇一线")
    assert chains(found) == [(A,), (C,)]
    assert {place.sure for place in found} == {Sure.GUESS}
    assert "东街道办事处、白芦镇人民政府" in found[0].why.said(str)


def test_what_was_chosen_by_hand_comes_before_what_the_address_says():
    found = places(TOWN, code=C, text="映杏社区")
    assert chains(found) == [(C,), (HOME, A)]


def test_ways_that_agree_are_one_place_as_fine_and_as_sure_as_the_best_of_them():
    (place,) = places(TOWN, code=A, text="映杏商务大厦", at=at(3, 3))
    assert place.chain == (TOWER, HOME, A)
    assert place.sure is Sure.CERTAIN


@pytest.mark.parametrize(
    "given",
    [{"at": at(9.5, 5)}, {"at": at(10, 5)}, {"at": at(10.5, 5)}, {"text": "东大沟南岸"},
     {"text": "东街道与西街道交界处"}],
)  # fmt: skip
def test_a_border_strip_belongs_to_both_neighbours_and_one_leads(given):
    found = places(TOWN, **given)
    assert chains(found) == [(B,), (A,)]
    assert {place.strip for place in found} == {BORDER}


def test_a_strip_may_run_along_a_line_of_its_own():
    town = Gazetteer("990104", SPOTS, (RAILWAY,), OUTLINE)
    assert chains(places(town, at=at(15, 3.3))) == [(C,), (B,)]
    assert chains(places(town, at=at(15, 4))) == [(B,)]


def test_a_point_on_a_border_without_a_strip_is_in_both_areas():
    bare = Gazetteer("990104", SPOTS, (), OUTLINE)
    found = places(bare, at=at(20, 5))
    assert chains(found) == [(B,), (C,)]
    assert "界线上" in found[0].why.said(str)


def test_a_point_that_nobody_has_drawn_goes_to_the_nearest_area_as_a_guess():
    (place,) = places(TOWN, at=at(31, 5))
    assert (place.area, place.sure) == (C, Sure.GUESS)
    assert "无主" in place.why.said(str)


def test_ground_drawn_twice_is_shown_as_both():
    twice = Gazetteer("990104", (*SPOTS[:2], Spot(C, Level.AREA, ("丙",), (), square(5, 0))))
    assert chains(places(twice, at=at(7, 5))) == [(A,), (C,)]


spots_of_a_town = st.integers(-5, 45).map(lambda n: n / 1)


@given(spots_of_a_town, st.integers(-3, 13))
def test_every_point_of_the_district_has_an_area_and_no_other_point_has(x, y):
    found = places(TOWN, at=at(x, y))
    assert bool(found) is (where(at(x, y), OUTLINE) is not Where.OUTSIDE)


@given(spots_of_a_town, st.integers(-3, 13), st.permutations(SPOTS))
def test_a_place_does_not_depend_on_the_order_of_the_units(x, y, spots):
    other = Gazetteer("990104", spots, (BORDER,), OUTLINE)
    assert {p.chain for p in places(other, at=at(x, y))} == {
        p.chain for p in places(TOWN, at=at(x, y))
    }


@given(st.text(alphabet="东西街道映杏社区白芦镇口商务大厦与交界0123456789", max_size=30))
def test_no_address_is_too_strange_and_every_place_has_an_area_and_a_reason(text):
    for place in places(TOWN, text=text):
        assert place.area in {A, B, C}
        assert place.chain[-1] == place.area
        assert place.why.said(str)
