"""Reading units.csv."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from taizhang.packs.model import Group, Side, Unit, UnitKind
from taizhang.packs.problems import Findings
from taizhang.packs.table import Row, rows_of
from taizhang.packs.units import UnitTree

FILE = "units.csv"
COLUMNS = (
    "code", "name", "short", "aliases", "kind", "parent", "side", "groups", "phone", "successor",
)  # fmt: skip
NEEDED = ("code", "name", "kind", "parent", "side")
_CODE = re.compile(r"[0-9a-z][0-9a-z_-]{1,29}")
_PHONE = re.compile(r"[0-9+()（） -]{5,24}")
_SIDED = frozenset({UnitKind.DISTRICT, UnitKind.LEADER})


def read_units(text: str, groups: tuple[Group, ...], findings: Findings) -> UnitTree:
    """Return the tree of units."""
    rows = rows_of(FILE, text, COLUMNS, NEEDED, findings)
    units = [(_unit(row), row) for row in rows]
    _check_codes(units)
    _check_names(units, groups)
    known = {unit.code for unit, _ in units}
    declared = {group.name for group in groups}
    for unit, row in units:
        row.known("parent", unit.parent, known, "单位代码")
        row.known("successor", unit.successor, known, "单位代码")
        for group in unit.groups:
            row.known("groups", group, declared, "单位组")
    tree = UnitTree((unit for unit, _ in units), groups)
    _check_shape(units)
    if rows:
        _check_root(units, rows[0])
    return tree


def _unit(row: Row) -> Unit:
    code = row.needed("code", "小写字母、数字组成的代码")
    if code and not _CODE.fullmatch(code):
        row.refuse("code", f"“{code}”不能作代码", "2 至 30 个小写字母、数字、- 或 _")
    kind = row.choice("kind", UnitKind, UnitKind.DEPARTMENT)
    side = None
    if row.text("side") or kind not in _SIDED:
        side = row.choice("side", Side, Side.LINE)
    phone = row.text("phone")
    if phone and not _PHONE.fullmatch(phone):
        row.refuse("phone", f"“{phone}”不是电话号码", "数字、空格、- 或括号")
    return Unit(
        code=code,
        name=row.needed("name", "单位全称"),
        kind=kind,
        parent=row.text("parent"),
        short=row.text("short"),
        aliases=row.words("aliases"),
        side=side,
        groups=row.words("groups"),
        phone=phone,
        successor=row.text("successor"),
    )


def _check_codes(units: Iterable[tuple[Unit, Row]]) -> None:
    seen: dict[str, int] = {}
    for unit, row in units:
        if unit.code in seen:
            row.refuse("code", f"“{unit.code}”与第 {seen[unit.code]} 行重复", "每个单位一个代码")
        seen.setdefault(unit.code, row.line)


def _check_names(units: Iterable[tuple[Unit, Row]], groups: Iterable[Group]) -> None:
    """A name that means two units would send work to the wrong one."""
    owners = {name: "单位组" for group in groups for name in (group.name, *group.aliases)}
    holders = dict.fromkeys(owners, "district.toml 中的单位组")
    for field, name, unit, row in _claims(list(units)):
        if owners.setdefault(name, unit.code) != unit.code:
            row.refuse(field, f"“{name}”已经指{holders[name]}", "一个名称只指一个单位")
        holders.setdefault(name, f"第 {row.line} 行的单位")


def _claims(units: Sequence[tuple[Unit, Row]]) -> Iterator[tuple[str, str, Unit, Row]]:
    """Yield every name with its owner; full names come first, so that an alias gives way."""
    yield from (("name", unit.name, unit, row) for unit, row in units if unit.name)
    yield from (("short", unit.short, unit, row) for unit, row in units if unit.short)
    yield from (("aliases", name, unit, row) for unit, row in units for name in unit.aliases)


def _check_shape(units: Sequence[tuple[Unit, Row]]) -> None:
    parents = {unit.code: unit.parent for unit, _ in units}
    successors = {unit.code: unit.successor for unit, _ in units}
    for unit, row in units:
        if _circles(unit.code, parents):
            row.refuse("parent", "上级绕回了自己", "能一级一级上到区的上级单位")
        if _circles(unit.code, successors):
            row.refuse("successor", "承接单位绕回了自己", "另一个没有撤并的单位")


def _circles(start: str, steps: Mapping[str, str]) -> bool:
    seen = {start}
    at = steps.get(start, "")
    while at and at not in seen:
        seen.add(at)
        at = steps.get(at, "")
    return bool(at) and at == start


def _check_root(units: list[tuple[Unit, Row]], first: Row) -> None:
    roots = [(unit, row) for unit, row in units if not unit.parent]
    if not roots:
        first.refuse(
            "parent", "没有最上级的单位", "恰有一个单位没有上级，即区本身（kind 为 district）"
        )
    for unit, row in roots[:1]:
        if unit.kind is not UnitKind.DISTRICT:
            row.refuse("kind", f"最上级的“{unit.name}”不是区", "district")
    for unit, row in roots[1:]:
        row.refuse("parent", f"“{unit.name}”没有上级", f"上级单位的代码，如 {roots[0][0].code}")
