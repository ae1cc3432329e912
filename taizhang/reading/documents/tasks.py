"""Tasks of a plan as requirements: what is asked, of whom, by when, and how much."""

from dataclasses import dataclass, field
from datetime import date

from taizhang.reading.deadlines import FoundDeadline, find_deadlines
from taizhang.reading.documents.duties import Duty
from taizhang.reading.flat import Flat
from taizhang.reading.mechanisms import find_mechanisms
from taizhang.reading.model import Deadline, Range, Requirement, Target
from taizhang.reading.recurrence import find_recurrences
from taizhang.reading.targets import find_targets

Run = tuple[Flat, int, int]


@dataclass(slots=True)
class Task:
    """A task as it is gathered: its runs of text, its number, its section and its duty."""

    runs: list[Run]
    number: str | None = None
    section: str | None = None
    duty: Duty = field(default_factory=Duty)
    source: str = "explicit"
    rules: tuple[str, ...] = ()


def requirement(task: Task, *, anchor: date | None, year: int | None) -> Requirement:
    """Return a task as a requirement with the exact characters it came from."""
    runs = [trimmed(run) for run in task.runs]
    text = " ".join([piece.printed(start, end) for piece, start, end in runs])
    words = [piece.text[start:end] for piece, start, end in runs]
    targets = tuple([t for each in words for _, t in find_targets(each)])
    if task.duty.target:
        targets = (*targets, *(t for _, t in find_targets(task.duty.target) if t not in targets))
    flat = "，".join(words)
    duty = task.duty
    known = bool(duty.lead or duty.supporting)
    return Requirement(
        ranges=joined_ranges(runs),
        text=text,
        type="action",
        number=task.number,
        responsible=duty.responsible,
        responsible_source=task.source if known else "implicit",
        lead=duty.lead,
        supporting=duty.supporting,
        sponsor=duty.sponsor,
        supervising=duty.supervising,
        deadline=deadline(runs, duty, anchor=anchor, year=year),
        recurrence=tuple(find_recurrences(flat)),
        mechanisms=tuple(find_mechanisms(flat)),
        target=first(targets),
        targets=targets,
        section=task.section,
        confidence=0.95 if known else 0.7,
        reasons=tuple(dict.fromkeys((*task.rules, *duty.rules))),
    )


def first(targets: tuple[Target, ...]) -> Target | None:
    """Return the first target, if there is one."""
    return targets[0] if targets else None


def trimmed(run: Run) -> Run:
    """Return a run without the marks at its ends."""
    piece, start, end = run
    while start < end and piece.text[start] in "。；，、：":
        start += 1
    while start < end and piece.text[end - 1] in "。；，、：":
        end -= 1
    return piece, start, end


def joined_ranges(runs: list[Run]) -> tuple[Range, ...]:
    """Return the raw ranges of all runs."""
    return tuple([r for piece, start, end in runs for r in piece.ranges(start, end)])


def deadline(
    runs: list[Run], duty: Duty, *, anchor: date | None, year: int | None
) -> Deadline | None:
    """Return the limit of a task: what a label prints goes before what the text says."""
    printed: list[Deadline] = list(duty.deadlines)
    for piece, start, end in runs:
        for found in find_deadlines(piece.text[start:end], anchor=anchor, year=year):
            limit = as_printed(piece, start, found)
            if limit.text not in [p.text for p in printed]:
                printed.append(limit)
    return merged(printed)


def as_printed(piece: Flat, offset: int, found: FoundDeadline) -> Deadline:
    """Return a limit with its words as the page prints them."""
    start, end = found.span
    return found.deadline._replace(text=piece.printed(offset + start, offset + end))


def merged(limits: list[Deadline]) -> Deadline | None:
    """Return the first limit that has a day, else the first, with the others beside it."""
    if not limits:
        return None
    chosen = next((d for d in limits if not d.soft), limits[0])
    more = tuple([d.text for d in limits if d is not chosen])
    return chosen._replace(more=more) if more else chosen
