"""The generic half of `taizhang check`: triggers, streams without gaps, texts and their hashes."""

import hashlib
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice

from django.db import connection

from taizhang.record import evidence
from taizhang.record.bodies import canonical, hashes_in, text_hash
from taizhang.record.models import ERASING, Entry, Erasure, Evidence, Text
from taizhang.record.triggers import GUARDED, missing

CHUNK = 500


@dataclass(frozen=True, slots=True)
class Breach:
    """One promise that the database does not keep: where, and what is wrong."""

    where: str
    what: str

    def __str__(self) -> str:
        return f"{self.where}：{self.what}"


@dataclass(slots=True)
class Report:
    """What a look over the whole record found."""

    entries: int = 0
    streams: int = 0
    digest: str = ""
    commands: Counter[tuple[str, str]] = field(default_factory=Counter)
    breaches: list[Breach] = field(default_factory=list)

    @property
    def is_sound(self) -> bool:
        """Tell whether nothing was found wrong."""
        return not self.breaches


def check(
    *,
    region: str | None = None,
    tables: Sequence[str] = GUARDED,
    progress: Callable[[int], None] | None = None,
) -> Report:
    """Return what a pass over all entries finds; memory stays bounded however long they are."""
    report = Report()
    report.breaches += [
        Breach(f"触发器 {name}", "不存在或未始终启用") for name in missing(connection, tables)
    ]
    digest, before = hashlib.sha256(), None
    walk = _walk(region)
    while some := list(islice(walk, CHUNK)):
        for entry in some:
            digest.update(leaf(entry))
            digest.update(b"\n")
            report.commands[entry.kind, entry.command] += 1
            report.breaches += _gap(before, entry)
            report.streams += entry.seq == 1
            before = entry
        report.breaches += _absent_texts(some)
        report.entries += len(some)
        if progress:
            progress(report.entries)
    report.digest = digest.hexdigest()
    report.breaches += _wrong_texts(region)
    report.breaches += _idle_erasures(region)
    report.breaches += _damaged_evidence(region)
    return report


def leaf(entry: Entry) -> bytes:
    """Return the bytes that stand for an entry in every digest; no primary key is among them."""
    whole = (
        entry.region,
        entry.kind,
        entry.stream,
        entry.seq,
        entry.year,
        entry.command_id,
        int(entry.at.timestamp()),
        entry.at.microsecond,
        entry.by_kind,
        entry.person,
        entry.post,
        entry.unit,
        entry.command,
        entry.body,
    )
    return canonical(whole).encode()


def _walk(region: str | None) -> Iterator[Entry]:
    """Yield all entries by (region, kind, stream, seq), in the same order on every database."""
    entries = Entry.objects.all() if region is None else Entry.objects.filter(region=region)
    # Words are sorted here: databases agree on the order of numbers, not on that of letters.
    parts = sorted(set(entries.order_by().values_list("region", "kind").distinct()))
    for part_region, kind in parts:
        part = entries.filter(region=part_region, kind=kind).order_by("stream", "seq")
        yield from part.iterator(chunk_size=CHUNK)


def _gap(before: Entry | None, entry: Entry) -> Iterator[Breach]:
    is_next = before is not None and _stream(before) == _stream(entry)
    last = before.seq if before is not None and is_next else 0
    if entry.seq != last + 1:
        yield Breach(_name(entry), f"前一条是第 {last} 条，序号不连续")


def _stream(entry: Entry) -> tuple[str, str, int]:
    return entry.region, entry.kind, entry.stream


def _name(entry: Entry) -> str:
    return f"{entry.region} {entry.kind} {entry.stream} 第 {entry.seq} 条"


def _absent_texts(entries: list[Entry]) -> Iterator[Breach]:
    wanted = {(entry.region, hash_): entry for entry in entries for hash_ in hashes_in(entry.data)}
    hashes = sorted({hash_ for _, hash_ in wanted})
    known: set[tuple[str, str]] = set()
    for start in range(0, len(hashes), CHUNK):
        some = hashes[start : start + CHUNK]
        for model in (Text, Erasure):
            rows = model.objects.filter(hash__in=some)
            known.update(rows.values_list("region", "hash"))
    for key, entry in wanted.items():
        if key not in known:
            yield Breach(_name(entry), f"文字 {key[1][:12]}… 缺失且无删除记录")


def _wrong_texts(region: str | None) -> Iterator[Breach]:
    texts = Text.objects.all() if region is None else Text.objects.filter(region=region)
    for text in texts.order_by("id").iterator(chunk_size=CHUNK):
        if text_hash(text.salt, text.text) != text.hash:
            yield Breach(f"文字 {text.hash[:12]}…", "内容与指纹不符")


def _idle_erasures(region: str | None) -> Iterator[Breach]:
    """Yield the leaves to erase that no erase entry gave, and texts still there in spite of one."""
    erasures = Erasure.objects.all() if region is None else Erasure.objects.filter(region=region)
    for erasure in erasures.order_by("id").iterator(chunk_size=CHUNK):
        given = Entry.objects.filter(id=erasure.entry, command__in=ERASING).exists()
        if not given:
            yield Breach(f"删除许可 {erasure.hash[:12]}…", "没有对应的删除记录")
        if Text.objects.filter(region=erasure.region, hash=erasure.hash).exists():
            yield Breach(f"文字 {erasure.hash[:12]}…", "已许可删除但仍在")


def _damaged_evidence(region: str | None) -> Iterator[Breach]:
    kept = Evidence.objects.all() if region is None else Evidence.objects.filter(region=region)
    for piece in kept.order_by("id").iterator(chunk_size=CHUNK):
        wrong = evidence.damaged(piece.sha256, piece.size)
        if wrong:
            yield Breach(f"附件 {piece.sha256[:12]}…", wrong)
