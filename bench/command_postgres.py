"""Commands a second on PostgreSQL, by one writer and by eight."""

import os
import statistics
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from typing import Any

import psycopg
from django.db import connection

from bench import commands, ground, postgres
from bench.frame import Row, compared

BLOCKS, ITEMS, WRITERS = 5, 24, 8
Notes = Sequence[Sequence[tuple[str, Any]]]


def rows() -> list[Row]:
    with postgres.server() as settings, _databases(settings) as names:
        return _measured(settings, *names)


@contextmanager
def _databases(settings: dict[str, Any]) -> Iterator[list[str]]:
    """Yield the names of four databases; what was made of them is dropped again."""
    names = [f"bench_{os.getpid()}_{word}" for word in ("first", "noting", "ours", "theirs")]
    try:
        yield names
    finally:
        for name in names:
            _on_server(settings, f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')


def _on_server(settings: dict[str, Any], statement: str) -> None:
    with ground.database({**settings, "NAME": "postgres"}), connection.cursor() as cursor:
        cursor.execute(statement)


def _measured(
    settings: dict[str, Any], first: str, noting: str, ours: str, theirs: str
) -> list[Row]:
    _on_server(settings, f'CREATE DATABASE "{first}"')
    with ground.database({**settings, "NAME": first}):
        ground.prepare()
        items = commands.some_items(BLOCKS * ITEMS * 2)
    for copy in (noting, ours, theirs):
        _on_server(settings, f'CREATE DATABASE "{copy}" TEMPLATE "{first}"')
    parts = [items[n : n + ITEMS] for n in range(0, len(items), ITEMS)]
    single, shared = parts[:BLOCKS], parts[BLOCKS:]
    with ground.database({**settings, "NAME": noting}):
        notes = [commands.noted(commands.deeds(part)) for part in parts]
    with ground.database({**settings, "NAME": ours}):
        one = _in_turns(theirs, single, notes[:BLOCKS], 1)
        eight = _in_turns(theirs, shared, notes[BLOCKS:], WRITERS)
    return [
        compared("command_postgres", *one, "commands/s"),
        compared(f"command_postgres_{WRITERS}_writers", *eight, "commands/s"),
    ]


def _in_turns(
    theirs: str, parts: Sequence[Sequence[int]], notes: Sequence[Notes], writers: int
) -> tuple[float, float]:
    """Return the commands a second of ours and of the driver, block by block in turns."""
    bare = [_driver(theirs) for _ in range(writers)]
    spent: tuple[list[float], list[float]] = ([], [])
    for block, part in enumerate(parts):
        # Each writer has items of its own, and of each item all commands in their order.
        todo = [commands.deeds(part[n::writers]) for n in range(writers)]
        noted = [_of_items(notes[block], len(part), n, writers) for n in range(writers)]
        for turn in (0, 1) if block % 2 else (1, 0):
            work = partial(_give_nth, todo) if turn else partial(_repeat_nth, bare, noted)
            spent[turn].append(commands.in_threads(work, writers) / len(notes[block]))
    for each in bare:
        each.close()
    return 1 / statistics.median(spent[1]), 1 / statistics.median(spent[0])


def _of_items(notes: Notes, items: int, nth: int, writers: int) -> Notes:
    """Return the notes of every `writers`-th item, as the writer gives its commands."""
    return [note for place, note in enumerate(notes) if place % items % writers == nth]


def _give_nth(todo: Sequence[Sequence[Any]], nth: int) -> None:
    for deed in todo[nth]:
        deed.do()
    connection.close()


def _driver(name: str) -> "psycopg.Connection[Any]":
    given = connection.get_connection_params()
    wanted = {key: given[key] for key in ("host", "port", "user", "password") if given.get(key)}
    return psycopg.connect(dbname=name, **wanted)


def _repeat_nth(
    bare: Sequence["psycopg.Connection[Any]"], notes: Sequence[Notes], nth: int
) -> None:
    """Write the noted rows, one transaction for each command."""
    with bare[nth].cursor() as cursor:
        for transaction in notes[nth]:
            for sql, params in transaction:
                cursor.execute(sql, params)
            bare[nth].commit()
