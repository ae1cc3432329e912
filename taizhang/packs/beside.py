"""What is laid down beside the duty list, in words: ground, borders, sponsors, rulings."""

import zlib
from collections.abc import Iterator, Mapping

from taizhang.packs.load import Pack
from taizhang.packs.read_lists import AREA
from taizhang.rules.shapes import Ring, Shape, edges, rings, square_metres, turn

HECTARE = 10_000
Told = tuple[str, str, Mapping[str, str]]  # code, name, its fields in words


def told_beside(pack: Pack) -> Iterator[Told]:
    """Yield everything beside the duty list that an edition may change, in words."""
    yield from _ground(pack)
    yield from _borders(pack)
    title, book = pack.units.title, pack.book
    for sponsor in book.sponsors:
        what = sponsor.project or title(sponsor.place)
        fields = {"包保人": sponsor.post, "登录名": sponsor.person, "依据": sponsor.basis}
        yield f"sponsor:{sponsor.place or sponsor.project}", f"{what}的包保", fields
    for each in book.oversight:
        name = f"{title(each.supervisor)}的监管"
        code = f"oversight:{each.supervisor}:{'|'.join(each.categories)}"
        units = "、".join(title(unit) for unit in each.units)
        yield code, name, {"单位": units, "依据": each.basis}
    for ruling in book.rulings:
        name = f"{pack.categories[ruling.category].name}的裁定"
        fields = {
            "范围": title(ruling.place),
            "主责": _side(pack, ruling.lead),
            "兜底": _side(pack, ruling.fallback),
            "有效至": ruling.expires.isoformat(),
        }
        yield f"ruling:{ruling.document}:{ruling.category}:{ruling.place}", name, fields


def _ground(pack: Pack) -> Iterator[Told]:
    root = pack.units.root.code
    shapes = {root: pack.territory.outline}
    shapes |= {code: spot.shape for code, spot in pack.territory.spots.items()}
    for code, shape in shapes.items():
        if shape:
            yield f"ground:{code}", f"{pack.units.title(code)}的地界", {"地界": _drawn(shape)}


def _drawn(shape: Shape) -> str:
    """Return a shape in words that no other shape has."""
    corners = [corner for ring in rings(shape) for corner in ring]
    mark = zlib.crc32(repr(shape).encode())
    return f"{len(corners)} 个拐点，{_hectares(shape):.2f} 公顷，图形 {mark:08x}"


def _hectares(shape: Shape) -> float:
    doubled = sum(_doubled(polygon.outer) - sum(map(_doubled, polygon.holes)) for polygon in shape)
    return square_metres(doubled / 2, shape[0].outer[0].lat) / HECTARE


def _doubled(ring: Ring) -> int:
    """Return twice the area that a ring holds."""
    return abs(sum(turn(ring[0], a, b) for a, b in edges(ring)))


def _borders(pack: Pack) -> Iterator[Told]:
    title = pack.units.title
    for strip in pack.territory.strips:
        fields = {
            "两侧": "、".join(map(title, strip.sides)),
            "牵头": title(strip.lead),
            "米数": str(strip.metres),
            "走线": f"{len(strip.lines)} 条" if strip.lines else "界线本身",
        }
        yield f"border:{strip.name}", f"交界处{strip.name}", fields


def _side(pack: Pack, unit: str) -> str:
    return "属地" if unit == AREA else pack.units.title(unit)
