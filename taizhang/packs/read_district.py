"""Reading district.toml."""

from dataclasses import dataclass
from datetime import date, time
from fractions import Fraction

from taizhang.packs.calendars import build_calendar
from taizhang.packs.limits import hour_from_words
from taizhang.packs.model import District, Group, Parts
from taizhang.packs.read_alike import read_alike
from taizhang.packs.read_ladder import read_ladder
from taizhang.packs.read_telling import read_telling
from taizhang.packs.sheet import Sheet
from taizhang.rules.lifecycle.states import Command, State
from taizhang.rules.workdays import USUAL_SLOTS, Calendar

REGION_LENGTH = 6
PARTS = ("leader", "supervising", "intake", "arbiter")
RELABELLED = frozenset({*Command, *State})
USUAL_WARN = Fraction(4, 5)  # domain facts, 1.3: yellow from 80 % of the limit on
_SLOT_HINT = '按先后排列、互不重叠的时段，如 [["08:00", "12:00"], ["14:00", "18:00"]]'


@dataclass(frozen=True, slots=True)
class DistrictSheet:
    """The district with its calendar."""

    district: District
    calendar: Calendar


def read_district(sheet: Sheet) -> DistrictSheet:
    """Return what district.toml says."""
    sheet.only(
        "name", "short", "region", "effective_from", "number_mark", "default_campaign",
        "calendar", "lights", "parts", "groups", "words", "telling", "ladder", "alike",
    )  # fmt: skip
    lights = sheet.table("lights")
    lights.only("warn")
    district = District(
        name=sheet.text("name", "区的全称"),
        short=sheet.text("short", "区的简称，如“清河区”"),
        region=_region(sheet),
        effective_from=sheet.day("effective_from") or date.min,
        number_mark=sheet.text("number_mark", "编号的字头，如“清督”"),
        default_campaign=sheet.text("default_campaign", "campaigns 中一个专项的代码"),
        parts=read_parts(sheet.table("parts"), None),
        warn=read_warn(lights, USUAL_WARN),
        groups=tuple(_group(each) for each in sheet.tables("groups")),
        words=_words(sheet.table("words")),
        telling=read_telling(sheet.table("telling")),
        ladder=read_ladder(sheet, ()),
        alike=read_alike(sheet.table("alike")),
    )
    return DistrictSheet(district, _calendar(sheet.table("calendar")))


def read_parts(sheet: Sheet, fallback: Parts | None) -> Parts:
    """Return the units that lead, supervise, take in and arbitrate."""
    sheet.only(*PARTS)
    found = {}
    for part in PARTS:
        if fallback is not None and part not in sheet.values:
            found[part] = getattr(fallback, part)
        else:
            found[part] = sheet.text(part, "units.csv 中一个单位的代码")
    return Parts(**found)


def read_warn(sheet: Sheet, fallback: Fraction) -> Fraction:
    """Return the share of a limit from which on its light is yellow."""
    share = sheet.share("warn", fallback)
    if not 0 < share < 1:
        sheet.refuse("warn", f"“{sheet.values['warn']}”不在 0 与 100% 之间", "如“80%”")
        return fallback
    return share


def _region(sheet: Sheet) -> str:
    region = sheet.text("region", "六位行政区划代码")
    if region and not (len(region) == REGION_LENGTH and region.isdecimal()):
        sheet.refuse("region", f"“{region}”不是行政区划代码", "六位数字，如 990104")
    return region


def _group(sheet: Sheet) -> Group:
    sheet.only("name", "aliases")
    return Group(sheet.text("name", "单位组名称，如“各街道”"), sheet.texts("aliases"))


def _words(sheet: Sheet) -> dict[str, str]:
    for key in sheet.values:
        sheet.known(key, key, RELABELLED, "命令或状态")
    return {key: sheet.text(key, "本区的叫法") for key in sheet.values}


def _calendar(sheet: Sheet) -> Calendar:
    sheet.only("slots", "holidays", "workdays", "years")
    days_off, days_on = sheet.days("holidays"), sheet.days("workdays")
    for day in sorted(set(days_off) & set(days_on)):
        sheet.refuse("workdays", f"{day} 既是假日又是工作日", "只写在一处")
    years = sheet.values.get("years", [])
    if not (isinstance(years, list) and all(type(year) is int for year in years)):
        sheet.refuse("years", "不是年份的列表", "已公布放假安排并在此列全的年份，如 [2027]")
        years = []
    slots = _slots(sheet) if "slots" in sheet.values else USUAL_SLOTS
    return build_calendar(days_off=days_off, days_on=days_on, years=years, slots=slots)


def _slots(sheet: Sheet) -> tuple[tuple[time, time], ...]:
    value = sheet.values["slots"]
    slots: list[tuple[time, time]] = []
    for pair in value if isinstance(value, list) else [None]:
        hours = [hour_from_words(str(each)) for each in pair] if isinstance(pair, list) else []
        begin, end = hours if len(hours) == 2 else (None, None)
        if begin is None or end is None or begin >= end or (slots and begin < slots[-1][1]):
            sheet.refuse("slots", f"“{pair}”不是可用的工作时段", _SLOT_HINT)
            return USUAL_SLOTS
        slots.append((begin, end))
    if not slots:
        sheet.refuse("slots", "没有工作时段", _SLOT_HINT)
    return tuple(slots) or USUAL_SLOTS
