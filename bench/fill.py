"""A ledger of any size: true entries of invented items, the same for the same seed.

Each life is decided by the rules in memory and folded as always; only the writing is in bulk, so
that `taizhang check` finds nothing wrong with what it leaves behind.
"""

import hashlib
import random
import uuid
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from django.db import connection, transaction

from bench.titles import a_place, a_title, progress_words
from taizhang.ledger import grams, terms
from taizhang.ledger.actions.rows import shown
from taizhang.ledger.models import Item
from taizhang.ledger.projection import columns, parts, request_columns
from taizhang.packs.model import UnitKind
from taizhang.record.bodies import canonical, marked, salted
from taizhang.record.ids import COUNTER_BITS, EPOCH
from taizhang.rules.lifecycle import requests
from taizhang.rules.lifecycle.decide import Decision, decide, opening
from taizhang.rules.lifecycle.facts import Actor, Facts
from taizhang.rules.lifecycle.fold import Event, absorb
from taizhang.rules.lifecycle.states import Command, RequestKind, Role
from taizhang.rules.workdays import SHANGHAI
from tests.build import PHOTO

C = Command
HOUR = timedelta(hours=1)
SPAN = timedelta(days=300)
LONG = timedelta(days=40)
AT_ONCE = 2000
STAGES = {
    "proposed": 3, "registered": 3, "dispatched": 8, "in_progress": 36, "asked": 2,
    "submitted": 6, "reworked": 4, "closed": 12, "archived": 10,
}  # fmt: skip
PATH = (C.REGISTER, C.DISPATCH, C.ACCEPT, C.REPORT_PROGRESS, C.SUBMIT, C.VERIFY_PASS, C.ARCHIVE)
STEPS = {
    "proposed": 0, "registered": 1, "dispatched": 2, "in_progress": 4, "asked": 4,
    "submitted": 5, "reworked": 5, "closed": 6, "archived": 7,
}  # fmt: skip
OFFICE = Actor(
    "person", 1, 1, "dcb", frozenset({Role.INTAKE, Role.SUPERVISOR, Role.HEAD, Role.LEADER})
)
VERIFIER = Actor("person", 2, 2, "dcb", frozenset({Role.INSPECTOR}))
HANDLERS = frozenset({Role.HANDLER, Role.HEAD})
RESULT = {"outcome": "explained", "result": "已按要求办理完毕，现场复核无误。"}
PASSED = {"where": "on_site", "ticked": True, "opinion": "符合销号标准", "evidence": [PHOTO]}


@dataclass(slots=True)
class Rows:
    """Rows that wait to be written, and the numbers that were given out."""

    region: str
    entries: list[tuple[Any, ...]] = field(default_factory=list)
    texts: list[tuple[Any, ...]] = field(default_factory=list)
    items: list[dict[str, Any]] = field(default_factory=list)
    parts: list[tuple[Any, ...]] = field(default_factory=list)
    requests: list[dict[str, Any]] = field(default_factory=list)
    grams: list[tuple[int, str]] = field(default_factory=list)
    numbers: Counter[int] = field(default_factory=Counter)
    made: int = 0

    def id(self, at: datetime) -> int:
        """Return the next id: ordered by time, and the same in every run."""
        self.made += 1
        return (at - EPOCH) // timedelta(milliseconds=1) << COUNTER_BITS | self.made & 0x3FFFFF


@dataclass(slots=True)
class Life:
    """One item on its way through the rules."""

    rows: Rows
    year: int
    facts: Facts
    rng: random.Random
    texts: dict[str, str] = field(default_factory=dict)
    progress: tuple[str, datetime, int] | None = None

    def write(self, decision: Decision, by: Actor, at: datetime) -> None:
        seq = self.facts.seq + 1
        kept = {
            name: salted(text, f"{self.rng.getrandbits(128):032x}")
            for name, text in decision.texts.items()
        }
        data = marked(decision.data, kept)
        rows, region = self.rows, self.rows.region
        rows.entries.append((
            rows.id(at), region, self.year, "item", self.facts.item, seq,
            str(uuid.UUID(int=self.rng.getrandbits(128), version=4)), at, by.kind, by.person,
            by.post, by.unit or "", decision.command.value, canonical(data),
        ))  # fmt: skip
        rows.texts += [(rows.id(at), region, t.hash, t.salt, t.text) for t in kept.values()]
        self.facts = absorb(self.facts, Event(seq, at, by, decision.command, data))
        if decision.command is C.REPORT_PROGRESS:
            self.progress = decision.texts["progress"], at, seq


def fill(count: int, *, region: str, until: datetime, seed: int = 1) -> int:
    """Write so many items that were opened in the months before `until`; return the entries."""
    rng = random.Random(seed)
    now = terms.current(region, until)
    leads = [u.code for u in now.pack.units.of_kind(UnitKind.DEPARTMENT) if u.code != "dcb"]
    areas = [u.code for u in now.pack.units.of_kind(UnitKind.STREET, UnitKind.TOWNSHIP)]
    names = [now.pack.units.title(code) for code in areas]
    rows, entries = Rows(region), 0
    moments = sorted(until - SPAN * rng.random() for _ in range(count))
    for n, at in enumerate(moments):
        _live(rows, rng, now, at.replace(microsecond=0), until, leads, areas, names)
        if (n + 1) % AT_ONCE == 0:
            entries += _flush(rows)
    entries += _flush(rows)
    _count(rows)
    return entries


def _live(
    rows: Rows,
    rng: random.Random,
    now: terms.Terms,
    at: datetime,
    until: datetime,
    leads: list[str],
    areas: list[str],
    names: list[str],
) -> None:
    lead, area = rng.choice(leads), rng.randrange(len(areas))
    campaign = rng.choices(("general", "key_projects"), (9, 1))[0]
    source = rng.choice(("meeting", "document", "inspection", "instruction", "citizen"))
    id = rows.id(at)
    life = Life(rows, at.astimezone(SHANGHAI).year, Facts(id), rng)
    proposal = {
        "title": a_title(rng, names[area]),
        "source": source,
        "campaign": campaign,
        "place": a_place(rng, names[area]),
        "intake_unit": "dcb",
        "tracking": hashlib.sha256(str(id).encode()).hexdigest()[:11].upper(),
    }
    regime = now.regime(campaign, source)
    decision = opening(proposal, by=OFFICE, at=at, setting=now.setting(regime))
    life.texts = decision.texts
    life.write(decision, OFFICE, at)
    # What is old is settled, but for a few that are overdue for long.
    settled = until - at > LONG and rng.random() < 0.97
    stage = "archived" if settled else rng.choices(list(STAGES), list(STAGES.values()))[0]
    _go(life, now, stage, at, until, lead, areas[area])
    _keep(life)


def _go(
    life: Life,
    now: terms.Terms,
    stage: str,
    at: datetime,
    until: datetime,
    lead: str,
    area: str,
) -> None:
    rng = life.rng
    number = 100 + int(hashlib.sha256(lead.encode()).hexdigest()[:4], 16)
    head = Actor("person", number, number, lead, HANDLERS)
    fields: dict[Command, tuple[Mapping[str, Any], Actor]] = {
        C.REGISTER: (_registration(rng), OFFICE),
        C.DISPATCH: ({"lead": lead, "area": area}, OFFICE),
        C.ACCEPT: ({}, head),
        C.REPORT_PROGRESS: (
            {"progress": progress_words(rng), "percent": rng.randrange(10, 95)},
            head,
        ),
        C.SUBMIT: (RESULT, head),
        C.VERIFY_PASS: (PASSED, VERIFIER),
        C.ARCHIVE: ({}, OFFICE),
    }
    for command in PATH[: STEPS[stage]]:
        while True:
            at += HOUR * rng.randrange(1, 60)
            if at >= until:
                return
            given, by = fields[command]
            _give(life, now, command, given, by, at)
            if command is not C.VERIFY_PASS or life.facts.state != "submitted":
                break
            fields[C.VERIFY_PASS] = PASSED, _verifier(life.facts)
        if life.facts.revisits_left:
            return
    if stage == "reworked" and life.facts.state == "submitted" and at + HOUR < until:
        missing = {"where": "on_site", "missing": "整改不彻底，仍有残留"}
        _give(life, now, C.VERIFY_FAIL, missing, _verifier(life.facts), at + HOUR)
    if stage == "asked" and life.facts.state == "in_progress":
        _ask(life, now, head, at + HOUR)


def _verifier(facts: Facts) -> Actor:
    unit = facts.step_units[min(facts.step, len(facts.step_units) - 1)]
    return Actor("person", 2, 2, unit, frozenset({Role.INSPECTOR}))


def _registration(rng: random.Random) -> dict[str, Any]:
    return {
        "category": rng.choice(("0101", "0102", "0201", "0301")),
        "basis": "区政府专题会议纪要",
        "approver": "分管副区长",
        "supervising_unit": "dcb",
        "criteria": "问题整改到位，长效措施明确",
    }


def _give(
    life: Life,
    now: terms.Terms,
    command: Command,
    fields: Mapping[str, Any],
    by: Actor,
    at: datetime,
) -> None:
    facts = life.facts
    setting = now.setting()
    if command is C.REGISTER:
        regime = now.regime(facts.campaign, facts.source, fields["category"])
        setting = now.setting(regime)
    if command is C.VERIFY_PASS and facts.state == "submitted":
        by = _verifier(facts)
    decision = decide(facts, command, fields, by=by, at=at, setting=setting)
    if command is C.REGISTER:
        year = at.astimezone(SHANGHAI).year
        life.rows.numbers[year] += 1
        decision.data["number"] = now.number(year, life.rows.numbers[year])
    life.write(decision, by, at)


def _ask(life: Life, now: terms.Terms, by: Actor, at: datetime) -> None:
    handling = life.facts.moments.get("handling")
    if handling is None or at > handling.at:
        return
    wish = {"until": handling.at + timedelta(days=10), "reason": "连续降雨，不具备施工条件"}
    kind = RequestKind.EXTENSION
    life.write(requests.ask(life.facts, kind, wish, by=by, at=at, setting=now.setting()), by, at)


def _keep(life: Life) -> None:
    rows, facts = life.rows, life.facts
    text, at, seq = life.progress or ("", None, None)
    look = shown(facts, life.texts, "")
    rows.items.append(
        {
            "id": facts.item,
            "region": rows.region,
            "year": life.year,
            **columns(facts),
            **look,
            "order": None,
            "last_progress": text,
            "last_progress_at": at,
            "last_progress_seq": seq,
        }
    )
    rows.grams.append((facts.item, look["haystack"]))
    rows.parts += [(rows.region, facts.item, *part) for part in sorted(parts(facts))]
    rows.requests += [
        {"region": rows.region, **request_columns(facts, request)} for request in facts.requests
    ]


_ENTRY = (
    "id", "region", "year", "kind", "stream", "seq", "command_id", "at", "by_kind", "person",
    "post", "unit", "command", "body",
)  # fmt: skip


@transaction.atomic
def _flush(rows: Rows) -> int:
    written = len(rows.entries)
    _insert("record_entry", _ENTRY, rows.entries)
    _insert("record_text", ("id", "region", "hash", "salt", "text"), rows.texts)
    names = {f.attname: f.column for f in Item._meta.concrete_fields}
    if rows.items:
        listed = list(rows.items[0])
        values = [tuple(row[name] for name in listed) for row in rows.items]
        _insert("ledger_item", [names[name] for name in listed], values)
    _insert("ledger_involvement", ("region", "item", "unit", "part"), rows.parts)
    if rows.requests:
        listed = list(rows.requests[0])
        values = [tuple(row[name] for name in listed) for row in rows.requests]
        _insert("ledger_openrequestrow", listed, values)
    if connection.vendor == "sqlite":
        found = [(item, grams.document(text)) for item, text in rows.grams]
        _insert("ledger_gram", ("rowid", "grams"), found)
    else:
        found = [(item, grams.vector(text)) for item, text in rows.grams]
        _insert("ledger_gram", ("item", "grams"), found)
    for waiting in (rows.entries, rows.texts, rows.items, rows.parts, rows.requests, rows.grams):
        waiting.clear()
    return written


def _insert(table: str, names: Iterable[str], values: list[tuple[Any, ...]]) -> None:
    listed = [f'"{name}"' for name in names]
    marks = ", ".join(["%s"] * len(listed))
    sql = f"INSERT INTO {table} ({', '.join(listed)}) VALUES ({marks})"
    with connection.cursor() as cursor:
        cursor.executemany(sql, list(_adapted(values)))


def _adapted(values: list[tuple[Any, ...]]) -> Iterator[tuple[Any, ...]]:
    adapt = connection.ops.adapt_datetimefield_value
    for row in values:
        yield tuple(adapt(value) if isinstance(value, datetime) else value for value in row)


def _count(rows: Rows) -> None:
    values = [(rows.region, year, "item", n) for year, n in sorted(rows.numbers.items())]
    _insert("record_counter", ("region", "year", "kind", "value"), values)
