"""Reading areas.geojson (the ground of the units) and borders.csv (交界处): optional files."""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from taizhang.packs.model import AREA_KINDS, Unit, UnitKind
from taizhang.packs.problems import Findings, hint_from
from taizhang.packs.table import Row, rows_of
from taizhang.packs.units import UnitTree
from taizhang.rules.places import Gazetteer, Level, Spot, Strip
from taizhang.rules.shapes import Line, Point, Polygon, Ring, Shape, metres_to, point, rings, turn

AREAS, BORDERS = "areas.geojson", "borders.csv"
BORDER_COLUMNS = ("name", "one", "other", "lead", "metres")
PROPERTIES = ("unit", "border", "name")
WIDEST_M = 2000
LEVELS = {
    UnitKind.STREET: Level.AREA,
    UnitKind.TOWNSHIP: Level.AREA,
    UnitKind.COMMUNITY: Level.COMMUNITY,
    UnitKind.VILLAGE: Level.COMMUNITY,
    UnitKind.GRID: Level.GRID,
    UnitKind.BUILDING: Level.BUILDING,
}
_FEATURE = re.compile(r"\"type\"\s*:\s*\"Feature\"")
_RING_HINT = "至少四个点、首尾相同、不在一条线上的环，每点为 [经度, 纬度]"


@dataclass(frozen=True, slots=True)
class Drawn:
    """What the map shows: the ground of units by code, and the lines that borders run along."""

    shapes: dict[str, Shape] = field(default_factory=dict)
    lines: dict[str, tuple[Line, ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class _Feature:
    number: int
    line: int
    properties: Mapping[str, Any]
    geometry: Mapping[str, Any]
    findings: Findings

    def refuse(self, name: str, message: str, hint: str) -> None:
        path = f"features[{self.number}].{name}"
        self.findings.add(AREAS, self.line, path, message, hint)


class _NoShape(Exception):
    """Coordinates that draw nothing; says what is wrong with them."""


def read_territory(files: Mapping[str, str], tree: UnitTree, findings: Findings) -> Gazetteer:
    """Return the district's territory: its units, with their ground where it is drawn."""
    drawn = _drawn(files[AREAS], tree, findings) if AREAS in files else Drawn()
    strips = _strips(files[BORDERS], tree, drawn, findings) if BORDERS in files else ()
    spots = (
        Spot(
            unit.code,
            LEVELS[unit.kind],
            _names(unit, tree),
            tuple(tree.current(code) for code in tree.ancestors(unit.code)),
            drawn.shapes.get(unit.code, ()),
        )
        for unit in tree
        if unit.kind in LEVELS and not unit.successor
    )
    root = next((unit.code for unit in tree if not unit.parent), "")
    return Gazetteer(root, spots, strips, drawn.shapes.get(root, ()))


def _names(unit: Unit, tree: UnitTree) -> tuple[str, ...]:
    """Return what an address may call a unit: also by the name of one that became part of it."""
    gone = (tree.unit(code) for code, heir in tree.heirs.items() if heir == unit.code)
    names = (n for each in (unit, *gone) for n in (each.title, each.name, *each.aliases))
    return tuple(dict.fromkeys(filter(None, names)))


def _drawn(text: str, tree: UnitTree, findings: Findings) -> Drawn:
    drawn = Drawn()
    for feature in _features(text, findings):
        unit, border = (feature.properties.get(name) for name in ("unit", "border"))
        for name in feature.properties:
            if name not in PROPERTIES:
                feature.refuse(f"properties.{name}", "不认识的项", "、".join(PROPERTIES))
        if isinstance(border, str) and border and not unit:
            drawn.lines[border] = (*drawn.lines.get(border, ()), *_lines(feature))
        elif _is_drawable(feature, unit, tree, drawn):
            drawn.shapes[str(unit)] = _shape(feature)
    _check_outline(tree, drawn, findings)
    return drawn


def _is_drawable(feature: _Feature, unit: object, tree: UnitTree, drawn: Drawn) -> bool:
    where = "properties.unit"
    if not isinstance(unit, str) or unit not in tree:
        hint = "units.csv 中的单位代码，或 border：borders.csv 中的名称"
        feature.refuse(where, f"没有单位代码“{unit}”" if unit else "没有写是哪个单位", hint)
        return False
    if unit in drawn.shapes:
        feature.refuse(where, f"“{unit}”画了不止一次", "每个单位一个图形，几块的用 MultiPolygon")
        return False
    found = tree.unit(unit)
    if found.parent and found.kind not in LEVELS:
        feature.refuse(where, f"“{found.title}”没有地界", "区、街道、乡镇、社区、村、网格或楼宇")
        return False
    if found.successor:
        feature.refuse(where, f"“{found.title}”已撤并", found.successor)
        return False
    return True


def _check_outline(tree: UnitTree, drawn: Drawn, findings: Findings) -> None:
    if drawn.shapes and not any(not tree.unit(code).parent for code in drawn.shapes):
        root = next((unit.code for unit in tree if not unit.parent), "区")
        findings.add(AREAS, 0, "", "没有全区的界线", f'一个 "unit": "{root}" 的图形')


def _features(text: str, findings: Findings) -> Iterator[_Feature]:
    try:
        whole = json.loads(text, parse_float=Decimal, parse_constant=Decimal)
    except json.JSONDecodeError as error:
        line = min(error.lineno, text.count("\n") + 1)
        findings.add(AREAS, line, "", "这里不合 JSON 写法", "GeoJSON 文本（RFC 7946）")
        return
    except (ValueError, RecursionError):  # a number of thousands of digits, brackets without end
        findings.add(AREAS, 1, "", "文本无法解读", "GeoJSON 文本（RFC 7946）")
        return
    features = whole.get("features") if isinstance(whole, dict) else None
    if not isinstance(features, list):
        findings.add(AREAS, 1, "features", "没有图形的列表", '{"type": "FeatureCollection", …}')
        return
    lines = [text.count("\n", 0, match.start()) + 1 for match in _FEATURE.finditer(text)]
    for number, each in enumerate(features):
        line = lines[number] if number < len(lines) else 1
        parts = each if isinstance(each, dict) else {}
        properties, geometry = (
            part if isinstance(part := parts.get(name), dict) else {}
            for name in ("properties", "geometry")
        )
        yield _Feature(number, line, properties, geometry, findings)


def _shape(feature: _Feature) -> Shape:
    """Return the polygons of a feature; none where they are refused."""
    kind, given = feature.geometry.get("type"), feature.geometry.get("coordinates")
    if kind not in ("Polygon", "MultiPolygon"):
        feature.refuse("geometry.type", f"“{kind}”不是面", "Polygon 或 MultiPolygon")
        return ()
    try:
        pieces = [given] if kind == "Polygon" else _listed(given)
        return tuple(_polygon(piece) for piece in pieces)
    except _NoShape as wrong:
        feature.refuse("geometry.coordinates", str(wrong), _RING_HINT)
        return ()


def _lines(feature: _Feature) -> tuple[Line, ...]:
    kind, given = feature.geometry.get("type"), feature.geometry.get("coordinates")
    if kind not in ("LineString", "MultiLineString"):
        feature.refuse("geometry.type", f"“{kind}”不是线", "LineString 或 MultiLineString")
        return ()
    try:
        pieces = [given] if kind == "LineString" else _listed(given)
        lines = tuple(tuple(map(_point, _listed(piece))) for piece in pieces)
    except _NoShape as wrong:
        feature.refuse("geometry.coordinates", str(wrong), "每点为 [经度, 纬度]")
        return ()
    if any(len(line) < 2 for line in lines):
        feature.refuse("geometry.coordinates", "线上不足两个点", "每条线至少两个点")
        return ()
    return lines


def _polygon(given: object) -> Polygon:
    outer, *holes = [_ring(each) for each in _listed(given)]
    return Polygon(outer, tuple(holes))


def _ring(given: object) -> Ring:
    points = [_point(each) for each in _listed(given)]
    if points[0] != points[-1]:
        raise _NoShape("环没有闭合")
    ring = tuple(points[:-1])
    if len(ring) < 3 or not any(turn(ring[0], ring[1], at) for at in ring):
        raise _NoShape("环围不出地方")
    return ring


def _point(given: object) -> Point:
    numbers = _listed(given)
    if len(numbers) < 2 or not all(_is_number(each) for each in numbers[:2]):
        raise _NoShape(f"“{given}”不是一个点")
    try:
        return point(numbers[0], numbers[1])
    except ValueError:
        raise _NoShape(f"“{numbers[0]}, {numbers[1]}”不在地球上") from None


def _is_number(value: object) -> bool:
    return isinstance(value, int | Decimal) and not isinstance(value, bool)


def _listed(given: object) -> list[Any]:
    if isinstance(given, list) and given:
        return given
    raise _NoShape("坐标不是列表，或是空的")


def _strips(text: str, tree: UnitTree, drawn: Drawn, findings: Findings) -> tuple[Strip, ...]:
    strips: dict[str, Strip] = {}
    for row in rows_of(BORDERS, text, BORDER_COLUMNS, BORDER_COLUMNS, findings):
        strip = _strip(row, tree, drawn)
        if strip.name in strips:
            row.refuse("name", f"“{strip.name}”重复", "每段交界处一个名称")
        strips[strip.name] = strip
    for name in drawn.lines:
        if name not in strips:
            hint = hint_from(name, list(strips), "交界处") or "borders.csv 中的名称"
            findings.add(AREAS, 0, name, f"borders.csv 中没有交界处“{name}”", hint)
    return tuple(strips.values())


def _strip(row: Row, tree: UnitTree, drawn: Drawn) -> Strip:
    areas = [unit.code for unit in tree.of_kind(*AREA_KINDS) if not unit.successor]
    sides = (row.needed("one", "街道（乡镇）代码"), row.needed("other", "街道（乡镇）代码"))
    for name, side in zip(("one", "other"), sides, strict=True):
        row.known(name, side, areas, "街道（乡镇）代码")
    if sides[0] and sides[0] == sides[1]:
        row.refuse("other", "两边是同一家", "相邻的另一个街道（乡镇）")
    lead = row.needed("lead", "两边之一，默认由它牵头")
    if lead and lead not in sides:
        row.refuse("lead", f"“{lead}”不是两边之一", "、".join(filter(None, sides)) or "单位代码")
    name = row.needed("name", "交界处名称，如“某某渠沿线”")
    strip = Strip(name, sides, lead, _metres(row), drawn.lines.get(name, ()))
    if not strip.lines and not _are_neighbours(strip, drawn):
        row.refuse("metres", "两家在图上隔得更远，这段交界处是空的", "相邻的两家，或画出 border 线")
    return strip


def _metres(row: Row) -> int:
    value = row.needed("metres", "界线两侧各多少米")
    metres = int(value) if value.isdecimal() and value.isascii() and len(value) < 6 else 0
    if value and not 0 < metres <= WIDEST_M:
        row.refuse("metres", f"“{value}”不是可用的米数", f"1 至 {WIDEST_M} 的整数")
    return metres


def _are_neighbours(strip: Strip, drawn: Drawn) -> bool:
    """Return whether some corner of one is as near to the other as the strip is wide."""
    one, other = (drawn.shapes.get(side, ()) for side in strip.sides)
    if not one or not other or not strip.metres:
        return True  # nothing drawn to measure
    return any(
        metres_to(corner, far) <= strip.metres
        for near, far in ((one, other), (other, one))
        for ring in rings(near)
        for corner in ring
    )
