from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from taizhang.rules.clock import PRINTED, Limit, TimeUnit, counts_days, due
from taizhang.rules.derivation import explain, promise_of
from taizhang.rules.workdays import SHANGHAI, Calendar, Rest
from tests.rules.test_attribution import LIMITS, SPRING, Life, lives

FRIDAY = datetime(2026, 2, 13, 10, tzinfo=SHANGHAI)  # the last before the Saturday worked


def test_ten_working_days_before_the_festival_end_after_it_and_name_it():
    found = explain(FRIDAY, Limit(10, TimeUnit.WORK_DAY, PRINTED), SPRING)
    assert (found.first, found.last) == (date(2026, 2, 14), date(2026, 3, 5))
    assert found.working_days == 10
    (spring,) = found.holidays
    assert (spring.name, spring.first, spring.last, spring.days) == (
        "春节", date(2026, 2, 15), date(2026, 2, 23), 9,
    )  # fmt: skip
    assert found.weekend_days == 1  # Sunday, 1 March: the Saturday before it is worked
    assert found.made_up == (date(2026, 2, 14), date(2026, 2, 28))


def test_a_limit_of_natural_days_tells_the_holidays_that_it_does_not_leave_out():
    found = explain(FRIDAY, Limit(15, TimeUnit.NATURAL_DAY, PRINTED), SPRING)
    assert found.last == date(2026, 2, 28)
    assert [off.name for off in found.holidays] == ["春节"]


def test_what_is_due_today_says_so():
    found = explain(FRIDAY, Limit(0, TimeUnit.NATURAL_DAY, PRINTED), SPRING)
    assert found.at == datetime(2026, 2, 13, 23, 59, 59, tzinfo=SHANGHAI)
    assert (found.first, found.last, found.working_days) == (date(2026, 2, 13),) * 2 + (1,)


@pytest.mark.parametrize("limit", LIMITS)
def test_a_pause_is_told_if_it_lies_before_the_deadline(limit):
    pause = (FRIDAY + timedelta(hours=1), FRIDAY + timedelta(hours=30))
    later = (FRIDAY + timedelta(days=99), FRIDAY + timedelta(days=100))
    found = explain(FRIDAY, limit, SPRING, pauses=[pause, later, (FRIDAY, None)])
    assert found.pauses == (pause,)


@given(st.integers(0, 60 * 1440), st.sampled_from(LIMITS))
def test_the_explanation_is_of_the_deadline_that_is_set_and_its_days_add_up(minutes, limit):
    start = FRIDAY - timedelta(days=30) + minutes * timedelta(minutes=1)
    found = explain(start, limit, SPRING)
    assert found.at == due(start, limit, SPRING).at
    off = sum(each.days for each in found.days_off)
    assert found.working_days + off == (found.last - found.first).days + 1
    assert all(each.rest in (Rest.HOLIDAY, Rest.WEEKEND) for each in found.days_off)
    if counts_days(limit) and limit.unit is TimeUnit.WORK_DAY:
        assert found.working_days == limit.amount


def test_a_deadline_in_a_year_without_a_calendar_is_provisional():
    unknown = Calendar("none", frozenset(), frozenset(), frozenset())
    assert explain(FRIDAY, Limit(3, TimeUnit.WORK_DAY), unknown).is_provisional


@given(lives())
def test_the_recorded_deadline_is_the_one_that_comes_about(life: Life) -> None:
    promise = promise_of(life.facts, SPRING)
    moment = life.facts.moments.get("handling") or life.facts.held
    if promise is None:
        assert moment is None or life.facts.leg_started_at is None
        return
    assert promise.is_as_recorded
    assert promise.at == moment.at
    assert (promise.of_limit is None) == (life.facts.deadline_kind == "date")
