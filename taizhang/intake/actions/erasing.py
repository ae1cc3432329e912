"""Erasing a document (删除原文): one asks with an authority, another does it; hashes stay.

The texts of a file are kept once for all documents that it made, so they go together.
"""

from datetime import datetime
from typing import NamedTuple

from taizhang.intake.actions.drafts import DRAFTED, put
from taizhang.intake.actions.writing import KIND, hold, is_done, settle, write
from taizhang.intake.models import DECLINED, UNDECIDED, Binding, Document
from taizhang.intake.replay import DENY_ERASURE, ERASE, ERASURE_ASKED, waits_for_erasure
from taizhang.intake.suggestions import Draft
from taizhang.ledger.actions import purge, together
from taizhang.ledger.command_ids import part_of
from taizhang.record.actions import erase as erase_texts
from taizhang.record.bodies import hashes_in
from taizhang.record.models import Entry
from taizhang.record.texts import GONE, spelled_data
from taizhang.rules.lifecycle.facts import Actor
from taizhang.rules.lifecycle.states import Role
from taizhang.rules.refused import Refused

AUTHORITY = 200
LEFT = "原文已依规删除，不再分解。"


class Asked(NamedTuple):
    """An erasure that waits for a second person."""

    seq: int
    by: Actor
    at: datetime
    authority: str
    is_emergency: bool


def asked_erasure(document: Document) -> Asked | None:
    """Return the erasure that waits for a second person, if there is one."""
    entries = Entry.objects.of(document.region, KIND, document.pk).order_by("seq")
    if not waits_for_erasure(entries.values_list("command", flat=True)):
        return None
    last = entries.filter(command=ERASURE_ASKED).reverse()[0]
    [data] = spelled_data(document.region, [last])
    by = Actor("person", last.person, last.post, last.unit)
    return Asked(last.seq, by, last.at, data["authority"], bool(data["emergency"]))


def ask_erasure(
    document: int, authority: str, *, emergency: bool, by: Actor, at: datetime, command_id: str
) -> Document:
    """Ask that a document's words be erased, by an authority; another person has to do it.

    In an emergency (涉密误传应急清除) the items that it made lose their words and files as well.
    """
    with together():
        held = hold(document, by=by, at=at)
        if is_done(held, command_id):
            return held
        if not authority.strip():
            raise Refused("authority", "删除须写明依据（文号或法律条款）。")
        if asked_erasure(held) is not None:
            raise Refused("asked", "已有一件删除申请等待另一人办理。")
        data, texts = {"emergency": emergency}, {"authority": authority.strip()[:AUTHORITY]}
        write(held, ERASURE_ASKED, data, texts=texts, by=by, at=at, command_id=command_id)
        return settle(held)


def deny_erasure(document: int, *, by: Actor, at: datetime, command_id: str) -> Document:
    """Leave the document as it is: whoever asked takes it back, or another person refuses."""
    with together():
        held = hold(document, by=by, at=at)
        if is_done(held, command_id):
            return held
        asked = _awaited(held)
        write(held, DENY_ERASURE, {"asked": asked.seq}, by=by, at=at, command_id=command_id)
        return settle(held)


def erase(document: int, *, by: Actor, at: datetime, command_id: str) -> Document:
    """Erase what another person has asked to erase, from all documents of the same file."""
    with together():
        held = hold(document, by=by, at=at, is_erasing=True)
        if is_done(held, command_id):
            return held
        asked = _awaited(held)
        _require_second(asked, by)
        same = Document.objects.of_region(held.region).filter(sha256=held.sha256)
        for pk in same.order_by("pk").values_list("pk", flat=True):
            one = held if pk == held.pk else hold(pk, by=by, at=at, is_erasing=True)
            id = command_id if one is held else part_of(command_id, str(pk))
            _erase_one(one, asked, by, at, id)
            if asked.is_emergency:
                _purge_items(one, asked, by, at, command_id)
        return held


def _awaited(document: Document) -> Asked:
    asked = asked_erasure(document)
    if asked is None:
        raise Refused("asked", "没有等待办理的删除申请，请刷新页面。")
    return asked


def _require_second(asked: Asked, by: Actor) -> None:
    if by.person == asked.by.person:
        raise Refused("own", "删除须由提出人以外的另一人办理。")
    if by.roles.isdisjoint({Role.SUPERVISOR, Role.LEADER}):
        raise Refused("who", "删除由督办岗位或领导办理。")


def _erase_one(document: Document, asked: Asked, by: Actor, at: datetime, command_id: str) -> None:
    entries = Entry.objects.of(document.region, KIND, document.pk)
    told = entries.exclude(command__in=(ERASURE_ASKED, ERASE))  # by which authority is kept
    hashes = {hash_ for entry in told for hash_ in hashes_in(entry.data)}
    _leave_undecided(document, by, at, command_id)
    document.seq += 1
    erase_texts(
        region=document.region,
        kind=KIND,
        stream=document.pk,
        seq=document.seq,
        command_id=command_id,
        hashes=hashes,
        authority=asked.authority,
        by=by,
        second=asked.by,
        at=at,
        year=document.year,
    )
    _blank(document)


def _leave_undecided(document: Document, by: Actor, at: datetime, command_id: str) -> None:
    """Decline what nobody has decided: it can be read no more."""
    rows = document.requirements.filter(fate=UNDECIDED)
    orders = list(rows.order_by("order").values_list("order", flat=True))
    if not orders:
        return
    data, texts = {"requirements": orders, "reason": "other"}, {"note": LEFT}
    id = part_of(command_id, "decline")
    write(document, "decline", data, texts=texts, by=by, at=at, command_id=id)
    rows.update(fate=DECLINED, reason="other")


def _blank(document: Document) -> None:
    """Take the words out of the rows, as they are gone from the record."""
    gone = Draft(title=GONE)
    for row in document.requirements.all():
        put(row, gone)
        row.text, row.section, row.printed_number = GONE, "", ""
        row.details, row.note = {}, LEFT if row.fate == DECLINED else ""
        words = ("text", "section", "printed_number", "details", "note")
        row.save(update_fields=[*words, *DRAFTED])
    document.title = document.file_name = GONE
    document.number = document.issuer = document.leader = document.series = ""
    document.layout = {}
    frame = ("title", "file_name", "number", "issuer", "leader", "series", "layout")
    settle(document, *frame)


def _purge_items(
    document: Document, asked: Asked, by: Actor, at: datetime, command_id: str
) -> None:
    made = Binding.objects.filter(requirement__document=document, existing=False)
    for item in made.order_by("item").values_list("item", flat=True).distinct():
        purge(
            item, asked.authority, by=by, second=asked.by, at=at,
            command_id=part_of(command_id, f"item {item}"),
        )  # fmt: skip
