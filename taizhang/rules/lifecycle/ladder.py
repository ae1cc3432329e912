"""The ladder (临近提醒 → 催办 → 提级): what the system does as a clock runs out, rung by rung.

A rung belongs to one clock with one due moment: it is climbed once, and a deadline that is moved
starts the ladder anew. Where several rungs were passed unseen (a night without power, a clock set
ahead) only the highest is climbed, so that nobody is told the same thing twice.
"""

from collections.abc import Iterator
from datetime import datetime
from typing import NamedTuple

from taizhang.rules import clock
from taizhang.rules.lifecycle.due import standing
from taizhang.rules.lifecycle.facts import Facts, Moment
from taizhang.rules.lifecycle.guards import DUE, NEAR, Rung
from taizhang.rules.lifecycle.states import ENDED, Command
from taizhang.rules.workdays import Calendar

FEEDBACK, DECISION = "feedback", "decision"


class Running(NamedTuple):
    """A clock that runs: its key in the item, its kind, who is to act, by when."""

    key: str
    clock: str
    unit: str
    moment: Moment


class Climb(NamedTuple):
    """A rung of a running clock, and the moment at which it is reached."""

    running: Running
    number: int  # from 1
    rung: Rung
    at: datetime


def running(facts: Facts) -> Iterator[Running]:
    """Yield the clocks that somebody must answer: next action, open requests, the reporter's."""
    step = standing(facts)
    if step is not None:
        yield Running(step.clock, step.clock, step.unit, step.moment)
    for request in facts.requests:
        yield Running(f"{DECISION} {request.id}", DECISION, request.decider, request.due)
    if FEEDBACK in facts.moments and facts.state not in ENDED:
        unit = facts.supervising_unit or facts.intake_unit
        yield Running(FEEDBACK, FEEDBACK, unit, facts.moments[FEEDBACK])


def climbs(facts: Facts, calendar: Calendar) -> Iterator[Climb]:
    """Yield every rung that is still to be climbed."""
    for each in running(facts):
        done = climbed(facts, each)
        for number, rung in enumerate(facts.regime.ladder, 1):
            if number > done and rung.is_for(each.clock):
                yield Climb(each, number, rung, reached_at(each.moment, rung, calendar))


def climbed(facts: Facts, each: Running) -> int:
    """Return the highest rung that this clock has climbed towards its present due moment."""
    due_at, number = facts.rungs.get(each.key, ("", 0))
    return number if due_at == each.moment.at.isoformat() else 0


def reached_at(moment: Moment, rung: Rung, calendar: Calendar) -> datetime:
    """Return when a rung is reached: as the light turns yellow, when due, or so long after."""
    if rung.at == NEAR:
        return moment.yellow
    if rung.at == DUE:
        return moment.at
    return clock.due(moment.at, rung.after, calendar).at


def next_climb_at(facts: Facts, calendar: Calendar) -> datetime | None:
    """Return the moment of the earliest rung that is still to be climbed."""
    if not facts.regime_text or not facts.regime.ladder:
        return None
    return min((climb.at for climb in climbs(facts, calendar)), default=None)


def climb_now(facts: Facts, now: datetime, calendar: Calendar) -> Climb | None:
    """Return the highest rung reached of the clock that has waited longest, if there is one."""
    if not facts.regime_text or not facts.regime.ladder:
        return None
    reached = [climb for climb in climbs(facts, calendar) if climb.at <= now]
    if not reached:
        return None
    first = min(reached, key=lambda climb: climb.at)
    return max(
        (climb for climb in reached if climb.running.key == first.running.key),
        key=lambda climb: climb.number,
    )


def command_of(climb: Climb, facts: Facts) -> Command:
    """Return what the system does on the rung: raise the level where that is still to be done."""
    is_higher = climb.rung.level > facts.level
    return Command.ESCALATE if is_higher else Command.URGE
