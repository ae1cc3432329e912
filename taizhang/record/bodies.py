"""The written form of an entry: canonical JSON, and free text replaced by its salted hash."""

import hashlib
import json
from collections.abc import Iterator, Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any, NamedTuple

from taizhang.record import chance

SALT_BYTES = 16
MARK = "text"


class Salted(NamedTuple):
    """A text with the salt under which the entry knows it."""

    hash: str
    salt: str
    text: str


def canonical(data: Any) -> str:
    """Return the one way of writing the data down: sorted keys, no spaces, letters as they are."""
    return json.dumps(
        data,
        ensure_ascii=False,
        allow_nan=False,
        sort_keys=True,
        separators=(",", ":"),
        default=_plain,
    )


def _plain(value: object) -> object:
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return str(value)
    if isinstance(value, set | frozenset):
        return sorted(value)
    raise TypeError(f"an entry cannot hold a {type(value).__name__}")


def text_hash(salt: str, text: str) -> str:
    """Return SHA-256(salt ‖ text) in hexadecimal; the salt is hexadecimal as well."""
    return hashlib.sha256(bytes.fromhex(salt) + text.encode()).hexdigest()


def fresh_salt() -> str:
    """Return a salt in hexadecimal."""
    return f"{chance.bits(8 * SALT_BYTES):0{2 * SALT_BYTES}x}"


def salted(text: str, salt: str | None = None) -> Salted:
    """Return the text with its hash, under a fresh salt unless one is given."""
    salt = fresh_salt() if salt is None else salt
    # PostgreSQL keeps no NUL; broken PDF files hold some.
    text = text.replace("\0", "\ufffd")
    return Salted(text_hash(salt, text), salt, text)


def marked(data: Mapping[str, Any], texts: Mapping[str, Salted]) -> dict[str, Any]:
    """Return the data with `{"text": hash}` under the name of each text."""
    both = sorted(data.keys() & texts.keys())
    if both:
        raise ValueError(f"given as data and as text: {', '.join(both)}")
    return {**data, **{name: {MARK: text.hash} for name, text in texts.items()}}


def hashes_in(value: object) -> Iterator[str]:
    """Yield the hash of every text that the data of an entry stands for, at any depth."""
    if isinstance(value, dict):
        if value.keys() == {MARK} and isinstance(value[MARK], str):
            yield value[MARK]
            return
        for part in value.values():
            yield from hashes_in(part)
    elif isinstance(value, list):
        for part in value:
            yield from hashes_in(part)


def spelled(value: Any, texts: Mapping[str, str], erased: str = "（已依规删除）") -> Any:
    """Return the data with its texts put back; an erased one reads `erased`."""
    if isinstance(value, dict):
        if value.keys() == {MARK} and isinstance(value[MARK], str):
            return texts.get(value[MARK], erased)
        return {name: spelled(part, texts, erased) for name, part in value.items()}
    if isinstance(value, list):
        return [spelled(part, texts, erased) for part in value]
    return value
