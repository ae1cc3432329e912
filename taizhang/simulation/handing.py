"""Putting an item to its lead: dispatch, accept, return, arbitrate."""

from datetime import datetime, timedelta
from typing import Any

from taizhang.rules.lifecycle.due import standing
from taizhang.rules.lifecycle.facts import Actor
from taizhang.rules.lifecycle.relations import arbitrating_unit
from taizhang.rules.lifecycle.states import Command, Role
from taizhang.simulation import phrases
from taizhang.simulation.cast import WORKING
from taizhang.simulation.life import Life
from taizhang.simulation.nudging import plan_nudges
from taizhang.simulation.world import World

C = Command


def plan_registered(world: World, life: Life, at: datetime) -> None:
    """Plan the dispatch, or after two returns the arbitration."""
    facts = life.facts
    if facts.returns >= 2:
        world.plan(
            life, world.hours.between(at, facts.moments["arbitration"].at, 0.2, 1.1), arbitrate
        )
        return
    late = 1.4 if world.happens(0.07) else 0.9
    world.plan(life, world.hours.between(at, facts.moments["dispatch"].at, 0.05, late), dispatch)


def supervisor(world: World, life: Life) -> Actor | None:
    """Return somebody of the supervising unit, mostly of those who do it every day."""
    facts = life.facts
    unit = facts.supervising_unit or facts.intake_unit
    roles = WORKING if facts.parent is not None else (Role.SUPERVISOR,)
    able = world.cast.with_roles(unit, *roles)
    usual = [actor for actor in able if Role.HEAD not in actor.roles]
    if usual and world.happens(0.85):
        return world.rng.choice(usual)
    return world.rng.choice(able) if able else None


def next_lead(world: World, life: Life) -> str:
    """Return whom it is put to: sometimes the wrong unit; after a return, the right one."""
    matter, facts = life.matter, life.facts
    wrong = [unit for unit in matter.others if unit not in facts.put_to]
    if not facts.put_to and wrong and world.happens(0.12):
        return world.rng.choice(wrong)
    return matter.lead


def dispatch(world: World, life: Life, at: datetime) -> None:
    """Put the item to its lead; if the rules refuse this one, to another."""
    matter = life.matter
    lead = next_lead(world, life)
    fields: dict[str, Any] = {"lead": lead, "area": matter.area}
    fields["supports"] = [unit for unit in matter.supports if unit != lead]
    if life.facts.leg_started_at is None and matter.source in ("document", "minutes"):
        fields |= _printed(world, at)
    if world.happens(0.5):
        fields["clause"] = world.pick(phrases.CLAUSES)
    world.give(
        life, C.DISPATCH, {n: v for n, v in fields.items() if v}, supervisor(world, life), at
    )


def _printed(world: World, at: datetime) -> dict[str, Any]:
    """Some documents print the day by which it is to be done: the end of a month, mostly."""
    if not world.happens(0.35):
        return {}
    calendar = world.pack.calendar
    day = calendar.local(at + timedelta(days=world.rng.randrange(12, 60))).date()
    last = (day.replace(day=1) + timedelta(days=32)).replace(day=1) - timedelta(days=1)
    return {
        "deadline_kind": "date",
        "deadline": calendar.end_of(last),
        "deadline_words": f"{last.month}月底前",
    }


def arbitrate(world: World, life: Life, at: datetime) -> None:
    """Settle it: the rightful lead, and who does what is urgent meanwhile."""
    matter, facts = life.matter, life.facts
    fields = {
        "lead": matter.lead,
        "area": matter.area,
        "statements": world.pick(phrases.STATEMENTS),
        "clause": world.pick(phrases.CLAUSES),
        "stands_in": matter.area or matter.lead,
    }
    unit = arbitrating_unit(facts)
    able = world.cast.someone(unit, Role.ARBITER) or world.cast.someone(unit, Role.LEADER)
    world.give(life, C.ARBITRATE, fields, able, at)


def plan_dispatched(world: World, life: Life, at: datetime) -> None:
    """Plan the lead's answer; who is not responsible returns, and some return what is theirs."""
    facts, temper = life.facts, world.temper(life)
    due = facts.moments["response"].at
    wrong = facts.lead != life.matter.lead
    chance = 0.75 if wrong else temper.returns / (1 + facts.returns)
    returns = not facts.arbitrated and facts.parent is None and world.happens(chance)
    when = world.hours.between(at, due, *temper.accepts, temper.zeal)
    world.plan(life, when, return_ if returns else accept)
    plan_nudges(world, life, at)


def handler(world: World, life: Life) -> Actor | None:
    """Return whoever handles it in the lead unit; somebody of the unit before that is settled."""
    unit = life.facts.lead or ""
    able = world.cast.with_roles(unit, *WORKING)
    same = [actor for actor in able if actor.person == life.facts.handler]
    usual = same or [actor for actor in able if Role.HEAD not in actor.roles] or able
    return world.rng.choice(usual) if usual else None


def accept(world: World, life: Life, at: datetime) -> None:
    world.give(life, C.ACCEPT, {}, handler(world, life), at)


def return_(world: World, life: Life, at: datetime) -> None:
    """Give it back, naming who is believed to be responsible."""
    matter, lead = life.matter, life.facts.lead
    if lead != matter.lead:
        believed = matter.lead
    else:
        believed = next((u for u in (*matter.others, matter.area) if u and u != lead), "")
    fields = {
        "reason": world.pick(phrases.RETURNED),
        "believed": believed or world.terms.pack.district.parts.supervising,
        "clause": world.pick(phrases.CLAUSES),
    }
    world.give(life, C.RETURN, fields, handler(world, life), at)


def is_over(life: Life, at: datetime) -> bool:
    """Return whether what is expected of the item has run out."""
    step = standing(life.facts)
    return step is not None and at > step.moment.at
