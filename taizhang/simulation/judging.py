"""After the submission: verification, notice, closing, look-backs, and what comes back."""

from datetime import datetime, timedelta
from typing import Any

from taizhang.rules.lifecycle.facts import Actor
from taizhang.rules.lifecycle.relations import revisiting_unit, step_unit
from taizhang.rules.lifecycle.states import Command, RequestKind, Role
from taizhang.simulation import phrases
from taizhang.simulation.asking import decide_on
from taizhang.simulation.entering import clerk
from taizhang.simulation.handing import handler, supervisor
from taizhang.simulation.life import Life
from taizhang.simulation.nudging import leader
from taizhang.simulation.world import World

C, R = Command, RequestKind
REPORTER = Actor("reporter")
JUDGES = tuple(role for role in Role if role is not Role.ADMIN)


def plan_submitted(world: World, life: Life, at: datetime) -> None:
    """Plan the open step of verification; its unit is late at times as well."""
    late = 1.6 if world.happens(0.08) else 0.9
    due = life.facts.moments["verification"].at
    world.plan(life, world.hours.between(at, due, 0.1, late), verify)
    if life.facts.step == 0 and world.happens(0.012):
        world.plan(life, world.hours.between(at, due, 0.02, 0.2), withdraw)


def withdraw(world: World, life: Life, at: datetime) -> None:
    if life.facts.step == 0:  # once the first step is decided it is too late
        fields = {"reason": "材料有误，补正后再申请。"}
        world.give(life, C.WITHDRAW, fields, handler(world, life), at)


def verify(world: World, life: Life, at: datetime) -> None:
    """Look at it: most is as it was said to be, and some of the rest is found out."""
    facts = life.facts
    if life.open_children:  # a part of it has come back meanwhile
        world.plan(life, world.hours.later(at, 20, 60), verify)
        return
    on_site = facts.regime.steps[facts.step].on_site or world.happens(0.6)
    seen = (0.7 if on_site else 0.25) if life.is_faked else 0.06
    by = _judge(world, life)
    where = "on_site" if on_site else "on_paper"
    if world.happens(seen):
        fields: dict[str, Any] = {"where": where, "missing": world.pick(phrases.FAILED)}
        if on_site:
            fields["evidence"] = [world.photo("before")]
        world.give(life, C.VERIFY_FAIL, fields, by, at)
        return
    opinion = world.pick(phrases.PASSED if on_site else phrases.ON_PAPER)
    fields = {"where": where, "ticked": True, "opinion": opinion}
    if on_site:
        fields["evidence"] = [world.photo("after")]
    done = world.give(life, C.VERIFY_PASS, fields, by, at)
    if done and "verification" in life.facts.moments:
        plan_submitted(world, life, at)


def _judge(world: World, life: Life) -> Actor | None:
    facts = life.facts
    unit = step_unit(facts) or ""
    passed = {*facts.hands, *facts.barred, facts.handler or 0}
    usual = world.cast.someone(unit, Role.INSPECTOR, but=passed)
    return usual or world.cast.someone(unit, *JUDGES, but=passed)


def plan_disclosed(world: World, life: Life, at: datetime) -> None:
    """Somebody may object while the notice stands; the system closes when it has stood."""
    if world.happens(0.05):
        due = life.facts.moments["notice"].at
        world.plan(life, world.hours.between(at, due, 0.1, 0.8), object_)


def object_(world: World, life: Life, at: datetime) -> None:
    fields = {"reason": world.pick(phrases.OBJECTED)}
    by = REPORTER if life.facts.reporter else clerk(world, life)
    request = world.ask(life, R.OBJECTION, fields, by, at)
    if request is not None:
        when = world.hours.between(at, request.due.at, 0.1, 0.9)
        world.plan(life, when, decide_on(request.id))


def plan_closed(world: World, life: Life, at: datetime) -> None:
    """Plan the drawn look-back, the archive, the reporter's word, or that it comes back."""
    facts, hours = life.facts, world.hours
    if facts.revisits_left:
        late = 1.2 if world.happens(0.08) else 0.98
        world.plan(life, hours.between(at, facts.moments["revisit"].at, 0.6, late), revisit)
    elif life.is_faked and world.happens(0.3):
        world.plan(life, hours.later(at, 60, 240), rebound)
    elif world.happens(0.3):
        world.plan(life, hours.between(at, facts.moments["archive"].at, 0.3, 0.95), archive)
    if facts.reporter and world.happens(0.35):
        world.plan(life, at + timedelta(minutes=world.rng.randrange(120, 4000)), rate)


def revisit(world: World, life: Life, at: datetime) -> None:
    """Look back; what was faked has mostly come back."""
    if life.is_faked and world.happens(0.85):
        rebound(world, life, at)
        return
    facts = life.facts
    passed = {*facts.hands, facts.handler or 0}
    unit = revisiting_unit(facts) or ""
    by = world.cast.someone(unit, Role.INSPECTOR, Role.SUPERVISOR, but=passed)
    fields = {"opinion": world.pick(phrases.REVISITED), "evidence": [world.photo("after")]}
    if world.give(life, C.REVISIT_PASS, fields, by, at) and life.facts.revisits_left:
        due = life.facts.moments["revisit"].at
        world.plan(life, world.hours.between(at, due, 0.6, 0.98), revisit)


def archive(world: World, life: Life, at: datetime) -> None:
    if not life.facts.requests:
        world.give(life, C.ARCHIVE, {}, supervisor(world, life), at)


def rebound(world: World, life: Life, at: datetime) -> None:
    """Find the same again: the item starts anew under its number."""
    by = world.cast.someone(world.office, Role.INSPECTOR) or supervisor(world, life)
    fields = {"reason": world.pick(phrases.REBOUNDED), "evidence": [world.photo("before")]}
    if world.give(life, C.REBOUND, fields, by, at):
        life.is_faked = False


def rate(world: World, life: Life, at: datetime) -> None:
    """Let the reporter say whether it is solved."""
    solved = not (life.is_faked or world.happens(0.06))
    satisfied = world.rng.randrange(3, 6) if solved else world.rng.randrange(1, 3)
    before = len(life.facts.requests)
    fields = {"solved": "yes" if solved else "no", "satisfied": satisfied}
    if world.give(life, C.RATE, fields, REPORTER, at) and len(life.facts.requests) > before:
        request = life.facts.requests[-1]
        when = world.hours.between(at, request.due.at, 0.1, 0.95)
        world.plan(life, when, decide_on(request.id))


def plan_archived(world: World, life: Life, at: datetime) -> None:
    """What was never done may come to light later."""
    if life.is_faked and world.happens(0.25):
        world.plan(life, world.hours.later(at, 200, 1200), rebound)


def plan_declined(world: World, life: Life, at: datetime) -> None:
    """A few of those that were declined are taken up again by another."""
    if world.happens(0.03):
        world.plan(life, world.hours.later(at, 30, 120), reopen)


def reopen(world: World, life: Life, at: datetime) -> None:
    facts = life.facts
    by = clerk(world, life, (facts.closer, facts.cosigner))
    fields = {"reason": "反映人补充了新的情况。"}
    request = world.ask(life, R.SIGNATURE, fields, by, at, carries=C.REOPEN)
    if request is not None:
        world.plan(life, world.hours.between(at, request.due.at, 0.1, 0.9), sign_reopening)


def sign_reopening(world: World, life: Life, at: datetime) -> None:
    request = next((r for r in life.facts.requests if r.carries is C.REOPEN), None)
    if request is not None:
        by = clerk(world, life, (request.person,)) or leader(world, life)
        world.answer(life, request, True, world.pick(phrases.AGREED), by, at)
