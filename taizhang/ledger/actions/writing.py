"""The one way to write: a decision becomes an entry, and the row becomes what it adds up to."""

import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import connection, transaction
from django.db.models.base import ModelState

from taizhang.ledger.actions import rows
from taizhang.ledger.command_ids import part_of
from taizhang.ledger.events import event_of
from taizhang.ledger.models import Item, facts_of, facts_text
from taizhang.ledger.projection import Columns, columns, involved, listed, parts
from taizhang.record import actions as record
from taizhang.record.models import Entry
from taizhang.rules.lifecycle.decide import Decision
from taizhang.rules.lifecycle.due import standing
from taizhang.rules.lifecycle.facts import SYSTEM, Actor, Facts
from taizhang.rules.lifecycle.fold import absorb
from taizhang.rules.lifecycle.requests import lapse
from taizhang.rules.lifecycle.states import Command
from taizhang.rules.refused import Refused

KIND = "item"
# Two people press a button at once, and the one who waited for the row carries the earlier moment.
WAITED = timedelta(minutes=2)
PROGRESS_SHOWN = 200
_ABSENT = object()

# SQLite lets one writer in, and whoever waits asks again at random: with a hundred threads some
# starve. Inside one process the threads queue here instead.
_TURN = threading.RLock()


@contextmanager
def together() -> Iterator[None]:
    """Let what is done inside become true as a whole or not at all."""
    if connection.vendor != "sqlite" or connection.in_atomic_block:
        with transaction.atomic():
            yield
        return
    with _TURN, transaction.atomic():
        yield


@dataclass(slots=True)
class Held:
    """An item whose row is locked for the rest of the transaction."""

    region: str
    year: int
    facts: Facts
    columns: Columns | None = None  # as stored; none before the first write

    @property
    def id(self) -> int:
        return self.facts.item

    def item(self) -> Item:
        """Return the item as it is now; its texts are read when they are asked for."""
        kept = self.columns if self.columns is not None else columns(self.facts)
        item = Item.__new__(Item)  # as unpickling makes one: building it costs more than its row
        item.__dict__.update(kept, id=self.id, region=self.region, year=self.year)
        item.__dict__.update(facts=self.facts, _state=_stored())
        return item


def _stored() -> ModelState:
    state = ModelState()
    state.adding, state.db = False, connection.alias
    return state


def hold(item: int) -> Held:
    """Return the item, locked; raise `Refused` if there is none."""
    found = rows.lock(item)
    if found is None:
        raise Refused("unknown", "没有编号为 %(item)s 的事项。", item=item)
    return held_of(item, found)


def held_of(item: int, row: rows.Row) -> Held:
    """Return a locked row as an item."""
    region, year, text = row
    return Held(region, year, facts_of(item, text))


def moment_for(facts: Facts, at: datetime) -> datetime:
    """Return the moment of the next entry: never before the last, for whoever had to wait."""
    if facts.last_at is not None and facts.last_at - WAITED <= at < facts.last_at:
        return facts.last_at
    return at


def write(
    held: Held,
    decision: Decision,
    *,
    by: Actor,
    at: datetime,
    command_id: str,
    salts: Mapping[str, str] | None = None,
) -> Entry:
    """Append the entry of a decision and bring the item's row up to it; `held` goes along."""
    entry = _append(held, decision, by, at, command_id, salts)
    before, held.facts = held.facts, _absorbed(held.facts, entry)
    if held.facts.requests and (gone := lapse(held.facts)) is not None:
        last = _append(held, gone, SYSTEM, at, part_of(command_id, "lapse"), None)
        held.facts = _absorbed(held.facts, last)
    _project(held, before, _progress(decision, entry))
    return entry


def open_stream(
    held: Held,
    decision: Decision,
    *,
    by: Actor,
    at: datetime,
    command_id: str,
    salts: Mapping[str, str] | None = None,
    order: int | None = None,
) -> Entry:
    """Append the first entry of an item and make its row."""
    entry = _append(held, decision, by, at, command_id, salts)
    held.facts = _absorbed(held.facts, entry)
    held.columns = columns(held.facts)
    shown = rows.shown(held.facts, decision.texts, str(decision.data.get("external") or ""))
    rows.insert_item(held.id, held.region, held.year, held.columns | shown | {"order": order})
    rows.change_parts(held.region, held.id, frozenset(), parts(held.facts))
    rows.index(held.id, str(shown["haystack"]))
    return entry


def _append(
    held: Held,
    decision: Decision,
    by: Actor,
    at: datetime,
    command_id: str,
    salts: Mapping[str, str] | None,
) -> Entry:
    return record.append(
        region=held.region,
        kind=KIND,
        stream=held.id,
        seq=held.facts.seq + 1,
        command_id=command_id,
        command=decision.command.value,
        data=decision.data,
        by=by,
        at=at,
        year=held.year,
        texts=decision.texts,
        salts=salts,
    )


def _absorbed(facts: Facts, entry: Entry) -> Facts:
    return absorb(facts, event_of(entry))


def _progress(decision: Decision, entry: Entry) -> dict[str, Any]:
    if decision.command is not Command.REPORT_PROGRESS:
        return {}
    return {
        "last_progress": decision.texts.get("progress", "")[:PROGRESS_SHOWN],
        "last_progress_at": entry.at,
        "last_progress_seq": entry.seq,
    }


def _project(held: Held, before: Facts, extra: Columns) -> None:
    after = held.facts
    was, now = standing(before), standing(after)
    old = held.columns if held.columns is not None else listed(before, was)
    held.columns = {**listed(after, now), "facts_text": facts_text(after)}
    changed = {
        name: value for name, value in held.columns.items() if value != old.get(name, _ABSENT)
    }
    rows.update_item(held.id, changed | extra)
    if involved(before, was) != involved(after, now):
        rows.change_parts(held.region, held.id, involved(before, was), involved(after, now))
    if before.requests != after.requests:
        rows.change_requests(held.region, before, after)
