"""A document as its entries tell it: what was read, corrected, marked and decided, in order."""

import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

from taizhang.intake.models import BOUND, DECLINED, UNDECIDED

Data = dict[str, Any]
FRAME = ("title", "number", "issuer", "leader", "series", "urgency")
ERASURE_ASKED, DENY_ERASURE, ERASE = "ask_erasure", "deny_erasure", "erase"


@dataclass(slots=True)
class Row:
    """A requirement as the entries tell it."""

    text: str
    kind: str
    ranges: list[list[int]]
    draft: Data
    fate: str = UNDECIDED
    reason: str = ""
    note: str = ""
    items: set[int] = field(default_factory=set)


@dataclass(slots=True)
class Told:
    """A document as the entries tell it."""

    seq: int = 0
    last_order: int = 0
    source: str = ""
    doc_date: str | None = None
    frame: dict[str, str] = field(default_factory=dict)
    rows: dict[int, Row] = field(default_factory=dict)
    is_erased: bool = False  # what the entries said in words is gone; what became of it is not


def replay(entries: Iterable[tuple[int, str, Data]], *, is_erased: bool = False) -> Told:
    """Return what entries (seq, command, data with its texts put back) add up to."""
    told = Told(is_erased=is_erased)
    for seq, command, data in entries:
        told.seq = seq
        _TELL[command](told, data)
    return told


def waits_for_erasure(commands: Iterable[str]) -> bool:
    """Return whether, after these commands, an erasure waits for a second person."""
    last = ""
    for command in commands:
        if command in (ERASURE_ASKED, DENY_ERASURE, ERASE):
            last = command
    return last == ERASURE_ASKED


def _receive(told: Told, data: Data) -> None:
    if told.is_erased:
        told.source, told.last_order = data["source"], data["requirements"]
        told.rows = {order: _unread() for order in range(1, told.last_order + 1)}
        return
    reading = json.loads(data["reading"])
    told.source = data["source"]
    told.doc_date = reading["frame"]["event_date"]
    told.frame = {name: reading["frame"]["document"][name] for name in FRAME}
    for row in reading["rows"]:
        _add(told, row)


def _unread() -> Row:
    return Row("", "", [], {})


def _add(told: Told, row: Data) -> None:
    told.rows[row["order"]] = Row(row["text"], row["kind"], row["ranges"], row["draft"])
    told.last_order = row["order"]


def _mark(told: Told, data: Data) -> None:
    if told.is_erased:
        told.last_order = data["requirement"]
        told.rows[told.last_order] = _unread()
        return
    _add(told, json.loads(data["row"]))


def _unmark(told: Told, data: Data) -> None:
    del told.rows[data["requirement"]]


def _edit(told: Told, data: Data) -> None:
    if told.is_erased:
        return
    for order, draft in json.loads(data.get("drafts") or "{}").items():
        told.rows[int(order)].draft = draft


def _bind(told: Told, data: Data) -> None:
    _edit(told, data)
    for pair in data["bound"]:
        row = told.rows[pair["requirement"]]
        row.fate = BOUND
        row.items.add(pair["item"])


def _decline(told: Told, data: Data) -> None:
    for order in data["requirements"]:
        row = told.rows[order]
        row.fate, row.reason, row.note = DECLINED, data["reason"], data.get("note", "")


def _undo(told: Told, data: Data) -> None:
    for order in data["requirements"]:
        row = told.rows[order]
        row.fate, row.reason, row.note = UNDECIDED, "", ""
        row.items.clear()


def _describe(told: Told, data: Data) -> None:
    if told.is_erased:
        told.frame = {}
    else:
        told.frame = {name: data.get(name, "") for name in FRAME}
    told.source, told.doc_date = data["source"], data["doc_date"]


def _nothing(_: Told, __: Data) -> None:
    """Tell nothing of what the document requires: an erasure was asked for, done or refused."""


_TELL: dict[str, Callable[[Told, Data], None]] = {
    "receive": _receive,
    "edit": _edit,
    "describe": _describe,
    "bind": _bind,
    "decline": _decline,
    "undo": _undo,
    "mark": _mark,
    "unmark": _unmark,
    ERASURE_ASKED: _nothing,
    DENY_ERASURE: _nothing,
    ERASE: _nothing,
}
