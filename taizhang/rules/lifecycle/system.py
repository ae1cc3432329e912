"""What the system does by itself when a moment has passed: the tick asks, item by item."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from taizhang.rules.lifecycle.facts import Facts
from taizhang.rules.lifecycle.ladder import climb_now, command_for, next_climb_at
from taizhang.rules.lifecycle.states import Command, RequestKind, State
from taizhang.rules.workdays import Calendar

Move = tuple[Command, Mapping[str, Any]]


def system_move(facts: Facts, now: datetime, calendar: Calendar) -> Move | None:
    """Return the command that the system gives to this item now, if any.

    Where the item moves on by itself it does so first; then the ladder of what is still waiting.
    """
    move = _moved_on(facts, now)
    if move is not None:
        return move
    climb = climb_now(facts, now, calendar)
    return command_for(climb, facts) if climb else None


def _moved_on(facts: Facts, now: datetime) -> Move | None:
    moments = facts.moments
    if facts.state is State.DISPATCHED and facts.regime.guards.deemed_accepted:
        return (Command.ACCEPT, {}) if now >= moments["response"].at else None
    if facts.state is State.SUSPENDED:
        return (Command.RESUME, {}) if now >= moments["suspension"].at else None
    if facts.state is State.DISCLOSED:
        has_objection = any(r.kind is RequestKind.OBJECTION for r in facts.requests)
        over = now >= moments["notice"].at and not has_objection
        return (Command.CLOSE, {}) if over else None
    if facts.state is State.CLOSED and not facts.revisits_left and not facts.requests:
        return (Command.ARCHIVE, {}) if now >= moments["archive"].at else None
    return None


def wakes_at(facts: Facts, calendar: Calendar) -> datetime | None:
    """Return the moment at which the system will have something to do with this item."""
    moments = (_moves_on_at(facts), next_climb_at(facts, calendar))
    return min((at for at in moments if at is not None), default=None)


def _moves_on_at(facts: Facts) -> datetime | None:
    clock = {
        State.DISPATCHED: "response" if facts.regime.guards.deemed_accepted else None,
        State.SUSPENDED: "suspension",
        State.DISCLOSED: "notice",
        State.CLOSED: None if facts.revisits_left else "archive",
    }.get(facts.state)
    moment = facts.moments.get(clock) if clock else None
    return moment and moment.at
