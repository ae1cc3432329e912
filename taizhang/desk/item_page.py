"""What the item page says besides its course: who is concerned, clocks, pictures, words to send."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from taizhang.desk.buttons import Button, Buttons
from taizhang.desk.history import AFTER, BEFORE, Event, History, step_of
from taizhang.ledger.models import Item
from taizhang.packs.load import Pack
from taizhang.record.models import Evidence
from taizhang.record.texts import texts_of
from taizhang.rules.clock_runs import part_of
from taizhang.rules.lifecycle.facts import Facts
from taizhang.rules.lifecycle.states import Command, RequestKind
from taizhang.web.labels import word_of
from taizhang.web.moments import full_words, moment_words, remaining_words

C = Command
Shot = tuple[str, str, str]


@dataclass(frozen=True, slots=True)
class Concerned:
    """A unit with its part, and whom to ring there."""

    part: str
    unit: str
    phone: str
    person: str = ""
    person_phone: str = ""


@dataclass(frozen=True, slots=True)
class Clock:
    """A running clock, with the moment that was first set where it has been moved."""

    word: str
    at: datetime
    original: datetime | None
    is_provisional: bool
    times_late: int


@dataclass(frozen=True, slots=True)
class File:
    """A piece of evidence that is no picture."""

    name: str
    url: str


def step_word(item: Item) -> str:
    """Return the word of the next action; a check has the name of its step, and no outcome yet."""
    if not item.next_action:
        return ""
    action = C(item.next_action)
    return step_of(item.facts) if action is C.VERIFY_PASS else word_of(action, "command")


def concerned(item: Item, history: History, pack: Pack) -> list[Concerned]:
    """Return the units of the item, the lead with its handler first."""
    return list(_concerned(item, history, pack))


def _concerned(item: Item, history: History, pack: Pack) -> Iterator[Concerned]:
    handler = history.people.get(item.handler or 0)
    for part, codes in (
        (_("牵头"), [item.lead]),
        (_("配合"), item.support_units),
        (_("属地"), [item.area]),
        (_("督办"), [item.supervising_unit or item.intake_unit]),
    ):
        for code in filter(None, codes):
            phone = pack.units.unit(code).phone if code in pack.units else ""
            person = handler if code == item.lead and handler else None
            name, number = (person.name, person.phone) if person else ("", "")
            yield Concerned(str(part), pack.units.title(code), phone, name, number)


def clocks(item: Item, history: History) -> list[Clock]:
    """Return the clocks that run, the next due first; the handling deadline even while it rests."""
    facts = item.facts
    running = dict(facts.moments)
    if facts.held is not None:
        running.setdefault("handling", facts.held)
    original = history.originals()
    return [
        Clock(
            _clock_word(name, facts),
            moment.at,
            original if name == "handling" and original and original != moment.at else None,
            moment.provisional,
            facts.late.get(name, 0),
        )
        for name, moment in sorted(running.items(), key=lambda pair: pair[1])
    ]


def _clock_word(clock: str, facts: Facts) -> str:
    """Return the word of a clock; a milestone goes by its own name as well."""
    name = part_of(clock, facts) if clock == "milestone" else ""
    return f"{word_of(clock, 'clock')}：{name}" if name else word_of(clock, "clock")


@dataclass(frozen=True, slots=True)
class Shown:
    """The evidence of an item: pictures before and after, and what is attached to each entry."""

    before: Sequence[Shot]
    after: Sequence[Shot]
    pictures: dict[str, tuple[str, str]]  # hash → addresses of the small and the whole picture
    files: dict[str, File]


def evidence_of(item: Item, history: History, now: datetime) -> Shown:
    """Return all evidence of the item, with two queries."""
    kept = {e.sha256: e for e in _kept(item.region, history.files())}
    papers = [e for e in kept.values() if not e.is_picture]
    names = texts_of(item.region, [e.name_hash for e in papers]) if papers else {}
    pictures = {sha: _addresses(item, sha) for sha, e in kept.items() if e.is_picture}
    files = {
        e.sha256: File(names.get(e.name_hash, e.sha256[:8]), _addresses(item, e.sha256)[1])
        for e in papers
    }
    before, after = _sides(history, pictures, now)
    return Shown(before, after, pictures, files)


def _kept(region: str, hashes: set[str]) -> Sequence[Evidence]:
    return list(Evidence.objects.filter(region=region, sha256__in=hashes)) if hashes else []


def _addresses(item: Item, sha256: str) -> tuple[str, str]:
    whole = f"{reverse('evidence', args=(sha256,))}?item={item.pk}"
    return f"{whole}&size=thumb", whole


def _sides(
    history: History, pictures: dict[str, tuple[str, str]], now: datetime
) -> tuple[list[Shot], list[Shot]]:
    """Return the pictures of the problem and those of what was done about it."""
    sides: tuple[dict[str, Shot], dict[str, Shot]] = ({}, {})
    for entry, data in zip(history.entries, history.data, strict=True):
        command = C(data.get("signed") or data.get("carries") or entry.command)
        carried = data.get("carried") or data.get("fields") or data
        caption = f"{word_of(command, 'command')} {moment_words(entry.at, now)}"
        for side, names in enumerate((("before",), ("after",))):
            own = (BEFORE, AFTER)[side]
            listed = [*names, "evidence"] if command in own else names
            for sha in (sha for name in listed for sha in carried.get(name) or ()):
                if sha in pictures:
                    sides[side].setdefault(sha, (*pictures[sha], caption))
    return list(sides[0].values()), list(sides[1].values())


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the course with its pictures and files, and what may be said against it."""

    event: Event
    pictures: Sequence[tuple[str, str]]
    files: Sequence[File]
    appeal_url: str
    correct_url: str


def lines_of(
    events: Sequence[Event], shown: Shown, buttons: Buttons, person: int | None
) -> list[Line]:
    """Return the course with its evidence; an own entry may be corrected, a hard one appealed."""
    correct, appeal = buttons.find(C.CORRECT), buttons.find(RequestKind.APPEAL)
    return [
        Line(
            event,
            [shown.pictures[sha] for sha in event.hashes if sha in shown.pictures],
            [shown.files[sha] for sha in event.hashes if sha in shown.files],
            _naming(appeal, event) if event.tone == "warn" and not event.is_exempt else "",
            _naming(correct, event) if event.person == person else "",
        )
        for event in events
    ]


def _naming(button: Button | None, event: Event) -> str:
    if button is None or button.reason:
        return ""
    return f"{button.url}?entry={event.seq}"


def urging_words(item: Item, pack: Pack, link: str, now: datetime) -> str:
    """Return a message for the phone that says what is to be done by whom, by when, and where."""
    what = f"{item.number or item.tracking} {item.title}"
    what += f"（{item.place}）" if item.place else ""
    if item.due_at is None:
        return f"{what} {link}"
    words = gettext(
        "【督办提醒】%(what)s：请%(unit)s%(action)s，时限%(at)s（%(left)s）。查看：%(link)s"
    )
    return words % {
        "what": what,
        "unit": pack.units.title(item.next_unit),
        "action": step_word(item),
        "at": full_words(item.due_at),
        "left": remaining_words(item.due_at, now),
        "link": link,
    }
