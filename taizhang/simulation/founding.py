"""The district before its first item: its pack, its people, and photos that are taken in it."""

import random
from collections.abc import Sequence
from datetime import datetime, timedelta

from taizhang.org.actions import add_people, adopt_pack
from taizhang.org.passwords import DEMO_PASSWORD
from taizhang.packs.load import Pack
from taizhang.packs.people import NewPerson
from taizhang.record import ids
from taizhang.record.actions import keep
from taizhang.rules.lifecycle.facts import SYSTEM
from taizhang.simulation.pictures import pictures

BEFORE = timedelta(days=3)  # people are there some days before the first matter comes up
SHOWN = {"before": "整改前", "work": "整改中", "after": "整改后"}


def found(
    pack: Pack,
    people: Sequence[NewPerson],
    *,
    begin: datetime,
    seed: int,
    password: str = DEMO_PASSWORD,
    must_change: bool = False,
) -> None:
    """Adopt the pack and add its people, the same in every run of a seed."""
    at = begin - BEFORE
    since = min(pack.district.effective_from, pack.calendar.local(at).date())
    with ids.repeatable(f"district {seed}"):
        adopt_pack(pack, by=SYSTEM, at=at, effective_from=since)
        add_people(people, pack=pack, password=password, must_change=must_change, by=SYSTEM, at=at)


def take_photos(region: str, at: datetime, seed: int) -> dict[str, tuple[str, ...]]:
    """Keep the photos and return their hashes by what they show."""
    rng = random.Random(f"photos {seed}")  # noqa: S311  (invented, and the same in every run)
    with ids.repeatable(f"photos {seed}"):
        return {
            kind: tuple(
                keep(data, f"{SHOWN[kind]}{n}.png", region=region, at=at).sha256
                for n, data in enumerate(made, 1)
            )
            for kind, made in pictures(rng).items()
        }
