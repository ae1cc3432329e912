"""The course of an item (经过): its entries as people read them, and the time each unit had it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cached_property
from typing import Any

from django.utils.translation import gettext

from taizhang.ledger.events import event_of
from taizhang.org.models import Person, Post
from taizhang.packs.load import Pack
from taizhang.record.evidence import hashes_in
from taizhang.record.models import Entry
from taizhang.record.texts import spelled_data
from taizhang.rules.clock import TimeUnit, elapsed
from taizhang.rules.lifecycle.due import standing
from taizhang.rules.lifecycle.facts import Facts, moment_from, time_from
from taizhang.rules.lifecycle.fold import absorb
from taizhang.rules.lifecycle.states import Command, RequestKind
from taizhang.web.labels import word_of
from taizhang.web.moments import moment_words

C = Command
NO_TIME = timedelta(0)
TONES = {
    C.VERIFY_PASS: "done", C.CLOSE: "done", C.REVISIT_PASS: "done", C.ARCHIVE: "done",
    C.FIX_ON_SPOT: "done", C.VERIFY_FAIL: "warn", C.RETURN: "warn", C.REBOUND: "warn",
    C.RECALL: "warn", C.DENY: "warn", C.DISPATCH: "active", C.ARBITRATE: "active",
    C.HAND_OVER: "active", C.SUBMIT: "active", C.ACCEPT: "active", C.ESCALATE: "warn",
}  # fmt: skip
TEXTS = (
    "reason", "progress", "result", "missing", "opinion", "words", "answer", "statements", "note",
    "authority", "deadline_words", "deadline_basis", "clause",
)  # fmt: skip
BEFORE = {C.PROPOSE, C.CHECK, C.HAND_OVER, C.ATTACH, C.REBOUND}
VERDICTS = {C.VERIFY_PASS, C.VERIFY_FAIL}
AFTER = {C.REPORT_PROGRESS, C.SUBMIT, C.VERIFY_PASS, C.REVISIT_PASS, C.CONFIRM}


@dataclass(frozen=True, slots=True)
class Someone:
    """A person as the page names them."""

    name: str
    phone: str = ""


@dataclass(frozen=True, slots=True)
class Event:
    """One line of the course of an item."""

    seq: int
    at: datetime
    command: str
    title: str
    who: str
    body: tuple[str, ...]
    tone: str
    hashes: tuple[str, ...]  # of evidence
    is_exempt: bool
    person: int | None
    late: str  # the clocks that had run out


@dataclass(frozen=True, slots=True)
class Hold:
    """How long a unit had the item to act on, in working time."""

    unit: str
    hours: int
    is_now: bool


@dataclass(frozen=True)
class History:
    """Everything that an item's entries say, read once for a page."""

    entries: Sequence[Entry]
    data: Sequence[Mapping[str, Any]]  # with texts put back
    people: Mapping[int, Someone]
    posts: Mapping[int, str]
    pack: Pack
    facts: Facts

    @property
    def first(self) -> Mapping[str, Any]:
        """Return what the item was opened with."""
        return self.data[0]

    def said(self, name: str) -> str:
        """Return the last text of this name that an entry gave, in itself or signed."""
        for data in reversed(self.data):
            value = data.get(name) or (data.get("carried") or {}).get(name)
            if isinstance(value, str) and value:
                return value
        return ""

    def files(self) -> set[str]:
        """Return the hashes of all evidence that the entries name."""
        return {sha for entry in self.entries for sha in evidence_in(entry.data)}

    def events(self, now: datetime) -> list[Event]:
        """Return the lines of the course, the newest first."""
        whole = [self._event(*pair, now) for pair in zip(self.entries, self.data, strict=True)]
        return whole[::-1]

    def _event(self, entry: Entry, data: Mapping[str, Any], now: datetime) -> Event:
        command = C(entry.command)
        return Event(
            entry.seq,
            entry.at,
            command.value,
            self._title(command, data, entry.seq),
            self._who(entry),
            tuple(self._body(command, data, now)),
            TONES.get(command, ""),
            tuple(evidence_in(entry.data)),
            entry.seq in self.facts.exempt,
            entry.person,
            "、".join(word_of(clock, "clock") for clock in data.get("late") or ()),
        )

    def _title(self, command: Command, data: Mapping[str, Any], seq: int) -> str:
        word = word_of(command, "command")
        if command is C.ASK:
            kind = word_of(RequestKind(data["kind"]), "request")
            carried = data.get("carries")
            asked = gettext("申请%(what)s") % {"what": kind}
            return asked + (f"：{word_of(C(carried), 'command')}" if carried else "")
        if command in (C.GRANT, C.DENY, C.TAKE_BACK) and (asked := self._asked(data)):
            return f"{word}：{asked}"
        if rung := data.get("rung"):  # the pack's own name for what the system did
            return f"{rung[2]}：{word_of(rung[0], 'clock')} → {self.pack.units.title(data['told'])}"
        if lead := data.get("lead"):
            return f"{word} → {self.pack.units.title(lead)}"
        step = self._checked.get(seq, "")
        return f"{word}：{step}" if step else word

    def _asked(self, data: Mapping[str, Any]) -> str:
        seq = int(data.get("request") or 0)
        if not 0 < seq <= len(self.data) or self.entries[seq - 1].command != C.ASK:
            return ""
        asked = self.data[seq - 1]
        carried = asked.get("carries")
        if carried:
            return word_of(C(carried), "command")
        return word_of(RequestKind(asked["kind"]), "request")

    def _who(self, entry: Entry) -> str:
        if entry.by_kind == "system":
            return gettext("系统")
        if entry.by_kind == "reporter":
            return gettext("诉求人")
        person = self.people.get(entry.person or 0)
        unit = self.pack.units.title(entry.unit) if entry.unit else ""
        post = self.posts.get(entry.post or 0, "")
        parts = (person.name if person else "", unit, post, _for_whom(entry.data))
        return " · ".join(part for part in parts if part)

    def _body(self, command: Command, data: Mapping[str, Any], now: datetime) -> Iterator[str]:
        carried = data.get("carried")
        command = C(data.get("signed") or command)
        if isinstance(carried, Mapping):
            data = {**carried, **data}
        if outcome := data.get("outcome"):
            yield word_of(outcome, "decline" if command is C.DECLINE else "outcome")
        if command is C.CHECK and data.get("finding"):
            yield word_of(data["finding"], "choice")
        if "rung" not in data:
            yield from (str(data[name]) for name in TEXTS if data.get(name) and name in data)
        if command is C.REPORT_PROGRESS and data.get("percent") is not None:
            yield gettext("完成%(n)s%%") % {"n": data["percent"]}
        if command is C.REPORT_PROGRESS and data.get("reached"):
            names = [one.name for one in self.facts.regime.milestones]
            yield gettext("达到节点：%(name)s") % {"name": names[data["reached"] - 1]}
        yield from self._changes(data, now)

    def _changes(self, data: Mapping[str, Any], now: datetime) -> Iterator[str]:
        """Yield what else the entry named or changed: units and deadline."""
        named = {"believed": gettext("认为应负责的单位"), "stands_in": gettext("兜底单位")}
        for name, word in named.items():
            if unit := data.get(name):
                yield f"{word}：{self.pack.units.title(unit)}"
        if units := data.get("supports"):
            titles = "、".join(self.pack.units.title(unit) for unit in units)
            yield gettext("配合：%(units)s") % {"units": titles}
        handling = (data.get("moments") or {}).get("handling")
        if handling:
            at = moment_words(moment_from(handling).at, now, with_time=True)
            yield gettext("办理时限：%(at)s") % {"at": at}

    def folded(self) -> Iterator[tuple[Entry, Facts]]:
        """Yield each entry with the facts after it."""
        facts = Facts(self.facts.item)
        for entry in self.entries:
            facts = absorb(facts, event_of(entry))
            yield entry, facts

    @cached_property
    def _checked(self) -> Mapping[int, str]:
        """Return which step of the verification each verdict was given in."""
        found: dict[int, str] = {}
        before = Facts(self.facts.item)
        for entry, facts in self.folded():
            if (entry.data.get("signed") or entry.command) in VERDICTS:
                found[entry.seq] = step_of(before)
            before = facts
        return found

    def holds(self, now: datetime) -> list[Hold]:
        """Return how long each unit was the one to act, in working hours, in order of turn."""
        spans: dict[str, timedelta] = {}
        before: tuple[datetime, str] | None = None
        for entry, facts in self.folded():
            if before is not None:
                self._add(spans, before, entry.at)
            step = standing(facts)
            before = (entry.at, step.unit) if step else None
        if before is not None:
            self._add(spans, before, now)
        present = before[1] if before else ""
        return [
            Hold(self.pack.units.title(unit), round(span.total_seconds() / 3600), unit == present)
            for unit, span in spans.items()
        ]

    def _add(
        self, spans: dict[str, timedelta], before: tuple[datetime, str], until: datetime
    ) -> None:
        start, unit = before
        worked = elapsed(start, max(start, until), TimeUnit.WORK_HOUR, self.pack.calendar)
        spans[unit] = spans.get(unit, NO_TIME) + worked

    def originals(self) -> datetime | None:
        """Return the deadline that was first set in this leg."""
        found = None
        for data in self.data:
            carried = data.get("carried") or {}
            original = data.get("original") or carried.get("original")
            found = time_from(original) if original else found
        return found

    def choices(self) -> list[tuple[int, str]]:
        """Return the entries as a correction, an appeal or an erasure may name them."""
        return [
            (entry.seq, f"{entry.seq}. {self._named(entry, data)}")
            for entry, data in zip(self.entries, self.data, strict=True)
        ]

    def _named(self, entry: Entry, data: Mapping[str, Any]) -> str:
        return f"{self._title(C(entry.command), data, entry.seq)} · {self._who(entry)}"


def step_of(facts: Facts) -> str:
    """Return the name of the verification's step that an item has come to (初审, 现场核查)."""
    return facts.regime.steps[facts.step].name


def _for_whom(data: Mapping[str, Any]) -> str:
    """Return for which unit somebody of another one acted, where they did."""
    if data.get("for_lead"):
        return gettext("代牵头单位")
    return gettext("代督办单位") if data.get("as_leader") else ""


def evidence_in(data: Mapping[str, Any]) -> list[str]:
    """Return the hashes of evidence that an entry's data names, in its fields of evidence."""
    carried = data.get("carried") or data.get("fields") or {}
    names = ("before", "after", "evidence")
    listed = [data.get(name) for name in names] + [carried.get(name) for name in names]
    return list(dict.fromkeys(hashes_in([part for part in listed if part])))


def hashes_of(region: str, item: int) -> set[str]:
    """Return the hashes of all evidence of an item, with one query."""
    entries = Entry.objects.of(region, "item", item).only("body")
    return {sha for entry in entries for sha in evidence_in(entry.data)}


def history_of(region: str, facts: Facts, pack: Pack) -> History:
    """Read the whole course of an item: entries, texts, people and posts, a query each."""
    entries = list(Entry.objects.of(region, "item", facts.item))
    data = spelled_data(region, entries)
    ids = {entry.person for entry in entries if entry.person} | {facts.handler, facts.sponsor}
    people = {
        id: Someone(name, phone)
        for id, name, phone in Person.objects.numbered(id for id in ids if id).values_list(
            "id", "full_name", "phone"
        )
    }
    numbers = {entry.post for entry in entries if entry.post}
    posts = dict(Post.objects.filter(id__in=numbers).values_list("id", "title"))
    return History(entries, data, people, posts, pack, facts)
