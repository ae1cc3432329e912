"""Writing to a document's stream: who may, one at a time, once for each command id."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from django.db.models import Count, Q

from taizhang.intake.models import BOUND, DECLINED, UNDECIDED, Document, Requirement
from taizhang.ledger import terms
from taizhang.record.actions import append
from taizhang.record.models import Entry
from taizhang.rules.lifecycle.facts import Actor
from taizhang.rules.lifecycle.states import Role
from taizhang.rules.refused import Refused

KIND = "document"
WRITERS = frozenset({Role.INTAKE, Role.SUPERVISOR})


def require_office(region: str, by: Actor, at: datetime, *, leaders: bool = False) -> None:
    """Raise `Refused` unless the actor takes documents in for an office; the system may."""
    if by.kind == "system":
        return
    offices = terms.offices_of(terms.current(region, at))
    able = WRITERS | {Role.LEADER} if leaders else WRITERS
    if by.unit not in offices or not by.roles & able:
        raise Refused("who", "来文由督查部门的收文、督办岗位办理。")


def hold(document: int, *, by: Actor, at: datetime, is_erasing: bool = False) -> Document:
    """Return the document, locked to the end of the transaction; refuse who may not write.

    What is erased is written no more, except by who repeats the erasure itself.
    """
    held = Document.objects.select_for_update().filter(pk=document).first()
    if held is None:
        raise Refused("unknown", "没有这份来文，可能链接有误。")
    require_office(held.region, by, at, leaders=is_erasing)
    if held.is_erased and not is_erasing:
        raise Refused("erased", "来文已依规删除，不能再办理。")
    is_leader = is_erasing and Role.LEADER in by.roles
    if held.confidential and by.kind == "person" and by.unit != held.unit and not is_leader:
        raise Refused("who", "本件限收文单位办理。")
    return held


def is_done(document: Document, command_id: str) -> bool:
    """Tell whether the command id has written to this stream before."""
    return Entry.objects.given(document.region, KIND, document.pk, command_id).exists()


def write(
    document: Document,
    command: str,
    data: Mapping[str, Any],
    *,
    texts: Mapping[str, str] | None = None,
    by: Actor,
    at: datetime,
    command_id: str,
) -> Entry:
    """Append the document's next entry; the row goes along and is saved by `settle`."""
    document.seq += 1
    return append(
        region=document.region,
        kind=KIND,
        stream=document.pk,
        seq=document.seq,
        command_id=command_id,
        command=command,
        data=data,
        texts=texts,
        by=by,
        at=at,
        year=document.year,
    )


def settle(document: Document, *changed: str) -> Document:
    """Count what became of the requirements and save the document's row."""
    counts = document.requirements.aggregate(
        bound=Count("pk", filter=Q(fate=BOUND)),
        declined=Count("pk", filter=Q(fate=DECLINED)),
        undecided=Count("pk", filter=Q(fate=UNDECIDED)),
    )
    for name, number in counts.items():
        setattr(document, name, number)
    document.save(update_fields=["seq", *counts, *changed])
    return document


def rows_of(document: Document, orders: Iterable[int]) -> list[Requirement]:
    """Return the requirements with these numbers, in printed order; refuse an unknown number."""
    wanted = sorted(set(orders))
    if not wanted:
        raise Refused("missing", "请先勾选要办理的条目。")
    rows = list(document.requirements.filter(order__in=wanted).order_by("start", "order"))
    if len(rows) != len(wanted):
        missing = sorted(set(wanted) - {row.order for row in rows})
        raise Refused(
            "unknown", "没有第%(order)s条，可能已取消标注，请刷新页面。", order=missing[0]
        )
    return rows


def require_undecided(rows: Iterable[Requirement]) -> None:
    """Raise `Refused` where one of these has been decided."""
    for row in rows:
        if row.fate != UNDECIDED:
            word = "已立项" if row.fate == BOUND else "已定为不立项"
            raise Refused(
                "decided", "第%(order)s条%(word)s，请刷新页面。", order=row.order, word=word
            )
