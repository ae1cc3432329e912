"""Rows of the ledger, written with as few and as plain statements as there can be.

The ORM costs several times what the database does for the same rows, and every command pays it.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime
from functools import cache, lru_cache
from typing import Any

from django.db import connection

from taizhang.ledger import grams
from taizhang.ledger.models import Item
from taizhang.ledger.projection import Columns, Part, request_columns
from taizhang.rules.lifecycle.facts import Facts

_LOCK = "SELECT region, year, facts FROM ledger_item WHERE id = %s"
_REQUEST = (
    "item", "request", "kind", "carries", "asker", "asking_unit", "decider", "decides_as", "at",
    "due_at", "yellow_at",
)  # fmt: skip
_INDEX = {
    "sqlite": "INSERT INTO ledger_gram (rowid, grams) VALUES (%s, %s)",
    "postgresql": "INSERT INTO ledger_gram (item, grams) VALUES (%s, %s::tsvector)",
}
_UNINDEX = "INSERT INTO ledger_gram (ledger_gram, rowid, grams) VALUES ('delete', %s, %s)"
TITLE, PLACE = 300, 200


Row = tuple[str, int, str]
"""Region, year and facts of an item."""


def lock(item: int, *, skip: bool = False) -> Row | None:
    """Return an item's row, locked until the transaction ends; with `skip`, none if it is taken."""
    how = " FOR UPDATE" if connection.features.has_select_for_update else ""
    with connection.cursor() as cursor:
        cursor.execute(_LOCK + how + (" SKIP LOCKED" if skip else ""), [item])
        row: Row | None = cursor.fetchone()
    return row


def evidence_known(region: str, hashes: Collection[str]) -> int:
    """Return how many of these pieces of evidence are kept."""
    some = ", ".join(["%s"] * len(hashes))
    sql = f"SELECT COUNT(*) FROM record_evidence WHERE region = %s AND sha256 IN ({some})"  # noqa: S608
    with connection.cursor() as cursor:
        cursor.execute(sql, [region, *hashes])
        row: tuple[int] = cursor.fetchone()
    return row[0]


def shown(facts: Facts, texts: Mapping[str, str], external: str) -> Columns:
    """Return the columns that repeat the texts of a proposal; what is confidential is not found."""
    title, place = texts.get("title", ""), texts.get("place", "")
    found = grams.searchable(title, texts.get("words"), place, external)
    return {
        "title": title[:TITLE],
        "place": place[:PLACE],
        "external": external,
        "haystack": "" if facts.confidential else found,
    }


def insert_item(id: int, region: str, year: int, row: Columns) -> None:
    values = {"id": id, "region": region, "year": year, **row}
    values |= {"last_progress": "", "last_progress_at": None, "last_progress_seq": None}
    _execute(_insert_sql("ledger_item", tuple(map(_column, values)), 1), values.values())


def update_item(id: int, changed: Columns) -> None:
    names = tuple(map(_column, changed))
    _execute(_update_sql(names), [*changed.values(), id])


def change_parts(region: str, item: int, was: frozenset[Part], now: frozenset[Part]) -> None:
    gone, new = was - now, now - was
    if gone:
        some = " OR ".join(["(unit = %s AND part = %s)"] * len(gone))
        sql = f"DELETE FROM ledger_involvement WHERE region = %s AND item = %s AND ({some})"  # noqa: S608
        _execute(sql, [region, item, *(word for part in sorted(gone) for word in part)])
    if new:
        sql = _insert_sql("ledger_involvement", ("region", "item", "unit", "part"), len(new))
        _execute(sql, [value for part in sorted(new) for value in (region, item, *part)])


def change_requests(region: str, before: Facts, after: Facts) -> None:
    """Let the rows of the open requests be those of the facts; one that was moved is made anew."""
    was = {request.id: request for request in before.requests}
    now = {request.id: request for request in after.requests}
    for id in sorted(id for id, request in was.items() if now.get(id) != request):
        _execute(
            "DELETE FROM ledger_openrequestrow WHERE item = %s AND request = %s", [after.item, id]
        )
    for id, request in now.items():
        if was.get(id) != request:
            row = request_columns(after, request)
            sql = _insert_sql("ledger_openrequestrow", ("region", *_REQUEST), 1)
            _execute(sql, [region, *(row[name] for name in _REQUEST)])


def index(item: int, haystack: str) -> None:
    """Let a search find the item by its text."""
    if not haystack:
        return
    is_sqlite = connection.vendor == "sqlite"
    content = grams.document(haystack) if is_sqlite else grams.vector(haystack)
    _execute(_INDEX[connection.vendor], [item, content])


def unindex(item: int, haystack: str) -> None:
    """Let a search find the item no more; an index without content has to be told what it held."""
    if not haystack:
        return
    if connection.vendor == "sqlite":
        _execute(_UNINDEX, [item, grams.document(haystack)])
    else:
        _execute("DELETE FROM ledger_gram WHERE item = %s", [item])


@cache
def _columns_of() -> dict[str, str]:
    return {field.name: str(field.column) for field in Item._meta.concrete_fields}


def _column(name: str) -> str:
    return _columns_of()[name]


@lru_cache(maxsize=512)
def _update_sql(names: tuple[str, ...]) -> str:
    assignments = ", ".join(f'"{name}" = %s' for name in names)
    return f"UPDATE ledger_item SET {assignments} WHERE id = %s"  # noqa: S608  (names of columns)


@lru_cache(maxsize=512)
def _insert_sql(table: str, names: tuple[str, ...], count: int) -> str:
    row = "(" + ", ".join(["%s"] * len(names)) + ")"
    listed = ", ".join(f'"{name}"' for name in names)
    return f"INSERT INTO {table} ({listed}) VALUES {', '.join([row] * count)}"  # noqa: S608


def _execute(sql: str, values: Iterable[Any]) -> None:
    with connection.cursor() as cursor:
        cursor.execute(sql, _adapted(list(values)))


def _adapted(values: Sequence[Any]) -> list[Any]:
    adapt = connection.ops.adapt_datetimefield_value
    return [adapt(value) if isinstance(value, datetime) else value for value in values]
