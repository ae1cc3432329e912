"""Moments in words, as the office says them."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from taizhang.web.moments import full_words, moment_words, remaining_words

SHANGHAI = ZoneInfo("Asia/Shanghai")
NOW = datetime(2026, 11, 23, 10, 20, tzinfo=SHANGHAI)  # a Monday


def at(month: int, day: int, hour: int = 18, minute: int = 0, year: int = 2026) -> datetime:
    return datetime(year, month, day, hour, minute, tzinfo=SHANGHAI)


@pytest.mark.parametrize(
    ("moment", "words"),
    [
        (at(11, 23), "今天18:00"),
        (at(11, 24, 9), "明天09:00"),
        (at(11, 22, 9), "昨天09:00"),
        (at(11, 25), "11月25日"),
        (at(1, 3, year=2027), "2027年1月3日"),
    ],
)
def test_a_moment_is_said_as_short_as_it_can_be(moment: datetime, words: str) -> None:
    assert moment_words(moment, NOW) == words


def test_a_moment_stored_in_utc_is_said_in_the_offices_time() -> None:
    stored = datetime(2026, 11, 23, 16, 30, tzinfo=ZoneInfo("UTC"))
    assert moment_words(stored, NOW) == "明天00:30"


def test_the_whole_moment_names_the_weekday() -> None:
    assert full_words(at(11, 25)) == "2026年11月25日 星期三 18:00"


@pytest.mark.parametrize(
    ("moment", "words"),
    [
        (at(11, 23, 10, 50), "剩余30分钟"),
        (at(11, 23), "剩余7小时"),
        (at(11, 24, 9), "剩余1天"),
        (at(11, 30), "剩余7天"),
        (at(11, 23, 10), "刚刚逾期"),
        (at(11, 23, 8), "已逾期2小时"),
        (at(11, 20), "已逾期2天"),
    ],
)
def test_what_remains_is_counted_in_the_unit_that_matters(moment: datetime, words: str) -> None:
    assert remaining_words(moment, NOW) == words


def test_working_days_leave_out_the_weekend() -> None:
    workdays = {date(2026, 11, day) for day in (23, 24, 25, 26, 27, 30)}
    assert remaining_words(at(11, 30), NOW, workdays) == "剩余5个工作日"


@given(st.timedeltas(min_value=timedelta(days=-900), max_value=timedelta(days=900)))
def test_overdue_is_said_exactly_of_what_has_passed(distance: timedelta) -> None:
    with translation.override("zh-hans"):
        words = remaining_words(NOW + distance, NOW)
    assert ("逾期" in words) == (distance < timedelta(0))
    assert "-" not in words
