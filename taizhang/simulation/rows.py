"""Writing in bulk: rows wait in memory and go to the database some thousands at once.

What is written is what single commands would have written; only the way there is shorter.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from django.db import connection, transaction

from taizhang.ledger import grams
from taizhang.ledger.actions.rows import shown
from taizhang.ledger.models import Item
from taizhang.ledger.numbers import SERIES
from taizhang.ledger.projection import columns, parts, request_columns
from taizhang.record.bodies import Salted, canonical
from taizhang.record.ids import COUNTER_BITS, EPOCH
from taizhang.rules.lifecycle.decide import Decision
from taizhang.rules.lifecycle.facts import Actor
from taizhang.simulation.life import Life

ENTRIES_AT_ONCE, ITEMS_AT_ONCE = 20_000, 4_000
_MILLISECOND = timedelta(milliseconds=1)
_COUNTED = (1 << COUNTER_BITS) - 1
_ENTRY = (
    "id", "region", "year", "kind", "stream", "seq", "command_id", "at", "by_kind", "person",
    "post", "unit", "command", "body",
)  # fmt: skip
_ORDER = ("id", "region", "year", "number", "title", "unit", "person", "at")
_TEXT = ("id", "region", "hash", "salt", "text")
Values = tuple[Any, ...]


@dataclass(slots=True)
class Rows:
    """Rows that wait to be written, and the ids and numbers that were given out."""

    region: str
    copies: int = 1
    entries: list[Values] = field(default_factory=list)
    texts: list[Values] = field(default_factory=list)
    items: list[dict[str, Any]] = field(default_factory=list)
    parts: list[Values] = field(default_factory=list)
    requests: list[dict[str, Any]] = field(default_factory=list)
    orders: list[Values] = field(default_factory=list)
    grams: list[tuple[int, str]] = field(default_factory=list)
    numbers: Counter[int] = field(default_factory=Counter)
    ids: int = 0
    written: int = 0

    def id(self, at: datetime) -> int:
        """Return the next id: ordered by time, and the same in every run."""
        self.ids += 1
        return _first_id(at) | self.ids & _COUNTED

    def take_numbers(self, year: int) -> list[int]:
        """Return the next number of the year, one for each copy."""
        first = self.numbers[year] + 1
        self.numbers[year] += self.copies
        return list(range(first, first + self.copies))

    def entry(
        self,
        life: Life,
        decision: Decision,
        data: Mapping[str, Any],
        texts: Iterable[Salted],
        command_ids: Sequence[int],
        *,
        seq: int,
        by: Actor,
        at: datetime,
    ) -> None:
        """Let an entry wait, once for each copy of its item."""
        body, when, first = canonical(data), _moment(at), _first_id(at)
        doer = by.kind, by.person, by.post, by.unit or "", decision.command.value
        for copy, (id, chance) in enumerate(zip(life.ids, command_ids, strict=True)):
            self.ids += 1
            self.entries.append((
                first | self.ids & _COUNTED, self.region, life.year, "item", id, seq, _uuid(chance),
                when, *doer, _as_copy(body, life, copy) if copy else body,
            ))  # fmt: skip
        self.texts += [(self.id(at), self.region, t.hash, t.salt, t.text) for t in texts]
        if len(self.entries) >= ENTRIES_AT_ONCE:
            self.flush()

    def order(
        self,
        id: int,
        year: int,
        data: Mapping[str, Any],
        title: Salted,
        command_id: int,
        *,
        by: Actor,
        at: datetime,
    ) -> None:
        """Write an order: its entry, and the row that names it."""
        when = _moment(at)
        self.entries.append((
            self.id(at), self.region, year, "order", id, 1, _uuid(command_id), when, by.kind,
            by.person, by.post, by.unit or "", "open_order", canonical(data),
        ))  # fmt: skip
        self.texts.append((self.id(at), self.region, title.hash, title.salt, title.text))
        self.orders.append((
            id, self.region, year, data["number"], title.text, by.unit or "", by.person, when,
        ))  # fmt: skip

    def item(self, life: Life) -> None:
        """Let the rows of an item wait that will change no more."""
        facts = life.facts
        text, at, seq = life.progress or ("", None, None)
        row = columns(facts) | shown(facts, life.texts, str(life.texts.get("external") or ""))
        row |= {"last_progress": text, "last_progress_at": at, "last_progress_seq": seq}
        row |= {"region": self.region, "year": life.year, "order": life.order}
        row = _adapted(row)
        found = sorted(parts(facts))
        asked = [_adapted(request_columns(facts, request)) for request in facts.requests]
        for copy, id in enumerate(life.ids):
            own = {**row, "id": id, **(_of_copy(row, life, copy) if copy else {})}
            self.items.append(own)
            self.grams.append((id, str(row["haystack"])))
            self.parts += [(self.region, id, *part) for part in found]
            self.requests += [{"region": self.region, **one, "item": id} for one in asked]
        life.is_written = True
        if len(self.items) >= ITEMS_AT_ONCE:
            self.flush()

    @transaction.atomic
    def flush(self) -> None:
        """Write what waits."""
        self.written += len(self.entries)
        insert("record_entry", _ENTRY, self.entries)
        insert("record_text", _TEXT, self.texts)
        insert("ledger_order", _ORDER, self.orders)
        insert("ledger_involvement", ("region", "item", "unit", "part"), self.parts)
        _insert_dicts("ledger_item", self.items, {f.attname: f.column for f in _fields()})
        _insert_dicts("ledger_openrequestrow", self.requests, {})
        self._index()
        waiting = (self.entries, self.texts, self.items, self.parts, self.requests, self.grams)
        for rows in (*waiting, self.orders):
            rows.clear()

    def _index(self) -> None:
        if connection.vendor == "sqlite":
            found = [(item, grams.document(text)) for item, text in self.grams if text]
            insert("ledger_gram", ("rowid", "grams"), found)
        else:
            found = [(item, grams.vector(text)) for item, text in self.grams if text]
            insert("ledger_gram", ("item", "grams"), found)

    def count(self) -> None:
        """Write down how many numbers were given out."""
        values = [(self.region, year, SERIES, n) for year, n in sorted(self.numbers.items())]
        insert("record_counter", ("region", "year", "kind", "value"), values)


def _first_id(at: datetime) -> int:
    return (at - EPOCH) // _MILLISECOND << COUNTER_BITS


def _uuid(number: int) -> str:
    digits = f"{number:032x}"
    return f"{digits[:8]}-{digits[8:12]}-{digits[12:16]}-{digits[16:20]}-{digits[20:]}"


def _as_copy(text: str, life: Life, copy: int) -> str:
    """Return what an entry says, with the names of the copy instead of the first item's."""
    for one in (life, *life.kin):
        text = text.replace(str(one.ids[0]), str(one.ids[copy]))
    text = text.replace(life.tracking[0], life.tracking[copy])
    for number in life.numbers[:1]:
        text = text.replace(f'"{number}"', f'"{life.numbers[copy]}"')
    return text


def _of_copy(row: Mapping[str, Any], life: Life, copy: int) -> dict[str, Any]:
    """Return the columns in which a copy differs."""
    kin = {one.ids[0]: one.ids[copy] for one in (life, *life.kin)}
    return {
        "facts_text": _as_copy(row["facts_text"], life, copy),
        "number": life.numbers[copy] if row["number"] else None,
        "tracking": life.tracking[copy],
        "parent": kin.get(row["parent"]),
        "survivor": kin.get(row["survivor"]),
    }


def _fields() -> Iterator[Any]:
    yield from Item._meta.concrete_fields


def _moment(at: datetime) -> Any:
    return connection.ops.adapt_datetimefield_value(at)


def _insert_dicts(table: str, rows: list[dict[str, Any]], names: Mapping[str, str]) -> None:
    if rows:
        listed = list(rows[0])
        values = [tuple(row[name] for name in listed) for row in rows]
        insert(table, [names.get(name, name) for name in listed], values)


def insert(table: str, names: Iterable[str], values: Sequence[Values]) -> None:
    """Write rows whose moments are as the database wants them."""
    listed = [f'"{name}"' for name in names]
    marks = ", ".join(["%s"] * len(listed))
    sql = f"INSERT INTO {table} ({', '.join(listed)}) VALUES ({marks})"  # noqa: S608  (our names)
    with connection.cursor() as cursor:
        cursor.executemany(sql, values)


def _adapted(row: Mapping[str, Any]) -> dict[str, Any]:
    """Return a row with its moments as the database wants them."""
    return {
        name: _moment(value) if isinstance(value, datetime) else value
        for name, value in row.items()
    }
