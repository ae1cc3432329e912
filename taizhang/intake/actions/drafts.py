"""Rows of requirements from what was read, marked or corrected."""

import json
from collections.abc import Iterable, Mapping
from typing import Any

from taizhang.intake.models import Document, Requirement
from taizhang.intake.suggestions import Draft
from taizhang.reading.model import Requirement as Found

SECTION, NUMBER = 200, 40


def details_of(found: Found, lead_from: str) -> dict[str, Any]:
    """Return what the page prints and why the reader took it for a requirement."""
    deadline = found.deadline
    return {
        "lead": list(found.lead or found.responsible),
        "supports": list(found.supporting),
        "sponsor": list(found.sponsor),
        "lead_from": lead_from,
        "deadline": deadline.text if deadline else "",
        "soft": bool(deadline and deadline.soft),
        "more": list(deadline.more) if deadline else [],
        "recurrence": [each.text for each in found.recurrence],
        "targets": ["".join(p or "" for p in (t.metric, t.value, t.unit)) for t in found.targets],
        "mechanisms": list(found.mechanisms),
        "confidence": found.confidence,
        "reasons": list(found.reasons),
    }


def row_of(document: Document, plain: dict[str, Any], *, by_hand: bool = False) -> Requirement:
    """Return the unsaved row of a requirement as it was read or marked."""
    row = Requirement(
        document=document,
        region=document.region,
        order=plain["order"],
        start=min(start for start, _ in plain["ranges"]),
        ranges=plain["ranges"],
        text=plain["text"],
        kind=plain["kind"],
        heading=plain["heading"],
        section=plain["section"][:SECTION],
        printed_number=plain["number"][:NUMBER],
        by_hand=by_hand,
        details=plain["details"],
    )
    put(row, Draft.from_json(plain["draft"]))
    return row


DRAFTED = (
    "title", "leads", "supports", "due_on", "limit", "category", "campaign", "criteria", "standing",
)  # fmt: skip


def put(row: Requirement, draft: Draft) -> None:
    """Write a draft into a row, without saving it."""
    row.title = draft.title[:300]
    row.leads, row.supports = " ".join(draft.leads), " ".join(draft.supports)
    row.due_on, row.limit = draft.due_on, draft.limit
    row.category, row.campaign = draft.category, draft.campaign
    row.criteria, row.standing = draft.criteria, draft.standing


def draft_of(row: Requirement) -> Draft:
    """Return the draft that a row holds."""
    return Draft(
        title=row.title,
        leads=tuple(row.lead_codes),
        supports=tuple(row.support_codes),
        due_on=row.due_on,
        limit=row.limit,
        category=row.category,
        campaign=row.campaign,
        criteria=row.criteria,
        standing=row.standing,
    )


def put_all(rows: Iterable[Requirement], drafts: Mapping[int, Draft]) -> str:
    """Write corrected drafts into rows, unsaved; return what changed as text for the entry."""
    changed = {}
    for row in rows:
        draft = drafts.get(row.order)
        if draft is not None and draft != draft_of(row):
            put(row, draft)
            changed[str(row.order)] = draft.to_json()
    if not changed:
        return ""
    return json.dumps(changed, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
