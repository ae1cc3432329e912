"""Giving what a form asks for: a command, a signature for it, or several commands as one."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, NamedTuple

from taizhang.ledger import actions as ledger
from taizhang.ledger.command_ids import part_of
from taizhang.ledger.models import Item
from taizhang.rules.lifecycle.facts import Actor
from taizhang.rules.lifecycle.states import Command, RequestKind, State
from taizhang.rules.refused import Refused

C = Command


class Given(NamedTuple):
    """What came of it: the item after the command, and whether it waits for a signature."""

    item: Item
    is_asked: bool = False


def give(
    item: Item,
    command: Command,
    fields: Mapping[str, Any],
    *,
    by: Actor,
    at: datetime,
    command_id: str,
    seen: int | None,
) -> Given:
    """Give a command, or ask for the signature that it needs."""
    if command is C.RECALL and fields.get("lead"):
        return Given(_put_elsewhere(item, fields, by, at, command_id, seen))
    try:
        done = ledger.act(item.pk, command, fields, by=by, at=at, command_id=command_id, seen=seen)
    except Refused as why:
        if why.code != "needs_signature":
            raise
    else:
        return Given(done)
    asked = ledger.ask(
        item.pk, RequestKind.SIGNATURE, fields, carries=command, by=by, at=at,
        command_id=command_id, seen=seen,
    )  # fmt: skip
    return Given(asked, is_asked=True)


def _put_elsewhere(
    item: Item,
    fields: Mapping[str, Any],
    by: Actor,
    at: datetime,
    command_id: str,
    seen: int | None,
) -> Item:
    """Recall and dispatch in one transaction (改派)."""
    with ledger.together():
        ledger.act(
            item.pk, C.RECALL, {"reason": fields["reason"]}, by=by, at=at, command_id=command_id,
            seen=seen,
        )  # fmt: skip
        dispatch = {"lead": fields["lead"], "area": item.area or None}
        return ledger.act(
            item.pk, C.DISPATCH, dispatch, by=by, at=at, command_id=part_of(command_id, "dispatch")
        )


def feed_back(
    item: Item,
    words: str,
    evidence: Sequence[str],
    *,
    is_done: bool,
    by: Actor,
    at: datetime,
    command_id: str,
    seen: int | None,
) -> Given:
    """Accept what is not accepted yet, then report progress or submit it (拍照反馈), as one."""
    with ledger.together():
        if item.state == State.DISPATCHED:
            accept = part_of(command_id, "accept")
            item = ledger.act(item.pk, C.ACCEPT, {}, by=by, at=at, command_id=accept, seen=seen)
            seen = None
        if not is_done:
            told = {"progress": words, "evidence": list(evidence)}
            return give(
                item, C.REPORT_PROGRESS, told, by=by, at=at, command_id=command_id, seen=seen
            )
        result = {"outcome": "solved", "result": words, "evidence": list(evidence)}
        return give(item, C.SUBMIT, result, by=by, at=at, command_id=command_id, seen=seen)
