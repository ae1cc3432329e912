"""What the ledger does by itself when a moment has passed (到期处理)."""

import logging
import uuid
from datetime import datetime

from django.db import connection

from taizhang.ledger import terms
from taizhang.ledger.actions.system import SystemMove, move_by_itself
from taizhang.ledger.actions.turning import concerns, turn_item
from taizhang.ledger.models import Item
from taizhang.org.actions import move_posts, note_turned, turned
from taizhang.org.models import Edition

logger = logging.getLogger(__name__)
AT_ONCE = 200
_SPACE = uuid.UUID("5f0b7c1e-6a52-4c0e-9d3a-2a7d9c4b8e10")


def tick(now: datetime) -> int:
    """Give every command whose moment has passed, each once, and return how many were given.

    A worker that is slow or dies leaves nothing claimed: the row's lock is the claim, and the
    command's id follows from item and entry, so that no second worker can give it again.
    """
    done = 0
    last: tuple[datetime, int] | None = None
    while some := _due(now, last):
        for wakes_at, item, seq in some:
            done += _tried(SystemMove(item, str(command_id_of_tick(item, seq)), now))
            last = wakes_at, item
    return done


def command_id_of_tick(item: int, seq: int) -> uuid.UUID:
    """Return the id of what the system does to an item after this entry."""
    return uuid.uuid5(_SPACE, f"{item} {seq}")


def turn(now: datetime) -> int:
    """Bring what is open up to the edition that has come into force; return how many items were.

    What was done stays done: a worker that dies in the middle goes on where it stopped.
    """
    return sum(_turned(region, now) for region in _regions())


def _regions() -> list[str]:
    return list(Edition.objects.values_list("region", flat=True).distinct().order_by("region"))


def _turned(region: str, now: datetime) -> int:
    new = terms.current(region, now)
    calendar = new.pack.calendar.edition  # changes with the published holidays as well
    if turned(region) == (new.digest, calendar):
        return 0
    move_posts(new.pack, at=now)
    done, last = 0, 0
    while some := _open(region, last):
        for item in some:
            if concerns(item.facts, new):
                id = str(uuid.uuid5(_SPACE, f"{item.pk} {new.digest} {calendar}"))
                done += turn_item(item.pk, new, at=now, command_id=id)
        last = some[-1].pk
    note_turned(region, new.pack, at=now)
    return done


def _open(region: str, last: int) -> list[Item]:
    rows = Item.objects.of_region(region).open().filter(pk__gt=last).order_by("pk")
    return list(rows.only("facts_text", "region", "year")[:AT_ONCE])


def _due(now: datetime, last: tuple[datetime, int] | None) -> list[tuple[datetime, int, int]]:
    waiting = Item.objects.filter(wakes_at__lte=now).order_by("wakes_at", "pk")
    if last is not None:
        waiting = waiting.filter(wakes_at__gte=last[0]).exclude(wakes_at=last[0], pk__lte=last[1])
    rows = waiting.values_list("wakes_at", "pk", "seq")[:AT_ONCE]
    return [(wakes_at, item, seq) for wakes_at, item, seq in rows if wakes_at is not None]


def _tried(move: SystemMove) -> bool:
    """Give one command; what goes wrong with one item must not keep the others waiting."""
    try:
        return move_by_itself(move)
    except Exception:
        logger.exception("事项 %s 到期处理失败，下一轮重试", move.item)
        if connection.in_atomic_block:
            raise
        return False
