"""What reading finds: articles and documents, each with the requirements it puts to people."""

from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

Range = tuple[int, int]
"""A half-open run of characters in the raw text of a source."""


class Deadline(NamedTuple):
    """A time limit as printed, and the last day that it allows where one can be computed."""

    text: str
    kind: str  # date | period | relative | recurring-end | budget
    iso: date | None = None
    soft: bool = False
    days: int | None = None  # budget: how many
    unit: str | None = None  # budget: urgent_hour | work_hour | work_day | natural_day
    more: tuple[str, ...] = ()
    act: str | None = None  # what must have happened by then: 开工, 完工, 上报 …


class Recurrence(NamedTuple):
    """How often something is to happen again (定期, 例会, 周通报)."""

    # daily, weekly, ten-days, half-monthly, monthly, quarterly, half-yearly, annual or regular
    freq: str
    text: str


class Target(NamedTuple):
    """A number to be reached (量化目标)."""

    metric: str | None
    value: str
    unit: str | None = None


class Requirement(NamedTuple):
    """One thing that a document requires, with the exact characters it came from."""

    ranges: tuple[Range, ...]
    text: str
    type: str  # action | principle
    heading: bool = False
    number: str | None = None  # printed number of a task in a plan
    responsible: tuple[str, ...] = ()
    responsible_source: str = "implicit"  # explicit | inherited | implicit
    lead: tuple[str, ...] = ()  # 牵头单位 / 主办
    supporting: tuple[str, ...] = ()  # 责任单位 / 配合单位 / 协办
    sponsor: tuple[str, ...] = ()  # 牵头领导 / 责任领导
    supervising: tuple[str, ...] = ()
    deadline: Deadline | None = None
    recurrence: tuple[Recurrence, ...] = ()
    target: Target | None = None
    targets: tuple[Target, ...] = ()
    mechanisms: tuple[str, ...] = ()
    topic: str | None = None
    section: str | None = None  # heading under which it stands
    confidence: float = 1.0
    reasons: tuple[str, ...] = ()  # ids of the rules that fired


@dataclass(frozen=True, slots=True)
class EventDate:
    """When the reported event took place: printed words, day, and whence the year is inferred."""

    text: str | None = None
    iso: date | None = None
    basis: str = ""


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who chairs or speaks, with the title as printed nearest to the name."""

    name: str
    title: str | None = None


@dataclass(frozen=True, slots=True)
class Article:
    """One article of a page, or one document."""

    file: str
    # newspaper: meeting, inspection, training, review
    # or one of plan, notice, minutes, order, instruction, brief
    kind: str
    body: tuple[Range, ...]
    headline: str | None = None
    headline_ranges: tuple[Range, ...] = ()
    kicker: str | None = None
    kicker_ranges: tuple[Range, ...] = ()
    rubric: str | None = None
    byline: str | None = None
    issuer: str | None = None  # 来文单位 (署名)
    number: str | None = None  # 文号
    addressees: tuple[str, ...] = ()  # 主送
    urgency: str | None = None  # 特急 | 加急 | 平急
    event_date: EventDate = field(default_factory=EventDate)
    venue: str | None = None
    chair: Person | None = None
    speakers: tuple[Person, ...] = ()
    requirements: tuple[Requirement, ...] = ()
    topic: str | None = None
    defects: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Table:
    """A table of a source: rows of cells, each a range; a merged cell stands in every place."""

    rows: tuple[tuple[Range, ...], ...]

    @property
    def span(self) -> Range:
        """Return the characters from the first cell to the last."""
        cells = [cell for row in self.rows for cell in row]
        return min(c[0] for c in cells), max(c[1] for c in cells)


@dataclass(frozen=True, slots=True)
class Source:
    """A file as read: its name, its format, and its raw text, into which every range points."""

    name: str
    format: str  # txt | docx
    text: str
    tables: tuple[Table, ...] = ()


class Unreadable(Exception):
    """A file that cannot be read, with a sentence for people: why, and what would be right."""
