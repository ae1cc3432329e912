"""Places (属地): which street or township, community, grid or building something lies in.

A place may be said by a unit's code, a 15-digit grid code, a building, an address or a point; the
answer says how it was found and how sure that is. What may be in two places is shown as two.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from enum import Enum, StrEnum

from taizhang.rules.refused import Gap, Phrase
from taizhang.rules.shapes import (
    Line,
    Point,
    Shape,
    Where,
    box,
    degrees,
    metres_to,
    metres_to_line,
    where,
)

# GB/T 30428.1: six digits of the district, three each of street, community and sequence.
GRID_CODE = re.compile(r"(?<!\d)\d{15}(?!\d)")
COMMUNITY_DIGITS, AREA_DIGITS = 12, 9
NO_WORDS = Phrase("")
BETWEEN = ("交界", "结合部", "接合部", "接壤", "之间")


class Level(StrEnum):
    """How fine a unit of the territory is."""

    AREA = "area"  # 街道、乡镇
    COMMUNITY = "community"  # 社区、村
    GRID = "grid"
    BUILDING = "building"


class Way(StrEnum):
    """How a place was found."""

    UNIT = "unit"
    GRID = "grid"
    BUILDING = "building"
    POINT = "point"
    ADDRESS = "address"


class Sure(Enum):
    """How sure a place is; the surest comes first."""

    CERTAIN = 0
    LIKELY = 1
    GUESS = 2


@dataclass(frozen=True, slots=True)
class Spot:
    """A unit of the territory: its names, what it lies in, and its ground where that is drawn."""

    code: str
    level: Level
    names: tuple[str, ...]
    above: tuple[str, ...] = ()
    shape: Shape = ()


@dataclass(frozen=True, slots=True)
class Strip:
    """A border strip (交界处): ground near the border of two areas, which both answer for."""

    name: str
    sides: tuple[str, str]
    lead: str  # who begins, one of the two sides
    metres: int
    lines: tuple[Line, ...] = ()  # a railway, a river; without one, the border itself

    @property
    def other(self) -> str:
        """Return the side that does not lead."""
        return self.beside(self.lead)

    def beside(self, side: str) -> str:
        """Return the neighbour of one side."""
        return self.sides[0] if side == self.sides[1] else self.sides[1]


@dataclass(frozen=True, slots=True)
class Place:
    """Where something may be, how that was found and how sure it is."""

    area: str
    community: str = ""
    leaf: str = ""  # grid or building
    way: Way = Way.UNIT
    sure: Sure = Sure.CERTAIN
    why: Phrase = NO_WORDS
    strip: Strip | None = None

    @property
    def finest(self) -> str:
        """Return the smallest unit that is known."""
        return self.leaf or self.community or self.area

    @property
    def chain(self) -> tuple[str, ...]:
        """Return the units that it lies in, the smallest first."""
        return tuple(filter(None, (self.leaf, self.community, self.area)))

    def agrees_with(self, other: "Place") -> bool:
        """Return whether both may be one place, of which one knows more than the other."""
        mine, others = (self.strip, *_levels(self)), (other.strip, *_levels(other))
        return all(a == b or not (a and b) for a, b in zip(mine, others, strict=True))


class Gazetteer:
    """The district's territory (地名册): units by code and by name, their ground, the strips."""

    __slots__ = ("_boxes", "_named", "_pattern", "outline", "region", "spots", "strips")

    def __init__(
        self,
        region: str,
        spots: Iterable[Spot],
        strips: Iterable[Strip] = (),
        outline: Shape = (),
    ) -> None:
        self.region = region
        self.spots: Mapping[str, Spot] = {spot.code: spot for spot in spots}
        self.strips = tuple(strips)
        self.outline = outline
        self._named = {n: s.code for s in reversed(self.spots.values()) for n in s.names if n}
        longest_first = sorted(self._named, key=lambda name: (-len(name), name))
        self._pattern = re.compile("|".join(map(re.escape, longest_first)) or r"(?!)")
        self._boxes = {
            spot.code: box(at for polygon in spot.shape for at in polygon.outer)
            for spot in self.spots.values()
            if spot.shape
        }

    def title(self, code: str) -> str:
        """Return the name of a unit of the territory."""
        spot = self.spots.get(code)
        return spot.names[0] if spot and spot.names else code

    def named_in(self, text: str) -> tuple[tuple[str, str], ...]:
        """Return the names in a text, in its order, each with its unit; of two the longer one."""
        found = (match[0] for match in self._pattern.finditer(text))
        return tuple((name, self._named[name]) for name in dict.fromkeys(found))

    def around(self, at: Point, level: Level) -> dict[str, Where]:
        """Return the units of a level in whose ground or on whose border the point lies."""
        found = {}
        for code, (west, south, east, north) in self._boxes.items():
            spot = self.spots[code]
            is_near = west <= at.lon <= east and south <= at.lat <= north
            if spot.level is level and is_near:
                found[code] = where(at, spot.shape)
        return {code: lies for code, lies in found.items() if lies is not Where.OUTSIDE}

    def place(self, code: str, way: Way, why: Phrase, sure: Sure = Sure.CERTAIN) -> Place | None:
        """Return the place that a unit is, or nothing where it lies in no area."""
        found = dict.fromkeys(Level, "")
        for each in (code, *self.spots[code].above):
            if each in self.spots:
                found[self.spots[each].level] = each
        area, community, grid, building = found.values()
        return Place(area, community, grid or building, way, sure, why) if area else None


def places(
    gazetteer: Gazetteer, *, code: str = "", text: str = "", at: Point | None = None
) -> tuple[Place, ...]:
    """Return every place that is meant, the surest first; what agrees is one place."""
    found = [*_by_code(gazetteer, code)]
    found += _by_point(gazetteer, at) if at is not None else ()
    found += _by_address(gazetteer, text)
    merged: list[Place] = []
    for place in found:
        same = next((n for n, other in enumerate(merged) if place.agrees_with(other)), None)
        if same is None:
            merged.append(place)
        else:
            merged[same] = _finer(merged[same], place)
    return tuple(sorted(merged, key=lambda place: place.sure.value))


def _levels(place: Place) -> tuple[str, str, str]:
    return place.area, place.community, place.leaf


def _finer(one: Place, other: Place) -> Place:
    """Return what both know together, as sure as the surer of them."""
    area, community, leaf = (a or b for a, b in zip(_levels(one), _levels(other), strict=True))
    surer = min(one, other, key=lambda place: place.sure.value)
    strip = one.strip or other.strip
    return replace(surer, area=area, community=community, leaf=leaf, strip=strip)


def _by_code(gazetteer: Gazetteer, code: str) -> Iterator[Place]:
    spot = gazetteer.spots.get(code)
    if spot is None:
        yield from _by_grid_code(gazetteer, code)
        return
    name = gazetteer.title(code)
    way, why = {
        Level.GRID: (Way.GRID, Phrase("按网格编码%(code)s", {"code": code})),
        Level.BUILDING: (Way.BUILDING, Phrase("按楼宇“%(name)s”", {"name": name})),
    }.get(spot.level, (Way.UNIT, Phrase("按单位“%(name)s”", {"name": name})))
    place = gazetteer.place(code, way, why)
    if place is not None:
        yield place


def _by_grid_code(gazetteer: Gazetteer, code: str) -> Iterator[Place]:
    """A grid that nobody has entered yet still says its community and its street."""
    if not GRID_CODE.fullmatch(code):
        return
    for digits in (COMMUNITY_DIGITS, AREA_DIGITS):
        if (known := code[:digits]) in gazetteer.spots:
            gaps: dict[str, Gap] = {"code": code, "n": digits, "name": gazetteer.title(known)}
            why = Phrase("网格编码%(code)s不在册，按前%(n)s位认定为%(name)s", gaps)
            place = gazetteer.place(known, Way.GRID, why, Sure.LIKELY)
            yield from filter(None, [place])
            return


def _by_address(gazetteer: Gazetteer, text: str) -> Iterator[Place]:
    for code in GRID_CODE.findall(text):
        yield from _by_code(gazetteer, code)
    named = gazetteer.named_in(text)
    strips = [strip for strip in gazetteer.strips if _is_said(strip, named, text)]
    for strip in strips:
        yield from _in_strip(gazetteer, strip, Way.ADDRESS)
    if strips:
        return
    found: list[Place] = []
    for name, code in named:
        why = Phrase("地址写有“%(name)s”", {"name": name})
        place = gazetteer.place(code, Way.ADDRESS, why, Sure.LIKELY)
        found += filter(None, [place])
    areas = tuple(dict.fromkeys(gazetteer.title(place.area) for place in found))
    if len(areas) > 1:
        why = Phrase("地址涉及%(areas)s，不止一处", {"areas": areas})
        found = [replace(place, sure=Sure.GUESS, why=why) for place in found]
    yield from found


def _is_said(strip: Strip, named: Iterable[tuple[str, str]], text: str) -> bool:
    both = set(strip.sides) <= {code for _, code in named}
    return strip.name in text or (both and any(word in text for word in BETWEEN))


def _by_point(gazetteer: Gazetteer, at: Point) -> Iterator[Place]:
    if gazetteer.outline and where(at, gazetteer.outline) is Where.OUTSIDE:
        return  # also within a strip's metres: another district's ground
    strips = [strip for strip in gazetteer.strips if is_in_strip(gazetteer, strip, at)]
    for strip in strips:
        yield from _in_strip(gazetteer, strip, Way.POINT)
    if strips:
        return
    areas = gazetteer.around(at, Level.AREA)
    inside = [code for code, lies in areas.items() if lies is Where.INSIDE]
    if len(inside) == 1:
        why = Phrase("坐标%(at)s在%(name)s界内", _gaps(gazetteer, at, inside[0]))
        yield Place(*_finest_around(gazetteer, at, inside[0]), Way.POINT, Sure.CERTAIN, why)
    elif areas:
        words = "坐标%(at)s几家图上都有，%(name)s是其中一家"
        words = words if inside else "坐标%(at)s正在%(name)s的界线上"
        for code in inside or areas:
            yield Place(
                *_finest_around(gazetteer, at, code),
                Way.POINT,
                Sure.LIKELY,
                Phrase(words, _gaps(gazetteer, at, code)),
            )
    else:
        yield from _nearest(gazetteer, at)


def _gaps(gazetteer: Gazetteer, at: Point, code: str) -> dict[str, str]:
    return {"at": degrees(at), "name": gazetteer.title(code)}


def _finest_around(gazetteer: Gazetteer, at: Point, area: str) -> tuple[str, str, str]:
    """Return the area with the community and the grid or building inside it that hold the point."""
    found = []
    for levels in ((Level.COMMUNITY,), (Level.BUILDING, Level.GRID)):
        holding = (
            code
            for level in levels
            for code, lies in gazetteer.around(at, level).items()
            if lies is Where.INSIDE and area in gazetteer.spots[code].above
        )
        found.append(next(holding, ""))
    community, leaf = found
    if leaf and not community:
        above = gazetteer.spots[leaf].above
        community = above[0] if above[0] != area else ""
    return area, community, leaf


def _nearest(gazetteer: Gazetteer, at: Point) -> Iterator[Place]:
    """Yield the area that lies nearest to a point of the district that nobody has drawn."""
    if where(at, gazetteer.outline) is Where.OUTSIDE:
        return
    drawn = [s for s in gazetteer.spots.values() if s.level is Level.AREA and s.shape]
    far = {spot.code: metres_to(at, spot.shape) for spot in drawn}
    if far:
        code = min(far, key=lambda each: (far[each], each))
        gaps: dict[str, Gap] = {**_gaps(gazetteer, at, code), "metres": round(far[code])}
        why = Phrase("坐标%(at)s在图上无主，%(name)s最近，约%(metres)s米", gaps)
        yield Place(code, way=Way.POINT, sure=Sure.GUESS, why=why)


def is_in_strip(gazetteer: Gazetteer, strip: Strip, at: Point) -> bool:
    """Return whether the point is near enough to the strip's line, or to both its sides."""
    if strip.lines:
        return any(metres_to_line(at, line) <= strip.metres for line in strip.lines)
    shapes = [gazetteer.spots[side].shape for side in strip.sides if side in gazetteer.spots]
    drawn = [shape for shape in shapes if shape]
    return len(drawn) == 2 and all(metres_to(at, shape) <= strip.metres for shape in drawn)


def _in_strip(gazetteer: Gazetteer, strip: Strip, way: Way) -> Iterator[Place]:
    """Yield both neighbours, the one that leads by default first."""
    gaps = {"name": strip.name, "lead": gazetteer.title(strip.lead)}
    why = Phrase("在交界带“%(name)s”，两家共管，默认由%(lead)s牵头", gaps)
    for side in (strip.lead, strip.other):
        yield Place(side, way=way, sure=Sure.LIKELY, why=why, strip=strip)
