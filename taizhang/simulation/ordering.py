"""Orders (交办单): one task put to several units at once, an item each under one number."""

from dataclasses import replace
from datetime import datetime

from taizhang.rules.lifecycle.facts import Actor
from taizhang.rules.lifecycle.states import Command
from taizhang.rules.workdays import SHANGHAI
from taizhang.simulation.entering import registration
from taizhang.simulation.life import Life, Matter
from taizhang.simulation.matters import Matters
from taizhang.simulation.world import World

C = Command
ORDERED = frozenset({"meeting", "minutes", "document"})
CHANCE = 0.04
FEWEST = 3


def can_be_ordered(world: World, matter: Matter) -> bool:
    """Return whether a task goes to several units; copies for measurements have no orders."""
    fits = matter.source in ORDERED and matter.campaign == "general" and not matter.standing
    return fits and world.rows.copies == 1 and world.happens(CHANCE)


def give_order(world: World, matters: Matters, matter: Matter, by: Actor, at: datetime) -> None:
    """Register and dispatch the task to every street and township, or to some departments."""
    everywhere = world.happens(0.6)
    some = world.rng.sample(matters.leads, world.rng.randrange(FEWEST, FEWEST + 4))
    units = matters.areas if everywhere else some
    if len(units) < FEWEST:
        return
    year = at.astimezone(SHANGHAI).year
    number = world.terms.number(year, world.rows.take_numbers(year)[0])
    order = world.rows.id(at)
    items = [_handed(world, matter, unit, f"{number}-{n:02d}", by, at) for n, unit in
             enumerate(units, 1)]  # fmt: skip
    for life in items:
        life.order = order
    world.note_order(order, number, matter.title, items, by, at)


def _handed(world: World, matter: Matter, unit: str, number: str, by: Actor, at: datetime) -> Life:
    area = unit if unit in world.pack.units and world.pack.units.area_of(unit) else ""
    own = replace(matter, occasion="order", lead=unit, area=area, others=(), supports=())
    life = world.unborn(own, at)
    life.numbers = (number,)
    proposal = {"title": own.title, "source": own.source, "campaign": own.campaign}
    world.open(life, {**proposal, "intake_unit": by.unit}, by, at)
    world.give(life, C.REGISTER, registration(world, life), by, at)
    dispatch = {"lead": unit, "area": area} if area else {"lead": unit}
    world.give(life, C.DISPATCH, dispatch, by, at)
    return life
