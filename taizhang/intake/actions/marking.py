"""Marking a passage that the reader missed, and taking back what is no requirement."""

import re
from datetime import date, datetime
from typing import Any

from taizhang.intake.actions.drafts import details_of, row_of
from taizhang.intake.actions.writing import KIND, hold, is_done, rows_of, settle, write
from taizhang.intake.models import UNDECIDED, Document, Requirement
from taizhang.intake.suggestions import suggest
from taizhang.ledger import terms
from taizhang.ledger.actions import together
from taizhang.packs.load import Pack
from taizhang.reading.deadlines import find_deadlines
from taizhang.reading.model import Article, EventDate
from taizhang.reading.model import Requirement as Found
from taizhang.record.bodies import canonical
from taizhang.record.models import Entry
from taizhang.rules.lifecycle.facts import Actor
from taizhang.rules.refused import Refused
from taizhang.rules.workdays import SHANGHAI

LONGEST = 2000


def mark(
    document: int,
    start: int,
    end: int,
    *,
    kind: str = "action",
    by: Actor,
    at: datetime,
    command_id: str,
) -> Requirement:
    """Make a passage that was missed a requirement and return it."""
    with together():
        held = hold(document, by=by, at=at)
        if is_done(held, command_id):
            return held.requirements.get(order=_order_of(held, command_id))
        start, end = _trimmed(held, start, end)
        row = _marked(held, start, end, kind, terms.current(held.region, at).pack, at)
        held.last_order = row["order"]
        write(
            held,
            "mark",
            {"requirement": row["order"], "ranges": row["ranges"], "kind": kind},
            texts={"row": canonical(row)},
            by=by,
            at=at,
            command_id=command_id,
        )
        made = row_of(held, row, by_hand=True)
        made.save(force_insert=True)
        settle(held, "last_order")
        return made


def find_passage(document: Document, words: str) -> tuple[int, int]:
    """Return where the words stand in the document, whatever the line breaks between them."""
    letters = "".join(words.split())
    if not letters:
        raise Refused("missing", "请选中或填写漏掉的原文。")
    pattern = re.compile(r"\s*".join(map(re.escape, letters)))
    found = list(pattern.finditer(document.text))
    if not found:
        raise Refused("passage", "原文中没有这段文字，请照原文填写。")
    if len(found) > 1:
        raise Refused("passage", "这段文字在原文中出现%(n)s次，请多填几个字。", n=len(found))
    return found[0].span()


def _trimmed(document: Document, start: int, end: int) -> tuple[int, int]:
    text = document.text
    if not 0 <= start < end <= len(text):
        raise Refused("passage", "选中的位置不在原文之内，请刷新页面后重新选择。")
    passage = text[start:end]
    start += len(passage) - len(passage.lstrip())
    end -= len(passage) - len(passage.rstrip())
    if end <= start:
        raise Refused("passage", "选中的是空白，请选择漏掉的原文。")
    if end - start > LONGEST:
        raise Refused(
            "passage",
            "选中的文字有%(length)s字，超过%(most)s字，请分条标注。",
            length=end - start,
            most=LONGEST,
        )
    spans = document.requirements.values_list("order", "ranges")
    for order, ranges in spans:
        if any(start < stop and begin < end for begin, stop in ranges):
            raise Refused(
                "overlap", "选中的文字与第%(order)s条重叠，请只选漏掉的部分。", order=order
            )
    return start, end


def _marked(
    document: Document, start: int, end: int, kind: str, pack: Pack, at: datetime
) -> dict[str, Any]:
    if kind not in {"action", "principle"}:
        raise Refused("kind", "标注的类型应为行动要求或原则性要求。")
    words = " ".join(document.text[start:end].split())
    words = re.sub(r"(?<=[^\x00-\xff]) (?=[^\x00-\xff])", "", words)
    on = at.astimezone(SHANGHAI).date()
    anchor = document.doc_date or on
    found = _found(words, kind, anchor, (start, end))
    article = Article(
        document.file_name, document.kind, (), document.title, event_date=EventDate(None, anchor)
    )
    suggestion = suggest(pack, article, found, on, supervising=document.unit)
    return {
        "order": document.last_order + 1,
        "ranges": [[start, end]],
        "text": words,
        "kind": kind,
        "heading": False,
        "section": "",
        "number": "",
        "details": details_of(found, suggestion.lead_from),
        "draft": suggestion.draft.to_json(),
    }


def _found(words: str, kind: str, anchor: date, span: tuple[int, int]) -> Found:
    limits = list(find_deadlines(words, anchor=anchor, year=anchor.year))
    deadline = limits[0].deadline if limits else None
    return Found((span,), words, kind, deadline=deadline, reasons=("by-hand",))


def _order_of(document: Document, command_id: str) -> int:
    entry = Entry.objects.given(document.region, KIND, document.pk, command_id).get()
    return int(entry.data["requirement"])


def unmark(document: int, order: int, *, by: Actor, at: datetime, command_id: str) -> Document:
    """Take back that a passage is a requirement: nothing may have been decided about it."""
    with together():
        held = hold(document, by=by, at=at)
        if is_done(held, command_id):
            return held
        (row,) = rows_of(held, [order])
        if row.fate != UNDECIDED:
            raise Refused("decided", "第%(order)s条已有决定，不能取消标注。", order=order)
        if not row.by_hand:
            raise Refused(
                "read", "第%(order)s条是系统读出的，不作为事项的请选“不立项”。", order=order
            )
        data = {"requirement": order}
        write(held, "unmark", data, by=by, at=at, command_id=command_id)
        row.delete()
        return settle(held)
