"""Ids sort by time and never meet; codes survive handwriting."""

import threading
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from taizhang.record.ids import (
    ALPHABET,
    EPOCH,
    grouped,
    is_tracking_code,
    moment_of,
    new_id,
    number_of,
    plain_code,
    short_code,
    tracking_code,
)

MOMENTS = st.datetimes(
    EPOCH.replace(tzinfo=None),
    EPOCH.replace(tzinfo=None, year=2080),
    timezones=st.just(UTC),
)


@given(MOMENTS, MOMENTS)
def test_what_happened_later_has_the_larger_id(one, other):
    first, second = sorted((one, other))
    if second - first >= timedelta(milliseconds=1):
        assert new_id(first) < new_id(second)


@given(MOMENTS)
def test_an_id_tells_its_moment_and_fits_64_bits(at):
    number = new_id(at)
    assert timedelta(0) <= at - moment_of(number) < timedelta(milliseconds=1)
    assert 0 <= number < 2**63


def test_threads_never_get_the_same_id():
    at, made = datetime(2026, 10, 12, tzinfo=UTC), []
    threads = [
        threading.Thread(target=lambda: made.extend(new_id(at) for _ in range(5000)))
        for _ in range(4)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(set(made)) == 20000


@given(st.integers(0, 2**63 - 1))
def test_a_short_code_is_read_back_however_it_is_typed(number):
    code = short_code(number)
    assert number_of(f" {grouped(code).lower()} ") == number


@pytest.mark.parametrize("typed", ["O", "1", "你好", "A!"])
def test_a_short_code_of_other_letters_is_refused(typed):
    with pytest.raises(ValueError, match="substring not found"):
        number_of(typed)


def test_a_negative_number_has_no_code():
    with pytest.raises(ValueError, match="negative"):
        short_code(-1)


@given(st.integers(0))
def test_a_tracking_code_knows_itself(chance):
    code = tracking_code(chance)
    assert is_tracking_code(grouped(code).lower())
    assert len(code) == 11


@given(st.integers(0), st.integers(0, 10), st.sampled_from(ALPHABET))
def test_one_wrong_letter_in_a_tracking_code_is_noticed(chance, place, letter):
    code = tracking_code(chance)
    wrong = code[:place] + letter + code[place + 1 :]
    assert is_tracking_code(wrong) == (wrong == code)


def test_tracking_codes_are_not_guessed_from_one_another():
    assert len({tracking_code() for _ in range(200)}) == 200
    assert not is_tracking_code("ABCD")
    assert not is_tracking_code("0" * 11)


def test_full_width_hyphens_and_spaces_do_not_matter():
    assert plain_code(" ab－cd e-f ") == "ABCDEF"
