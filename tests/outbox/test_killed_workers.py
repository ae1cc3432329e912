"""Two workers at once, killed between claiming and marking: nothing lost, nothing doubled."""

import os
import random
import signal
import subprocess
import sys
import threading
import time
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import connection

from taizhang.outbox import tasks
from taizhang.outbox.actions.delivering import LEASE, claim
from taizhang.outbox.models import SENT, Delivery, Message
from taizhang.rules.lifecycle.states import Command
from tests.build import DAY, DIRECTOR, HOUR, MONDAY, an_item, demo_pack, do
from tests.desk.people import a_staffed_district
from tests.district import clean_environment
from tests.outbox.receivers import Taken, a_webhook
from tests.outbox.test_sending import a_channel, hook

KILLS = 20 if os.environ.get("HYPOTHESIS_PROFILE") == "prove" else 2
ROOT = Path(__file__).resolve().parents[2]
LATE = MONDAY + 70 * DAY + HOUR
MESSAGES = 40


def a_worker(folder: Path, now: datetime) -> "subprocess.Popen[str]":
    worker = subprocess.Popen(
        [sys.executable, "-m", "tests.outbox.busy_worker", str(folder), now.isoformat()],
        cwd=ROOT,
        env=clean_environment(),
        stdout=subprocess.PIPE,
        text=True,
        process_group=0,
    )
    assert worker.stdout is not None
    return worker


def wait_for(taken: Taken, parcels: int, and_then: float) -> None:
    """Wait until so many parcels have arrived, and a little longer."""
    until = time.monotonic() + 30
    while len(taken.parcels) < parcels and time.monotonic() < until:
        time.sleep(0.005)
    time.sleep(and_then)


def many_urgings(settings: Any, *, channels: int, url: str) -> None:
    """Urge one overdue item many times, behind the look of a follower that has begun."""
    a_staffed_district(settings)
    item = an_item()
    tasks.follow(LATE - DAY)
    for _ in range(channels):
        a_channel(url)
    for n in range(MESSAGES):
        moment = LATE - timedelta(seconds=MESSAGES - n)
        item = do(item, Command.URGE, {"words": f"第{n}次"}, by=DIRECTOR, at=moment)


@pytest.mark.slow
@pytest.mark.skipif(connection.vendor != "sqlite", reason="kills the process that holds the file")
def test_killed_workers_lose_nothing_and_double_nothing(fresh_database: str, settings: Any) -> None:
    chance, folder, now = random.Random(2026), Path(fresh_database).parent, LATE
    with a_webhook() as taken:
        taken.delay = 0.02
        many_urgings(settings, channels=1, url=hook(taken))
        connection.close()
        for _ in range(KILLS):
            workers = [a_worker(folder, now) for _ in range(2)]
            for worker in workers:
                assert worker.stdout is not None
                assert worker.stdout.readline() == "ready\n"
            wait_for(taken, len(taken.parcels) + chance.randint(1, 6), chance.uniform(0, 0.05))
            for worker in workers:
                os.killpg(worker.pid, signal.SIGKILL)
                worker.communicate()
            now += 2 * LEASE
        assert 0 < len(taken.once) < MESSAGES, "killed too early or too late to prove anything"
        said, _ = a_worker(folder, now).communicate(timeout=60)
    assert said == "ready\nidle\n"
    assert Message.objects.filter(kind="urged").count() == MESSAGES
    assert set(Delivery.objects.values_list("state", flat=True)) == {SENT}
    assert set(taken.once) == set(Delivery.objects.values_list("uid", flat=True))
    assert len(taken.once) == MESSAGES
    assert Delivery.objects.filter(attempts__gt=1).count() <= 2 * KILLS


def test_workers_side_by_side_claim_each_delivery_once(fresh_database: str, settings: Any) -> None:
    many_urgings(settings, channels=3, url="json://127.0.0.1:9/")
    tasks.follow(LATE)
    claimed: list[int] = []
    packs = {"990104": demo_pack()}

    def take() -> None:
        try:
            while some := claim(packs, LATE, most=2):
                claimed.extend(one.delivery.pk for one in some)
        finally:
            connection.close()

    threads = [threading.Thread(target=take) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(claimed) == 3 * MESSAGES
    assert len(set(claimed)) == 3 * MESSAGES


def test_what_a_dead_worker_held_is_taken_up_when_its_lease_has_ended(
    fresh_database: str, settings: Any
) -> None:
    many_urgings(settings, channels=1, url="json://127.0.0.1:9/")
    tasks.follow(LATE)
    packs = {"990104": demo_pack()}
    [first] = claim(packs, LATE, most=1)
    again = {one.delivery.pk for n in range(MESSAGES) for one in claim(packs, LATE, most=1)}
    assert first.delivery.pk not in again
    after = claim(packs, LATE + LEASE, most=1)
    assert [(one.delivery.uid, one.attempt) for one in after] == [(first.delivery.uid, 2)]
    # A clock that was put back leaves no lease hanging for ever.
    assert Delivery.objects.ready(LATE - 3 * HOUR).exists()
