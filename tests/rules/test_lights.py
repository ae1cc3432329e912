from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from taizhang.rules.lights import Light, light

DUE = datetime(2026, 11, 25, 10, tzinfo=UTC)
YELLOW = DUE - timedelta(hours=2)
SECOND = timedelta(seconds=1)


@pytest.mark.parametrize(
    ("now", "expected"),
    [
        (YELLOW - SECOND, Light.GREEN),
        (YELLOW, Light.YELLOW),
        (DUE, Light.YELLOW),  # who acts in the last moment is in time
        (DUE + SECOND, Light.RED),
    ],
)
def test_a_light_turns_at_its_two_moments(now, expected):
    assert light(yellow_at=YELLOW, due_at=DUE, now=now) is expected


def test_what_is_finished_is_grey_even_when_late():
    assert light(yellow_at=YELLOW, due_at=DUE, now=DUE + SECOND, finished=True) is Light.GREY


@given(st.integers(-10_000, 10_000), st.integers(0, 10_000))
def test_an_open_item_never_grows_greener_with_time(minutes, more):
    order = [Light.GREEN, Light.YELLOW, Light.RED]
    now = DUE + timedelta(minutes=minutes)
    before = light(yellow_at=YELLOW, due_at=DUE, now=now)
    after = light(yellow_at=YELLOW, due_at=DUE, now=now + timedelta(minutes=more))
    assert order.index(before) <= order.index(after)
