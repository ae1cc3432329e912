"""Pages of the ledger by the last row of the page before, never by counting rows off."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

from taizhang.desk.filters import BY_CLOSING, BY_DUE, NEWEST
from taizhang.ledger.models import Item, ItemQuerySet

PAGE = 50
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
MICROSECOND = timedelta(microseconds=1)


def page_of(rows: ItemQuerySet, order: str, behind: str = "") -> tuple[list[Item], str]:
    """Return one page of rows, and the mark of its last row if there are more."""
    found = list(sorted_rows(rows, order, behind)[: PAGE + 1])
    return found[:PAGE], mark_of(found[PAGE - 1], order) if len(found) > PAGE else ""


def sorted_rows(rows: ItemQuerySet, order: str, behind: str = "") -> ItemQuerySet:
    """Return the rows in their order, going on behind the row of a mark."""
    return SORTINGS[order](rows, position(behind))


def mark_of(item: Item, order: str) -> str:
    """Return the place of a row as an address carries it."""
    at = {BY_DUE: item.due_at, BY_CLOSING: item.closed_at, NEWEST: None}[order]
    return f"{(at - EPOCH) // MICROSECOND if at else 0}-{item.pk}"


def position(mark: str) -> tuple[datetime, int] | None:
    """Return the place that an address carries; none where it is no place."""
    at, _, pk = mark.partition("-")
    if not (at.isdecimal() and pk.isdecimal() and len(at) < 18 and len(pk) < 19):
        return None
    return EPOCH + int(at) * MICROSECOND, int(pk)


Position = tuple[datetime, int] | None


def _by_closing(rows: ItemQuerySet, behind: Position) -> ItemQuerySet:
    if behind is not None:
        at, pk = behind
        rows = rows.filter(closed_at__lte=at).exclude(closed_at=at, pk__gte=pk)
    return rows.order_by("-closed_at", "-pk")


SORTINGS: dict[str, Callable[[ItemQuerySet, Position], ItemQuerySet]] = {
    BY_DUE: lambda rows, behind: rows.in_due_order(behind),
    BY_CLOSING: _by_closing,
    NEWEST: lambda rows, behind: rows.newest_first(behind and behind[1]),
}
