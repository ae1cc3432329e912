"""Commands a second on SQLite, the processor time of one, and its statements."""

import sqlite3
import statistics
import time
from collections.abc import Sequence

from bench import commands, ground
from bench.frame import Row, compared

BLOCKS, ITEMS = 7, 25


def rows() -> list[Row]:
    first = ground.a_copy(ground.prepared(), "items")
    with ground.database(ground.sqlite_at(first)):
        items = commands.some_items(BLOCKS * ITEMS)
        ground.checkpoint()
    noting, ours, theirs = (ground.a_copy(first, name) for name in ("noting", "ours", "bare"))
    parts = [items[n * ITEMS : (n + 1) * ITEMS] for n in range(BLOCKS)]
    with ground.database(ground.sqlite_at(noting)):
        counted = commands.statements_of_each()
        noted = [commands.noted(commands.deeds(part)) for part in parts]
    notes = [[[(sql.replace("%s", "?"), p) for sql, p in one] for one in part] for part in noted]
    bare = ground.bare_sqlite(theirs)
    spent: tuple[list[float], list[float], list[float]] = ([], [], [])
    with ground.database(ground.sqlite_at(ours)):
        for block, part in enumerate(parts):
            todo = commands.deeds(part)
            for turn in (0, 1) if block % 2 else (1, 0):
                began, cpu = time.perf_counter(), time.process_time()
                if turn:
                    for deed in todo:
                        deed.do()
                    spent[2].append((time.process_time() - cpu) / len(todo))
                else:
                    repeat(bare, notes[block])
                spent[turn].append((time.perf_counter() - began) / len(todo))
    bare.close()
    their, our, cpu_each = (statistics.median(part) for part in spent)
    return [
        compared("command_sqlite", 1 / our, 1 / their, "commands/s"),
        Row("command_cpu_ms", round(1000 * cpu_each, 3), "ms", 2.0, round(500 * cpu_each, 3)),
        Row("command_statements", max(counted.values()), "statements", 6.0),
    ]


def repeat(
    bare: sqlite3.Connection, notes: Sequence[Sequence[tuple[str, tuple[object, ...]]]]
) -> None:
    """Write the noted rows, one transaction for each command."""
    for transaction in notes:
        bare.execute("BEGIN IMMEDIATE")
        for sql, params in transaction:
            bare.execute(sql, params)
        bare.execute("COMMIT")
