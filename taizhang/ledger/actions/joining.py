"""Commands that touch several items: merge, divide, split."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from taizhang.ledger.actions.acting import (
    Given,
    decided,
    give_held,
    require_unchanged,
)
from taizhang.ledger.actions.deciding import setting_for
from taizhang.ledger.actions.opening import Task, hand_out_one, start
from taizhang.ledger.actions.writing import Held, hold, moment_for, together, write
from taizhang.ledger.command_ids import nth_of, part_of, stream_of
from taizhang.ledger.models import Item
from taizhang.record.refusals import Repeated
from taizhang.rules.lifecycle.facts import SYSTEM, Actor, Facts
from taizhang.rules.lifecycle.states import Command
from taizhang.rules.refused import Refused

C = Command


def merge(
    item: int,
    survivor: int,
    reason: str,
    *,
    by: Actor,
    at: datetime,
    command_id: str,
    seen: int | None = None,
) -> Item:
    """Merge an item into another, which absorbs its deadline, level and reporter; return that."""
    if item == survivor:
        raise Refused("survivor", "事项不能并入自己。")
    given = Given(item, C.MERGE, {"survivor": survivor, "reason": reason}, command_id, seen)
    try:
        with together():
            held = {id: hold(id) for id in sorted((item, survivor))}
            return _merged(held[item], held[survivor], given, by, at).item()
    except Repeated:
        return Item.objects.get(pk=survivor)
    except Refused:
        if _is_merged(item, survivor):
            return Item.objects.get(pk=survivor)
        raise


def _is_merged(item: int, survivor: int) -> bool:
    return Item.objects.filter(pk=item, survivor=survivor, state="superseded").exists()


def _merged(gone: Held, kept: Held, given: Given, by: Actor, at: datetime) -> Held:
    if gone.facts.confidential != kept.facts.confidential:
        raise Refused("confidential", "涉密事项与一般事项不能合并。")
    if gone.region != kept.region:
        raise Refused("region", "不同地区的事项不能合并。")
    before = gone.facts
    give_held(gone, given, by=by, at=at)
    fields: dict[str, Any] = {"merged": gone.id}
    handling = before.moments.get("handling")
    if handling is not None:
        fields["deadline"] = handling.at
    if before.level > kept.facts.level:
        fields["level"] = before.level
    absorb = Given(kept.id, C.ABSORB, fields, part_of(given.command_id, "absorb"))
    at = moment_for(kept.facts, at)
    setting = setting_for(kept, C.ABSORB, fields, at)
    decision = decided(kept.facts, absorb, by=SYSTEM, at=at, setting=setting)
    if before.reporter:
        decision.data["reporter"] = True
    write(kept, decision, by=SYSTEM, at=at, command_id=absorb.command_id)
    return kept


def divide(
    item: int,
    proposals: Sequence[Mapping[str, Any]],
    reason: str,
    *,
    by: Actor,
    at: datetime,
    command_id: str,
    seen: int | None = None,
) -> list[Item]:
    """Divide an item into two or more new proposals and return them."""
    if len(proposals) < 2:
        raise Refused("successors", "分立至少须有两件新事项。")
    ids = [nth_of(command_id, n) for n in range(len(proposals))]
    streams = [stream_of(id) for id in ids]
    fields = {"successors": streams, "reason": reason}
    given = Given(item, C.DIVIDE, fields, command_id, seen)
    try:
        with together():
            held = hold(item)
            common = _inherited(held.facts)
            give_held(held, given, by=by, at=at)
            return [
                start(held.region, {**common, **own}, by=by, at=at, command_id=id).item()
                for own, id in zip(proposals, ids, strict=True)
            ]
    except Repeated:
        return [Item.objects.get(pk=stream_of(id)) for id in ids]
    except Refused:
        known = list(Item.objects.filter(pk__in=streams).order_by("pk"))
        if len(known) == len(ids):
            return known
        raise


def _inherited(facts: Facts) -> dict[str, Any]:
    return {
        "source": facts.source,
        "campaign": facts.campaign,
        "intake_unit": facts.intake_unit,
        "confidential": facts.confidential,
        "complained_of": list(facts.complained_of),
        "reporter": facts.reporter,
    }


def split(
    item: int,
    children: Sequence[Task],
    *,
    by: Actor,
    at: datetime,
    command_id: str,
    note: str = "",
    seen: int | None = None,
) -> list[Item]:
    """Break an item down into children, registered and dispatched under it, and return them."""
    if not children:
        raise Refused("missing", "任务分解须有子事项。")
    ids = [nth_of(command_id, n) for n in range(len(children))]
    fields: dict[str, Any] = {"children": [stream_of(id) for id in ids], "note": note}
    given = Given(item, C.SPLIT, fields, command_id, seen)
    try:
        with together():
            held = hold(item)
            require_unchanged(held, given)
            give_held(held, given, by=by, at=at)
            return [
                hand_out_one(
                    held.region, _child(held, task, by), by=by, at=at, command_id=id
                ).item()
                for task, id in zip(children, ids, strict=True)
            ]
    except Repeated:
        return [Item.objects.get(pk=stream_of(id)) for id in ids]


def _child(parent: Held, task: Task, by: Actor) -> Task:
    """Return a child's task: its supervising unit is the lead of its parent, whoever splits it."""
    facts = parent.facts
    own = {"intake_unit": facts.lead, "reporter": False, "parent": parent.id}
    common = {**_inherited(facts), **own}
    register = {"supervising_unit": facts.lead, "category": facts.category, **task.register}
    is_for_lead = by.unit != facts.lead
    return Task({**common, **task.proposal}, register, task.dispatch, for_lead=is_for_lead)
