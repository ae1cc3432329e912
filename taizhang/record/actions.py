"""Writing to the record: append, number, keep evidence, erase. Nothing else writes its tables."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from functools import partial
from typing import Any

from django.db import IntegrityError, connection, transaction

from taizhang.record import evidence
from taizhang.record.bodies import Salted, canonical, hashes_in, marked, salted
from taizhang.record.ids import new_id
from taizhang.record.models import ERASING, Entry, Erasure, Evidence, Reporter, Text
from taizhang.record.refusals import Conflict, Repeated
from taizhang.rules.lifecycle.facts import Actor
from taizhang.rules.refused import Refused

# Written by hand: the ORM takes three times as long for the same row, and every act pays it.
# The condition refuses a gap: an entry follows the one before it or opens its stream.
_INSERT_ENTRY = """
INSERT INTO record_entry (id, region, year, kind, stream, seq, command_id, at,
                          by_kind, person, post, unit, command, body)
SELECT %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s
WHERE %s OR EXISTS (SELECT 1 FROM record_entry
                    WHERE region = %s AND kind = %s AND stream = %s AND seq = %s)
ON CONFLICT DO NOTHING
"""

_INSERT_TEXTS = "INSERT INTO record_text (id, region, hash, salt, text) VALUES "
_TEXT_ROW = "(%s, %s, %s, %s, %s)"
_TAKE_NUMBER = """
INSERT INTO record_counter (region, year, kind, value) VALUES (%s, %s, %s, 1)
ON CONFLICT (region, year, kind) DO UPDATE SET value = record_counter.value + 1
RETURNING value
"""


def append(
    *,
    region: str,
    kind: str,
    stream: int,
    seq: int,
    command_id: str,
    command: str,
    data: Mapping[str, Any],
    by: Actor,
    at: datetime,
    year: int,
    texts: Mapping[str, str] | None = None,
    salts: Mapping[str, str] | None = None,
) -> Entry:
    """Write one entry and its texts in the caller's transaction and return it.

    Raise `Repeated` where the command id has made an entry of this stream before, `Conflict` where
    `seq` is not the next one. Free text goes into `texts`; the entry holds only its salted hash.
    """
    kept = _salted_texts(texts or {}, salts or {})
    entry = Entry(
        id=new_id(at),
        region=region,
        year=year,
        kind=kind,
        stream=stream,
        seq=seq,
        command_id=command_id,
        at=at,
        command=command,
        **_who(by),
        body=canonical(marked(data, kept)),
    )
    if not _insert_entry(entry):
        _explain(entry)
    if kept:
        _insert_texts(region, kept.values(), at)
    return entry


def _who(by: Actor) -> dict[str, Any]:
    return {"by_kind": by.kind, "person": by.person, "post": by.post, "unit": by.unit or ""}


def _salted_texts(texts: Mapping[str, str], salts: Mapping[str, str]) -> dict[str, Salted]:
    return {name: salted(text, salts.get(name)) for name, text in texts.items()}


def _insert_entry(entry: Entry) -> bool:
    values = (
        entry.id,
        entry.region,
        entry.year,
        entry.kind,
        entry.stream,
        entry.seq,
        entry.command_id,
        connection.ops.adapt_datetimefield_value(entry.at),
        entry.by_kind,
        entry.person,
        entry.post,
        entry.unit,
        entry.command,
        entry.body,
        entry.seq == 1,
        entry.region,
        entry.kind,
        entry.stream,
        entry.seq - 1,
    )
    with connection.cursor() as cursor:
        try:
            cursor.execute(_INSERT_ENTRY, values)
        except IntegrityError:
            # SQLite's trigger against REPLACE speaks before ON CONFLICT; the transaction lives on.
            if connection.vendor == "sqlite":
                return False
            raise
        return bool(cursor.rowcount == 1)


def _explain(entry: Entry) -> None:
    key = (entry.region, entry.kind, entry.stream)
    first = Entry.objects.given(*key, entry.command_id).first()
    if first is not None and first.command == entry.command:
        raise Repeated(first)
    if first is not None:
        raise Conflict(
            "同一操作编号已用于另一个动作（第 %(seq)s 条），请刷新页面后重新提交。", seq=first.seq
        )
    last = last_seq(*key)
    if entry.seq <= last:
        raise Conflict(
            "您看到的内容不是最新：已记到第 %(last)s 条，本次按第 %(seq)s 条提交。"
            "请刷新页面后再办理。",
            last=last,
            seq=entry.seq,
        )
    raise Conflict(
        "记录序号不连续：下一条应为第 %(next)s 条，本次为第 %(seq)s 条。",
        next=last + 1,
        seq=entry.seq,
    )


def _insert_texts(region: str, texts: Iterable[Salted], at: datetime) -> None:
    values: list[int | str] = []
    for text in texts:
        values += (new_id(at), region, text.hash, text.salt, text.text)
    rows = ", ".join([_TEXT_ROW] * (len(values) // 5))
    with connection.cursor() as cursor:
        cursor.execute(_INSERT_TEXTS + rows, values)


def last_seq(region: str, kind: str, stream: int) -> int:
    """Return the number of the last entry of a stream, 0 when there is none."""
    seqs = Entry.objects.of(region, kind, stream).reverse().values_list("seq", flat=True)
    return seqs.first() or 0


def take_number(*, region: str, year: int, kind: str) -> int:
    """Return the next number of a series (编号), without gaps.

    The counter's row stays locked until the caller's transaction ends: take the number last.
    """
    if not connection.in_atomic_block:
        raise RuntimeError("a number is taken inside the transaction that uses it")
    with connection.cursor() as cursor:
        cursor.execute(_TAKE_NUMBER, (region, year, kind))
        row = cursor.fetchone()
    number: int = row[0]
    return number


def keep_reporter(
    *,
    region: str,
    kind: str,
    stream: int,
    at: datetime,
    name: str = "",
    phone: str = "",
    other: str = "",
    consent: bool = False,
) -> Reporter:
    """Write down who raised a matter, apart from its entries."""
    return Reporter.objects.create(
        id=new_id(at),
        region=region,
        kind=kind,
        stream=stream,
        name=name,
        phone=phone,
        other=other,
        consent=consent,
        at=at,
    )


@transaction.atomic
def keep(data: bytes, name: str, *, region: str, at: datetime, salt: str | None = None) -> Evidence:
    """Keep a photo or file under the hash of its bytes, once, and return it."""
    sight = evidence.examine(data, name)
    known = Evidence.objects.filter(region=region, sha256=sight.sha256).first()
    if known is not None:
        return known
    if Erasure.objects.filter(region=region, hash=sight.sha256).exists():
        raise Refused("erased", "文件“%(name)s”已依规删除，不能再次上传。", name=name)
    title = salted(name, salt)
    evidence.store(sight.sha256, data, sight.mime)
    _insert_texts(region, [title], at)
    return Evidence.objects.create(
        id=new_id(at),
        region=region,
        sha256=sight.sha256,
        size=len(data),
        mime=sight.mime,
        width=sight.width,
        height=sight.height,
        taken_at=sight.taken_at,
        latitude=sight.latitude,
        longitude=sight.longitude,
        name_hash=title.hash,
        at=at,
    )


@transaction.atomic
def erase(
    *,
    region: str,
    kind: str,
    stream: int,
    seq: int,
    command_id: str,
    hashes: Iterable[str],
    authority: str,
    by: Actor,
    second: Actor,
    at: datetime,
    year: int,
    reporters: bool = False,
) -> Entry:
    """Remove texts and evidence of a stream, and reporters where told; return the erase entry."""
    wanted = sorted(set(hashes))
    _require_two_persons(by, second)
    _require_authority(authority)
    _require_of_stream(region, kind, stream, wanted, reporters=reporters)
    entry = append(
        region=region,
        kind=kind,
        stream=stream,
        seq=seq,
        command_id=command_id,
        command="erase",
        data={"hashes": wanted, "reporters": reporters, "second": _who(second)},
        texts={"authority": authority},
        by=by,
        at=at,
        year=year,
    )
    remove_erased(entry, wanted)
    if reporters:
        Reporter.objects.filter(region=region, kind=kind, stream=stream).delete()
    return entry


def _require_two_persons(by: Actor, second: Actor) -> None:
    if by.person is None or second.person is None or by.person == second.person:
        raise Refused("two_persons", "删除须由两名不同的人员共同办理。")


def _require_authority(authority: str) -> None:
    if not authority.strip():
        raise Refused("authority", "删除须写明依据（文号或法律条款）。")


def _require_of_stream(
    region: str, kind: str, stream: int, wanted: list[str], *, reporters: bool
) -> None:
    if not wanted and not reporters:
        raise Refused("nothing", "没有选定要删除的内容。")
    theirs: set[str] = set()
    for entry in Entry.objects.of(region, kind, stream):
        theirs.update(hashes_in(entry.data))
        theirs.update(evidence.hashes_in(entry.data))
    names = Evidence.objects.filter(region=region, sha256__in=theirs & set(wanted))
    theirs.update(names.values_list("name_hash", flat=True))
    strange = [hash_ for hash_ in wanted if hash_ not in theirs]
    if strange:
        raise Refused(
            "strange", "以下内容不在这条记录中，不能删除：%(strange)s", strange=tuple(strange)
        )


def remove_erased(entry: Entry, hashes: Iterable[str]) -> None:
    """Remove texts and evidence that an `erase` entry, or the grant of one, has named.

    The leave is written first, since the triggers let nothing go without one.
    """
    if entry.command not in ERASING:
        raise ValueError(f"{entry} gives no leave to erase")
    wanted = set(hashes)
    pieces = Evidence.objects.filter(region=entry.region, sha256__in=wanted)
    pictures = dict(pieces.values_list("sha256", "name_hash"))
    wanted.update(pictures.values())
    given = Erasure.objects.filter(region=entry.region, hash__in=wanted)
    fresh = sorted(wanted - set(given.values_list("hash", flat=True)))
    Erasure.objects.bulk_create(
        Erasure(id=new_id(entry.at), region=entry.region, hash=hash_, entry=entry.id)
        for hash_ in fresh
    )
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:  # overwrite the freed bytes, not only the way to them
            cursor.execute("PRAGMA secure_delete = ON")
    Text.objects.filter(region=entry.region, hash__in=wanted).delete()
    pieces.delete()
    transaction.on_commit(partial(_discard, list(pictures)))


def _discard(hashes: Iterable[str]) -> None:
    for sha256 in hashes:
        # Two regions of one installation may keep the same bytes; the other one keeps them.
        if not Evidence.objects.filter(sha256=sha256).exists():
            evidence.discard(sha256)
