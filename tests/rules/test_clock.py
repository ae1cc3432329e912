import time as stopwatch
from datetime import UTC, date, datetime, time, timedelta
from fractions import Fraction

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from taizhang.rules.clock import (
    PRINTED,
    Limit,
    TimeUnit,
    due,
    elapsed,
    remaining,
    yellow_at,
)
from taizhang.rules.workdays import SHANGHAI, Calendar

URGENT, HOUR, WORK_DAY, DAY = TimeUnit
PLAIN = Calendar("no holidays", frozenset(), frozenset(), frozenset({2026}))
AUTUMN = Calendar(
    edition="National Day 2026",
    holidays=frozenset(date(2026, 10, n) for n in range(1, 8)),
    shifted=frozenset({date(2026, 9, 20), date(2026, 10, 10)}),
    years=frozenset({2026}),
)
UNEVEN = Calendar(
    edition="three slots",
    holidays=frozenset({date(2026, 10, 1)}),
    shifted=frozenset({date(2026, 10, 4)}),
    years=frozenset({2026}),
    slots=((time(8, 30), time(12)), (time(13), time(15, 30)), (time(16), time(18, 20))),
)
MINUTE = timedelta(minutes=1)


def at(month, day, hour=0, minute=0, second=0, year=2026):
    """Return a moment of the district's wall clock; 20 November 2026 is a Friday."""
    return datetime(year, month, day, hour, minute, second, tzinfo=SHANGHAI)


@pytest.mark.parametrize(
    ("start", "limit", "expected"),
    [  # the first three are the vectors of the domain facts, 1.3
        (at(11, 20, 16, 30), Limit(4, HOUR), at(11, 23, 10, 30)),
        (at(11, 21, 10), Limit(1, WORK_DAY), at(11, 23, 18)),
        (at(11, 20, 16, 30), Limit(4, URGENT), at(11, 20, 20, 30)),
        (at(11, 20, 16, 30), Limit(2, DAY), at(11, 22, 16, 30)),
        (at(11, 20, 16, 30), Limit(1, WORK_DAY), at(11, 23, 16, 30)),
        (at(11, 20, 8), Limit(1, WORK_DAY), at(11, 20, 18)),
        (at(11, 20, 8), Limit(4, HOUR), at(11, 20, 12)),
        (at(11, 20, 13), Limit(2, HOUR), at(11, 20, 16)),
        (at(11, 20, 18), Limit(8, HOUR), at(11, 23, 18)),
        (at(11, 20, 16, 30), Limit(0, HOUR), at(11, 20, 16, 30)),
    ],
)
def test_a_limit_counts_from_the_moment_in_its_own_unit(start, limit, expected):
    assert due(start, limit, PLAIN) == (expected, False)


@pytest.mark.parametrize(
    ("start", "limit", "expected"),
    [
        (at(9, 30, 16), Limit(4, HOUR), at(10, 8, 10)),
        (at(10, 9, 17), Limit(2, HOUR), at(10, 10, 9)),  # Saturday worked in exchange
        (at(9, 30, 9), Limit(3, WORK_DAY, PRINTED), at(10, 10, 23, 59, 59)),
        (at(9, 30, 9), Limit(3, DAY, PRINTED), at(10, 3, 23, 59, 59)),
        (at(9, 30, 9), Limit(24, URGENT, PRINTED), at(10, 1, 9)),
    ],
)
def test_holidays_stop_working_time_only(start, limit, expected):
    assert due(start, limit, AUTUMN) == (expected, False)


def test_a_printed_limit_leaves_out_the_day_it_starts_on_whatever_the_hour():
    limit = Limit(3, DAY, PRINTED)
    moments = {due(at(11, 20, hour), limit, PLAIN).at for hour in range(24)}
    assert moments == {at(11, 23, 23, 59, 59)}


def test_what_may_not_wait_overnight_is_due_when_the_day_ends():
    limit = Limit(0, DAY, PRINTED)
    for hour in range(24):
        assert due(at(11, 21, hour), limit, PLAIN).at == at(11, 21, 23, 59, 59)


@pytest.mark.parametrize(("hour", "day"), [(0, 20), (19, 20), (20, 21), (23, 21)])
def test_what_is_found_late_in_the_evening_may_wait_for_the_next_day(hour, day):
    limit = Limit(0, DAY, PRINTED, time(20))
    assert due(at(11, 20, hour), limit, PLAIN).at == at(11, day, 23, 59, 59)


def test_only_a_limit_of_whole_days_can_begin_a_day_later():
    with pytest.raises(ValueError, match="顺延"):
        Limit(4, HOUR, late_from=time(20))


def test_a_year_without_a_published_calendar_gives_a_provisional_date():
    assert due(at(12, 30, 9), Limit(3, WORK_DAY), PLAIN).provisional
    assert due(at(12, 30, 9), Limit(3, WORK_DAY, PRINTED), PLAIN).provisional
    assert not due(at(12, 30, 9), Limit(1, WORK_DAY), PLAIN).provisional
    assert not due(at(12, 30, 9), Limit(30, DAY), PLAIN).provisional
    assert not due(at(12, 30, 9), Limit(30, DAY, PRINTED), PLAIN).provisional


def test_an_extension_counts_from_the_deadline_that_it_extends():
    limit = Limit(2, WORK_DAY)
    first = due(at(11, 20, 16), limit, PLAIN).at
    assert due(first, limit, PLAIN) == due(at(11, 20, 16), Limit(4, WORK_DAY), PLAIN)


def test_a_day_at_whose_end_the_clock_stands_still_is_no_printed_day():
    paused = [(at(11, 24, 10), at(11, 26, 15))]
    limit = Limit(3, WORK_DAY, PRINTED)
    assert due(at(11, 20, 9), limit, PLAIN).at == at(11, 25, 23, 59, 59)
    assert due(at(11, 20, 9), limit, PLAIN, pauses=paused).at == at(11, 27, 23, 59, 59)
    assert due(at(11, 20, 9), Limit(5, DAY, PRINTED), PLAIN, pauses=paused).at == at(
        11, 27, 23, 59, 59
    )


def test_an_open_pause_stops_the_count_but_not_the_promise():
    pauses = [(at(11, 23, 10), None)]
    limit = Limit(1, WORK_DAY)
    assert elapsed(at(11, 23, 8), at(11, 30, 8), WORK_DAY, PLAIN, pauses=pauses) == 2 * 60 * MINUTE
    assert due(at(11, 23, 8), limit, PLAIN, pauses=pauses) == due(at(11, 23, 8), limit, PLAIN)


def test_a_limit_that_no_clock_can_count_is_refused():
    with pytest.raises(ValueError, match="非负"):
        Limit(-1, DAY)
    with pytest.raises(ValueError, match="起算"):
        Limit(1, DAY, "tomorrow")


def test_time_left_is_counted_in_working_time_and_negative_once_late():
    assert remaining(at(11, 20, 17), at(11, 23, 9), HOUR, PLAIN) == timedelta(hours=2)
    assert remaining(at(11, 23, 9), at(11, 20, 17), HOUR, PLAIN) == -timedelta(hours=2)


def test_yellow_begins_when_four_fifths_of_the_limit_have_passed():
    start = at(11, 20, 8)
    end = due(start, Limit(10, HOUR), PLAIN).at
    assert yellow_at(start, end, Fraction(4, 5), HOUR, PLAIN) == at(11, 20, 18)
    end = due(start, Limit(10, DAY), PLAIN).at
    assert yellow_at(start, end, Fraction(4, 5), DAY, PLAIN) == at(11, 28, 8)


def test_a_deadline_outside_all_working_time_turns_yellow_by_the_wall_clock():
    start, end = at(11, 21, 8), at(11, 21, 18)
    assert yellow_at(start, end, Fraction(4, 5), WORK_DAY, PLAIN) == at(11, 21, 16)


# Properties on random histories; everything on whole minutes so that the brute force is exact.

calendars = st.sampled_from([PLAIN, AUTUMN, UNEVEN])
units = st.sampled_from(list(TimeUnit))
moments = st.integers(0, 30 * 1440).map(lambda n: at(9, 15) + n * MINUTE)


@st.composite
def pause_lists(draw):
    marks = draw(st.lists(st.integers(0, 30 * 1440), max_size=6))
    pauses = [
        (at(9, 15) + a * MINUTE, at(9, 15) + (a + 1 + b % 3000) * MINUTE)
        for a, b in zip(marks[::2], marks[1::2], strict=False)
    ]
    return draw(st.permutations(pauses))


def counts(minute, unit, calendar, pauses):
    """Return whether this one minute counts: the slow and obvious way."""
    if any(begin <= minute < end for begin, end in pauses):
        return False
    if unit in (URGENT, DAY):
        return True
    wall = minute.astimezone(SHANGHAI)
    if wall.date() not in calendar:
        return False
    return any(begin <= wall.time() < end for begin, end in calendar.slots)


@given(units, calendars, moments, st.integers(0, 6000), pause_lists())
def test_elapsed_is_what_counting_minute_by_minute_gives(unit, calendar, start, length, pauses):
    minutes = [start + n * MINUTE for n in range(length)]
    expected = sum(counts(m, unit, calendar, pauses) for m in minutes) * MINUTE
    assert elapsed(start, start + length * MINUTE, unit, calendar, pauses=pauses) == expected


@given(units, calendars, moments, st.integers(1, 40), pause_lists())
def test_due_is_the_first_minute_by_which_the_limit_has_been_counted(
    unit, calendar, start, amount, pauses
):
    limit = Limit(amount if unit in (URGENT, HOUR) else 1 + amount // 8, unit)
    moment, left = start, limit.length
    while left:
        left -= counts(moment, unit, calendar, pauses) * MINUTE
        moment += MINUTE
    assert due(start, limit, calendar, pauses=pauses).at == moment


@given(units, calendars, moments, moments, st.integers(1, 30), pause_lists())
def test_who_starts_later_is_never_due_earlier(unit, calendar, one, other, amount, pauses):
    early, late = sorted((one, other))
    for basis in ("category", PRINTED):
        limit = Limit(amount, unit, basis)
        first = due(early, limit, calendar, pauses=pauses).at
        assert first <= due(late, limit, calendar, pauses=pauses).at


@given(units, calendars, moments, moments, moments, pause_lists())
def test_elapsed_time_adds_up(unit, calendar, a, b, c, pauses):
    a, b, c = sorted((a, b, c))
    first = elapsed(a, b, unit, calendar, pauses=pauses)
    second = elapsed(b, c, unit, calendar, pauses=pauses)
    assert elapsed(a, c, unit, calendar, pauses=pauses) == first + second


@given(units, calendars, moments, st.integers(1, 30), pause_lists())
def test_a_limit_has_passed_when_it_is_due_however_often_the_clock_stood_still(
    unit, calendar, start, amount, pauses
):
    limit = Limit(amount, unit)
    end = due(start, limit, calendar, pauses=pauses).at
    assert elapsed(start, end, unit, calendar, pauses=pauses) == limit.length


@given(units, calendars, moments, st.integers(1, 30), pause_lists(), moments)
def test_a_pause_never_brings_a_deadline_forward(unit, calendar, start, amount, pauses, begin):
    more = [*pauses, (begin, begin + timedelta(hours=30))]
    for basis in ("category", PRINTED):
        limit = Limit(amount, unit, basis)
        assert (
            due(start, limit, calendar, pauses=more).at
            >= due(start, limit, calendar, pauses=pauses).at
        )


@given(units, calendars, moments, st.integers(1, 30), pause_lists())
def test_a_pause_cut_in_two_counts_as_one(unit, calendar, start, amount, pauses):
    assume(pauses)
    halves = [
        half
        for begin, end in pauses
        for half in ((begin, begin + (end - begin) / 2), (begin + (end - begin) / 2, end))
    ]
    for basis in ("category", PRINTED):
        limit = Limit(amount, unit, basis)
        assert due(start, limit, calendar, pauses=halves) == due(
            start, limit, calendar, pauses=pauses
        )


@given(calendars, moments, st.integers(1, 30))
def test_a_printed_limit_of_n_working_days_ends_on_the_nth_after_its_start(calendar, start, n):
    end = due(start, Limit(n, WORK_DAY, PRINTED), calendar).at
    last = calendar.local(end).date()
    assert last in calendar
    first = calendar.local(start).date() + timedelta(days=1)
    assert calendar.count(first, last + timedelta(days=1)) == n


@given(units, calendars, moments, st.integers(1, 30), st.integers(1, 99), pause_lists())
def test_yellow_lies_between_start_and_due_and_never_goes_back(
    unit, calendar, start, amount, percent, pauses
):
    end = due(start, Limit(amount, unit), calendar, pauses=pauses).at
    near = yellow_at(start, end, Fraction(percent, 100), unit, calendar, pauses=pauses)
    nearer = yellow_at(start, end, Fraction(percent + 1, 100), unit, calendar, pauses=pauses)
    assert start <= near <= nearer <= end


def test_moments_are_returned_in_utc_whatever_zone_they_came_in():
    start = at(11, 20, 16, 30)
    for unit in TimeUnit:
        for basis in ("category", PRINTED):
            limit = Limit(2, unit, basis)
            moment = due(start, limit, PLAIN).at
            assert moment.tzinfo is UTC
            assert due(start.astimezone(UTC), limit, PLAIN).at == moment


@pytest.mark.parametrize("limit", [Limit(30, WORK_DAY), Limit(20, WORK_DAY, PRINTED)])
def test_a_due_moment_costs_next_to_nothing(limit):
    start = at(9, 15, 10)
    began = stopwatch.process_time()
    for _ in range(200):
        due(start, limit, AUTUMN)
    assert (
        stopwatch.process_time() - began
    ) / 200 < 0.001  # 30 µs measured; room for slow machines
