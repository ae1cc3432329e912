"""One command without HTTP, beside the bare driver that writes exactly the same rows.

The commands are played once on a copy of the database while their writing statements are noted;
then, in turns, the action gives them on a second copy and the driver repeats the notes on a third.
"""

import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db import connection

from bench import ground as ground  # Django first
from taizhang.ledger import actions
from taizhang.ledger.models import Item
from taizhang.rules.lifecycle.states import Command
from tests.build import (
    CLERK,
    DISPATCHED,
    HANDLER,
    HEAD,
    HOUR,
    LEADER,
    MONDAY,
    PHOTO,
    SECOND_PHOTO,
    a_command_id,
    a_registered,
)

C = Command
SUBMIT = {"outcome": "solved", "result": "已清运完毕", "evidence": [PHOTO, SECOND_PHOTO]}
DEEDS: tuple[tuple[Command, dict[str, Any], Any], ...] = (
    (C.DISPATCH, DISPATCHED, CLERK),
    (C.ACCEPT, {}, HANDLER),
    (C.REPORT_PROGRESS, {"progress": "已清运一半，预计三日内完成", "percent": 50}, HANDLER),
    (C.URGE, {"words": "请抓紧办理，今天下班前反馈"}, LEADER),
    (C.REPORT_PROGRESS, {"progress": "剩余收尾工作", "percent": 90}, HANDLER),
    (C.SUBMIT, SUBMIT, HEAD),
)
Note = tuple[str, Any]
Transaction = list[Note]


@dataclass(frozen=True, slots=True)
class Deed:
    """One command to be given, with the id that its form carries."""

    item: int
    turn: int
    command_id: str = field(default_factory=a_command_id)

    def do(self) -> None:
        command, fields, by = DEEDS[self.turn]
        at = MONDAY + HOUR * (2 + self.turn)
        actions.act(self.item, command, fields, by=by, at=at, command_id=self.command_id)


def some_items(count: int) -> list[int]:
    """Return registered items to work on."""
    return [a_registered(at=MONDAY + n * HOUR / 36000).pk for n in range(count)]


def deeds(items: Sequence[int]) -> list[Deed]:
    return [Deed(item, turn) for turn in range(len(DEEDS)) for item in items]


def noted(todo: Sequence[Deed]) -> list[Transaction]:
    """Give the commands and return the writing statements of each."""
    notes: list[Transaction] = []

    def note(execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any) -> Any:
        if sql.lstrip().startswith(("INSERT", "UPDATE", "DELETE")):
            notes[-1].append((sql, tuple(params or ())))
        return execute(sql, params, many, context)

    with connection.execute_wrapper(note):
        for deed in todo:
            notes.append([])
            deed.do()
    return notes


def statements_of_each() -> dict[str, int]:
    """Return how many statements each command sends, besides beginning and end."""
    [item] = some_items(1)
    counted: dict[str, int] = {}

    def count(execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any) -> Any:
        if not sql.startswith(("BEGIN", "COMMIT")):
            counted[name] += 1
        return execute(sql, params, many, context)

    for turn, (command, _, _) in enumerate(DEEDS):
        name = command.value
        counted[name] = 0
        with connection.execute_wrapper(count):
            Deed(item, turn).do()
    assert Item.objects.get(pk=item).state == "submitted"
    return counted


def in_threads(work: Callable[[int], None], count: int) -> float:
    """Return the seconds that so many threads need together."""
    threads = [threading.Thread(target=work, args=(n,)) for n in range(count)]
    began = time.perf_counter()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return time.perf_counter() - began
