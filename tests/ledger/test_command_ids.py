"""Ids of commands: what one command opens never lies where another command's stream does."""

import uuid
from datetime import timedelta
from itertools import chain

from hypothesis import given
from hypothesis import strategies as st

from taizhang.ledger.command_ids import new_command_id, nth_of, stream_of
from tests.build import MONDAY

PEOPLE, UNITS = 40, 5
A_MOMENT = 0x019C_0000_0000_7000_8000_0000_0000_0000


def test_orders_of_one_moment_to_several_units_open_different_streams() -> None:
    ids = [str(uuid.UUID(int=A_MOMENT + n)) for n in range(PEOPLE)]  # as one process counts them
    streams = [[stream_of(nth_of(one, n)) for n in range(UNITS)] for one in ids]
    assert len(set(chain.from_iterable(streams))) == PEOPLE * UNITS


@given(st.uuids(), st.integers(0, 200))
def test_the_same_command_always_opens_the_same_streams(command_id: object, n: int) -> None:
    assert nth_of(str(command_id), n) == nth_of(str(command_id), n)
    assert stream_of(nth_of(str(command_id), n)) == stream_of(nth_of(str(command_id), n)) >= 0


def test_what_one_command_opens_sorts_by_its_moment() -> None:
    earlier, later = (new_command_id(MONDAY + timedelta(seconds=n)) for n in (0, 1))
    assert max(stream_of(nth_of(earlier, n)) for n in range(9)) < stream_of(later)
