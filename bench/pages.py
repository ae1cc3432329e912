"""The pages of the ledger at 10,000 to 1,000,000 items, through Django as a browser asks for them.

What the server's CPU spends on a page, what of it is the database's, beside SQL by hand for the
same answers, and whether ten or a hundred times the rows cost more.
"""

import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from bench import ground
from bench.filled import SIZES, filled
from bench.frame import Row, compared
from taizhang.org.actions import add_person, grant_post
from taizhang.rules.lifecycle.facts import SYSTEM
from taizhang.rules.lifecycle.states import Role
from taizhang.web.clock import now
from tests.build import MONDAY, REGION, demo_pack

BLOCKS, TIMES, ROUNDS = 4, 6, 25
MOST_MS = 25.0
MOST_GROWTH = 1.3
Spent = dict[tuple[int, str], list[float]]
SPAN = timedelta(days=200)  # from the builders' Monday to the day on which the ledger is full
PAGES = {
    "open": "/items/",
    "late": "/items/?tab=late",
    "closed": "/items/?tab=closed",
    "search": "/items/?q=积水",
    "desk": "/desk/?scope=all",
    "unit": "/items/?unit=cgj",
}
FULL = ("open", "late", "closed", "search")  # at every size; a shorter page says nothing of growth
SEEN = "FROM ledger_item WHERE region = '990104' AND NOT confidential AND "
FOUND = "id IN (SELECT rowid FROM ledger_gram WHERE ledger_gram MATCH '\"积水\"')"
BY_HAND = {
    "open": [SEEN + "NOT finished", "due_at, id"],
    "late": [SEEN + "NOT finished AND due_at < :now", "due_at, id"],
    "closed": [SEEN + "finished AND closed_at NOT NULL", "id DESC"],
    "search": [SEEN + FOUND, "id DESC"],
    "unit": [SEEN + "lead = 'cgj' AND NOT finished", "due_at, id"],
}
"""For each list the rows of the page and their capped number, as somebody would write it."""


def rows() -> list[Row]:
    """Return the rows of each page at either size, the worst page, and the greatest growth."""
    spent: Spent = {(count, name): [] for count in SIZES for name in PAGES}
    queries: dict[tuple[int, str], int] = {}
    database: list[Row] = []
    for block in range(BLOCKS):
        # In turns, so that a busy hour hits all sizes alike.
        for count in SIZES if block % 2 == 0 else reversed(SIZES):
            with _opened(count) as client:
                for name, address in PAGES.items():
                    milliseconds, queries[count, name] = cpu_ms(client, address)
                    spent[count, name] += milliseconds
                if block == BLOCKS - 1:
                    database += _databases(client, count)
    # The least disturbed of many: whoever shares the processor only adds.
    least = {key: min(each) for key, each in spent.items()}
    found = [
        Row(f"page_{name}_cpu_{count // 1000}k", round(least[count, name], 1), "ms", MOST_MS)
        for count, name in least
    ]
    found += [
        Row(f"page_{name}_queries_{count // 1000}k", asked, "statements")
        for (count, name), asked in sorted(queries.items())
    ]
    worst = max(spent for (_, name), spent in least.items() if name in BY_HAND)
    growth = max(least[SIZES[-1], name] / least[SIZES[0], name] for name in FULL)
    return [
        *found,
        *sorted(database, key=lambda row: row.name),
        Row("page_cpu_ms", round(worst, 1), "ms", MOST_MS, round(worst / MOST_MS, 3)),
        Row("page_growth", round(growth, 3), "times", MOST_GROWTH, round(growth / MOST_GROWTH, 3)),
    ]


@contextmanager
def _opened(count: int) -> Iterator[Any]:
    """Let somebody look at the ledger of so many items."""
    with ground.database(ground.sqlite_at(filled(count))), _clock(), signed_in() as client:
        yield client


def _databases(client: Any, count: int) -> list[Row]:
    """Return the database time of each list beside the same by hand."""
    bare = sqlite3.connect(filled(count))
    rows = [
        compared(f"page_{name}_database_{count // 1000}k", *_database(client, bare, name), "ms")
        for name in BY_HAND
    ]
    bare.close()
    return rows


@contextmanager
def _clock() -> Iterator[None]:
    """Let the pages show the day on which the ledger is full."""
    before = settings.CLOCK_AHEAD
    settings.CLOCK_AHEAD = MONDAY + SPAN - timezone.now()
    try:
        yield
    finally:
        settings.CLOCK_AHEAD = before


@contextmanager
def signed_in() -> Iterator[Any]:
    """Let somebody of the supervision office sign in; nothing of it is kept."""
    with transaction.atomic():
        person = add_person(
            username="reader", region=REGION, full_name="读者", password="not-used-2026",
            must_change=False, by=SYSTEM, at=MONDAY,
        )  # fmt: skip
        roles = [Role.SUPERVISOR, Role.INTAKE]
        grant_post(
            person, unit="dcb", title="经办", roles=roles, pack=demo_pack(), by=SYSTEM, at=MONDAY
        )
        client = Client()
        client.force_login(person)
        yield client
        transaction.set_rollback(True)


def cpu_ms(client: Any, address: str) -> tuple[list[float], int]:
    """Return the CPU milliseconds of a page each time, and how many statements it asks."""
    assert client.get(address).status_code == 200
    with CaptureQueriesContext(connection) as asked:
        client.get(address)
    queries = len(asked)  # counted at once: the next request empties the list
    spent = []
    for _ in range(TIMES):
        began = time.process_time()
        client.get(address)
        spent.append(1000 * (time.process_time() - began))
    return spent, queries


def _database(client: Any, bare: sqlite3.Connection, name: str) -> tuple[float, float]:
    """Return the milliseconds of the database for a page's rows, and by hand, in turns."""
    ours, theirs = _asked(client, PAGES[name]), _by_hand(bare, name)
    spent: tuple[list[float], list[float]] = ([], [])
    for _ in range(ROUNDS):
        for work, times in ((ours, spent[0]), (theirs, spent[1])):
            began = time.perf_counter()
            work()
            times.append(1000 * (time.perf_counter() - began))
    return min(spent[0]), min(spent[1])


def _asked(client: Any, address: str) -> Callable[[], None]:
    """Return a function that asks what the page asks of the ledger's rows."""
    said: list[tuple[str, Any]] = []

    def note(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        if 'FROM "ledger_item"' in sql:
            said.append((sql, params))
        return execute(sql, params, many, context)

    with connection.execute_wrapper(note):
        client.get(address)

    def ask() -> None:
        with connection.cursor() as cursor:
            for sql, params in said:
                cursor.execute(sql, params)
                cursor.fetchall()

    return ask


def _by_hand(bare: sqlite3.Connection, name: str) -> Callable[[], None]:
    where, order = BY_HAND[name]
    listed = f"SELECT * {where} ORDER BY {order} LIMIT 51"
    counted = f"SELECT COUNT(*) FROM (SELECT 1 {where} LIMIT 1000)"
    moment = {"now": now().replace(tzinfo=None).isoformat(" ")}

    def ask() -> None:
        for sql in (listed, counted):
            bare.execute(sql, moment).fetchall()

    return ask
