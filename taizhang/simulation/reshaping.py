"""What supervisors change on the way: terms amended, items taken back, divided or voided."""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from taizhang.rules.lifecycle.states import Command, RequestKind
from taizhang.simulation import phrases
from taizhang.simulation.asking import decide_on
from taizhang.simulation.entering import clerk
from taizhang.simulation.handing import supervisor
from taizhang.simulation.life import Life
from taizhang.simulation.world import World

C, R = Command, RequestKind
WIDE = frozenset({"document", "minutes", "citizen"})
ENOUGH = timedelta(days=5)


def plan_changes(world: World, life: Life, at: datetime) -> None:
    """Plan what the supervising unit may still change while the lead works."""
    moment = life.facts.moments.get("handling")
    if moment is None or moment.at - at < ENOUGH:
        return
    if world.happens(0.03):
        world.plan(life, world.hours.between(at, moment.at, 0.05, 0.4), hasten)
    if world.happens(0.008) and life.facts.parent is None:
        world.plan(life, world.hours.between(at, moment.at, 0.05, 0.5), recall)


def hasten(world: World, life: Life, at: datetime) -> None:
    """Bring the deadline forward because a leader wants it."""
    moment = life.facts.moments.get("handling")
    if moment is None or moment.at - at < ENOUGH:
        return
    day = world.pack.calendar.local(at + (moment.at - at) * 3 / 4).date()
    fields = {
        "deadline": world.pack.calendar.end_of(day),
        "deadline_basis": "领导要求提前",
        "reason": "上级检查在即。",
    }
    world.give(life, C.AMEND, fields, supervisor(world, life), at)


def recall(world: World, life: Life, at: datetime) -> None:
    if not life.open_children:
        fields = {"reason": "牵头单位确定有误，收回重新交办。"}
        world.give(life, C.RECALL, fields, supervisor(world, life), at)


def plan_at_intake(world: World, life: Life, at: datetime) -> None:
    """Plan to divide what is two matters, or to void what was entered by mistake."""
    if "check" in life.facts.moments:
        return
    due = life.facts.moments["triage"].at
    if life.matter.source in WIDE and world.happens(0.02):
        world.plan(life, world.hours.between(at, due, 0.02, 0.3), divide)
    elif world.happens(0.006):
        world.plan(life, world.hours.between(at, due, 0.02, 0.3), ask_to_void)


def divide(world: World, life: Life, at: datetime) -> None:
    """Let two new proposals take its place."""
    by, facts = clerk(world, life), life.facts
    if by is None or facts.requests:
        return
    halves = [
        world.unborn(replace(life.matter, title=f"{life.matter.title}（之{n}）"), at)
        for n in ("一", "二")
    ]
    life.kin = [*life.kin, *halves]
    fields = {"successors": [half.id for half in halves], "reason": phrases.TOO_WIDE}
    if world.give(life, C.DIVIDE, fields, by, at):
        for half in halves:
            world.open(half, _inherited(life, half), by, at)


def _inherited(life: Life, half: Life) -> dict[str, Any]:
    facts, matter = life.facts, half.matter
    return {
        "title": matter.title,
        "place": matter.place,
        "source": facts.source,
        "campaign": facts.campaign,
        "intake_unit": facts.intake_unit,
        "reporter": facts.reporter,
    }


def ask_to_void(world: World, life: Life, at: datetime) -> None:
    fields = {"reason": "重复录入。"}
    request = world.ask(life, R.VOIDING, fields, clerk(world, life), at)
    if request is not None:
        world.plan(life, world.hours.between(at, request.due.at, 0.1, 0.8), decide_on(request.id))
