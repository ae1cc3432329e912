"""The tick: what it costs to find and do what is due, beside how much of the ledger is open.

Nothing is kept: each round is taken back, so that the next one finds the same.
"""

import time
from datetime import datetime

from django.db import transaction

from bench import ground
from bench.filled import SIZES, filled
from bench.frame import Row
from taizhang.ledger.models import Item
from taizhang.ledger.tasks import tick
from taizhang.rules.lifecycle.states import ENDED

FEW, MANY = 200, 2_000  # items that are due
ROUNDS = 3
MOST = 1.3


def rows() -> list[Row]:
    """Return the time for each due item, and whether it grows with the ledger or with the due."""
    found: list[Row] = []
    each: dict[tuple[int, int], float] = {}
    for count in SIZES:
        with ground.database(ground.sqlite_at(filled(count))):
            size = f"{count // 1000}k"
            found.append(Row(f"tick_open_{size}", _open(), "items"))
            idle = min(_spent(_before_all())[0] for _ in range(ROUNDS))
            found.append(Row(f"tick_idle_{size}", round(1000 * idle, 3), "ms"))
            for due in (FEW, MANY):
                each[count, due] = min(_each(_when(due)) for _ in range(ROUNDS))
                found.append(Row(f"tick_{due}_due_{size}", round(1000 * each[count, due], 3), "ms"))
    growth = max(each[SIZES[-1], due] / each[SIZES[0], due] for due in (FEW, MANY))
    share = max(each[count, MANY] / each[count, FEW] for count in SIZES)
    return [
        *found,
        Row("tick_growth", round(growth, 3), "times", MOST, round(growth / MOST, 3)),
        Row("tick_share", round(share, 3), "times", MOST, round(share / MOST, 3)),
    ]


def _open() -> int:
    """Return how many items have not ended: each waits for somebody, at latest for the archive."""
    return Item.objects.exclude(state__in=list(ENDED)).count()


def _waiting() -> list[datetime]:
    waking = Item.objects.filter(wakes_at__isnull=False).order_by("wakes_at", "pk")
    return [at for at in waking.values_list("wakes_at", flat=True)[:MANY] if at is not None]


def _before_all() -> datetime:
    return _waiting()[0].replace(year=2000)


def _when(due: int) -> datetime:
    """Return a moment at which about so many items are due."""
    return _waiting()[due - 1]


def _each(now: datetime) -> float:
    seconds, done = _spent(now)
    return seconds / done


def _spent(now: datetime) -> tuple[float, int]:
    """Return the processor's seconds of one tick, and how many commands it gave."""
    with transaction.atomic():
        began = time.process_time()
        done = tick(now)
        seconds = time.process_time() - began
        transaction.set_rollback(True)
    return seconds, done
