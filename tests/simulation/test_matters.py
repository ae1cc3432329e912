"""What comes up, when, and how units differ: by chance, and within what a district is like."""

import random
from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from taizhang.simulation.arrivals import OCCASIONS, arrivals
from taizhang.simulation.hours import Hours
from taizhang.simulation.pictures import KINDS, pictures
from taizhang.simulation.tempers import TEMPERS, tempers_of
from tests.build import demo_pack

BEGIN = datetime(2026, 4, 1, tzinfo=UTC)
MOMENTS = st.integers(-5 * 525_600, 300_000).map(lambda n: BEGIN + timedelta(minutes=n))


@given(st.integers(0, 400), st.integers(1, 90 * 24), st.integers())
def test_so_many_matters_come_up_in_order_and_within_the_months(
    count: int, hours: int, seed: int
) -> None:
    until = BEGIN + timedelta(hours=hours)
    found = list(arrivals(count, BEGIN, until, demo_pack().calendar, random.Random(seed)))
    moments = [at for at, _ in found]
    assert len(found) == count
    assert moments == sorted(moments)
    assert all(BEGIN <= at <= until for at in moments)


def test_meetings_are_held_on_their_weekday_and_never_on_a_holiday() -> None:
    calendar = demo_pack().calendar
    until = BEGIN + timedelta(days=120)
    for at, occasion in arrivals(4000, BEGIN, until, calendar, random.Random(3)):
        if occasion.meets_at is not None:
            assert calendar.local(at).date() in calendar


def test_every_occasion_comes_up_in_a_quarter() -> None:
    until = BEGIN + timedelta(days=91)
    found = arrivals(3000, BEGIN, until, demo_pack().calendar, random.Random(5))
    assert {occasion.name for _, occasion in found} == {one.name for one in OCCASIONS}


@given(MOMENTS, st.integers())
def test_nobody_is_called_to_the_desk_in_the_past_or_at_night(at: datetime, seed: int) -> None:
    calendar = demo_pack().calendar
    hours = Hours(calendar, random.Random(seed))
    found = hours.at_desk(at)
    assert found >= at
    assert 7 <= calendar.local(found).hour <= 21


@given(st.integers())
def test_a_whole_district_has_units_of_every_temper(seed: int) -> None:
    found = tempers_of([str(n) for n in range(40)], random.Random(seed))
    assert set(found.values()) == set(TEMPERS)


def test_photos_are_as_many_as_said_all_different_and_the_same_again() -> None:
    made = pictures(random.Random(1))
    assert {kind: len(set(each)) for kind, each in made.items()} == KINDS
    assert made == pictures(random.Random(1))
