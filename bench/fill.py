"""Ledgers of any size for measurements: a drill over some weeks, in which most is still open.

Beyond some thousand lives each is written several times under other ids, codes and numbers: the
entries of every copy are as true as those of the first, only nobody decided them again.
"""

from datetime import datetime, timedelta
from pathlib import Path

import taizhang.packs
from taizhang.org.actions import add_people
from taizhang.org.models import Post
from taizhang.org.passwords import DEMO_PASSWORD
from taizhang.packs.load import load_people
from taizhang.record import ids
from taizhang.rules.lifecycle.facts import SYSTEM
from taizhang.simulation.drill import Drill, live
from tests.build import demo_pack

DAYS = 5
ENDED = 0.12  # so many more, since some are declined, merged or archived in those days
LIVED = 10_000  # lives that are decided one by one; more items are copies of them
DEMO = Path(taizhang.packs.__file__).parent / "demo"


def fill(count: int, *, region: str, until: datetime, seed: int = 1, days: int = DAYS) -> int:
    """Write so many open items, and what has ended in those days; return the entries."""
    begin = until - timedelta(days=days)
    pack = demo_pack()
    if not Post.objects.exists():
        with ids.repeatable(f"people {seed}"):
            people = load_people(DEMO, pack)
            add_people(people, pack=pack, password=DEMO_PASSWORD, by=SYSTEM, at=begin)
    items = int(count * (1 + ENDED))
    world = live(Drill(region, items, begin, until, seed, copies=-(-items // LIVED)))
    return world.rows.written
