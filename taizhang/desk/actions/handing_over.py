"""Handing over what was only spoken or just found (快速交办, 现场交办), photos included."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from taizhang.ledger import actions as ledger
from taizhang.ledger.command_ids import nth_of, part_of
from taizhang.ledger.models import Item
from taizhang.rules.lifecycle.facts import Actor
from taizhang.rules.lifecycle.states import Command

C = Command


def hand_over_quickly(
    region: str,
    title: str,
    units: Sequence[str],
    evidence: Sequence[str],
    *,
    by: Actor,
    at: datetime,
    command_id: str,
    **given: Any,
) -> list[Item]:
    """Register and dispatch to each unit, and attach the photos, as one."""
    with ledger.together():
        items = ledger.quick_hand_over(
            region, title, units, by=by, at=at, command_id=command_id, **given
        )
        if not evidence:
            return items
        shown = {"evidence": list(evidence)}
        return [
            ledger.act(
                item.pk, C.ATTACH, shown, by=by, at=at, command_id=part_of(command_id, f"photo {n}")
            )
            for n, item in enumerate(items)
        ]


def hand_over_on_the_spot(
    region: str,
    proposal: Mapping[str, Any],
    handing: Mapping[str, Any],
    units: Sequence[str],
    *,
    by: Actor,
    at: datetime,
    command_id: str,
) -> list[Item]:
    """Propose what an inspector found and hand it over at once, to each unit an item of its own."""
    with ledger.together():
        items = []
        for n, unit in enumerate(units):
            nth = nth_of(command_id, n)
            item = ledger.propose(region, proposal, by=by, at=at, command_id=nth)
            whole = {**handing, "lead": unit}
            handed = part_of(nth, "hand over")
            items.append(ledger.act(item.pk, C.HAND_OVER, whole, by=by, at=at, command_id=handed))
        return items
