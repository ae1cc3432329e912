from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from taizhang.rules.workdays import Calendar, days

# The State Council's arrangement around National Day 2026: both kinds of exception.
AUTUMN = Calendar(
    edition="test",
    holidays=frozenset(date(2026, 10, n) for n in range(1, 8)),
    shifted=frozenset({date(2026, 9, 20), date(2026, 10, 10)}),
    years=frozenset({2026}),
)
some_days = st.dates(date(2026, 1, 1), date(2026, 12, 31))


@pytest.mark.parametrize(
    ("day", "works"),
    [
        (date(2026, 9, 30), True),
        (date(2026, 10, 1), False),
        (date(2026, 10, 7), False),
        (date(2026, 10, 10), True),  # a Saturday worked in exchange
        (date(2026, 10, 11), False),
        (date(2026, 9, 20), True),
    ],
)
def test_a_holiday_is_free_and_a_day_worked_in_exchange_is_not(day, works):
    assert (day in AUTUMN) is works


def test_what_is_no_day_is_no_working_day():
    assert "2026-09-30" not in AUTUMN


@given(start=some_days, n=st.integers(1, 60))
def test_the_nth_working_day_has_n_working_days_up_to_it(start, n):
    last = AUTUMN.after(start, n)
    assert last in AUTUMN
    assert AUTUMN.count(start + timedelta(days=1), last + timedelta(days=1)) == n


@given(first=some_days, middle=some_days, last=some_days)
def test_working_days_of_two_stretches_add_up(first, middle, last):
    first, middle, last = sorted((first, middle, last))
    assert AUTUMN.count(first, last) == AUTUMN.count(first, middle) + AUTUMN.count(middle, last)


def test_only_a_year_with_a_published_arrangement_is_known():
    assert AUTUMN.is_known(2026)
    assert not AUTUMN.is_known(2027)
    assert AUTUMN.knows(date(2026, 1, 1), date(2026, 12, 31))
    assert not AUTUMN.knows(date(2026, 12, 31), date(2027, 1, 1))


def test_a_day_ends_in_the_zone_of_the_district():
    assert AUTUMN.end_of(date(2026, 11, 25)) == datetime(2026, 11, 25, 15, 59, 59, tzinfo=UTC)


@given(wall=st.datetimes(datetime(2026, 1, 1), datetime(2027, 12, 31)))  # noqa: DTZ001 - wall clock
def test_the_wall_clock_is_read_back_as_it_was_set(wall):
    assert AUTUMN.local(AUTUMN.moment(wall)) == wall


def test_days_leave_out_the_last():
    assert list(days(date(2026, 12, 31), date(2027, 1, 2))) == [
        date(2026, 12, 31),
        date(2027, 1, 1),
    ]


def test_usual_slots_are_eight_hours():
    assert AUTUMN.slots == ((time(8), time(12)), (time(14), time(18)))
