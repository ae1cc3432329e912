"""Reading campaigns/NAME.toml: a campaign that leaves a clock or a way on open is refused."""

from collections.abc import Collection, Mapping
from dataclasses import fields
from datetime import date
from fractions import Fraction
from pathlib import PurePosixPath
from typing import Any

from taizhang.packs.model import Campaign, District, Revisiting, Side, Source
from taizhang.packs.read_district import read_parts, read_warn
from taizhang.packs.read_ladder import read_ladder
from taizhang.packs.sheet import Sheet
from taizhang.packs.units import UnitTree
from taizhang.rules.clock import Limit, TimeUnit
from taizhang.rules.lifecycle.guards import Guards, Limits, Step
from taizhang.rules.lifecycle.states import SUBMIT_OUTCOMES, Command

KEYS = (
    "code", "name", "begins", "ends", "basis", "primary_side", "task_force", "confidential",
    "categories", "guards", "limits", "windows", "sources", "verification", "revisiting", "parts",
    "seconds", "evidence", "lights", "ladder",
)  # fmt: skip
ROLES_IN_ITEM = ("@supervising", "@inspecting", "@area", "@intake", "@leader")
WINDOWS = ("suspension_days", "rebound_days", "objection_days", "appeal_days")
CLOCKS = tuple(f.name for f in fields(Limits) if f.name not in WINDOWS)
OPTIONAL_CLOCKS = ("report",)
CLAIMS = (
    "check_first", "decline_signed", "submit_signed", "deemed_accepted", "public_notice",
    "suspendable", "reports",
)  # fmt: skip
SECONDED = (Command.DECLINE, Command.SUBMIT)
MOST_STEPS, MOST_REVISITS, MOST_EXTENSIONS, LONGEST_WINDOW = 4, 3, 9, 3650
NO_LIMIT = Limit(1, TimeUnit.WORK_DAY)  # stands in for a refused limit; never leaves the checker


def read_campaign(
    sheet: Sheet, district: District, tree: UnitTree, categories: Collection[str]
) -> Campaign:
    """Return what one campaign file says."""
    sheet.only(*KEYS)
    steps = _steps(sheet, tree)
    begins = sheet.day("begins") or date.min
    campaign = Campaign(
        code=_code(sheet),
        name=sheet.text("name", "专项名称"),
        begins=begins,
        ends=_ends(sheet, begins),
        primary_side=sheet.choice("primary_side", Side, Side.LINE),
        guards_=_guards(sheet.table("guards"), len(steps)),
        limits=_limits(sheet),
        steps=steps,
        sources=_sources(sheet.table("sources")),
        revisiting=_revisiting(sheet.table("revisiting"), tree),
        parts=read_parts(sheet.table("parts"), district.parts),
        warn=read_warn(sheet.table("lights"), district.warn),
        task_force=_unit(sheet, "task_force", sheet.maybe("task_force"), tree),
        confidential=sheet.claim("confidential", False),
        basis=sheet.text("basis", "依据的文件或决定"),
        categories=_categories(sheet, categories),
        seconds=_seconds(sheet.table("seconds"), tree),
        evidence=_evidence(sheet.table("evidence")),
        ladder=read_ladder(sheet, district.ladder),
    )
    check_parts(sheet.table("parts"), tree)
    _check_ways_on(sheet, campaign)
    return campaign


def check_parts(sheet: Sheet, tree: UnitTree) -> None:
    """Note every part that names no unit."""
    for part, code in sheet.values.items():
        if isinstance(code, str):
            _unit(sheet, part, code, tree)


def _code(sheet: Sheet) -> str:
    code = sheet.text("code", "与文件名相同的代码")
    name = PurePosixPath(sheet.file).stem
    if code and code != name:
        sheet.refuse("code", f"“{code}”与文件名不同", name)
    return code


def _ends(sheet: Sheet, begins: date) -> date | None:
    ends = sheet.day("ends") if "ends" in sheet.values else None
    if ends is not None and ends < begins:
        sheet.refuse("ends", f"{ends} 早于开始日 {begins}", "不早于 begins 的日期")
    return ends


def _guards(sheet: Sheet, steps: int) -> Guards:
    sheet.only(*CLAIMS, "revisits", "extensions")
    usual = Guards()
    claims = {name: sheet.claim(name, getattr(usual, name)) for name in CLAIMS}
    return Guards(
        steps=steps,
        revisits=sheet.number("revisits", 0, MOST_REVISITS, usual.revisits),
        extensions=sheet.number("extensions", 0, MOST_EXTENSIONS, usual.extensions),
        **claims,
    )


def _limits(sheet: Sheet) -> Limits:
    clocks, windows = sheet.table("limits"), sheet.table("windows")
    clocks.only(*CLOCKS)
    windows.only(*WINDOWS)
    found: dict[str, Any] = {
        name: clocks.limit(name) or NO_LIMIT
        for name in CLOCKS
        if name not in OPTIONAL_CLOCKS or name in clocks.values
    }
    found |= {name: windows.number(name, 1, LONGEST_WINDOW) for name in WINDOWS}
    return Limits(**found)


def _sources(sheet: Sheet) -> Mapping[Source, Limit]:
    if not sheet.values:
        sheet.refuse(
            "", "没有任何来源", '至少一个来源及其默认时限，如 meeting = "20自然日（次日起算）"'
        )
    found = {}
    for key in sheet.values:
        if sheet.known(key, key, list(Source), "来源") in list(Source):
            found[Source(key)] = sheet.limit(key) or NO_LIMIT
    return found


def _steps(sheet: Sheet, tree: UnitTree) -> tuple[Step, ...]:
    tables = sheet.tables("verification")
    if not 1 <= len(tables) <= MOST_STEPS:
        sheet.refuse(
            "verification",
            f"有 {len(tables)} 个核查环节，申请销号后无路可走或过长",
            f"1 至 {MOST_STEPS} 个 [[verification]]",
        )
    return tuple(_step(each, tree) for each in tables)


def _step(sheet: Sheet, tree: UnitTree) -> Step:
    sheet.only("name", "unit", "limit", "on_site")
    unit = sheet.text("unit", f"单位代码或 {'、'.join(ROLES_IN_ITEM)}")
    return Step(
        name=sheet.text("name", "环节名称，如“现场核查”"),
        unit=_unit(sheet, "unit", unit, tree),
        limit=sheet.limit("limit") or NO_LIMIT,
        on_site=sheet.claim("on_site", False),
    )


def _revisiting(sheet: Sheet, tree: UnitTree) -> Revisiting:
    sheet.only("unit", "share")
    unit = sheet.text("unit", f"单位代码或 {'、'.join(ROLES_IN_ITEM)}")
    return Revisiting(_unit(sheet, "unit", unit, tree), sheet.share("share", Fraction(1)))


def _categories(sheet: Sheet, known: Collection[str]) -> tuple[str, ...]:
    prefixes = sheet.texts("categories")
    for prefix in prefixes:
        if not any(code.startswith(prefix) for code in known):
            sheet.refuse(
                "categories", f"没有以“{prefix}”开头的类别", "categories.csv 中的代码或其开头"
            )
    return prefixes


def _seconds(sheet: Sheet, tree: UnitTree) -> dict[str, str]:
    sheet.only(*SECONDED)
    return {
        key: _unit(sheet, key, sheet.text(key, "第二签批单位的代码"), tree) for key in sheet.values
    }


def _evidence(sheet: Sheet) -> dict[str, int]:
    sheet.only(*SUBMIT_OUTCOMES)
    return {key: sheet.number(key, 0, 50) for key in sheet.values}


def _unit(sheet: Sheet, key: str, code: str, tree: UnitTree) -> str:
    if code.startswith("@"):
        return sheet.known(key, code, ROLES_IN_ITEM, "事项中的单位")
    sheet.known(key, code, [unit.code for unit in tree], "单位代码")
    if code in tree and tree.unit(code).successor:
        sheet.refuse(key, f"“{tree.title(code)}”已撤并", tree.unit(code).successor)
    return code


def _check_ways_on(sheet: Sheet, campaign: Campaign) -> None:
    """Note what would leave an item without a next action."""
    if campaign.guards_.reports and campaign.limits.report is None:
        sheet.table("limits").refuse("report", "要求按期报进展，却没有报送时限", "如“5工作日”")
    if campaign.revisiting.share == 0 and campaign.guards_.revisits:
        sheet.table("revisiting").refuse(
            "share", "要求回头看，抽查比例却是 0", "大于 0 的百分比，如“30%”"
        )
    if campaign.confidential and campaign.guards_.public_notice:
        sheet.table("guards").refuse("public_notice", "不公开的专项不能公示", "false")
