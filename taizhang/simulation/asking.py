"""Wishes and their decisions: more time, a pause, an end, another unit."""

from datetime import datetime, timedelta
from typing import Any

from taizhang.rules.lifecycle.facts import Actor, OpenRequest
from taizhang.rules.lifecycle.states import Command, RequestKind, Role, Who
from taizhang.simulation import phrases
from taizhang.simulation.handing import handler
from taizhang.simulation.life import Deed, Life
from taizhang.simulation.tempers import Temper
from taizhang.simulation.world import World

C, R = Command, RequestKind
GRANTED = {R.EXTENSION: 0.7, R.SUSPENSION: 0.7, R.TERMINATION: 0.6, R.REASSIGNMENT: 0.5,
           R.OBJECTION: 0.5, R.VOIDING: 0.8}  # fmt: skip
DECIDING: dict[str, tuple[Role, ...]] = {
    Who.LEADER: (Role.LEADER,),
    Who.SUPERVISOR: (Role.SUPERVISOR,),
    Who.SECOND: (Role.SUPERVISOR, Role.HEAD, Role.ARBITER, Role.INTAKE),
}


def plan_wishes(world: World, life: Life, at: datetime, due: datetime, temper: Temper) -> None:
    """Plan what the lead may ask for on the way."""
    hours, guards = world.hours, life.facts.regime.guards
    if world.happens(temper.asks) and life.facts.extensions < guards.extensions:
        world.plan(life, hours.between(at, due, 0.5, 0.9), ask_for_time)
    if guards.suspendable and world.happens(0.025):
        world.plan(life, hours.between(at, due, 0.1, 0.6), ask_for_pause)
    if world.happens(0.012):
        world.plan(life, hours.between(at, due, 0.1, 0.7), ask_to_end)
    if world.happens(0.012) and not life.facts.arbitrated:
        world.plan(life, hours.between(at, due, 0.05, 0.3), ask_for_another)


def ask_for_time(world: World, life: Life, at: datetime) -> None:
    moment = life.facts.moments.get("handling")
    if moment is None or at > moment.at or _is_asked(life, R.EXTENSION):
        return
    day = world.pack.calendar.local(moment.at).date() + timedelta(days=world.rng.randrange(3, 21))
    until = world.pack.calendar.end_of(day)
    fields = {"until": until, "reason": world.pick(phrases.NO_TIME_LEFT)}
    _ask(world, life, R.EXTENSION, fields, handler(world, life), at)


def ask_for_pause(world: World, life: Life, at: datetime) -> None:
    if _is_asked(life, R.SUSPENSION):
        return
    until = world.hours.plain(at + timedelta(days=world.rng.randrange(10, 60)))
    fields = {"until": until, "reason": world.pick(phrases.PAUSED)}
    _ask(world, life, R.SUSPENSION, fields, handler(world, life), at)


def ask_to_end(world: World, life: Life, at: datetime) -> None:
    if _is_asked(life, R.TERMINATION) or life.open_children:
        return
    outcome = world.pick(("withdrawn", "other_path", "impossible"))
    fields = {"outcome": outcome, "reason": world.pick(phrases.ENDED)}
    _ask(world, life, R.TERMINATION, fields, handler(world, life), at)


def ask_for_another(world: World, life: Life, at: datetime) -> None:
    believed = next((u for u in life.matter.others if u != life.facts.lead), "")
    if not believed or life.children or _is_asked(life, R.REASSIGNMENT):
        return
    fields = {
        "reason": world.pick(phrases.NOT_OURS),
        "believed": believed,
        "clause": world.pick(phrases.CLAUSES),
    }
    _ask(world, life, R.REASSIGNMENT, fields, handler(world, life), at)


def _is_asked(life: Life, kind: RequestKind) -> bool:
    return any(request.kind is kind for request in life.facts.requests)


def _ask(
    world: World,
    life: Life,
    kind: RequestKind,
    fields: dict[str, Any],
    by: Actor | None,
    at: datetime,
) -> None:
    request = world.ask(life, kind, fields, by, at)
    if request is not None:
        late = 1.5 if world.happens(0.1) else 0.85
        when = world.hours.between(at, request.due.at, 0.1, late)
        world.plan(life, when, decide_on(request.id))


def decide_on(request: int) -> Deed:
    """Return the deed that decides on a request, if it is still open then."""

    def decide(world: World, life: Life, at: datetime) -> None:
        open_request = life.facts.request(request)
        if open_request is not None:
            _decide(world, life, open_request, at)

    return decide


def _decide(world: World, life: Life, request: OpenRequest, at: datetime) -> None:
    decider = _decider(world, life, request)
    granted = world.happens(GRANTED.get(request.kind, 0.5)) and _is_possible(life, request, at)
    words = world.pick(phrases.AGREED if granted else phrases.REFUSED)
    world.answer(life, request, granted, words, decider, at)


def _is_possible(life: Life, request: OpenRequest, at: datetime) -> bool:
    """Return whether a consent would still be lawful: what was asked for may have passed."""
    if request.kind in (R.TERMINATION, R.REASSIGNMENT, R.VOIDING):
        return not life.open_children
    until = request.fields.get("until")
    if until is None:
        return True
    moment = datetime.fromisoformat(str(until))
    handling = life.facts.moments.get("handling")
    if request.kind is R.EXTENSION:
        return handling is not None and moment > handling.at
    return moment > at


def _decider(world: World, life: Life, request: OpenRequest) -> Actor | None:
    facts = life.facts
    passed = {*facts.hands, request.person or 0, facts.handler or 0}
    if request.kind is R.OBJECTION:
        passed |= {facts.closer or 0, facts.cosigner or 0}
    roles = DECIDING.get(request.decides_as, tuple(Role))
    unit = request.decider
    if request.decides_as in (Who.SUPERVISOR, Who.SECOND):  # it may have been set since
        unit = facts.supervising_unit or facts.intake_unit
    found = world.cast.someone(unit, *roles, but=passed)
    if found is None and facts.parent is not None:
        found = world.cast.someone(unit, Role.HANDLER, Role.HEAD, but=passed)
    return found or world.cast.someone(facts.regime.leader_unit, Role.LEADER, but=passed)
