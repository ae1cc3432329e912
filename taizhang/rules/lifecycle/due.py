"""When things are due: the moments of an item's clocks, computed once and kept in its entries."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from fractions import Fraction
from typing import NamedTuple

from taizhang.rules import clock
from taizhang.rules.clock import Limit
from taizhang.rules.lifecycle.facts import Facts, Moment
from taizhang.rules.lifecycle.guards import Regime, limit_from
from taizhang.rules.lifecycle.relations import (
    Setting,
    arbitrating_unit,
    revisiting_unit,
    step_unit,
)
from taizhang.rules.lifecycle.states import ENDED, Command, State

Pauses = Sequence[tuple[datetime, datetime | None]]


def after(
    start: datetime, limit: Limit, regime: Regime, setting: Setting, pauses: Pauses = ()
) -> Moment:
    """Return the moment at which `limit`, begun at `start`, has passed, and when it is near."""
    found = clock.due(start, limit, setting.calendar, pauses=pauses)
    yellow = clock.yellow_at(
        start, found.at, Fraction(*regime.warn), limit.unit, setting.calendar, pauses=pauses
    )
    return Moment(found.at, yellow, found.provisional)


def near(start: datetime, at: datetime, regime: Regime) -> datetime:
    """Return when so much of the span from `start` to `at` has passed that the light is yellow."""
    part, whole = regime.warn
    return start + (at - start) * part / whole if at > start else at


def on(at: datetime, start: datetime, regime: Regime) -> Moment:
    """Return a moment that was printed or granted, seen from `start`."""
    return Moment(at, near(start, at, regime))


def handling(facts: Facts, pauses: Pauses, setting: Setting) -> Moment | None:
    """Return the handling deadline of the current leg after these pauses; none if it stands."""
    if facts.standing or facts.leg_started_at is None:
        return None
    if facts.deadline_kind == "date" and facts.deadline is not None:
        moment = on(facts.deadline, facts.leg_started_at, facts.regime)
    else:
        limit = limit_from(facts.handling_limit)
        moment = after(facts.leg_started_at, limit, facts.regime, setting, pauses)
    return _at_least_rework(facts, moment, pauses, setting)


def milestone(facts: Facts, pauses: Pauses, setting: Setting) -> Moment | None:
    """Return when the next milestone of the current leg is due; none once all are reached."""
    steps = facts.regime.milestones
    if facts.standing or facts.leg_started_at is None or facts.reached >= len(steps):
        return None
    limit = steps[facts.reached].limit
    moment = after(facts.leg_started_at, limit, facts.regime, setting, pauses)
    return _at_least_rework(facts, moment, pauses, setting)


def _at_least_rework(facts: Facts, moment: Moment, pauses: Pauses, setting: Setting) -> Moment:
    # What was sent back has at least the rework limit, which stands still with the item as well.
    begun = facts.floor_from
    if begun is None:
        return moment
    since = [pause for pause in pauses if pause[0] >= begun]
    return max(moment, after(begun, facts.regime.limits.rework, facts.regime, setting, since))


def is_too_late(facts: Facts, at: datetime) -> bool:
    """Return whether the window in which a finished item may be objected to has passed."""
    ended = facts.ended_at if facts.state in ENDED - {State.ARCHIVED} else finished_at(facts)
    return outside(ended, at, facts.regime.limits.objection_days)


def finished_at(facts: Facts) -> datetime | None:
    """Return when the item was closed; when it was archived, if the ledger did not see it close."""
    return facts.closed_at or facts.ended_at


def outside(start: datetime | None, at: datetime, days: int) -> bool:
    """Return whether more than so many days have passed since `start`."""
    return start is not None and at - start > timedelta(days=days)


class Standing(NamedTuple):
    """Who is to do what by when: the promise that every open item keeps (件件有着落)."""

    unit: str
    action: Command
    clock: str
    moment: Moment


_EXPECTED: dict[State, tuple[tuple[str, Command], ...]] = {
    State.PROPOSED: (("check", Command.CHECK), ("triage", Command.REGISTER)),
    State.REGISTERED: (("arbitration", Command.ARBITRATE), ("dispatch", Command.DISPATCH)),
    State.DISPATCHED: (("response", Command.ACCEPT),),
    State.IN_PROGRESS: (
        ("confirmation", Command.CONFIRM),
        ("report", Command.REPORT_PROGRESS),
        ("handling", Command.SUBMIT),
        ("milestone", Command.REPORT_PROGRESS),
    ),
    State.SUSPENDED: (("suspension", Command.RESUME),),
    State.SUBMITTED: (("verification", Command.VERIFY_PASS),),
    State.DISCLOSED: (("closing", Command.CLOSE),),
    State.CLOSED: (("revisit", Command.REVISIT_PASS), ("archive", Command.ARCHIVE)),
}
"""What is expected in each state, by the clock that runs; where several run, the earliest counts,
but a demanded check, an arbitration and a look-back come before what they stand in the way of."""


def standing(facts: Facts) -> Standing | None:
    """Return the accountable unit, next action and due moment of an open item; none once ended."""
    if facts.state in ENDED:
        return None
    running = [
        (clock, command, facts.moments[clock])
        for clock, command in _EXPECTED[facts.state]
        if clock in facts.moments
    ]
    if facts.state is State.IN_PROGRESS:
        running.sort(key=lambda item: item[2])
    clock, command, moment = running[0]
    return Standing(accountable(facts, command), command, clock, moment)


def accountable(facts: Facts, command: Command) -> str:
    """Return the one unit that the next action waits for (lifecycle.md, table of states)."""
    supervising = facts.supervising_unit or facts.intake_unit
    unit = {
        Command.CHECK: facts.inspecting_unit,
        Command.REGISTER: facts.intake_unit,
        Command.ARBITRATE: arbitrating_unit(facts),
        Command.ACCEPT: facts.lead,
        Command.REPORT_PROGRESS: facts.lead,
        Command.SUBMIT: facts.lead,
        Command.VERIFY_PASS: step_unit(facts),
        Command.REVISIT_PASS: revisiting_unit(facts),
    }.get(command, supervising)
    return unit or supervising
