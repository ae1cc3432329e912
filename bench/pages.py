"""The pages of the ledger at 10,000 and 100,000 items, through Django as a browser asks for them.

What the server's CPU spends on a page, what of it is the database's, beside SQL by hand for the
same answers, and whether ten times the rows cost more.
"""

import sqlite3
import statistics
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
from bench.filled import LARGE, SMALL, filled
from bench.frame import Row, compared
from taizhang.org.actions import add_person, grant_post
from taizhang.rules.lifecycle.facts import SYSTEM
from taizhang.rules.lifecycle.states import Role
from taizhang.web.clock import now
from tests.build import MONDAY, REGION, demo_pack

ROUNDS = 15
SPAN = timedelta(days=200)  # from the builders' Monday to the day on which the ledger is full
PAGES = {
    "open": "/items/",
    "late": "/items/?tab=late",
    "closed": "/items/?tab=closed",
    "search": "/items/?q=积水",
    "desk": "/desk/?scope=all",
    "unit": "/items/?unit=cgj",
}
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
    found: list[Row] = []
    spent: dict[int, dict[str, float]] = {}
    for count in (SMALL, LARGE):
        path, size = filled(count), f"{count // 1000}k"
        with ground.database(ground.sqlite_at(path)), _clock(), signed_in() as client:
            spent[count] = {}
            for name, address in PAGES.items():
                milliseconds, queries = cpu_ms(client, address)
                spent[count][name] = milliseconds
                found += [
                    Row(f"page_{name}_cpu_{size}", round(milliseconds, 1), "ms", 25.0),
                    Row(f"page_{name}_queries_{size}", queries, "statements"),
                ]
            bare = sqlite3.connect(path)
            found += [
                compared(f"page_{name}_database_{size}", *_database(client, bare, name), "ms")
                for name in BY_HAND
            ]
            bare.close()
    worst = max(spent[LARGE].values())
    # Of the pages that are full at either size; a shorter page says nothing of growth.
    growth = max(spent[LARGE][name] / spent[SMALL][name] for name in PAGES if name != "unit")
    found.append(Row("page_cpu_ms", round(worst, 1), "ms", 25.0, round(worst / 25, 3)))
    return [*found, Row("page_growth", round(growth, 3), "times", 1.2, round(growth / 1.2, 3))]


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


def cpu_ms(client: Any, address: str) -> tuple[float, int]:
    """Return the CPU milliseconds of a page, and how many statements it asks."""
    assert client.get(address).status_code == 200
    with CaptureQueriesContext(connection) as asked:
        client.get(address)
    queries = len(asked)
    spent = []
    for _ in range(ROUNDS):
        began = time.process_time()
        client.get(address)
        spent.append(1000 * (time.process_time() - began))
    return statistics.median(spent), queries


def _database(client: Any, bare: sqlite3.Connection, name: str) -> tuple[float, float]:
    """Return the milliseconds of the database for a page's rows, and by hand, in turns."""
    ours, theirs = _asked(client, PAGES[name]), _by_hand(bare, name)
    spent: tuple[list[float], list[float]] = ([], [])
    for _ in range(ROUNDS):
        for work, times in ((ours, spent[0]), (theirs, spent[1])):
            began = time.perf_counter()
            work()
            times.append(1000 * (time.perf_counter() - began))
    return statistics.median(spent[0]), statistics.median(spent[1])


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
