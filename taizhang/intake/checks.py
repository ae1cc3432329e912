"""The intake's part of `taizhang check`: every document is what its entries add up to."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import groupby

from taizhang.intake.actions.drafts import draft_of
from taizhang.intake.models import BOUND, DECLINED, UNDECIDED, Document, Requirement
from taizhang.intake.replay import ERASE, FRAME, Row, Told, replay
from taizhang.record.checks import Breach
from taizhang.record.models import Entry
from taizhang.record.texts import GONE, spelled_data

KIND = "document"


@dataclass(slots=True)
class Report:
    """What a look over all documents found."""

    documents: int = 0
    requirements: int = 0
    undecided: int = 0
    breaches: list[Breach] = field(default_factory=list)


def check(*, region: str | None = None) -> Report:
    """Return what a pass over all documents finds, one document in memory at a time."""
    report = Report()
    entries = Entry.objects.filter(kind=KIND).order_by("stream", "seq")
    if region is not None:
        entries = entries.filter(region=region)
    for stream, some in groupby(entries.iterator(chunk_size=200), lambda entry: entry.stream):
        report.documents += 1
        report.breaches += _check_document(stream, list(some), report)
    stored = Document.objects.all() if region is None else Document.objects.of_region(region)
    if (rows := stored.count()) != report.documents:
        words = f"有 {rows} 行来文，而存证中有 {report.documents} 件"
        report.breaches.append(Breach("来文", words))
    return report


def _check_document(stream: int, entries: list[Entry], report: Report) -> list[Breach]:
    where = f"来文 {stream}"
    document = Document.objects.filter(pk=stream).first()
    if document is None:
        return [Breach(where, "存证中有，来文表中没有")]
    is_erased = any(entry.command == ERASE for entry in entries)
    data = spelled_data(document.region, entries)
    told = replay(
        ((entry.seq, entry.command, each) for entry, each in zip(entries, data, strict=True)),
        is_erased=is_erased,
    )
    rows = {row.order: row for row in document.requirements.prefetch_related("binding_set")}
    report.requirements += len(rows)
    report.undecided += sum(row.fate == UNDECIDED for row in rows.values())
    found = [*_counts(document, told), *_rows(rows, told)]
    found += _readable(document, rows) if is_erased else _frame(document, told)
    return [Breach(where, what) for what in found]


def _frame(document: Document, told: Told) -> Iterator[str]:
    day = document.doc_date.isoformat() if document.doc_date else None
    stored = {name: getattr(document, name) for name in FRAME}
    if day != told.doc_date or stored != told.frame:
        yield f"来文信息与留痕不符（表中 {stored}，{day}，留痕 {told.frame}，{told.doc_date}）"


def _readable(document: Document, rows: dict[int, Requirement]) -> Iterator[str]:
    """Yield what can still be read of a document that was erased."""
    if document.text:
        yield "已依规删除而原文仍在"
    words = [document.title, *(word for row in rows.values() for word in (row.text, row.title))]
    if any(word != GONE for word in words):
        yield "已依规删除而标题或条目文字仍在"


def _counts(document: Document, told: Told) -> Iterator[str]:
    fates = [row.fate for row in told.rows.values()]
    for word, stored, expected in (
        ("序号", document.seq, told.seq),
        ("条目编号", document.last_order, told.last_order),
        ("来源", document.source, told.source),
        ("立项数", document.bound, fates.count(BOUND)),
        ("不立项数", document.declined, fates.count(DECLINED)),
        ("未定数", document.undecided, fates.count(UNDECIDED)),
    ):
        if stored != expected:
            yield f"{word}与留痕不符（表中 {stored}，留痕 {expected}）"


def _rows(rows: dict[int, Requirement], told: Told) -> Iterator[str]:
    if rows.keys() != told.rows.keys():
        yield f"条目与留痕不符（表中 {len(rows)} 条，留痕 {len(told.rows)} 条）"
    for order in rows.keys() & told.rows.keys():
        stored, expected = _stored(rows[order]), told.rows[order]
        is_same = _became(stored) == _became(expected) if told.is_erased else stored == expected
        if not is_same:
            yield f"第 {order} 条与留痕不符"


def _became(row: Row) -> tuple[str, str, set[int]]:
    return row.fate, row.reason, row.items


def _stored(row: Requirement) -> Row:
    return Row(
        row.text,
        row.kind,
        row.ranges,
        draft_of(row).to_json(),
        row.fate,
        row.reason,
        row.note,
        {binding.item_id for binding in row.binding_set.all()},
    )
