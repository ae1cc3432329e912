"""Warnings: what a pack may leave so and somebody should look at; none of it bars adoption."""

from collections.abc import Iterator

from taizhang.packs.load import Pack
from taizhang.packs.problems import Problem
from taizhang.packs.read_areas import AREAS
from taizhang.rules.coverage import Fault, no_mans_land
from taizhang.rules.places import Level
from taizhang.rules.shapes import degrees

HECTARE = 10_000


def warnings_of(pack: Pack) -> tuple[Problem, ...]:
    """Return no-man's-land, ground that two areas claim, and ground beyond the district."""
    return tuple(_of_ground(pack))


def uncovered(pack: Pack) -> tuple[Fault, ...]:
    """Return the stretches of the district that are not covered by exactly one area."""
    territory = pack.territory
    shapes = {
        spot.code: spot.shape
        for spot in territory.spots.values()
        if spot.level is Level.AREA and spot.shape
    }
    return no_mans_land(shapes, territory.outline) if shapes else ()


def _of_ground(pack: Pack) -> Iterator[Problem]:
    for fault in uncovered(pack):
        names = "、".join(pack.units.title(code) for code in fault.areas)
        where = f"{degrees(fault.at)} 一带约 {_size(fault.square_metres)}"
        if not fault.areas:
            said = f"无主地带：{where}，没有划给任何街道（乡镇）", "划给相邻的一家"
        elif fault.is_outside:
            said = f"出界：{where}，{names}画到了区界以外", "区界以内"
        else:
            said = f"重叠：{where}，{names}都画有", "只划给其中一家，或写入 borders.csv"
        yield Problem(AREAS, 0, "", *said)


def _size(square_metres: float) -> str:
    if square_metres >= HECTARE:
        return f"{square_metres / HECTARE:.1f} 公顷"
    return f"{square_metres:.0f} 平方米" if square_metres >= 1 else "不到 1 平方米"
