"""Reminding whoever lets a moment pass: urge, escalate, a leader's word."""

from datetime import datetime, timedelta

from taizhang.rules.lifecycle.due import standing
from taizhang.rules.lifecycle.facts import Actor
from taizhang.rules.lifecycle.ladder import has_ladder
from taizhang.rules.lifecycle.states import Command, Role
from taizhang.simulation import phrases
from taizhang.simulation.life import Life
from taizhang.simulation.world import World

C = Command
MOST = 4  # reminders of one delay; after that only levels help


def plan_nudges(world: World, life: Life, at: datetime) -> None:
    """Plan to look at the item some hours after it ran out, or shortly before."""
    step = standing(life.facts)
    if step is None or (has_ladder(life.facts) and world.happens(0.6)):
        return  # the system reminds by itself; people add to that where they care
    soon = step.moment.yellow if world.happens(0.12) else step.moment.at
    world.plan(life, world.hours.later(max(soon, at), 2, 30), nudge)


def nudge(world: World, life: Life, at: datetime) -> None:
    """Remind, the louder the later; then look again some days on."""
    facts, step = life.facts, standing(life.facts)
    if step is None:
        return
    over = at - step.moment.at
    if over < timedelta(0) and at < step.moment.yellow:  # more time was granted meanwhile
        world.plan(life, world.hours.later(step.moment.at, 2, 30), nudge)
        return
    if facts.urges >= MOST and facts.level >= 2:
        return
    _remind(world, life, at, over)
    world.plan(life, world.hours.later(at, 40, 110), nudge)


def _remind(world: World, life: Life, at: datetime, over: timedelta) -> None:
    level = life.facts.level
    if over > timedelta(days=9) and level < 2 and world.happens(0.3):
        fields = {"level": "2", "reason": world.pick(phrases.ESCALATED)}
        world.give(life, C.ESCALATE, fields, leader(world, life), at)
    elif over > timedelta(days=4) and level < 1 and world.happens(0.5):
        fields = {"level": "1", "reason": world.pick(phrases.ESCALATED)}
        world.give(life, C.ESCALATE, fields, overseer(world, life), at)
    elif over > timedelta(days=6) and world.happens(0.2):
        world.give(life, C.URGE, {"words": world.pick(phrases.LED)}, leader(world, life), at)
    else:
        fields = {"words": world.pick(phrases.URGED)}
        world.give(life, C.URGE, fields, overseer(world, life), at)


def overseer(world: World, life: Life) -> Actor | None:
    """Return a supervisor of the item; above a part of another item, its lead."""
    facts = life.facts
    unit = facts.supervising_unit or facts.intake_unit
    found = world.cast.someone(unit, Role.SUPERVISOR)
    if found is None and facts.parent is not None:
        found = world.cast.someone(unit, Role.HANDLER, Role.HEAD)
    return found


def leader(world: World, life: Life) -> Actor | None:
    return world.cast.someone(life.facts.regime.leader_unit, Role.LEADER)
