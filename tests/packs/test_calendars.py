from datetime import date, time, timedelta
from pathlib import Path

import pytest
from chinese_calendar import is_workday

import taizhang.packs
from taizhang.packs.calendars import build_calendar, warning
from taizhang.packs.load import load

PUBLISHED = build_calendar()


@pytest.mark.parametrize("year", [2024, 2025, 2026])
def test_a_published_year_is_as_the_state_council_arranged_it(year):
    day = date(year, 1, 1)
    while day.year == year:
        assert (day in PUBLISHED) is is_workday(day), day
        day += timedelta(days=1)


def test_the_days_of_its_own_that_a_district_sets_win():
    own = build_calendar(
        days_off=[date(2026, 11, 25), date(2026, 10, 10)],
        days_on=[date(2026, 10, 7), date(2026, 11, 28)],
    )
    assert date(2026, 11, 25) not in own
    assert date(2026, 10, 10) not in own
    assert date(2026, 10, 7) in own
    assert date(2026, 11, 28) in own
    assert own.edition != PUBLISHED.edition


def test_a_year_nobody_has_published_is_warned_of_and_one_the_pack_lists_is_not():
    year = max(PUBLISHED.years) + 1
    assert "尚未公布" in (warning(PUBLISHED, year) or "")
    assert warning(build_calendar(years=[year]), year) is None
    assert warning(PUBLISHED, 2026) is None


def test_the_demo_district_works_in_two_slots():
    calendar = load(Path(taizhang.packs.__file__).parent / "demo").calendar
    assert calendar.slots == ((time(8), time(12)), (time(14), time(18)))
    assert calendar.is_known(2026)
