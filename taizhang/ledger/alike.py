"""Which items may be the same matter as this one (疑似重复); a person decides whether to merge."""

from collections.abc import Iterator
from datetime import timedelta
from typing import NamedTuple

from taizhang.ledger.models import Item, ItemQuerySet
from taizhang.rules.alike import Bounds, Mention, Reason, reasons
from taizhang.rules.lifecycle.states import State

LOOKED_AT = 60  # by each way
SHOWN = 5
SLICE = 4  # letters that must be found again of what is said alike


class Likeness(NamedTuple):
    """An item that may be the same, and why."""

    item: Item
    reasons: tuple[Reason, ...]


def alike(item: Item, among: ItemQuerySet, bounds: Bounds) -> list[Likeness]:
    """Return the items that may be the same matter, the newest first; `among` the reader's own."""
    rows = among.exclude(pk=item.pk).exclude(state=State.SUPERSEDED.value)
    rows = rows.filter(confidential=item.confidential, parent__isnull=True)
    found: dict[int, Likeness] = {}
    here = mention(item)
    for other in _candidates(item, rows, bounds):
        if other.pk not in found and (why := reasons(here, mention(other), bounds)):
            found[other.pk] = Likeness(other, why)
    return sorted(found.values(), key=lambda one: -one.item.pk)[:SHOWN]


def _candidates(item: Item, rows: ItemQuerySet, bounds: Bounds) -> Iterator[Item]:
    hours, days = timedelta(hours=bounds.hours), timedelta(days=bounds.days)
    if item.category:
        near = rows.filter(
            category=item.category,
            opened_at__gte=item.opened_at - hours,
            opened_at__lte=item.opened_at + hours,
        )
        yield from near.newest_first()[:LOOKED_AT]
    for words in _slices(item.title):
        soon = rows.matching(words).filter(opened_at__gte=item.opened_at - days)
        yield from soon.newest_first()[:LOOKED_AT]


def _slices(title: str) -> list[str]:
    """Return a few places of the title, of which what is said alike has at least one."""
    last = max(len(title) - SLICE, 0)
    return list(dict.fromkeys(title[at : at + SLICE] for at in (0, last // 2, last)))


def mention(item: Item) -> Mention:
    """Return an item as it was raised."""
    at = item.facts.point.split(",") if item.facts.point else []
    point = (float(at[0]), float(at[1])) if len(at) == 2 else None
    return Mention(item.title, item.place, item.category, item.opened_at, point)
