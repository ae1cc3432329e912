"""Identifiers: time-ordered numbers for rows, and codes that people can read out."""

import itertools
import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta

from taizhang.record import chance

EPOCH = datetime(2020, 1, 1, tzinfo=UTC)
COUNTER_BITS = 22
# No 0/O, 1/I/L, U/V: a code that is written by hand or spoken is read back as it was meant.
ALPHABET = "23456789ABCDEFGHJKMNPQRSTVWXYZ"
CODE_LENGTH = 10
GROUP = 4

_MILLISECOND = timedelta(milliseconds=1)
_MASK = (1 << COUNTER_BITS) - 1


def _fresh_counter() -> "itertools.count[int]":
    return itertools.count(chance.bits(COUNTER_BITS))


class _Counter:
    """The next number of this process; `next` on a count is one step that no thread can split."""

    numbers = _fresh_counter()

    @classmethod
    def restart(cls) -> None:
        cls.numbers = _fresh_counter()


# Two forked children that shared a counter would give out the same ids.
os.register_at_fork(after_in_child=_Counter.restart)


@contextmanager
def repeatable(seed: str) -> Iterator[None]:
    """Let the ids, command ids and salts of what is written inside follow from the seed."""
    try:
        with chance.repeatable(seed):
            _Counter.restart()
            yield
    finally:
        _Counter.restart()


def new_id(at: datetime) -> int:
    """Return a 64-bit number that sorts by `at` and that no other row has."""
    elapsed = (at - EPOCH) // _MILLISECOND
    return elapsed << COUNTER_BITS | next(_Counter.numbers) & _MASK


def moment_of(number: int) -> datetime:
    """Return the moment, to the millisecond, that `new_id` put into the number."""
    return EPOCH + (number >> COUNTER_BITS) * _MILLISECOND


def short_code(number: int) -> str:
    """Return the number in the alphabet without look-alikes; `number_of` turns it back."""
    if number < 0:
        raise ValueError("a code is made of a number that is not negative")
    digits = []
    while True:
        number, rest = divmod(number, len(ALPHABET))
        digits.append(ALPHABET[rest])
        if not number:
            return "".join(reversed(digits))


def number_of(code: str) -> int:
    """Return the number that `short_code` wrote; raise ValueError for anything else."""
    number = 0
    for letter in plain_code(code):
        number = number * len(ALPHABET) + ALPHABET.index(letter)
    return number


def plain_code(code: str) -> str:
    """Return a typed code as it is stored: capitals, without spaces and hyphens."""
    return "".join(code.split()).replace("-", "").replace("－", "").upper()


def tracking_code(chance: int | None = None) -> str:
    """Return a code for a reporter (查询码) that nobody guesses; the last letter is a check."""
    space = len(ALPHABET) ** CODE_LENGTH
    number = secrets.randbelow(space) if chance is None else chance % space
    body = short_code(number).rjust(CODE_LENGTH, ALPHABET[0])
    return body + _check_letter(body)


def is_tracking_code(code: str) -> bool:
    """Tell whether a typed code has the right length, letters and check letter."""
    plain = plain_code(code)
    if len(plain) != CODE_LENGTH + 1 or not set(plain) <= set(ALPHABET):
        return False
    return plain[-1] == _check_letter(plain[:-1])


def grouped(code: str) -> str:
    """Return a code in groups of four, as it is printed for people."""
    return "-".join(code[start : start + GROUP] for start in range(0, len(code), GROUP))


def _check_letter(body: str) -> str:
    # Each weight has an inverse modulo 30, the size of the alphabet: one wrong letter always shows.
    weights = itertools.cycle((1, 7, 11, 13, 17, 19, 23, 29))
    total = sum(
        ALPHABET.index(letter) * weight for letter, weight in zip(body, weights, strict=False)
    )
    return ALPHABET[total % len(ALPHABET)]
