"""One item on its way through the rules, and what it has before it."""

import heapq
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING

from taizhang.rules.lifecycle.facts import Facts
from taizhang.rules.lifecycle.states import FINISHED

if TYPE_CHECKING:
    from taizhang.simulation.world import World

Deed = Callable[["World", "Life", datetime], None]
"""Something that somebody does with an item at a moment."""


@dataclass(frozen=True, slots=True)
class Matter:
    """What an item is about, as chance has drawn it."""

    occasion: str
    campaign: str
    source: str
    category: str
    condition: str
    title: str
    place: str
    area: str  # the street or township where it lies
    lead: str
    others: tuple[str, ...]  # who might be meant instead
    supports: tuple[str, ...]
    standing: bool = False


@dataclass(slots=True)
class Life:
    """An item: its facts, and its agenda, on which the next deed stands first."""

    ids: tuple[int, ...]  # one of each copy that is written
    year: int
    matter: Matter
    facts: Facts
    tracking: tuple[str, ...] = ()
    numbers: tuple[str, ...] = ()
    agenda: list[tuple[datetime, int, Deed]] = field(default_factory=list)
    texts: dict[str, str] = field(default_factory=dict)
    progress: tuple[str, datetime, int] | None = None
    parent: "Life | None" = None
    children: list["Life"] = field(default_factory=list)
    kin: list["Life"] = field(default_factory=list)  # items that its entries name
    absorbed: int = 0
    order: int | None = None  # the order that it is a part of
    wakes_at: datetime | None = None  # when the system was told to look at it
    is_faked: bool = False  # what was submitted is not done
    is_stale: bool = True  # its state has changed, so that it has to be planned anew
    is_written: bool = False

    @property
    def id(self) -> int:
        return self.ids[0]

    @property
    def open_children(self) -> int:
        return sum(child.facts.state not in FINISHED for child in self.children)

    def plan(self, at: datetime, order: int, deed: Deed) -> None:
        """Put a deed on the agenda."""
        heapq.heappush(self.agenda, (at, order, deed))
