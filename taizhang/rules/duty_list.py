"""The duty list (两张清单) as plain values, with all that is laid down beside it.

Rows of the list, decisions between units, who supervises whom, who sponsors which place.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import Enum, StrEnum

AREA = "@area"  # the street or township in which the matter lies
NOTHING = frozenset({"", "—", "-", "无"})  # what a list writes where the area has no duty
REPORTING = frozenset({"发现", "报告", "上报"})  # an area that only does this leads nothing


class Side(StrEnum):
    """The department hierarchy (条) or the territory (块)."""

    LINE = "line"
    AREA = "area"


class Basis(Enum):
    """What an answer may rest on."""

    RULING = "裁定"
    ROW = "职责清单"
    CATEGORY = "类别表"
    CAMPAIGN = "专项方案"
    WORDS = "文字"
    PLACE = "地点"
    SUPERVISION = "督办关系"
    SPONSOR = "包保"


@dataclass(frozen=True, slots=True)
class Row:
    """A row of the duty list, or of the categories where the list is silent."""

    code: str
    matter: str
    lead: str  # a unit or @area
    supports: tuple[str, ...] = ()
    category: str = ""
    keywords: tuple[str, ...] = ()
    places: tuple[str, ...] = ()  # empty: everywhere
    area_duty: str = ""
    basis: str = ""
    origin: Basis = Basis.ROW


@dataclass(frozen=True, slots=True)
class Ruling:
    """A decision between units (裁定) confirmed by a document; in force until its last day."""

    category: str
    place: str  # empty: everywhere
    lead: str
    fallback: str  # 兜底: who stands in
    document: str
    expires: date

    def is_in_force(self, on: date) -> bool:
        """Return whether it counts on this day; its last day still does."""
        return on <= self.expires


@dataclass(frozen=True, slots=True)
class Oversight:
    """Who supervises such matters of such units (监管): empty parts mean all."""

    supervisor: str
    units: tuple[str, ...]
    categories: tuple[str, ...]  # codes or how they begin
    basis: str


@dataclass(frozen=True, slots=True)
class Sponsor:
    """Who sponsors (包保) a place or a project, by post and, where known, by name of account."""

    post: str
    person: str
    place: str
    project: str
    basis: str


@dataclass(frozen=True, slots=True)
class Clause:
    """What a campaign says of responsibility: which side leads and who supervises."""

    name: str
    primary_side: Side
    supervising: str
    basis: str


@dataclass(frozen=True, slots=True)
class Book:
    """All that a district has laid down about duties; `titles` are the names of its units."""

    rows: Sequence[Row]
    titles: Mapping[str, str]
    rulings: Sequence[Ruling] = ()
    oversight: Sequence[Oversight] = ()
    sponsors: Sequence[Sponsor] = ()

    def title(self, code: str) -> str:
        """Return the name of a unit."""
        return self.titles.get(code, code)
