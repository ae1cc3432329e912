"""Where ids, command ids and salts come from: the system's chance, or a seed that repeats a run."""

import random
import uuid
from collections.abc import Iterator
from contextlib import contextmanager

_SYSTEM = random.SystemRandom()


class _Source:
    """The chance of this process."""

    now: random.Random = _SYSTEM


def bits(count: int) -> int:
    """Return so many bits that nobody foresees, unless a seed was given."""
    return _Source.now.getrandbits(count)


def command_id() -> str:
    """Return a fresh id for a command that opens no stream."""
    return str(uuid.UUID(int=bits(128), version=4))


@contextmanager
def repeatable(seed: str) -> Iterator[None]:
    """Let what is written inside be the same in every run; for invented districts only."""
    before, _Source.now = _Source.now, random.Random(seed)  # noqa: S311  (meant to be foreseen)
    try:
        yield
    finally:
        _Source.now = before
