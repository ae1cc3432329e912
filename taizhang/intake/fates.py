"""What became of each sentence (落实去向), asked of the ledger at that moment, never stored."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext

from taizhang.intake.models import DECLINED, Binding, Document, Requirement
from taizhang.intake.words import REASONS, TYPES
from taizhang.ledger.models import Item
from taizhang.packs.load import Pack
from taizhang.papers.fate_table import FateRow, FateTable
from taizhang.papers.marks import Fate
from taizhang.rules.lifecycle.states import FINISHED, TERMINATION_OUTCOMES, Outcome, State
from taizhang.rules.words import OUTCOMES, STATES
from taizhang.web.moments import moment_words

GIVEN_UP = frozenset({State.DECLINED, State.VOIDED})
_CLASSES = {
    Fate.CLOSED: "fate-done",
    Fate.IN_HAND: "fate-open",
    Fate.OVERDUE: "fate-late",
    Fate.DECLINED: "fate-declined",
}
_COVERAGE = {
    Fate.CLOSED: "done",
    Fate.IN_HAND: "open",
    Fate.OVERDUE: "late",
    Fate.DECLINED: "declined",
    Fate.UNDECIDED: "undecided",
}


@dataclass(frozen=True, slots=True)
class Standing:
    """A requirement, its fate now, and the items that carry it."""

    requirement: Requirement
    fate: Fate
    items: tuple[Item, ...] = ()
    late: tuple[Item, ...] = ()
    existing: bool = False

    @property
    def tone(self) -> str:
        """Return the class by which pages colour it; a principle still open looks its own way."""
        is_principle = self.requirement.kind == "principle"
        if self.fate is Fate.UNDECIDED:
            return "fate-principle" if is_principle else "fate-undecided"
        return _CLASSES[self.fate]


def standings(requirements: Iterable[Requirement], now: datetime) -> list[Standing]:
    """Return each requirement with what became of it, in two queries."""
    rows = list(requirements)
    bound: dict[int, list[Binding]] = defaultdict(list)
    bindings = Binding.objects.filter(requirement__in=rows).order_by("item_id")
    for binding in bindings.select_related("item").defer("item__haystack"):
        bound[binding.requirement_id].append(binding)
    heirs = _heirs([b.item for some in bound.values() for b in some])
    return [_standing(row, bound[row.pk], heirs, now) for row in rows]


def _heirs(items: Iterable[Item]) -> dict[int, tuple[Item, ...]]:
    """Return for each merged or divided item those that carry it on, asking only where any is."""
    gone = {item.pk: item for item in items if item.state == State.SUPERSEDED}
    if not gone:
        return {}
    next_ids = {pk: _next(item) for pk, item in gone.items()}
    found = Item.objects.in_bulk({id for ids in next_ids.values() for id in ids})
    further = _heirs(found.values())
    return {
        pk: tuple(h for id in ids if id in found for h in further.get(id, (found[id],)))
        for pk, ids in next_ids.items()
    }


def _next(item: Item) -> tuple[int, ...]:
    return (item.survivor,) if item.survivor is not None else item.facts.successors


def _standing(
    row: Requirement,
    bindings: list[Binding],
    heirs: Mapping[int, tuple[Item, ...]],
    now: datetime,
) -> Standing:
    if row.fate == DECLINED:
        return Standing(row, Fate.DECLINED)
    if not bindings:
        return Standing(row, Fate.UNDECIDED)
    items = {i.pk: i for b in bindings for i in heirs.get(b.item_id, (b.item,))}
    shown = tuple(items.values())
    late = tuple(item for item in shown if is_late(item, now))
    existing = all(binding.existing for binding in bindings)
    return Standing(row, _fate(shown, late), shown, late, existing)


def is_late(item: Item, now: datetime) -> bool:
    """Tell whether the next step of an item is overdue."""
    return not item.finished and item.due_at is not None and item.due_at < now


def _fate(items: Sequence[Item], late: Sequence[Item]) -> Fate:
    if late:
        return Fate.OVERDUE
    if not all(item.state in FINISHED for item in items):
        return Fate.IN_HAND
    return Fate.DECLINED if all(is_given_up(item) for item in items) else Fate.CLOSED


def is_given_up(item: Item) -> bool:
    """Tell whether an item ended without being done: that never counts as solved."""
    return item.state in GIVEN_UP or item.outcome in TERMINATION_OUTCOMES


def coverage(rows: Iterable[Standing]) -> dict[str, int]:
    """Return how many requirements have each fate, as the coverage bar names them."""
    counts = Counter(_COVERAGE[row.fate] for row in rows)
    return {name: counts[name] for name in _COVERAGE.values()}


def reason_words(row: Standing) -> str:
    """Return why a sentence became no item, or why its items ended undone."""
    requirement = row.requirement
    if requirement.fate == DECLINED:
        word = gettext(REASONS[requirement.reason])
        return f"{word}：{requirement.note}" if requirement.note else word
    return "；".join(_ended(item) for item in row.items) if row.fate is Fate.DECLINED else ""


def _ended(item: Item) -> str:
    if item.outcome in TERMINATION_OUTCOMES:
        return gettext("已终止：%(why)s") % {"why": gettext(OUTCOMES[Outcome(item.outcome)])}
    return gettext("事项%(state)s") % {"state": gettext(STATES[State(item.state)])}


def progress_words(row: Standing, pack: Pack, now: datetime) -> str:
    """Return where the items stand: whose delay, the last report, else the state."""
    lines = []
    for item in row.items:
        if is_late(item, now):
            unit = pack.units.title(item.next_unit)
            said = gettext("%(unit)s逾期（%(state)s）")
            lines.append(said % {"unit": unit, "state": gettext(STATES[State(item.state)])})
        elif item.last_progress and not item.finished:
            at = item.last_progress_at
            when = f"{moment_words(at, now)} " if at else ""
            lines.append(f"{when}{item.last_progress}")
        elif row.fate is not Fate.DECLINED:
            lines.append(gettext(STATES[State(item.state)]))
    return "\n".join(dict.fromkeys(lines))


def limit_words(item: Item, now: datetime) -> str:
    """Return by when an item is to be done; what is kept up for ever has no such day."""
    if item.promised_at is None:
        return gettext("长期坚持") if item.standing else ""
    return moment_words(item.promised_at, now)


def fate_row(row: Standing, pack: Pack, now: datetime) -> FateRow:
    """Return one sentence as the printed table shows it."""
    titles = dict.fromkeys(pack.units.title(item.lead) for item in row.items if item.lead)
    limits = dict.fromkeys(limit_words(item, now) for item in row.items)
    return FateRow(
        sentence=row.requirement.text,
        fate=row.fate,
        kind=gettext(TYPES[row.requirement.kind]),
        item_number="\n".join(item.number or gettext("待立项") for item in row.items),
        lead="、".join(titles),
        deadline="\n".join(filter(None, limits)),
        progress=progress_words(row, pack, now),
        reason=reason_words(row),
    )


def fate_table(
    title: str, subtitle: str, rows: Iterable[Standing], pack: Pack, now: datetime, author: str
) -> FateTable:
    """Return the printed table of documents."""
    return FateTable(
        title=title,
        subtitle=subtitle,
        rows=tuple(fate_row(row, pack, now) for row in rows),
        as_of=now,
        author=author,
    )


def requirements_of(documents: Sequence[Document]) -> list[Requirement]:
    """Return the requirements of documents, the documents in their order."""
    place = {document.pk: n for n, document in enumerate(documents)}
    found = Requirement.objects.filter(document__in=list(place)).in_order()
    return sorted(found, key=lambda row: (place[row.document_id], row.start, row.order))
