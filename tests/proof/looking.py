"""Looking at what a server has written, past the server: entries as they stand in its database."""

import sqlite3
import subprocess
import sys
from collections import Counter
from contextlib import closing
from pathlib import Path

from tests.district import clean_environment


def entries_by_command(folder: Path) -> Counter[str]:
    """Return how many entries of items each command id has made."""
    rows = _asked(folder, "SELECT command_id FROM record_entry WHERE kind = 'item'")
    return Counter(str(row[0]) for row in rows)


def entries_by_stream(folder: Path) -> Counter[int]:
    """Return how many entries each stream has."""
    return Counter(int(row[0]) for row in _asked(folder, "SELECT stream FROM record_entry"))


def numbers(folder: Path) -> list[str]:
    """Return the numbers of orders and of items that belong to none."""
    return [
        str(row[0])
        for row in _asked(
            folder,
            'SELECT number FROM ledger_item WHERE number IS NOT NULL AND "order" IS NULL'
            " UNION ALL SELECT number FROM ledger_order",
        )
    ]


def _asked(folder: Path, sql: str) -> list[tuple[object, ...]]:
    with closing(sqlite3.connect(folder / "taizhang.db")) as database:
        return database.execute(sql).fetchall()


def breaches(folder: Path) -> str:
    """Return what `taizhang check` finds wrong, nothing if it is sound."""
    checked = subprocess.run(
        [sys.executable, "-m", "taizhang.config", "check", "--data", str(folder)],
        env=clean_environment(),
        capture_output=True,
        text=True,
        check=False,
    )
    return "" if checked.returncode == 0 else checked.stdout + checked.stderr
