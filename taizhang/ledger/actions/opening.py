"""Opening items: a proposal, and the order that was only spoken (快速交办)."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from taizhang.ledger import terms
from taizhang.ledger.actions import rows
from taizhang.ledger.actions.acting import Given, give_held
from taizhang.ledger.actions.deciding import require_fields
from taizhang.ledger.actions.numbering import next_number, numbered
from taizhang.ledger.actions.writing import KIND, Held, open_stream, together
from taizhang.ledger.command_ids import nth_of, part_of, stream_of
from taizhang.ledger.models import Item, Order
from taizhang.packs.model import Campaign
from taizhang.record.actions import append
from taizhang.record.ids import tracking_code
from taizhang.record.models import Entry
from taizhang.record.refusals import Repeated
from taizhang.rules.lifecycle.decide import opening
from taizhang.rules.lifecycle.facts import Actor, Facts
from taizhang.rules.lifecycle.states import Command, Role
from taizhang.rules.refused import Refused
from taizhang.rules.workdays import SHANGHAI

C = Command
ORDER = "order"


def propose(
    region: str,
    fields: Mapping[str, Any],
    *,
    by: Actor,
    at: datetime,
    command_id: str,
    salts: Mapping[str, str] | None = None,
) -> Item:
    """Open an item and return it; the same command id again returns the item that it opened."""
    try:
        with together():
            return start(region, fields, by=by, at=at, command_id=command_id, salts=salts).item()
    except Repeated:
        return Item.objects.get(pk=stream_of(command_id))


def start(
    region: str,
    fields: Mapping[str, Any],
    *,
    by: Actor,
    at: datetime,
    command_id: str,
    salts: Mapping[str, str] | None = None,
    order: int | None = None,
    for_lead: bool = False,
) -> Held:
    """Open an item in the caller's transaction."""
    now = terms.current(region, at)
    campaign = str(fields.get("campaign") or now.pack.district.default_campaign)
    source = str(fields.get("source") or "")
    whole = {**fields, "campaign": campaign}
    _put_to_intake(whole, now.campaign(campaign), by)
    if now.campaign(campaign).confidential:
        whole["confidential"] = True
    whole.setdefault("tracking", _tracking(command_id))
    require_fields(C.PROPOSE, None, whole, now.pack.units, region)
    setting = replace(now.setting(now.regime(campaign, source)), for_lead=for_lead)
    decision = opening(whole, by=by, at=at, setting=setting)
    _require_new(region, source, fields.get("external"), command_id)
    held = Held(region, at.astimezone(SHANGHAI).year, Facts(stream_of(command_id)))
    open_stream(held, decision, by=by, at=at, command_id=command_id, salts=salts, order=order)
    return held


def _put_to_intake(whole: dict[str, Any], campaign: Campaign, by: Actor) -> None:
    """Say who takes the proposal in, and who checks it first where the task force does both."""
    if whole.get("intake_unit"):
        return
    whole["intake_unit"] = _intake_unit(campaign, by)
    if campaign.is_own_intake and campaign.guards().check_first and Role.INSPECTOR not in by.roles:
        whole.setdefault("inspecting_unit", campaign.task_force)


def _intake_unit(campaign: Campaign, by: Actor) -> str:
    """Return the campaign's task force where it takes in itself; else who proposes, if it may."""
    if not campaign.is_own_intake and by.unit is not None and Role.INTAKE in by.roles:
        return by.unit
    return campaign.parts.intake


def _tracking(command_id: str) -> str:
    digest = hashlib.sha256(f"tracking {command_id}".encode()).digest()
    return tracking_code(int.from_bytes(digest[:12]))


def _require_new(region: str, source: str, external: Any, command_id: str) -> None:
    """Refuse a second item for the same outside number (外部工单号) of one source."""
    if not external:
        return
    known = Item.objects.filter(region=region, source=source, external=str(external))
    other = known.exclude(pk=stream_of(command_id)).first()
    if other is not None:
        name = other.number or other.tracking
        raise Refused(
            "external",
            "外部编号“%(external)s”已有事项 %(name)s，请办理原事项。",
            external=external,
            name=name,
        )


@dataclass(frozen=True, slots=True)
class Task:
    """What a person orders at once: the proposal, and what `register` and `dispatch` carry.

    `for_lead` says that it is part of a breakdown, ordered for the lead of the parent.
    """

    proposal: Mapping[str, Any]
    register: Mapping[str, Any]
    dispatch: Mapping[str, Any] = field(default_factory=dict)
    for_lead: bool = False


def hand_out(
    region: str,
    tasks: Sequence[Task],
    *,
    by: Actor,
    at: datetime,
    command_ids: Sequence[str],
) -> list[Item]:
    """Propose, register and dispatch each task; all are done, or none."""
    try:
        with together():
            return [
                hand_out_one(region, task, by=by, at=at, command_id=command_id).item()
                for task, command_id in zip(tasks, command_ids, strict=True)
            ]
    except Repeated:
        return [Item.objects.get(pk=stream_of(command_id)) for command_id in command_ids]


def hand_out_one(
    region: str,
    task: Task,
    *,
    by: Actor,
    at: datetime,
    command_id: str,
    number: str | None = None,
    order: int | None = None,
) -> Held:
    """Propose and register one task, and dispatch it where it says to whom."""
    held = start(
        region, task.proposal, by=by, at=at, command_id=command_id, order=order,
        for_lead=task.for_lead,
    )  # fmt: skip
    register = _part(held, C.REGISTER, task, command_id)
    give_held(held, register, by=by, at=at, number=number)
    if task.dispatch:
        give_held(held, _part(held, C.DISPATCH, task, command_id), by=by, at=at)
    return held


def _part(held: Held, command: Command, task: Task, command_id: str) -> Given:
    fields = task.register if command is C.REGISTER else task.dispatch
    id = part_of(command_id, command.value)
    return Given(held.id, command, fields, id, for_lead=task.for_lead)


def quick_hand_over(
    region: str,
    title: str,
    units: Sequence[str],
    *,
    by: Actor,
    at: datetime,
    command_id: str,
    deadline: datetime | None = None,
    limit: str = "",
    source: str = "meeting",
    words: str = "",
    place: str = "",
    campaign: str = "",
    category: str = "",
    criteria: str = "",
    basis: str = "",
    approver: str = "",
    area: str | None = None,
) -> list[Item]:
    """Register and dispatch what was only spoken, to one unit or, as one order, to several."""
    if not units:
        raise Refused("missing", "快速交办须选定承办单位。")
    task = Task(
        {"title": title, "source": source, "words": words, "place": place, "campaign": campaign},
        {
            "category": category or "quick",
            "basis": basis or "会议口头交办",
            "approver": approver or "交办人",
            "supervising_unit": by.unit,
            "criteria": criteria or "按要求完成并反馈结果",
        },
        {"deadline": deadline, "limit": limit, "area": area},
    )
    try:
        with together():
            return _handed_over(region, title, task, list(units), by, at, command_id)
    except Repeated:
        return [Item.objects.get(pk=stream_of(nth_of(command_id, n))) for n in range(len(units))]


def _handed_over(
    region: str,
    title: str,
    task: Task,
    units: list[str],
    by: Actor,
    at: datetime,
    command_id: str,
) -> list[Item]:
    _require_first(command_id)
    order = stream_of(nth_of(command_id, len(units))) if len(units) > 1 else None
    number = next_number(region, at, terms.current(region, at)) if order is not None else None
    items = []
    for n, unit in enumerate(units):
        one = Task(task.proposal, task.register, {**task.dispatch, "lead": unit})
        held = hand_out_one(
            region,
            one,
            by=by,
            at=at,
            command_id=nth_of(command_id, n),
            number=numbered(number, n + 1) if number else None,
            order=order,
        )
        items.append(held.item())
    if order is not None and number is not None:
        _open_order(region, order, number, title, items, by, at, command_id)
    return items


def _require_first(command_id: str) -> None:
    """Raise `Repeated` before a number is taken for an order that was given already."""
    first = Entry.objects.filter(kind=KIND, stream=stream_of(command_id), seq=1).first()
    if first is not None:
        raise Repeated(first)


def _open_order(
    region: str,
    order: int,
    number: str,
    title: str,
    items: list[Item],
    by: Actor,
    at: datetime,
    command_id: str,
) -> None:
    year = at.astimezone(SHANGHAI).year
    append(
        region=region,
        kind=ORDER,
        stream=order,
        seq=1,
        command_id=command_id,
        command="open_order",
        data={"number": number, "items": [item.pk for item in items]},
        texts={"title": title},
        by=by,
        at=at,
        year=year,
    )
    Order.objects.create(
        id=order,
        region=region,
        year=year,
        number=number,
        title=title[: rows.TITLE],
        unit=by.unit or "",
        person=by.person,
        at=at,
    )
