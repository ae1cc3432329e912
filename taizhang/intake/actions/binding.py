"""Binding: requirements become items, many at once, all or none; or are bound to known items."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, time
from typing import Any, NamedTuple

from taizhang.intake.actions.drafts import DRAFTED, put_all
from taizhang.intake.actions.writing import (
    KIND,
    hold,
    is_done,
    require_undecided,
    rows_of,
    settle,
    write,
)
from taizhang.intake.models import BOUND, UNDECIDED, Binding, Document, Requirement
from taizhang.intake.suggestions import Draft
from taizhang.ledger import actions as ledger
from taizhang.ledger import terms
from taizhang.ledger.command_ids import nth_of
from taizhang.ledger.models import Item
from taizhang.packs.load import Pack
from taizhang.packs.model import Campaign
from taizhang.record.models import Entry
from taizhang.rules.lifecycle.facts import Actor
from taizhang.rules.refused import Phrase, Refused
from taizhang.rules.workdays import SHANGHAI

END_OF_DAY = time(23, 59, 59)
PROPOSE, REGISTER, DISPATCH = "propose", "register", "dispatch"


@dataclass(frozen=True, slots=True)
class Leave:
    """What a person gives for all rows together: how far they go, and on whose authority."""

    step: str = DISPATCH  # propose | register | dispatch
    basis: str = ""  # empty: the document itself, where it is one
    approver: str = ""
    supervising_unit: str = ""
    drafts: Mapping[int, Draft] = field(default_factory=dict)  # as corrected in the form


class RowRefusal(NamedTuple):
    """One row that cannot become an item, and why."""

    order: int
    why: Phrase


class RowsRefused(Refused):
    """A bulk decision of which nothing was done; the refusals name the rows."""

    def __init__(self, refusals: Sequence[RowRefusal]) -> None:
        super().__init__(
            "rows",
            "有%(n)s条不能立项，已取消勾选；全部尚未办理。改正后再勾上，或先办理其余。",
            n=len(refusals),
        )
        self.refusals = tuple(refusals)

    def __reduce__(self) -> tuple[type["RowsRefused"], tuple[tuple[RowRefusal, ...]]]:  # type: ignore[override]  # rebuilt from its rows
        return type(self), (self.refusals,)


def basis_of(document: Document) -> str:
    """Return the words by which an item names its document; a newspaper report is no basis."""
    if document.is_news:
        return ""
    number = f"（{document.number}）" if document.number else ""
    return f"《{document.title}》{number}"


def approver_of(document: Document) -> str:
    """Return who approved what the document orders: whose words it holds, else who issued it."""
    if document.leader or document.issuer or document.is_news:
        return document.leader or document.issuer
    return "文件印发机关"


def bind(
    document: int,
    orders: Sequence[int],
    leave: Leave,
    *,
    by: Actor,
    at: datetime,
    command_id: str,
    again: bool = False,
) -> list[Item]:
    """Make items of requirements, one for each lead, and return them; all are made, or none.

    Without a basis, or in a campaign that demands a check first, an item is only proposed.
    `again` lets a requirement that has an item become another one beside it.
    """
    with ledger.together():
        held = hold(document, by=by, at=at)
        if is_done(held, command_id):
            return _made(held, command_id)
        rows = rows_of(held, orders)
        if not again:
            require_undecided(rows)
        return _bound(held, rows, leave, by=by, at=at, command_id=command_id)


def _bound(
    document: Document,
    rows: list[Requirement],
    leave: Leave,
    *,
    by: Actor,
    at: datetime,
    command_id: str,
) -> list[Item]:
    changed = put_all(rows, leave.drafts)
    pack = terms.current(document.region, at).pack
    made: list[tuple[Requirement, Item]] = []
    refusals: list[RowRefusal] = []
    for row in rows:
        for task in _tasks(document, row, leave, by):
            one = nth_of(command_id, len(made) + 1)
            try:
                step = _step(row, task, leave.step, pack, by)
                made.append((row, _opened(document.region, task, step, by, at, one)))
            except Refused as why:
                refusals.append(RowRefusal(row.order, why.phrase))
                break
    if refusals:
        raise RowsRefused(refusals)
    pairs = [{"requirement": row.order, "item": item.pk} for row, item in made]
    write(
        document,
        "bind",
        {"bound": pairs, "step": leave.step},
        texts={"drafts": changed} if changed else None,
        by=by,
        at=at,
        command_id=command_id,
    )
    _project(rows, made)
    settle(document)
    return [item for _, item in made]


def _step(row: Requirement, task: ledger.Task, wanted: str, pack: Pack, by: Actor) -> str:
    """Return how far a row can go: not beyond a proposal without a basis or a demanded check.

    Nor where the campaign's task force takes its proposals in itself.
    """
    campaign = pack.campaigns.get(row.campaign)
    if campaign is not None and (campaign.guards().check_first or _is_others(campaign, by)):
        return PROPOSE
    return wanted if task.register["basis"] else PROPOSE


def _is_others(campaign: Campaign, by: Actor) -> bool:
    return campaign.is_own_intake and by.unit != campaign.task_force


def _opened(
    region: str, task: ledger.Task, step: str, by: Actor, at: datetime, command_id: str
) -> Item:
    if step == PROPOSE:
        return ledger.propose(region, task.proposal, by=by, at=at, command_id=command_id)
    return ledger.hand_out(region, [task], by=by, at=at, command_ids=[command_id])[0]


def _tasks(document: Document, row: Requirement, leave: Leave, by: Actor) -> Iterator[ledger.Task]:
    """Yield a task for each lead; without one the item can be registered but not dispatched."""
    leads: Sequence[str] = row.lead_codes or [""]
    for lead in leads:
        yield ledger.Task(
            _proposal(document, row),
            {
                "category": row.category,
                "basis": leave.basis or basis_of(document),
                "approver": leave.approver or approver_of(document),
                "supervising_unit": leave.supervising_unit or by.unit,
                "criteria": row.criteria or f"完成“{row.title}”，有可核对的佐证。",
                "standing": row.standing,
            },
            _dispatch(row, lead) if leave.step == DISPATCH else {},
        )


def _proposal(document: Document, row: Requirement) -> dict[str, Any]:
    """Return what the item shows: of the document only this sentence is released (摘录)."""
    return {
        "title": row.title,
        "words": row.text,
        "source": document.source,
        "campaign": row.campaign,
        "passage": row.passage,
        "confidential": document.confidential,
    }


def _dispatch(row: Requirement, lead: str) -> dict[str, Any]:
    fields: dict[str, Any] = {
        "lead": lead,
        "supports": [code for code in row.support_codes if code != lead],
        "deadline_words": row.details.get("deadline", ""),
    }
    if row.standing:
        return fields
    if row.due_on is not None:
        fields["deadline"] = datetime.combine(row.due_on, END_OF_DAY, SHANGHAI)
    elif row.limit:
        fields["limit"] = row.limit
    return fields


def _project(
    rows: list[Requirement], made: list[tuple[Requirement, Item]], *, existing: bool = False
) -> None:
    for row in rows:
        row.fate, row.reason, row.note = BOUND, "", ""
        row.save(update_fields=["fate", "reason", "note", *DRAFTED])
    Binding.objects.bulk_create(
        Binding(requirement=row, item=item, existing=existing) for row, item in made
    )


def _made(document: Document, command_id: str) -> list[Item]:
    """Return what the same command made the first time."""
    entry = Entry.objects.given(document.region, KIND, document.pk, command_id).get()
    ids = [pair["item"] for pair in entry.data.get("bound", ())]
    found = Item.objects.in_bulk(ids)
    return [found[id] for id in ids]


def bind_existing(
    document: int,
    orders: Sequence[int],
    item: int,
    *,
    by: Actor,
    at: datetime,
    command_id: str,
) -> Document:
    """Bind requirements to an item that is in the ledger already."""
    with ledger.together():
        held = hold(document, by=by, at=at)
        if is_done(held, command_id):
            return held
        rows = rows_of(held, orders)
        known = Item.objects.filter(pk=item, region=held.region).first()
        if known is None:
            raise Refused("unknown", "没有这个事项，请核对编号。")
        if Binding.objects.filter(requirement__in=rows, item=known).exists():
            raise Refused(
                "bound", "所选条目已并入事项%(number)s。", number=known.number or known.tracking
            )
        if any(row.fate not in (UNDECIDED, BOUND) for row in rows):
            raise Refused("decided", "所选条目中有已定为不立项的，请先撤销该决定。")
        pairs = [{"requirement": row.order, "item": known.pk} for row in rows]
        data = {"bound": pairs, "existing": True}
        write(held, "bind", data, by=by, at=at, command_id=command_id)
        _project(rows, [(row, known) for row in rows], existing=True)
        return settle(held)
