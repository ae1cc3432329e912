"""Deciding what becomes no item, taking a decision back, correcting rows and the frame."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from taizhang.intake.actions.drafts import DRAFTED, put_all
from taizhang.intake.actions.writing import (
    hold,
    is_done,
    require_undecided,
    rows_of,
    settle,
    write,
)
from taizhang.intake.models import BOUND, DECLINED, UNDECIDED, Document, Requirement
from taizhang.intake.suggestions import Draft
from taizhang.intake.words import REASONS
from taizhang.ledger.actions import together
from taizhang.packs.model import Source
from taizhang.rules.lifecycle.facts import Actor
from taizhang.rules.refused import Refused

NOTE = 300
FRAME = {"title": 300, "number": 60, "issuer": 120, "leader": 60, "series": 60, "urgency": 8}


def decline(
    document: int,
    orders: Sequence[int],
    reason: str,
    *,
    note: str = "",
    by: Actor,
    at: datetime,
    command_id: str,
) -> Document:
    """Decide that requirements become no items (不立项), with the reason."""
    with together():
        held = hold(document, by=by, at=at)
        if is_done(held, command_id):
            return held
        rows = rows_of(held, orders)
        return _declined(held, rows, reason, note, by=by, at=at, command_id=command_id)


def decline_principles(document: int, *, by: Actor, at: datetime, command_id: str) -> Document:
    """Decline every undecided principle of a document at once."""
    with together():
        held = hold(document, by=by, at=at)
        if is_done(held, command_id):
            return held
        rows = list(held.requirements.filter(kind="principle", fate=UNDECIDED))
        if not rows:
            raise Refused("missing", "没有未定的原则性要求。")
        return _declined(held, rows, "principle", "", by=by, at=at, command_id=command_id)


def _declined(
    document: Document,
    rows: list[Requirement],
    reason: str,
    note: str,
    *,
    by: Actor,
    at: datetime,
    command_id: str,
) -> Document:
    if reason not in REASONS:
        raise Refused("reason", "请选择不立项的理由。")
    if reason == "other" and not note.strip():
        raise Refused("missing", "理由选“其他”的，须写明说明。")
    require_undecided(rows)
    note = note.strip()[:NOTE]
    data = {"requirements": [row.order for row in rows], "reason": reason}
    texts = {"note": note} if note else None
    write(document, "decline", data, texts=texts, by=by, at=at, command_id=command_id)
    document.requirements.filter(pk__in=[row.pk for row in rows]).update(
        fate=DECLINED, reason=reason, note=note
    )
    return settle(document)


def undo(
    document: int, orders: Sequence[int], *, by: Actor, at: datetime, command_id: str
) -> Document:
    """Take back that requirements were declined, or bound to items that were there before."""
    with together():
        held = hold(document, by=by, at=at)
        if is_done(held, command_id):
            return held
        rows = rows_of(held, orders)
        for row in rows:
            _require_undoable(row)
        write(
            held,
            "undo",
            {"requirements": [row.order for row in rows]},
            by=by,
            at=at,
            command_id=command_id,
        )
        for row in rows:
            row.binding_set.all().delete()
            row.fate, row.reason, row.note = UNDECIDED, "", ""
            row.save(update_fields=["fate", "reason", "note"])
        return settle(held)


def _require_undoable(row: Requirement) -> None:
    if row.fate == UNDECIDED:
        raise Refused("undecided", "第%(order)s条尚未决定，不必撤销。", order=row.order)
    if row.fate == BOUND and row.binding_set.filter(existing=False).exists():
        raise Refused("bound", "第%(order)s条已经立项，请在事项页申请撤销。", order=row.order)


def edit(
    document: int,
    drafts: Mapping[int, Draft],
    *,
    by: Actor,
    at: datetime,
    command_id: str,
) -> Document:
    """Correct what requirements are to become; rows that stay as they are leave no trace."""
    with together():
        held = hold(document, by=by, at=at)
        if is_done(held, command_id):
            return held
        rows = [row for row in rows_of(held, drafts) if row.fate == UNDECIDED]
        changed = put_all(rows, drafts)
        if not changed:
            return held
        texts = {"drafts": changed}
        write(held, "edit", {}, texts=texts, by=by, at=at, command_id=command_id)
        Requirement.objects.bulk_update(rows, DRAFTED)
        return settle(held)


def describe(
    document: int,
    frame: Mapping[str, str],
    *,
    source: str = "",
    doc_date: date | None = None,
    by: Actor,
    at: datetime,
    command_id: str,
) -> Document:
    """Correct the frame of a document: title, number, whose words, which series, from where."""
    with together():
        held = hold(document, by=by, at=at)
        if is_done(held, command_id):
            return held
        kept = {name: frame.get(name, "").strip()[:most] for name, most in FRAME.items()}
        if not kept["title"]:
            raise Refused("missing", "来文须有标题。")
        if source and source not in list(Source):
            raise Refused("source", "没有“%(source)s”这种来源。", source=source)
        data: dict[str, Any] = {"source": source or held.source, "doc_date": doc_date}
        write(held, "describe", data, texts=kept, by=by, at=at, command_id=command_id)
        for name, words in kept.items():
            setattr(held, name, words)
        held.source, held.doc_date = data["source"], doc_date
        return settle(held, *kept, "source", "doc_date")
