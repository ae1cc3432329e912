"""Ledgers of 10,000 and 100,000 items, filled once for all that measures them."""

import os
from datetime import timedelta
from functools import cache
from pathlib import Path

from django.db import connection

from bench import ground
from bench.fill import fill
from tests.build import MONDAY, REGION

SMALL, LARGE, MILLION = 10_000, 100_000, 1_000_000
SIZES = [SMALL, LARGE]  # the last one only where it is asked for: it takes minutes and much disk
UNTIL = MONDAY + timedelta(days=200)


@cache
def filled(count: int) -> Path:
    """Return a SQLite file with so many items; TAIZHANG_BENCH_KEEP names a folder to keep it in."""
    kept = os.environ.get("TAIZHANG_BENCH_KEEP")
    path = (Path(kept) if kept else ground.FOLDER) / f"items-{count}.db"
    if path.exists():
        return path
    made = ground.a_copy(ground.prepared(), f"filling-{count}")
    with ground.database(ground.sqlite_at(made)):
        _hurry()
        fill(count, region=REGION, until=UNTIL)
        ground.checkpoint()
    path.parent.mkdir(parents=True, exist_ok=True)
    return made.replace(path)


def _hurry() -> None:
    """Let the database keep more in memory and wait for no disk: what fails is filled anew."""
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA cache_size = -800000")
        cursor.execute("PRAGMA synchronous = OFF")
