"""Points and polygons against counts by brute force; coverage against squares of a chessboard."""

import math
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from taizhang.rules.coverage import no_mans_land
from taizhang.rules.shapes import (
    SCALE,
    Point,
    Polygon,
    Where,
    degrees,
    edges,
    metres_to,
    metres_to_line,
    point,
    turn,
    where,
)

ORIGIN = Point(0, 0)
SQUARE = (Point(0, 0), Point(10, 0), Point(10, 10), Point(0, 10))


def quadrant(at: Point) -> tuple[int, Fraction]:
    """Return something that grows with the direction from the origin, exactly."""
    if at.lon > 0 and at.lat >= 0:
        return 0, Fraction(at.lat, at.lon)
    if at.lat > 0:
        return 1, Fraction(-at.lon, at.lat)
    if at.lon < 0:
        return 2, Fraction(at.lat, at.lon)
    return 3, Fraction(-at.lon, at.lat)


@st.composite
def stars(draw: st.DrawFn) -> tuple[Point, ...]:
    """Rings around the origin, each of its sides seen from there under less than half a turn."""
    corners = {0: Point(9, 0), 1: Point(0, 9), 2: Point(-9, 0), 3: Point(0, -9)}
    by_way = {quadrant(corner): corner for corner in corners.values()}
    for lon, lat in draw(st.lists(st.tuples(st.integers(-20, 20), st.integers(-20, 20)))):
        if (lon, lat) != (0, 0):
            by_way[quadrant(Point(lon, lat))] = Point(lon, lat)
    return tuple(by_way[way] for way in sorted(by_way))


def in_fan(at: Point, ring: tuple[Point, ...]) -> Where:
    """Return where a point lies to a star: look at its triangles one by one."""
    for a, b in edges(ring):
        sides = turn(ORIGIN, a, at), turn(a, b, at), turn(b, ORIGIN, at)
        if min(sides) >= 0:
            return Where.BORDER if sides[1] == 0 else Where.INSIDE
    return Where.OUTSIDE


points = st.builds(Point, st.integers(-22, 22), st.integers(-22, 22))


@given(points, stars(), st.booleans(), st.integers(0, 30))
def test_a_point_lies_in_a_polygon_as_in_one_of_its_triangles(at, ring, backwards, start):
    start %= len(ring)
    turned = ring[start:] + ring[:start]
    shape = (Polygon(turned[::-1] if backwards else turned),)
    assert where(at, shape) is in_fan(at, ring)


@given(points, stars())
def test_a_hole_is_outside_and_its_rim_is_border(at, ring):
    outer = (Point(-30, -30), Point(30, -30), Point(30, 30), Point(-30, 30))
    inside_out = {Where.INSIDE: Where.OUTSIDE, Where.OUTSIDE: Where.INSIDE}
    hole = in_fan(at, ring)
    assert where(at, (Polygon(outer, (ring,)),)) is inside_out.get(hole, Where.BORDER)


def test_of_several_pieces_the_one_that_holds_the_point_counts():
    far = tuple(Point(p.lon + 100, p.lat) for p in SQUARE)
    pieces = (Polygon(SQUARE), Polygon(far))
    assert where(Point(105, 5), pieces) is Where.INSIDE
    assert where(Point(50, 5), pieces) is Where.OUTSIDE
    assert where(Point(100, 5), pieces) is Where.BORDER


@pytest.mark.parametrize(
    ("lon", "lat"), [("180.1", "0"), ("0", "-90.5"), ("云川", "0"), ("NaN", "0"), ("1e999", "0")]
)
def test_what_lies_nowhere_on_the_earth_is_no_point(lon, lat):
    with pytest.raises(ValueError, match=lon):
        point(lon, lat)


def test_a_point_reads_as_it_was_written():
    assert degrees(point("113.712345", "34.5")) == "113.712345,34.500000"


def test_metres_are_measured_along_the_ground():
    equator = (Polygon(tuple(Point(p.lon * SCALE, p.lat * SCALE) for p in SQUARE)),)
    assert metres_to(point(11, 5), equator) == pytest.approx(111_310, rel=0.01)
    assert metres_to(point(5, 5), equator) == 0
    north = (point(10, 60), point(11, 60))
    assert metres_to_line(point(9, 60), north) == pytest.approx(111_319 / 2, rel=0.01)
    assert metres_to_line(point(10, 61), north) == pytest.approx(111_319, rel=0.01)


@given(points, stars())
def test_what_lies_inside_is_no_metre_away_and_what_lies_outside_is(at, ring):
    far = metres_to(at, (Polygon(ring),))
    assert math.isfinite(far)
    assert (far > 0) is (in_fan(at, ring) is Where.OUTSIDE)


SIZE = 4
boards = st.lists(
    st.sets(st.sampled_from("甲乙丙")), min_size=SIZE * SIZE, max_size=SIZE * SIZE
).map(lambda owners: {(n % SIZE, n // SIZE): owner for n, owner in enumerate(owners)})


def square(x: int, y: int, width: int = 1, height: int = 1) -> Polygon:
    a, b, c, d = x * 10, y * 10, (x + width) * 10, (y + height) * 10
    return Polygon((Point(a, b), Point(c, b), Point(c, d), Point(a, d)))


def stretches(board: dict[tuple[int, int], set[str]]) -> list[tuple[tuple[str, ...], int]]:
    """Return the faults of a chessboard: squares that hang together and have the same owners."""
    wrong = {at: tuple(sorted(owners)) for at, owners in board.items() if len(owners) != 1}
    found = []
    while wrong:
        start, owners = wrong.popitem()
        waiting, size = [start], 0
        while waiting:
            x, y = waiting.pop()
            size += 1
            for near in ((x + 1, y), (x - 1, y), (x, y + 1), (x, y - 1)):
                if wrong.get(near) == owners:
                    waiting.append(near)
                    del wrong[near]
        found.append((owners, size * 100))
    return sorted(found)


@given(boards)
def test_what_nobody_or_several_own_is_found_as_on_a_chessboard(board):
    areas = {
        name: tuple(square(*at) for at, owners in board.items() if name in owners)
        for name in "甲乙丙"
    }
    faults = no_mans_land(areas, (square(0, 0, SIZE, SIZE),))
    assert sorted((fault.areas, int(fault.size)) for fault in faults) == stretches(board)
    for fault in faults:
        if fault.size == 100:
            assert set(fault.areas) == board[(fault.at.lon // 10, fault.at.lat // 10)]


@given(stars(), stars())
def test_any_two_areas_cover_a_district_once_but_for_the_faults(one, other):
    """Sizes add up: what is covered once, twice and not at all is the whole."""
    district = (Polygon((Point(-30, -30), Point(30, -30), Point(30, 30), Point(-30, 30))),)
    faults = no_mans_land({"甲": (Polygon(one),), "乙": (Polygon(other),)}, district)
    both = sum(fault.size for fault in faults if fault.areas == ("乙", "甲"))
    none = sum(fault.size for fault in faults if fault.areas == ())
    assert size_of(one) + size_of(other) - both + none == 3600


def size_of(ring: tuple[Point, ...]) -> Fraction:
    return Fraction(sum(turn(ORIGIN, a, b) for a, b in edges(ring)), 2)


@given(stars())
def test_an_area_that_is_the_district_leaves_nothing(ring):
    assert no_mans_land({"甲": (Polygon(ring),)}, (Polygon(ring[::-1]),)) == ()


def test_ground_beyond_the_district_is_told_apart():
    faults = no_mans_land({"甲": (square(0, 0, 2, 1),)}, (square(0, 0),))
    assert [(fault.areas, fault.is_outside, fault.size) for fault in faults] == [
        (("甲",), True, 100)
    ]


def test_a_gap_of_one_centimetre_is_found_and_its_size_is_said_in_metres():
    west = (
        Polygon((point(0, 0), point("0.0099999", 0), point("0.0099999", "0.01"), point(0, "0.01"))),
    )
    whole = (Polygon((point(0, 0), point("0.01", 0), point("0.01", "0.01"), point(0, "0.01"))),)
    (gap,) = no_mans_land({"甲": west}, whole)
    assert gap.square_metres == pytest.approx(0.0111 * 1113, rel=0.01)
