"""A hundred people at the same fifty items: nothing is lost, nothing is numbered twice."""

import random
import threading
from collections import Counter

import pytest
from django.db import close_old_connections, connection

from taizhang.ledger import actions, checks
from taizhang.ledger.models import Item
from taizhang.record import checks as record_checks
from taizhang.record.models import Entry
from taizhang.rules.lifecycle.states import Command
from taizhang.rules.refused import Refused
from tests.build import (
    CLERK,
    DISPATCHED,
    HANDLER,
    HOUR,
    LEADER,
    MONDAY,
    REGION,
    REGISTERED,
    a_command_id,
    a_district,
    a_proposal,
)

C = Command
THREADS, ITEMS, COMMANDS = 100, 50, 8
DEEDS = (
    (C.REGISTER, REGISTERED, CLERK),
    (C.DISPATCH, DISPATCHED, CLERK),
    (C.ACCEPT, {}, HANDLER),
    (C.REPORT_PROGRESS, {"progress": "正在办理", "percent": 30}, HANDLER),
    (C.URGE, {"words": "请抓紧"}, LEADER),
    (C.RECALL, {"reason": "改派"}, CLERK),
)


def hammer(seed: int, items: list[int], outcomes: list[str]) -> None:
    """Give random commands to random items, as one of a hundred people would."""
    rng = random.Random(seed)
    for n in range(COMMANDS):
        command, fields, by = rng.choice(DEEDS)
        at = MONDAY + HOUR + n * HOUR / 3600
        try:
            given = {"by": by, "at": at, "command_id": a_command_id()}
            actions.act(rng.choice(items), command, fields, **given)
            outcomes.append("done")
        except Refused as why:
            outcomes.append(why.code)
        except Exception as why:
            outcomes.append(f"failed: {why!r}")
    close_old_connections()
    connection.close()


@pytest.mark.slow
def test_a_hundred_threads_lose_nothing(fresh_database: str) -> None:
    a_district()
    items = [a_proposal(at=MONDAY + n * HOUR / 3600).pk for n in range(ITEMS)]
    outcomes: list[str] = []
    threads = [
        threading.Thread(target=hammer, args=(seed, items, outcomes)) for seed in range(THREADS)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    tally = Counter(outcomes)
    assert sum(tally.values()) == THREADS * COMMANDS
    assert [word for word in tally if word.startswith("failed")] == []
    assert tally["done"] == Entry.objects.filter(kind="item").count() - ITEMS
    numbers = Item.objects.filter(number__isnull=False).values_list("number", flat=True)
    assert sorted(numbers) == sorted(f"清督〔2026〕{n}号" for n in range(1, len(numbers) + 1))
    assert len(numbers) > ITEMS / 2
    assert checks.check(region=REGION).breaches == []
    assert record_checks.check(region=REGION).breaches == []


@pytest.mark.slow
def test_two_bulk_commands_never_wait_for_each_other(fresh_database: str) -> None:
    a_district()
    items = [a_proposal(at=MONDAY + n * HOUR / 3600).pk for n in range(20)]
    failures: list[Exception] = []

    def urge(order: list[int]) -> None:
        listed = [actions.Given(i, C.URGE, {"words": "抓紧"}, a_command_id()) for i in order]
        try:
            actions.bulk(listed, by=LEADER, at=MONDAY + HOUR)
        except Exception as why:
            failures.append(why)
        connection.close()

    threads = [threading.Thread(target=urge, args=(o,)) for o in (items, items[::-1]) * 3]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []
    assert set(Item.objects.values_list("urges", flat=True)) == {6}
    assert checks.check().breaches == []
