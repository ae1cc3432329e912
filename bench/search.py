"""Search and lists at 10,000 and 100,000 items: our queries beside the same SQL by hand.

Both read the same rows of the same database; the figure is the time that the database takes.
"""

import sqlite3
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from django.db import connection

from bench import ground
from bench.filled import LARGE, SMALL, filled
from bench.frame import Row, compared
from taizhang.ledger import terms
from taizhang.ledger.models import Item
from tests.build import DIRECTOR, MONDAY, REGION

PAGE, ROUNDS = 50, 25
WORDS = ("积水", "井盖", "工地")
ITEM = "SELECT * FROM ledger_item WHERE region = '990104' AND "
BY_HAND = {
    "list_unfinished": ITEM + "NOT finished ORDER BY due_at, id LIMIT 50",
    "list_submitted": ITEM + "state = 'submitted' ORDER BY due_at, id LIMIT 50",
    "list_newest": ITEM + "1 ORDER BY id DESC LIMIT 50",
    "list_lead": ITEM + "lead = 'cgj' AND NOT finished ORDER BY due_at, id LIMIT 50",
    "search_newest": ITEM
    + "id IN (SELECT rowid FROM ledger_gram WHERE ledger_gram MATCH '\"积水\"')"
    + " ORDER BY id DESC LIMIT 50",
}


def rows() -> list[Row]:
    found: list[Row] = []
    for count in (SMALL, LARGE):
        path = filled(count)
        with ground.database(ground.sqlite_at(path)):
            measured = _lists(path)
            exact = _exactness()
        found += [
            compared(f"{name}_{count // 1000}k", ours, theirs, "ms")
            for name, (ours, theirs) in measured.items()
        ]
        found.append(Row(f"search_exact_{count // 1000}k", exact, "share", 1.0, exact))
    return found


def _lists(path: Path) -> dict[str, tuple[float, float]]:
    """Return the milliseconds of each list, ours and by hand."""
    bare = sqlite3.connect(path)
    measured = {}
    for name, query in _queries().items():
        hand = BY_HAND[name]
        ours, theirs = [], []
        for _ in range(ROUNDS):
            ours.append(_database_ms(query))
            began = time.perf_counter()
            bare.execute(hand).fetchall()
            theirs.append(1000 * (time.perf_counter() - began))
        measured[name] = min(ours), min(theirs)  # the least disturbed of each
    bare.close()
    return measured


def _queries() -> dict[str, Callable[[], Any]]:

    offices = terms.offices(REGION, MONDAY)
    seen = Item.objects.of_region(REGION).visible_to(DIRECTOR, offices=offices)
    return {
        "list_unfinished": seen.unfinished().in_due_order,
        "list_submitted": seen.filter(state="submitted").in_due_order,
        "list_newest": seen.newest_first,
        "list_lead": seen.filter(lead="cgj").unfinished().in_due_order,
        "search_newest": seen.matching("积水").newest_first,
    }


def _database_ms(query: Callable[[], Any]) -> float:
    """Return the time that the database needs for the first page of a list."""

    sql, params = query()[:PAGE].query.sql_with_params()
    with connection.cursor() as cursor:
        began = time.perf_counter()
        cursor.execute(sql, params)
        cursor.fetchall()
        return 1000 * (time.perf_counter() - began)


def _exactness() -> float:
    """Return the share of words for which a search finds exactly what LIKE finds."""

    same = 0
    for words in WORDS:
        found = set(Item.objects.matching(words).values_list("pk", flat=True))
        scanned = Item.objects.filter(haystack__contains=words)
        same += found == set(scanned.values_list("pk", flat=True))
    return same / len(WORDS)
