"""Breaking a task down: parts for streets, supervised by the lead of the whole."""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from taizhang.packs.model import AREA_KINDS
from taizhang.rules.lifecycle.facts import Actor
from taizhang.rules.lifecycle.states import Command
from taizhang.simulation import phrases
from taizhang.simulation.handing import handler
from taizhang.simulation.life import Life
from taizhang.simulation.problems import TASKS
from taizhang.simulation.world import World

C = Command
SPLIT_SOURCES = frozenset({"document", "minutes", "meeting"})
SHORTEST = timedelta(days=6)


def plan_split(world: World, life: Life, at: datetime) -> None:
    """Plan to give parts of a large task to streets and townships."""
    facts = life.facts
    due = facts.moments["handling"].at
    fits = facts.parent is None and not life.children and life.matter.campaign == "general"
    fits = fits and life.matter.category in TASKS  # a single spot cannot be divided among streets
    if fits and life.matter.source in SPLIT_SOURCES and due - at > SHORTEST and world.happens(0.14):
        world.plan(life, world.hours.between(at, due, 0.02, 0.12), split)


def split(world: World, life: Life, at: datetime) -> None:
    """Give parts to some streets, each registered and dispatched at once."""
    lead = life.facts.lead or ""
    by = handler(world, life)
    areas = [
        unit.code for unit in world.pack.units.of_kind(*AREA_KINDS) if _can(world, unit.code, lead)
    ]
    if by is None or len(areas) < 2:
        return
    chosen = world.rng.sample(areas, min(len(areas), world.rng.randrange(2, 5)))
    parts = [world.unborn(_part(world, life, area), at) for area in chosen]
    life.kin = [*life.kin, *parts]
    fields = {"children": [part.id for part in parts], "note": "按属地分解"}
    if not world.give(life, C.SPLIT, fields, by, at):
        return
    life.children = parts
    for part in parts:
        part.parent, part.kin = life, [life]
        _hand_out(world, part, by, at)


def _can(world: World, area: str, lead: str) -> bool:
    return area != lead and world.cast.can_lead(area)


def _part(world: World, life: Life, area: str) -> Any:
    name = world.pack.units.title(area)
    title = f"{name}{world.pick(phrases.SUBTASKS)}：{life.matter.title}"[:120]
    return replace(
        life.matter, occasion="part", title=title, area=area, lead=area, others=(), supports=()
    )


def _hand_out(world: World, part: Life, by: Actor, at: datetime) -> None:
    parent = part.parent
    if parent is None:
        return
    facts, matter = parent.facts, part.matter
    proposal = {
        "title": matter.title,
        "source": matter.source,
        "campaign": matter.campaign,
        "intake_unit": facts.lead,
        "parent": parent.id,
    }
    world.open(part, proposal, by, at)
    register = {
        "category": facts.category,
        "basis": "上级事项任务分解",
        "approver": "牵头单位",
        "supervising_unit": facts.lead,
        "criteria": phrases.CRITERIA,
    }
    world.give(part, C.REGISTER, register, by, at)
    due = facts.moments["handling"].at
    deadline = world.pack.calendar.end_of(world.pack.calendar.local(at + (due - at) * 3 / 4).date())
    dispatch = {"lead": matter.lead, "area": matter.area, "deadline": deadline}
    world.give(part, C.DISPATCH, dispatch, by, at)
