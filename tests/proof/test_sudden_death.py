"""The server dies in the middle of writing: what it has acknowledged is there, and nothing half."""

import http.client
import os
import random
import signal
import threading
import time
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

import pytest

from taizhang.ledger.command_ids import new_command_id, nth_of, stream_of
from tests.district import District
from tests.proof.looking import breaches, entries_by_stream
from tests.proof.visiting import Visitor, sign_in

DEATHS = 20 if os.environ.get("HYPOTHESIS_PROFILE") == "prove" else 3
HANDS, ENOUGH = 6, 12
UNITS = ("cgj", "sthj")
IN_ITEM, IN_ORDER = 3, 1  # proposed, registered, dispatched; and the order over both items


@dataclass
class Orders:
    """Orders that were spoken and typed in: which were sent, and which the server acknowledged."""

    by: Visitor
    sent: set[str] = field(default_factory=set)
    acknowledged: set[str] = field(default_factory=set)
    refused: list[int] = field(default_factory=list)

    def give_until_death(self) -> None:
        """Hand over to two units again and again until nobody answers any more."""
        while True:
            command_id = new_command_id(datetime.now(UTC))
            self.sent.add(command_id)
            try:
                self.give(command_id)
            except (OSError, http.client.HTTPException):
                return

    def give(self, command_id: str) -> None:
        answer = self.by.post(
            "/quick/",
            {
                "command_id": command_id,
                "title": f"清理背街小巷堆放物 {command_id[-6:]}",
                "units": list(UNITS),
                "days": "5",
                "source": "meeting",
                "campaign": "general",
            },
        )
        if answer.is_done:
            self.acknowledged.add(command_id)
        else:
            self.refused.append(answer.status)


def streams_of(command_id: str) -> list[int]:
    """Return the streams that an order opens: an item for each unit, and the order itself."""
    return [stream_of(nth_of(command_id, n)) for n in range(len(UNITS) + 1)]


def written(folder: Path, command_ids: set[str]) -> dict[str, list[int]]:
    """Return how many entries each order has left in its streams."""
    found = entries_by_stream(folder)
    return {one: [found[stream] for stream in streams_of(one)] for one in command_ids}


WHOLE = [IN_ITEM] * len(UNITS) + [IN_ORDER]
NOTHING = [0] * len(WHOLE)


@pytest.mark.slow
def test_a_killed_server_keeps_what_it_acknowledged_and_halves_nothing(
    district: District,
) -> None:
    orders = Orders(sign_in(district.port, "niyumo"))
    for death in range(DEATHS):
        before = len(orders.acknowledged)
        hands = [threading.Thread(target=orders.give_until_death) for _ in range(HANDS)]
        for hand in hands:
            hand.start()
        wait_until_acknowledged(before + ENOUGH, orders)
        time.sleep(random.Random(death).random() / 5)
        assert district.stop(signal.SIGKILL) == -signal.SIGKILL
        for hand in hands:
            hand.join()
        assert orders.refused == []
        after = written(district.folder, orders.sent)
        assert {one for one, found in after.items() if found not in (WHOLE, NOTHING)} == set()
        assert {one for one in orders.acknowledged if after[one] != WHOLE} == set()
        assert breaches(district.folder) == ""
        district.start()
    repeat_what_nobody_answered(orders, district.folder)


def repeat_what_nobody_answered(orders: Orders, folder: Path) -> None:
    """Send the same forms once more, as somebody does who saw no answer: each is done once."""
    for command_id in orders.sent - orders.acknowledged:
        orders.give(command_id)
    assert orders.acknowledged == orders.sent
    assert set(map(tuple, written(folder, orders.sent).values())) == {tuple(WHOLE)}
    assert breaches(folder) == ""


def wait_until_acknowledged(count: int, orders: Orders) -> None:
    until = time.monotonic() + 60
    while len(orders.acknowledged) < count:
        assert time.monotonic() < until, f"too slow, or refused: {orders.refused[:3]}"
        time.sleep(0.01)
