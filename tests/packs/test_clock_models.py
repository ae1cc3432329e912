"""How often simpler calendars are wrong: docs/clocks.md, reckoned again without our clock."""

from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import pytest
from chinese_calendar import constants, is_workday

ROOT = Path(__file__).resolve().parents[2]
FIRST, LAST = date(2020, 1, 1), date(2026, 12, 31)
ONE = timedelta(days=1)


def weekday(day: date) -> bool:
    return day.weekday() < 5


def listed(day: date) -> bool:
    return weekday(day) and day not in constants.holidays


DAYS = [FIRST + n * ONE for n in range((LAST - FIRST).days + 1)]
WORKED = frozenset(day for day in DAYS if is_workday(day))


def worked(day: date) -> bool:
    return day in WORKED


def fifth(start: date, works: Callable[[date], bool]) -> date:
    """Return the fifth working day after the start, by counting."""
    day, left = start, 5
    while left and day < LAST + 30 * ONE:
        day += ONE
        left -= works(day)
    return day


STARTS = [day for day in DAYS if fifth(day, worked) <= LAST]  # 2027 is not published yet


@pytest.mark.parametrize(
    ("name", "works", "wrong", "share"),
    [("Monday to Friday", weekday, 522, "20.5%"), ("Holiday list", listed, 369, "14.5%")],
)
def test_a_simpler_calendar_is_wrong_as_often_as_the_page_says(
    name: str, works: Callable[[date], bool], wrong: int, share: str
) -> None:
    found = sum(fifth(day, works) != fifth(day, worked) for day in STARTS)
    assert (len(STARTS), found) == (2550, wrong)
    page = (ROOT / "docs" / "clocks.md").read_text(encoding="utf-8")
    assert f"| 5 working days | {name} | 2550 | {wrong} | {share} |" in page


def test_a_holiday_list_alone_is_never_too_early() -> None:
    assert all(fifth(day, listed) >= fifth(day, worked) for day in STARTS)
