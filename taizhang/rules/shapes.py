"""Shapes on the map: points in polygons exactly, in whole ten-millionths of a degree.

Coordinates are integers, so that a point on a border is on the border and not a hair beside it.
Metres are only needed to say how near something is; there a float is exact enough.
"""

import math
from collections.abc import Iterable, Iterator
from decimal import Decimal
from enum import Enum
from typing import NamedTuple

SCALE = 10_000_000  # about one centimetre on the ground
METRES_A_DEGREE = 111_319.5
EAST, NORTH = 180, 90  # degrees


class Point(NamedTuple):
    """Where something is; longitude first, as in GeoJSON."""

    lon: int
    lat: int


Ring = tuple[Point, ...]  # closed by itself: the last point is not the first again
Line = tuple[Point, ...]


class Polygon(NamedTuple):
    """A piece of ground, without its holes."""

    outer: Ring
    holes: tuple[Ring, ...] = ()


Shape = tuple[Polygon, ...]


class Where(Enum):
    """How a point lies to a shape."""

    OUTSIDE = 0
    BORDER = 1
    INSIDE = 2


def point(lon: Decimal | int | str, lat: Decimal | int | str) -> Point:
    """Return the point at these degrees; raise ValueError where there is none on the earth."""
    try:
        x, y = Decimal(lon), Decimal(lat)
        if abs(x) <= EAST and abs(y) <= NORTH:
            return Point(round(x * SCALE), round(y * SCALE))
    except ArithmeticError:
        pass
    raise ValueError(f"{lon}, {lat}")


def degrees(at: Point) -> str:
    """Return the point as people read it: longitude, latitude, six decimals."""
    return f"{Decimal(at.lon) / SCALE:.6f},{Decimal(at.lat) / SCALE:.6f}"


def edges(ring: Ring) -> Iterator[tuple[Point, Point]]:
    """Yield the sides of a ring, the one that closes it first."""
    before = ring[-1]
    for at in ring:
        yield before, at
        before = at


def rings(shape: Shape) -> Iterator[Ring]:
    """Yield every ring of a shape, holes too."""
    for polygon in shape:
        yield polygon.outer
        yield from polygon.holes


def where(at: Point, shape: Shape) -> Where:
    """Return how the point lies to the shape."""
    found = {_in_polygon(at, polygon) for polygon in shape}
    return max(found, key=lambda each: each.value, default=Where.OUTSIDE)


def turn(a: Point, b: Point, c: Point) -> int:
    """Return twice the signed area of the triangle: positive where c lies left of a → b."""
    return (b.lon - a.lon) * (c.lat - a.lat) - (b.lat - a.lat) * (c.lon - a.lon)


def is_on(at: Point, a: Point, b: Point) -> bool:
    """Return whether the point lies on the side from a to b."""
    return (
        turn(a, b, at) == 0
        and min(a.lon, b.lon) <= at.lon <= max(a.lon, b.lon)
        and min(a.lat, b.lat) <= at.lat <= max(a.lat, b.lat)
    )


def metres_to(at: Point, shape: Shape) -> float:
    """Return how far the point is from the shape; 0 inside."""
    if where(at, shape) is not Where.OUTSIDE:
        return 0.0
    return min(_metres(at, a, b) for ring in rings(shape) for a, b in edges(ring))


def metres_to_line(at: Point, line: Line) -> float:
    """Return how far the point is from the line."""
    return min(_metres(at, a, b) for a, b in zip(line, line[1:] or line, strict=False))


def square_metres(size: float, lat: int) -> float:
    """Return an area given in square units of the grid as square metres at this latitude."""
    unit = METRES_A_DEGREE / SCALE
    return size * unit * unit * _shrink(lat)


def box(points: Iterable[Point]) -> tuple[int, int, int, int]:
    """Return the smallest longitude and latitude, then the largest ones."""
    lons, lats = zip(*points, strict=True)
    return min(lons), min(lats), max(lons), max(lats)


def _in_polygon(at: Point, polygon: Polygon) -> Where:
    outer = _in_ring(at, polygon.outer)
    if outer is not Where.INSIDE:
        return outer
    for hole in polygon.holes:
        inner = _in_ring(at, hole)
        if inner is not Where.OUTSIDE:
            return Where.BORDER if inner is Where.BORDER else Where.OUTSIDE
    return Where.INSIDE


def _in_ring(at: Point, ring: Ring) -> Where:
    """Count the sides that a ray to the east crosses: an odd number says inside."""
    is_inside = False
    for a, b in edges(ring):
        if is_on(at, a, b):
            return Where.BORDER
        if (a.lat > at.lat) != (b.lat > at.lat):
            side = turn(a, b, at)
            is_inside ^= side > 0 if b.lat > a.lat else side < 0
    return Where.INSIDE if is_inside else Where.OUTSIDE


def _metres(at: Point, a: Point, b: Point) -> float:
    """Measure on the flat: within a district the earth's curve is a matter of centimetres."""
    shrink = _shrink(at.lat)
    ax, ay = (a.lon - at.lon) * shrink, float(a.lat - at.lat)
    bx, by = (b.lon - at.lon) * shrink, float(b.lat - at.lat)
    dx, dy = bx - ax, by - ay
    length = dx * dx + dy * dy
    share = min(1.0, max(0.0, -(ax * dx + ay * dy) / length)) if length else 0.0
    return math.hypot(ax + share * dx, ay + share * dy) * METRES_A_DEGREE / SCALE


def _shrink(lat: int) -> float:
    return math.cos(math.radians(lat / SCALE))
