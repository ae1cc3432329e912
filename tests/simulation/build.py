"""A small drill of the demo district, lived in the test's own database."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import taizhang.packs
from taizhang.packs.load import load_people
from taizhang.record import checks
from taizhang.simulation.drill import Drill, live
from taizhang.simulation.founding import found
from taizhang.simulation.world import World
from tests.build import REGION, demo_pack

UNTIL = datetime(2026, 6, 30, 16, 0, tzinfo=UTC)
BEGIN = UNTIL - timedelta(days=61)


def a_lived_district(items: int = 150, *, seed: int = 1, copies: int = 1) -> World:
    pack = demo_pack()
    people = load_people(Path(taizhang.packs.__file__).parent / "demo", pack)
    found(pack, people, begin=BEGIN, seed=seed)
    return live(Drill(REGION, items, BEGIN, UNTIL, seed, copies))


def the_digest() -> str:
    return checks.check().digest
