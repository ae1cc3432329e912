"""Living the months: matters come up, people act, the system ticks; then everything is written."""

import heapq
import random
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from taizhang.ledger import terms
from taizhang.packs.model import UnitKind
from taizhang.rules.lifecycle.facts import SYSTEM, Actor
from taizhang.rules.lifecycle.states import ENDED, Command, Role, State
from taizhang.rules.lifecycle.system import system_move, wakes_at
from taizhang.simulation import phrases
from taizhang.simulation.arrivals import Occasion, arrivals
from taizhang.simulation.cast import cast_of
from taizhang.simulation.citizens import another_of, call_again, merge_into, plan_answer
from taizhang.simulation.entering import plan_proposed
from taizhang.simulation.founding import take_photos
from taizhang.simulation.handing import plan_dispatched, plan_registered
from taizhang.simulation.hours import Hours
from taizhang.simulation.judging import (
    REPORTER,
    plan_archived,
    plan_closed,
    plan_declined,
    plan_disclosed,
    plan_submitted,
)
from taizhang.simulation.life import Life, Matter
from taizhang.simulation.matters import Matters
from taizhang.simulation.ordering import can_be_ordered, give_order
from taizhang.simulation.reshaping import plan_at_intake, plan_changes
from taizhang.simulation.rows import Rows
from taizhang.simulation.tempers import tempers_of
from taizhang.simulation.working import plan_in_progress, plan_requests, plan_suspended
from taizhang.simulation.world import World

C, S = Command, State
MINUTE = timedelta(minutes=1)
LEADING = (UnitKind.DEPARTMENT, UnitKind.STREET, UnitKind.TOWNSHIP, UnitKind.COMMUNITY)


def _plan_proposed(world: World, life: Life, at: datetime) -> None:
    plan_proposed(world, life, at)
    plan_at_intake(world, life, at)


def _plan_in_progress(world: World, life: Life, at: datetime) -> None:
    plan_in_progress(world, life, at)
    plan_changes(world, life, at)


PLANS: dict[State, Callable[[World, Life, datetime], None]] = {
    S.PROPOSED: _plan_proposed,
    S.REGISTERED: plan_registered,
    S.DISPATCHED: plan_dispatched,
    S.IN_PROGRESS: _plan_in_progress,
    S.SUSPENDED: plan_suspended,
    S.SUBMITTED: plan_submitted,
    S.DISCLOSED: plan_disclosed,
    S.CLOSED: plan_closed,
    S.ARCHIVED: plan_archived,
    S.DECLINED: plan_declined,
}


@dataclass(frozen=True, slots=True)
class Drill:
    """What is to be lived: so many items of a region between two moments, by a seed.

    With `copies` each life is written several times under other numbers: only for measurements.
    """

    region: str
    items: int
    begin: datetime
    until: datetime
    seed: int
    copies: int = 1


def live(drill: Drill, progress: Callable[[int], None] | None = None) -> World:
    """Live it and write it down; return the world as it stands at the end."""
    world = _world(drill)
    matters = Matters(world)
    count = -(-drill.items // drill.copies)
    calendar = world.pack.calendar
    for at, occasion in arrivals(count, drill.begin, drill.until, calendar, world.rng):
        _live_until(world, at)
        _come_up(world, matters, occasion, at)
        _settle(world, at)
        if progress is not None:
            progress(world.items)
    _live_until(world, drill.until)
    for life in world.lives.values():
        world.rows.item(life)
    world.rows.flush()
    world.rows.count()
    return world


def _world(drill: Drill) -> World:
    now = terms.current(drill.region, drill.begin)
    rng = random.Random(f"drill {drill.seed}")  # noqa: S311  (invented, and the same in every run)
    units = [unit.code for unit in now.pack.units.of_kind(*LEADING)]
    return World(
        terms=now,
        cast=cast_of(drill.region, rng),
        rng=rng,
        hours=Hours(now.pack.calendar, rng),
        rows=Rows(drill.region, drill.copies),
        tempers=tempers_of(units, rng),
        photos=take_photos(drill.region, drill.begin, drill.seed),
    )


def _come_up(world: World, matters: Matters, occasion: Occasion, at: datetime) -> None:
    """Let a matter come up: as a new proposal, or as one more call about an old one."""
    is_citizens = occasion.source == "citizen"
    if is_citizens and world.happens(0.05) and call_again(world, at):
        return
    twin = another_of(world) if is_citizens and world.happens(0.04) else None
    matter = twin.matter if twin is not None else matters.draw(occasion, at)
    by = _who(world, matter)
    if by.unit == world.office and can_be_ordered(world, matter):
        give_order(world, matters, matter, by, at)
        return
    life = world.unborn(matter, at)
    fields: dict[str, Any] = {
        "title": matter.title,
        "source": matter.source,
        "campaign": matter.campaign,
        "place": matter.place,
        "intake_unit": world.terms.campaign(matter.campaign).parts.intake,
    }
    if is_citizens:
        fields |= {"words": world.pick(phrases.CITIZEN_WORDS), "reporter": True}
    if occasion.source in ("inspection", "screening"):
        fields["evidence"] = [world.photo("before")]
    if world.terms.regime(matter.campaign, matter.source).guards.check_first:
        force = world.terms.campaign(matter.campaign).task_force
        fields["inspecting_unit"] = (
            force if world.cast.with_roles(force, Role.INSPECTOR) else world.office
        )
    world.open(life, fields, by, at)
    _settle(world, at)
    if twin is not None:
        world.plan(life, world.hours.later(at, 0.2, 1.5), merge_into(twin))
        world.wait(life)
    if is_citizens:
        world.recent.append(life)


def _who(world: World, matter: Matter) -> Actor:
    """Return who brings a matter in: its reporter, an inspector in the field, or a clerk."""
    if matter.source == "citizen":
        return REPORTER
    if matter.source in ("inspection", "screening"):
        unit = (
            world.terms.campaign(matter.campaign).task_force
            if matter.source == "screening"
            else world.office
        )
        found = world.cast.someone(unit, Role.INSPECTOR) or world.cast.someone(
            world.office, Role.INSPECTOR
        )
        return found or SYSTEM
    if matter.source == "sensor":
        return SYSTEM
    return world.cast.someone(world.office, Role.INTAKE) or SYSTEM


def _live_until(world: World, until: datetime) -> None:
    """Do everything that is planned up to a moment, in the order of time."""
    while world.heap and world.heap[0][0] <= until:
        at, _, life = heapq.heappop(world.heap)
        if not life.agenda or life.agenda[0][0] != at or life.is_written:
            continue  # what was planned then has been overtaken
        _, _, deed = heapq.heappop(life.agenda)
        deed(world, life, at)
        _settle(world, at)
        _go_on(world, life)


def _settle(world: World, at: datetime) -> None:
    """Plan anew whatever changed its state, and let all that was touched wait for its next deed."""
    while world.touched:
        life = world.touched.pop()
        if life.is_written:
            continue
        if life.is_stale:
            life.is_stale = False
            life.agenda.clear()
            _plan(world, life, at)
        _wake(world, life, at)
        _go_on(world, life)


def _go_on(world: World, life: Life) -> None:
    """Let the item wait for its next deed; once it has ended and none is left, write it down."""
    if life.is_written:
        return
    if life.agenda:
        world.wait(life)
    elif life.facts.state in ENDED and not life.open_children:
        world.rows.item(life)
        world.lives.pop(life.id, None)


def _plan(world: World, life: Life, at: datetime) -> None:
    plan = PLANS.get(life.facts.state)
    if plan is not None:
        plan(world, life, at)
    plan_requests(world, life, at)
    plan_answer(world, life, at)
    life.wakes_at = None


def _wake(world: World, life: Life, at: datetime) -> None:
    """Let the system look at the item at the first tick after its moment."""
    moment = wakes_at(life.facts, world.pack.calendar)
    if moment is not None and (moment != life.wakes_at or moment <= at):
        first = max(moment, at)
        whole = first.replace(second=0, microsecond=0)
        world.plan(life, whole if whole >= first else whole + MINUTE, tick)
    life.wakes_at = moment


def tick(world: World, life: Life, at: datetime) -> None:
    """Give what the system gives by itself."""
    found = system_move(life.facts, at, world.pack.calendar)
    if found is not None:
        command, fields = found
        world.give(life, command, fields, SYSTEM, at)
