"""The ways in which offices print a time limit, and the day that each of them means.

A day is the last one allowed: 12月底前 is 31 December, 12月25日前 is the 25th itself. A month,
quarter or year with a bare 前 ends before it begins: 明年3月前 is the last day of February.
"""

import re
from collections.abc import Callable
from datetime import date, timedelta
from typing import NamedTuple

from taizhang.reading.dates import (
    PLAN_ENDS,
    coming,
    day_of,
    festival,
    month_end,
    months_later,
    whole,
    workdays_later,
)
from taizhang.reading.limit_words import (
    BEGINNING_ENDS,
    CLOCK_UNITS,
    INCIDENT,
    LENGTHS,
    OTHER_START,
    OWN_START,
    STANDING_WAY,
)


class Reading(NamedTuple):
    """What printed words mean: the kind, the last day, and for budgets how many of what."""

    kind: str
    iso: date | None = None
    bare: bool = False  # nothing says 前, 内, 底: a limit only where an act follows
    soft: bool = False
    days: int | None = None
    unit: str | None = None
    year: int | None = None  # printed, so that it goes on for what follows


class Days(NamedTuple):
    """From where a day is counted: that of the document, the year printed last, a label or none."""

    anchor: date | None
    known_year: int | None  # printed earlier in the same text
    labelled: bool
    usual_year: int | None = None  # that of the plan or page; a day that has passed is not meant

    def year(self, match: re.Match[str]) -> int | None:
        """Return the year that the words print or imply by 今年 or 明年."""
        printed = match.re.groupindex
        if "y" in printed and match["y"]:
            return whole(match["y"])
        base = self.anchor.year if self.anchor else self.usual_year
        word = match["yr"] if "yr" in printed else None
        if not word or base is None:
            return None
        if word in ("次年", "翌年"):
            return (self.known_year or base) + 1
        return base + {"明年": 1, "后年": 2}.get(word, 0)

    def resolve(self, match: re.Match[str], make: Callable[[int], date | None]) -> date | None:
        """Return the day in the printed year, else in the year before it, else the next one."""
        year = self.year(match) or self.known_year
        if year is not None:
            return make(year)
        if self.usual_year is not None:
            day = make(self.usual_year)
            if day is None or self.anchor is None or day >= self.anchor:
                return day
        return coming(make, self.anchor) if self.anchor else None


def point(match: re.Match[str], days: Days) -> Reading | None:
    """Return the day of 12月底前, 10月中旬, 三季度末, 上半年 or 年底前."""
    strict = match["tail"] in ("前", "之前", "以前") and not (match["x2"] or match["x"])
    if match["d"]:
        iso = days.resolve(match, lambda y: day_of(y, whole(match["m"]), whole(match["d"])))
        return Reading("date", iso, bare=not match["tail"], year=days.year(match))
    if match["m"]:
        month, part = whole(match["m"]), (match["x"] or "").removeprefix("月")
        iso = days.resolve(match, lambda y: in_month(y, month - strict, part))
        kind = "date" if strict or match["x"] else "period"
        return Reading(kind, iso, bare=not (match["tail"] or match["x"]), year=days.year(match))
    month = last_month(match)
    iso = days.resolve(match, lambda y: month_end(y, month - 3 * (strict and bool(match["q"]))))
    kind = "date" if match["tail"] or match["x2"] else "period"
    return Reading(kind, iso, year=days.year(match))


def last_month(match: re.Match[str]) -> int:
    """Return the month with which a quarter, a half or the year ends."""
    if match["q"]:
        return 3 * whole(match["q"])
    if match["q3"]:
        return 9
    return 6 if match["half"] in ("上半年", "年中") else 12


def in_month(year: int, month: int, part: str) -> date:
    """Return the last day of a part of a month; month 0 is the December before."""
    if month == 0:
        return date(year - 1, 12, 31)
    end = month_end(year, month)
    return end.replace(day=BEGINNING_ENDS.get(part, end.day))


def whole_year(match: re.Match[str], days: Days) -> Reading | None:
    """Return the end of 2026年 or 今年; with a bare 前, the day before the year begins."""
    year = days.year(match)
    if year is None:
        return Reading("period", bare=not match["tail"])
    iso = date(year - (match["tail"] in ("前", "之前", "以前")), 12, 31)
    return Reading("period", iso, bare=not match["tail"], year=year)


def plan_year(_: re.Match[str], days: Days) -> Reading | None:
    """Return the end of the year for 年度目标 and 年度任务."""
    year = days.known_year or days.usual_year or (days.anchor.year if days.anchor else None)
    return Reading("period", date(year, 12, 31) if year else None)


def span(match: re.Match[str], days: Days) -> Reading | None:
    """Return the end of a printed stretch: 1月至12月, 2024—2026年, 7月1日至9月30日."""
    year, month = match["y2"], match["m2"]
    if not (month or (match["y1"] and year)):
        return None
    if not month:
        return Reading("period", date(whole(year), 12, 31)) if year.isdecimal() else None
    part, day = match["x"] or "", match["d2"]
    fixed = whole(year) if year and year.isdecimal() else None

    def end(y: int) -> date | None:
        y = fixed or y + (year in ("明年", "次年"))
        return day_of(y, whole(month), whole(day)) if day else in_month(y, whole(month), part)

    return Reading("period", days.resolve(match, end), year=fixed or days.year(match))


def dashed(match: re.Match[str], days: Days) -> Reading | None:
    """Return the day of 2026-12-31, 2026.12.31 or, where a label stands, 2026.12."""
    if not match["d"] and not days.labelled:
        return None
    year, month = whole(match["y"]), whole(match["m"])
    iso = day_of(year, month, whole(match["d"])) if match["d"] else month_end(year, month)
    return Reading("date", iso, bare=not match["tail"], year=year)


def recurring(match: re.Match[str], days: Days) -> Reading | None:
    """Return that 每月25日前, 每季度末 or 每周五前 comes again and again; it has no one day."""
    unit = match["u"]
    if not (match["d"] or match["w"] or match["x"] or match["m"]):
        return Reading("recurring-end") if unit == "年" or days.labelled else None
    return Reading("recurring-end")


def coming_day(anchor: date, number: int) -> date | None:
    """Return the next day that has this number in its month."""
    for later in range(3):
        end = month_end(anchor.year, anchor.month + later)
        day = day_of(end.year, end.month, number)
        if day and day >= anchor:
            return day
    return None


def before_festival(match: re.Match[str], days: Days) -> Reading | None:
    """Return the day before a festival begins."""

    def eve(year: int) -> date | None:
        day = festival(match["name"], year)
        return day and day - timedelta(days=1)

    return Reading("date", days.resolve(match, eve), year=days.year(match))


def plan_period(match: re.Match[str], _: Days) -> Reading | None:
    """Return the end of a five-year plan."""
    return Reading("period", date(PLAN_ENDS[match["p"]], 12, 31))


def weekday(match: re.Match[str], days: Days) -> Reading | None:
    """Return the day of 本周五前 or 下周三前; without 本 or 下, the next such day."""
    if not (match["rel"] or match["tail"] or days.labelled):
        return None
    anchor = days.anchor
    iso = anchor and on_weekday(anchor, match["w"], match["rel"] or "")
    return Reading("date", iso, bare=not match["tail"])


def on_weekday(anchor: date, name: str, which: str) -> date:
    """Return the weekday in this week (本), in the next (下), or the next one to come."""
    day = anchor + timedelta(
        days=(
            "一二三四五六日".find(name.replace("天", "日").replace("末", "日")) - anchor.weekday()
        )
    )
    if which.startswith("下"):
        return day + timedelta(days=7)
    return day if day >= anchor else day + timedelta(days=7)


def month_day(match: re.Match[str], days: Days) -> Reading | None:
    """Return the day of 本月25日前, 下月底, 月底前, or of 25日前 that comes next."""
    rel, number = match["rel"], match["d"] or match["d2"]
    if not rel and not number and match["x2"] == "月中" and not match["t3"]:
        return None
    bare = not (match["tail"] or match["t2"] or match["x"] or match["x2"] or match["x3"])
    anchor = days.anchor
    if anchor is None:
        return Reading("date", bare=bare)
    if match["d2"]:
        return Reading("date", coming_day(anchor, whole(number)))
    month = anchor.month + (rel is not None and rel[0] in "下次")
    end = month_end(anchor.year, month)
    if number:
        return Reading("date", day_of(end.year, end.month, whole(number)), bare=bare)
    part = (match["x"] or match["x2"] or "").removeprefix("月")
    return Reading("date" if part else "period", in_month(end.year, end.month, part), bare=bare)


def near(match: re.Match[str], days: Days) -> Reading | None:
    """Return the day of 今天, 明天, 本周内 or 下周."""
    anchor, bare = days.anchor, not re.search("[内前末]$", match.group())
    if anchor is None:
        return Reading("relative", bare=bare)
    if match["w"]:
        return Reading("period", on_weekday(anchor, "日", match["w"][0]), bare=bare)
    ahead = {"明": 1, "后": 2}.get(match["d"][0], 0)
    same_as_found = match["d"][0] == "当"
    iso = None if same_as_found else anchor + timedelta(days=ahead)
    return Reading("relative", iso, bare=bare)


def budget(match: re.Match[str], days: Days) -> Reading | None:
    """Return how long there is for something: 两个工作日内, 48小时内, 半个月内."""
    half, unit = match["n"] == "半", match["u"]
    if half and unit not in ("月", "年", "小时"):
        return None
    amount = 0 if half else whole(match["n2"] or match["n"])
    clock = CLOCK_UNITS.get(unit, "natural_day")
    if unit == "分钟":
        return Reading("budget", starts_here(match, days), days=1, unit="urgent_hour")
    if unit == "小时":
        amount = amount or 1
    elif clock == "natural_day":
        amount = (15 if unit == "月" else 183) if half else amount * LENGTHS[unit]
    start = starts_here(match, days)
    iso = start and last_day(start, amount, unit, half)
    return Reading("budget", iso, days=amount, unit=clock)


def starts_here(match: re.Match[str], days: Days) -> date | None:
    """Return the day of the document, unless the time runs from something else (发现问题后…)."""
    before = match.string[max(0, match.start() - 16) : match.start()]
    sentence = re.split("[。;]", match.string[: match.start()])[-1]
    if match["u"] in ("小时", "分钟") and INCIDENT.search(sentence):
        return None
    return None if OTHER_START.search(before) and not OWN_START.search(before) else days.anchor


def last_day(start: date, amount: int, unit: str, half: bool) -> date:
    """Return the last day of a budget; the day on which it starts does not count."""
    if unit == "工作日":
        return workdays_later(start, amount)
    if unit in ("工作时", "工作小时"):
        return workdays_later(start, (amount + 7) // 8)
    if unit == "小时":
        return start + timedelta(days=(amount + 23) // 24 if amount >= 24 else 0)
    if unit in ("月", "年") and not half:
        return months_later(start, amount // LENGTHS[unit] * (12 if unit == "年" else 1))
    return start + timedelta(days=amount)


def duration(match: re.Match[str], days: Days) -> Reading | None:
    """Return the outer bound of 用两到三年时间."""
    if match["n"] == "半" or days.anchor is None:
        return Reading("period")
    amount, unit = whole(match["n2"] or match["n"]), match["u"]
    return Reading("period", last_day(days.anchor, amount * LENGTHS[unit], unit, half=False))


def no_day(_: re.Match[str], __: Days) -> Reading | None:
    """Return a period whose end no calendar knows: 汛期, 今冬明春, 长期坚持."""
    return Reading("period")


def same_day(match: re.Match[str], days: Days) -> Reading | None:
    """Return the day itself; none where it is a way of working (坚持事不过夜)."""
    standing = STANDING_WAY.search(match.string[: match.start()])
    return Reading("relative", None if standing else days.anchor)


def urgent(match: re.Match[str], _: Days) -> Reading | None:
    """Return an urgent word, which has no day."""
    return Reading("relative", soft=match.group() != "即日起")
