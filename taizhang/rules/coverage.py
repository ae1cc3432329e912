"""No-man's-land (无主地带): ground of the district that no area covers, or that two cover.

The plane is cut at every corner and every crossing of borders into upright strips. Inside a strip
no two borders cross, so between one border and the next everything belongs to the same areas. All
of it is reckoned in fractions: a gap of a centimetre is found, and none is invented by rounding.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import accumulate, groupby, pairwise, product

from taizhang.rules.shapes import Point, Shape, edges, rings, square_metres

DISTRICT = ""  # the outline's own name among the areas
Side = tuple[Point, Point]
Piece = tuple[str, int]  # an area and the number of its polygon


@dataclass(frozen=True, slots=True)
class Fault:
    """A stretch of ground that is not covered once: by which areas it is, and where."""

    areas: tuple[str, ...]  # none: no-man's-land
    is_outside: bool  # beyond the district's outline
    at: Point  # near its middle
    size: Fraction  # in square units of the grid

    @property
    def square_metres(self) -> float:
        """Return its size on the ground."""
        return square_metres(float(self.size), self.at.lat)


@dataclass(frozen=True, slots=True)
class _Slice:
    """What lies between two borders inside one strip."""

    label: tuple[str, ...]
    left: Fraction
    right: Fraction
    bottom: tuple[Fraction, Fraction]  # at its left and at its right side
    top: tuple[Fraction, Fraction]

    @property
    def size(self) -> Fraction:
        heights = (self.top[0] - self.bottom[0]) + (self.top[1] - self.bottom[1])
        return (self.right - self.left) * heights / 2

    @property
    def middle(self) -> Point:
        lat = (sum(self.bottom) + sum(self.top)) / 4
        return Point(round((self.left + self.right) / 2), round(lat))


def no_mans_land(areas: Mapping[str, Shape], district: Shape) -> tuple[Fault, ...]:
    """Return every stretch of the district that no area covers or several do, the largest first.

    Ground that an area claims beyond the district's outline is returned too.
    """
    sides = _sides({**areas, DISTRICT: district})
    strips = [
        [piece for piece in _slices(left, right, crossing) if _is_wrong(piece.label)]
        for left, right, crossing in _strips(sides)
    ]
    faults = [_fault(pieces) for pieces in _joined(strips)]
    return tuple(sorted(faults, key=lambda fault: (-fault.size, fault.areas, fault.at)))


def _is_wrong(label: tuple[str, ...]) -> bool:
    return len(label) != 2 if DISTRICT in label else bool(label)


def _sides(shapes: Mapping[str, Shape]) -> dict[Side, frozenset[Piece]]:
    """Return each side, from left to right, with the pieces of ground that it bounds."""
    found: dict[Side, frozenset[Piece]] = {}
    for name, shape in shapes.items():
        for number, polygon in enumerate(shape):
            for ring in rings((polygon,)):
                for a, b in edges(ring):
                    if a.lon != b.lon:  # an upright side separates nothing inside a strip
                        side = (a, b) if a < b else (b, a)
                        # Twice there, twice crossed: as if it were not there.
                        found[side] = found.get(side, frozenset()) ^ {(name, number)}
    return {side: pieces for side, pieces in found.items() if pieces}


def _strips(
    sides: Mapping[Side, frozenset[Piece]],
) -> Iterator[tuple[Fraction, Fraction, list[tuple[Side, frozenset[Piece]]]]]:
    """Yield the strips from west to east, each with the sides that run through it."""
    waiting = sorted(sides.items(), key=lambda each: each[0], reverse=True)
    running: list[tuple[Side, frozenset[Piece]]] = []
    for left, right in pairwise(_cuts(sorted(sides))):
        running = [each for each in running if each[0][1].lon > left]
        while waiting and waiting[-1][0][0].lon <= left:
            running.append(waiting.pop())
        if running:
            yield left, right, running


def _cuts(sides: Sequence[Side]) -> list[Fraction]:
    """Return the longitudes of all corners and crossings."""
    cuts = {Fraction(end.lon) for side in sides for end in side}
    running: list[Side] = []
    for side in sides:
        running = [other for other in running if other[1].lon > side[0].lon]
        cuts.update(filter(None, (_crossing(side, other) for other in running)))
        running.append(side)
    return sorted(cuts)


def _crossing(one: Side, other: Side) -> Fraction | None:
    """Return the longitude at which two sides cross between their ends."""
    (a, b), (c, d) = one, other
    if max(a.lat, b.lat) < min(c.lat, d.lat) or max(c.lat, d.lat) < min(a.lat, b.lat):
        return None
    run, rise = b.lon - a.lon, b.lat - a.lat
    other_run, other_rise = d.lon - c.lon, d.lat - c.lat
    steeper = run * other_rise - rise * other_run
    if steeper == 0:
        return None
    share = Fraction((c.lon - a.lon) * other_rise - (c.lat - a.lat) * other_run, steeper)
    lon = a.lon + share * run
    return lon if max(a.lon, c.lon) < lon < min(b.lon, d.lon) else None


def _slices(
    left: Fraction, right: Fraction, sides: Iterable[tuple[Side, frozenset[Piece]]]
) -> Iterator[_Slice]:
    """Yield what lies between the sides of a strip, from south to north."""
    heights = sorted(
        ((_height(side, left), _height(side, right)), sorted(pieces)) for side, pieces in sides
    )
    inside: frozenset[Piece] = frozenset()
    below: tuple[Fraction, Fraction] | None = None
    label: tuple[str, ...] = ()
    # Sides cannot cross in here: those of equal height at both ends are one and the same line.
    for height, group in groupby(heights, key=lambda each: each[0]):
        for _, pieces in group:
            inside ^= frozenset(pieces)
        now = tuple(sorted({name for name, _ in inside}))
        if now != label:
            if below is not None:
                yield _Slice(label, left, right, below, height)
            below, label = height, now


def _height(side: Side, lon: Fraction) -> Fraction:
    a, b = side
    return a.lat + Fraction(b.lat - a.lat, b.lon - a.lon) * (lon - a.lon)


def _joined(strips: Sequence[Sequence[_Slice]]) -> Iterator[list[_Slice]]:
    """Yield the stretches: slices of neighbouring strips that share more than a corner."""
    pieces = [piece for strip in strips for piece in strip]
    firsts = [0, *accumulate(map(len, strips))]
    root = list(range(len(pieces)))

    def root_of(number: int) -> int:
        while root[number] != number:
            root[number] = number = root[root[number]]
        return number

    for west, east in pairwise(zip(firsts, strips, strict=False)):
        for (i, one), (j, other) in product(
            enumerate(west[1], west[0]), enumerate(east[1], east[0])
        ):
            if _touches(one, other):
                root[root_of(j)] = root_of(i)
    stretches: dict[int, list[_Slice]] = {}
    for number, piece in enumerate(pieces):
        stretches.setdefault(root_of(number), []).append(piece)
    yield from stretches.values()


def _touches(west: _Slice, east: _Slice) -> bool:
    return (
        west.label == east.label
        and west.right == east.left
        and max(west.bottom[1], east.bottom[0]) < min(west.top[1], east.top[0])
    )


def _fault(pieces: Sequence[_Slice]) -> Fault:
    label = pieces[0].label
    largest = max(pieces, key=lambda piece: piece.size)
    size = sum((piece.size for piece in pieces), Fraction())
    return Fault(
        tuple(name for name in label if name != DISTRICT),
        DISTRICT not in label,
        largest.middle,
        size,
    )
