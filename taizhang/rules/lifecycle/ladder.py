"""The ladder (临近提醒 → 催办 → 提级): what the system does as a clock runs out, rung by rung.

A rung belongs to one clock with one due moment: it is climbed once, and a deadline that is moved
starts the ladder anew. Where several rungs were passed unseen (a night without power, a clock set
ahead) only the highest is climbed, so that nobody is told the same thing twice.
"""

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any, NamedTuple

from taizhang.rules import clock
from taizhang.rules.lifecycle.case import Case, Data
from taizhang.rules.lifecycle.due import standing
from taizhang.rules.lifecycle.facts import Facts, Moment
from taizhang.rules.lifecycle.guards import NEAR, Rung
from taizhang.rules.lifecycle.states import ENDED, Command
from taizhang.rules.words import CLOCKS
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
    """Yield the clocks that somebody must answer: next action, open requests, the reporter's.

    Nobody urges on an item that has ended, though a request about it may still be open.
    """
    if facts.state in ENDED:
        return
    step = standing(facts)
    if step is not None:
        yield Running(step.clock, step.clock, step.unit, step.moment)
    for request in facts.requests:
        yield Running(f"{DECISION} {request.id}", DECISION, request.decider, request.due)
    if FEEDBACK in facts.moments:
        unit = facts.supervising_unit or facts.intake_unit
        yield Running(FEEDBACK, FEEDBACK, unit, facts.moments[FEEDBACK])


def climbs(facts: Facts, each: Running, calendar: Calendar) -> Iterator[Climb]:
    """Yield the rungs of a clock that are still to be climbed, in the order of their moments."""
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
    if rung.after is None:
        return moment.at
    return clock.due(moment.at, rung.after, calendar).at


def next_climb_at(facts: Facts, calendar: Calendar) -> datetime | None:
    """Return the moment of the earliest rung that is still to be climbed."""
    if not has_ladder(facts):
        return None
    nexts = (next(climbs(facts, each, calendar), None) for each in running(facts))
    return min((climb.at for climb in nexts if climb is not None), default=None)


def climb_now(facts: Facts, now: datetime, calendar: Calendar) -> Climb | None:
    """Return the highest rung reached of the clock that has waited longest, if there is one."""
    if not has_ladder(facts):
        return None
    reached = [
        climbs_of
        for each in running(facts)
        if (climbs_of := [climb for climb in climbs(facts, each, calendar) if climb.at <= now])
    ]
    return min(reached, key=lambda some: some[0].at)[-1] if reached else None


def has_ladder(facts: Facts) -> bool:
    """Return whether the item's campaign has a ladder at all."""
    return bool(facts.regime_text) and bool(facts.regime.ladder)


def command_for(climb: Climb, facts: Facts) -> tuple[Command, Mapping[str, Any]]:
    """Return what the system does on the rung: it urges, or raises a level that is still lower."""
    said = f"{climb.rung.name}：{CLOCKS[climb.running.clock]}"
    if climb.rung.level > facts.level:
        return Command.ESCALATE, {"level": str(climb.rung.level), "reason": said}
    return Command.URGE, {"words": said}


def climbed_by(case: Case) -> Data:
    """Return what the system's entry says of the rung; people urge and raise as they see fit."""
    facts = case.facts
    climb = climb_now(facts, case.at, case.setting.calendar)
    if case.by.kind != "system" or climb is None:
        return {}
    each, rung = climb.running, climb.rung
    others = {one.key for one in running(facts)} - {each.key}
    rungs = {key: list(value) for key, value in facts.rungs.items() if key in others}
    rungs[each.key] = [each.moment.at.isoformat(), climb.number]
    data: Data = {"rungs": rungs, "rung": [each.clock, climb.number, rung.name], "told": each.unit}
    if rung.level > facts.level:
        data |= {"level": rung.level, "raised_to": facts.regime.leader_unit}
    if not rung.urges:
        data["reminder"] = True
    return data
