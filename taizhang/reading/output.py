"""What reading found, for programs (one JSON object an article) and for people (a table)."""

import unicodedata
from collections.abc import Iterable, Sequence
from typing import Any

from taizhang.reading.model import Article, Deadline, Person, Range, Requirement, Target

_TYPES = {"action": "任务", "principle": "原则"}
_KINDS = {
    "meeting": "会议",
    "inspection": "督导调研",
    "training": "学习培训",
    "review": "人大审议",
    "plan": "责任分工方案",
    "notice": "通知",
    "minutes": "纪要",
    "order": "督办单",
    "instruction": "批示",
    "brief": "督查通报",
}
_WIDTHS = (4, 4, 46, 22, 24)


def to_json(article: Article) -> dict[str, Any]:
    """Return an article as plain values, in the format that the scorer of reading takes."""
    return {
        "file": article.file,
        "headline": article.headline,
        "headline_ranges": _ranges(article.headline_ranges),
        "kicker": article.kicker,
        "kicker_ranges": _ranges(article.kicker_ranges),
        "rubric": article.rubric,
        "kind": article.kind,
        "byline": article.byline,
        "issuer": article.issuer,
        "number": article.number,
        "addressees": list(article.addressees),
        "urgency": article.urgency,
        "event_date": article.event_date.iso.isoformat() if article.event_date.iso else None,
        "event_date_text": article.event_date.text,
        "basis": article.event_date.basis,
        "venue": article.venue,
        "chair": _person(article.chair),
        "speakers": [_person(person) for person in article.speakers],
        "body": _ranges(article.body),
        "topic": article.topic,
        "defects": list(article.defects),
        "requirements": [_requirement(requirement) for requirement in article.requirements],
    }


def _ranges(ranges: Iterable[Range]) -> list[list[int]]:
    return [list(span) for span in ranges]


def _person(person: Person | None) -> dict[str, str | None] | None:
    return {"name": person.name, "title": person.title} if person else None


def _requirement(requirement: Requirement) -> dict[str, Any]:
    return {
        "ranges": _ranges(requirement.ranges),
        "text": requirement.text,
        "type": requirement.type,
        "heading": requirement.heading,
        "number": requirement.number,
        "section": requirement.section,
        "responsible": list(requirement.responsible),
        "responsible_source": requirement.responsible_source,
        "lead": list(requirement.lead),
        "supporting": list(requirement.supporting),
        "sponsor": list(requirement.sponsor),
        "supervising": list(requirement.supervising),
        "deadline": _deadline(requirement.deadline),
        "recurrence": [{"freq": each.freq, "text": each.text} for each in requirement.recurrence],
        "target": _target(requirement.target),
        "targets": [_target(target) for target in requirement.targets],
        "mechanisms": list(requirement.mechanisms),
        "topic": requirement.topic,
        "confidence": requirement.confidence,
        "reasons": list(requirement.reasons),
    }


def _deadline(deadline: Deadline | None) -> dict[str, Any] | None:
    if deadline is None:
        return None
    return {
        "text": deadline.text,
        "kind": deadline.kind,
        "iso": deadline.iso.isoformat() if deadline.iso else None,
        "soft": deadline.soft,
        "days": deadline.days,
        "unit": deadline.unit,
        "more": list(deadline.more),
        "act": deadline.act,
    }


def _target(target: Target | None) -> dict[str, str | None] | None:
    if target is None:
        return None
    return {"metric": target.metric, "value": target.value, "unit": target.unit}


def table(articles: Sequence[Article]) -> str:
    """Return the articles as text in columns: what is required, of whom, by when."""
    return "\n\n".join(_block(article) for article in articles)


def _block(article: Article) -> str:
    day = article.event_date
    when = day.iso.isoformat() if day.iso else (day.text or "")
    kind = _KINDS.get(article.kind, article.kind)
    count = sum(requirement.type == "action" for requirement in article.requirements)
    rows = [
        f"【{kind}】{article.headline or '（无标题）'}  {when}".rstrip(),
        f"  {article.file}  要求 {len(article.requirements)} 条，其中任务 {count} 条",
        _row("序号", "类型", "内容", "责任单位", "时限"),
    ]
    rows += [
        _row(
            requirement.number or str(number),
            _TYPES.get(requirement.type, requirement.type),
            requirement.text,
            "、".join(requirement.lead or requirement.responsible) or "—",
            _limit(requirement.deadline),
        )
        for number, requirement in enumerate(article.requirements, start=1)
    ]
    return "\n".join(rows)


def _limit(deadline: Deadline | None) -> str:
    if deadline is None:
        return ""
    return f"{deadline.text} {deadline.iso.isoformat()}" if deadline.iso else deadline.text


def _row(*cells: str) -> str:
    return (
        "  "
        + "  ".join(
            _fitted(cell, width) for cell, width in zip(cells, _WIDTHS, strict=True)
        ).rstrip()
    )


def _fitted(text: str, width: int) -> str:
    """Return a text cut or filled to a width in half-width columns."""
    room = width
    kept = ""
    for char in text:
        room -= 2 if unicodedata.east_asian_width(char) in "WF" else 1
        if room < 0:
            kept = _shortened(kept, width)
            return kept + " " * (width - _columns(kept))
        kept += char
    return text + " " * room


def _shortened(text: str, width: int) -> str:
    while text and _columns(text) > width - 2:
        text = text[:-1]
    return text + "…"


def _columns(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in text)
