"""Pages of the ledger by the last row of the page before, never by counting rows off."""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta

from taizhang.ledger.models import Item, ItemQuerySet

BY_DUE, NEWEST = "due", "newest"
PAGE = 50
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
MICROSECOND = timedelta(microseconds=1)
LATEST = (datetime(9000, 1, 1, tzinfo=UTC) - EPOCH) // MICROSECOND
LARGEST = 2**63 - 1


def page_of(rows: ItemQuerySet, order: str, behind: str = "") -> tuple[list[Item], str]:
    """Return one page of rows, and the mark of its last row if there are more."""
    return _cut(list(sorted_rows(rows, order, behind)[: PAGE + 1]), order)


def page_of_any(
    several: Iterable[ItemQuerySet], order: str, behind: str = ""
) -> tuple[list[Item], str]:
    """Return one page of the rows that are in any of several sets.

    Each set has an index to be read in order; their union would be gathered and sorted whole.
    """
    parts = (sorted_rows(rows, order, behind)[: PAGE + 1] for rows in several)
    found = {item.pk: item for part in parts for item in part}
    return _cut(sorted(found.values(), key=lambda item: place_of(item, order)), order)


def _cut(found: list[Item], order: str) -> tuple[list[Item], str]:
    return found[:PAGE], mark_of(found[PAGE - 1], order) if len(found) > PAGE else ""


def place_of(item: Item, order: str) -> tuple[int, int]:
    """Return by what an item is sorted."""
    at = item.due_at if order == BY_DUE else None
    due = (at - EPOCH) // MICROSECOND if at else 0
    return due, item.pk if order == BY_DUE else -item.pk


def sorted_rows(rows: ItemQuerySet, order: str, behind: str = "") -> ItemQuerySet:
    """Return the rows in their order, going on behind the row of a mark."""
    place = position(behind)
    return rows.in_due_order(place) if order == BY_DUE else rows.newest_first(place and place[1])


def mark_of(item: Item, order: str) -> str:
    """Return the place of a row as an address carries it."""
    return f"{place_of(item, order)[0]}-{item.pk}"


def position(mark: str) -> tuple[datetime, int] | None:
    """Return the place that an address carries; none where it is no place."""
    at, _, pk = mark.partition("-")
    since, number = number_in(at), number_in(pk)
    if since is None or number is None or since > LATEST:
        return None
    return EPOCH + since * MICROSECOND, number


def number_in(text: str) -> int | None:
    """Return the number of a row that an address or a form names; none where it can be no row."""
    if not (text.isascii() and text.isdecimal()) or len(text) > len(str(LARGEST)):
        return None
    number = int(text)
    return number if number <= LARGEST else None


def numbers_in(texts: Iterable[str]) -> list[int]:
    """Return the numbers of rows that a form names."""
    return [number for text in texts if (number := number_in(text)) is not None]
