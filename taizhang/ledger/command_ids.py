"""Ids of commands: each is used once, and that of a creating command names the stream it opens."""

import hashlib
import secrets
import uuid
from datetime import datetime

from taizhang.record.ids import COUNTER_BITS, EPOCH, new_id

_LOW = (1 << COUNTER_BITS) - 1
_STREAM_BITS = 63
_EPOCH_MS = int(EPOCH.timestamp() * 1000)
_VERSION, _VARIANT = 7 << 76, 2 << 62
_CHANCE_BITS = 62 - COUNTER_BITS


def new_command_id(at: datetime) -> str:
    """Return a fresh UUID of version 7 whose stream sorts by `at`."""
    return _uuid7(new_id(at), secrets.randbits(12 + _CHANCE_BITS))


def stream_of(command_id: str) -> int:
    """Return the stream that a creating command opens: the same for the same command id."""
    given = uuid.UUID(command_id)
    if given.version == 7:
        milliseconds = (given.int >> 80) - _EPOCH_MS
        if milliseconds >= 0:
            return milliseconds << COUNTER_BITS | given.int & _LOW
    return int.from_bytes(hashlib.sha256(given.bytes).digest()[:8]) >> (64 - _STREAM_BITS)


def nth_of(command_id: str, n: int) -> str:
    """Return the id of the n-th creating command that one command stands for.

    They lie away from the first: the counter's next values are those of other people's commands.
    """
    if n == 0:
        return command_id
    apart = _chance(f"{command_id} apart") + n
    stream = stream_of(command_id) & ~_LOW | apart & _LOW
    return _uuid7(stream, _chance(f"{command_id} {n}"))


def part_of(command_id: str, part: str) -> str:
    """Return the id of a further command in the same stream that one command stands for."""
    digest = hashlib.sha256(f"{command_id} {part}".encode()).digest()
    return str(uuid.UUID(bytes=digest[:16], version=5))


def _chance(text: str) -> int:
    digest = int.from_bytes(hashlib.sha256(text.encode()).digest()[:8])
    return digest >> (64 - 12 - _CHANCE_BITS)


def _uuid7(stream: int, chance: int) -> str:
    milliseconds = (stream >> COUNTER_BITS) + _EPOCH_MS
    high, low = chance >> _CHANCE_BITS, chance & ((1 << _CHANCE_BITS) - 1)
    number = milliseconds << 80 | _VERSION | high << 64 | _VARIANT
    return str(uuid.UUID(int=number | low << COUNTER_BITS | stream & _LOW))
