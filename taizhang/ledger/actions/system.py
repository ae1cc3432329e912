"""The commands that the system gives by itself, each in its own transaction."""

from datetime import datetime
from typing import NamedTuple

from django.db import connection

from taizhang.ledger import terms
from taizhang.ledger.actions.acting import Given, give_held
from taizhang.ledger.actions.rows import lock
from taizhang.ledger.actions.writing import Held, held_of, together
from taizhang.record.refusals import Repeated
from taizhang.rules.lifecycle.facts import SYSTEM
from taizhang.rules.lifecycle.system import system_move


class SystemMove(NamedTuple):
    """An item whose moment has passed, and the id of the command to be given."""

    item: int
    command_id: str
    now: datetime


def move_by_itself(move: SystemMove) -> bool:
    """Give the item what is due to it by the system; return whether there was anything to do."""
    try:
        with together():
            held = _unless_locked(move.item)
            if held is None:
                return False
            calendar = terms.of(held.facts.pack).pack.calendar
            found = system_move(held.facts, move.now, calendar)
            if found is None:
                return False
            command, fields = found
            given = Given(move.item, command, fields, move.command_id)
            give_held(held, given, by=SYSTEM, at=move.now)
            return True
    except Repeated:
        return False


def _unless_locked(item: int) -> Held | None:
    """Return the item, locked; none where another worker has it."""
    row = lock(item, skip=connection.features.has_select_for_update_skip_locked)
    return row and held_of(item, row)
