"""Reading sponsors.csv (包保), supervision.csv (监管) and rulings.csv (裁定): optional files."""

from collections.abc import Collection
from datetime import date

from taizhang.packs.model import AREA_KINDS
from taizhang.packs.problems import Findings
from taizhang.packs.read_lists import AREA
from taizhang.packs.table import Row, rows_of
from taizhang.packs.units import UnitTree
from taizhang.rules.duty_list import Oversight, Ruling, Sponsor

SPONSORS, SUPERVISION, RULINGS = "sponsors.csv", "supervision.csv", "rulings.csv"
SPONSOR_COLUMNS = ("place", "project", "person", "post", "basis")
SPONSOR_NEEDED = ("post", "basis")
SUPERVISION_COLUMNS = ("supervisor", "units", "categories", "basis")
RULING_COLUMNS = ("category", "place", "lead", "fallback", "document", "expires")


def read_sponsors(text: str, tree: UnitTree, findings: Findings) -> tuple[Sponsor, ...]:
    """Return who sponsors which place or project."""
    found: dict[tuple[str, str], Sponsor] = {}
    for row in rows_of(SPONSORS, text, SPONSOR_COLUMNS, SPONSOR_NEEDED, findings):
        sponsor = Sponsor(
            post=row.needed("post", "包保人的职务，如“副区长”"),
            person=row.text("person"),
            place=_unit(row, "place", tree),
            project=row.text("project"),
            basis=row.needed("basis", "依据的文件"),
        )
        if bool(sponsor.place) is bool(sponsor.project):
            row.refuse("place", "包保的是地方还是项目没有写清", "place 与 project 只写一项")
        key = (sponsor.place, sponsor.project)
        if key in found:
            row.refuse("place", f"“{sponsor.place or sponsor.project}”已有包保人", "一处一人")
        found.setdefault(key, sponsor)
    return tuple(found.values())


def check_people(text: str, usernames: Collection[str], findings: Findings) -> None:
    """Note sponsors who are not among the people that the folder brings along."""
    for row in rows_of(SPONSORS, text, SPONSOR_COLUMNS, (), Findings()):
        Row(row.file, row.line, row.cells, findings).known(
            "person", row.text("person"), usernames, "登录名"
        )


def read_supervision(
    text: str, tree: UnitTree, categories: Collection[str], findings: Findings
) -> tuple[Oversight, ...]:
    """Return who supervises such matters of such units."""
    rows = rows_of(SUPERVISION, text, SUPERVISION_COLUMNS, SUPERVISION_COLUMNS, findings)
    return tuple(_oversight(row, tree, categories) for row in rows)


def read_rulings(
    text: str, tree: UnitTree, categories: Collection[str], findings: Findings
) -> tuple[Ruling, ...]:
    """Return the decisions that a document has confirmed, each with its last day."""
    found = []
    for row in rows_of(RULINGS, text, RULING_COLUMNS, RULING_COLUMNS, findings):
        category = row.needed("category", "类别代码")
        ruling = Ruling(
            category=row.known("category", category, categories, "类别代码"),
            place=_unit(row, "place", tree),
            lead=_unit(row, "lead", tree, row.needed("lead", "主责单位代码，或 @area")),
            fallback=_unit(row, "fallback", tree, row.needed("fallback", "兜底单位代码，或 @area")),
            document=row.needed("document", "确认这项裁定的文号"),
            expires=_day(row, "expires"),
        )
        if ruling.lead and ruling.lead == ruling.fallback:
            row.refuse("fallback", "主责和兜底是同一家", "主责以外的单位")
        found.append(ruling)
    return tuple(found)


def _oversight(row: Row, tree: UnitTree, categories: Collection[str]) -> Oversight:
    supervisor = _unit(row, "supervisor", tree, row.needed("supervisor", "监管单位代码"))
    units: list[str] = []
    for name in row.words("units"):
        members = tree.find(name)
        if name == AREA:
            units += (unit.code for unit in tree.of_kind(*AREA_KINDS))
        elif len(members) > 1:
            units += members
        else:
            units.append(_unit(row, "units", tree, name))
    prefixes = row.words("categories")
    for prefix in prefixes:
        if not any(code.startswith(prefix) for code in categories):
            row.refuse(
                "categories", f"没有以“{prefix}”开头的类别", "categories.csv 中的代码或其开头"
            )
    if not units and not prefixes:
        row.refuse("units", "对谁、对什么事都没有写", "units 与 categories 至少写一项")
    basis = row.needed("basis", "法律法规或文件依据")
    return Oversight(supervisor, tuple(dict.fromkeys(units)), prefixes, basis)


def _unit(row: Row, field: str, tree: UnitTree, code: str | None = None) -> str:
    code = row.text(field) if code is None else code
    if code == AREA and field in ("lead", "fallback"):
        return code
    row.known(field, code, [unit.code for unit in tree], "单位代码")
    if code in tree and tree.unit(code).successor:
        row.refuse(field, f"“{tree.title(code)}”已撤并", tree.unit(code).successor)
    return code


def _day(row: Row, field: str) -> date:
    value = row.needed(field, "有效期的最后一天，如 2026-12-31")
    try:
        return date.fromisoformat(value)
    except ValueError:
        if value:
            row.refuse(field, f"“{value}”不是日期", "有效期的最后一天，如 2026-12-31")
    return date.min
