"""Days behind the words of Chinese dates: numerals, ends of months and quarters, and festivals."""

from calendar import monthrange
from collections.abc import Callable
from datetime import date, timedelta

import chinese_calendar

DIGITS = {c: n for n, c in enumerate("零一二三四五六七八九")} | {"〇": 0, "○": 0, "两": 2}
TENS = {"十": 10, "廿": 20, "卅": 30}

# First day of the lunar year, by the almanac; tests hold it against the published holidays.
SPRING = {
    2018: (2, 16), 2019: (2, 5), 2020: (1, 25), 2021: (2, 12), 2022: (2, 1), 2023: (1, 22),
    2024: (2, 10), 2025: (1, 29), 2026: (2, 17), 2027: (2, 6), 2028: (1, 26), 2029: (2, 13),
    2030: (2, 3), 2031: (1, 23), 2032: (2, 11), 2033: (1, 31), 2034: (2, 19), 2035: (2, 8),
}  # fmt: skip
DRAGON_BOAT = {
    2018: (6, 18), 2019: (6, 7), 2020: (6, 25), 2021: (6, 14), 2022: (6, 3), 2023: (6, 22),
    2024: (6, 10), 2025: (5, 31), 2026: (6, 19), 2027: (6, 9), 2028: (5, 28), 2029: (6, 16),
    2030: (6, 5), 2031: (6, 24), 2032: (6, 12), 2033: (6, 1), 2034: (6, 20), 2035: (6, 10),
}  # fmt: skip
MID_AUTUMN = {
    2018: (9, 24), 2019: (9, 13), 2020: (10, 1), 2021: (9, 21), 2022: (9, 10), 2023: (9, 29),
    2024: (9, 17), 2025: (10, 6), 2026: (9, 25), 2027: (9, 15), 2028: (10, 3), 2029: (9, 22),
    2030: (9, 12), 2031: (10, 1), 2032: (9, 19), 2033: (9, 8), 2034: (9, 27), 2035: (9, 16),
}  # fmt: skip
FIXED = {
    "元旦": (1, 1),
    "妇女节": (3, 8),
    "植树节": (3, 12),
    "五一": (5, 1),
    "劳动节": (5, 1),
    "六一": (6, 1),
    "高考": (6, 7),
    "七一": (7, 1),
    "八一": (8, 1),
    "教师节": (9, 10),
    "国庆": (10, 1),
    "十一": (10, 1),
}
LUNAR = {"春节": SPRING, "端午": DRAGON_BOAT, "中秋": MID_AUTUMN}
PLAN_ENDS = {"十三五": 2020, "十四五": 2025, "十五五": 2030, "十六五": 2035}
FULL_WIDTH = {i: i - 0xFEE0 for i in range(0xFF10, 0xFF1A)}


def whole(text: str) -> int:
    """Return the whole number written in digits or in Chinese numerals below one thousand."""
    text = text.translate(FULL_WIDTH)
    if text.isdecimal():
        return int(text)
    if not any(c in "十廿卅百" for c in text):
        return int("".join(str(DIGITS[c]) for c in text))
    total, digit = 0, 0
    for c in text:
        if c in DIGITS:
            digit = DIGITS[c]
        elif c == "百":
            total, digit = total + 100 * (digit or 1), 0
        else:
            total, digit = total + (TENS[c] * (digit or 1) if c == "十" else TENS[c]), 0
    return total + digit


def month_end(year: int, month: int) -> date:
    """Return the last day of a month; months beyond December run on into the next year."""
    year, month = year + (month - 1) // 12, (month - 1) % 12 + 1
    return date(year, month, monthrange(year, month)[1])


def months_later(day: date, months: int) -> date:
    """Return the same day of a later month, or that month's last day where it is shorter."""
    end = month_end(day.year, day.month + months)
    return end.replace(day=min(day.day, end.day))


def day_of(year: int, month: int, day: int) -> date | None:
    """Return that day, or None where the calendar has no such day."""
    try:
        return date(year, month, day)
    except ValueError:
        return None


def festival(name: str, year: int) -> date | None:
    """Return the day of a festival in a year, or None where the table does not reach."""
    if name in FIXED:
        return date(year, *FIXED[name])
    if name in LUNAR:
        return date(year, *LUNAR[name][year]) if year in LUNAR[name] else None
    spring = SPRING.get(year)
    if spring and name in ("元宵", "除夕"):
        return date(year, *spring) + timedelta(days=14 if name == "元宵" else -1)
    if name == "清明":  # the usual formula for this century
        return date(year, 4, int((year % 100) * 0.2422 + 4.81) - (year % 100) // 4)
    return None


def coming(make: Callable[[int], date | None], anchor: date) -> date | None:
    """Return what `make` gives for the anchor's year, or for the next if that has passed."""
    day = make(anchor.year)
    return make(anchor.year + 1) if day is None or day < anchor else day


def workdays_later(start: date, number: int) -> date:
    """Return the n-th working day after a day; Monday to Friday where no calendar is published."""
    day = start
    while number > 0:
        day += timedelta(days=1)
        number -= is_workday(day)
    return day


def is_workday(day: date) -> bool:
    """Tell whether offices work on a day."""
    try:
        return bool(chinese_calendar.is_workday(day))
    except NotImplementedError:  # the State Council has not published that year yet
        return day.weekday() < 5
