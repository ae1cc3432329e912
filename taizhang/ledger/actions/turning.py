"""What a new edition means for open items: new holidays are counted, heirs take over (换版)."""

from datetime import datetime

from taizhang.ledger import terms
from taizhang.ledger.actions.deciding import rebasing
from taizhang.ledger.actions.writing import hold, moment_for, together, write
from taizhang.record.refusals import Repeated
from taizhang.rules.lifecycle.decide import decide
from taizhang.rules.lifecycle.facts import SYSTEM, Facts
from taizhang.rules.lifecycle.heirs import heirs_of
from taizhang.rules.lifecycle.states import ENDED, Command

WHY = "节假日安排或单位设置有变动"


def concerns(facts: Facts, new: terms.Terms) -> bool:
    """Return whether an edition changes the calendar or the units of an item."""
    if facts.state in ENDED:
        return False
    if facts.calendar != new.pack.calendar.edition:
        return True
    return facts.pack != new.digest and bool(heirs_of(facts, new.pack.units.heirs))


def turn_item(item: int, new: terms.Terms, *, at: datetime, command_id: str) -> bool:
    """Pin the edition's calendar and units to an open item that they concern; its rules stay.

    Return whether there was anything to do; the same command again does nothing.
    """
    try:
        with together():
            held = hold(item)
            if not concerns(held.facts, new):
                return False
            setting = rebasing(held, new, held.facts.regime)
            at = moment_for(held.facts, at)
            fields = {"pack": new.digest, "reason": WHY}
            decision = decide(held.facts, Command.REBASE, fields, by=SYSTEM, at=at, setting=setting)
            write(held, decision, by=SYSTEM, at=at, command_id=command_id)
            return True
    except Repeated:
        return False
