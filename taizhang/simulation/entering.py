"""Until an item is put to somebody: check, register, decline, or settle it on the spot."""

from datetime import datetime, timedelta
from typing import Any

from taizhang.rules.lifecycle.facts import Actor
from taizhang.rules.lifecycle.states import Command, RequestKind, Role
from taizhang.simulation import phrases
from taizhang.simulation.life import Life
from taizhang.simulation.world import World

C = Command
INSPECTING = frozenset({"inspection", "screening"})


def plan_proposed(world: World, life: Life, at: datetime) -> None:
    """Plan what comes of a proposal: the check, the registration, or that it is declined."""
    facts, hours = life.facts, world.hours
    if "check" in facts.moments and facts.checked is None:
        world.plan(life, hours.between(at, facts.moments["check"].at, 0.1, 0.95), check)
        return
    if facts.checked == "untrue":
        world.plan(life, hours.later(at, 1, 4), decline)
        return
    if life.matter.source in INSPECTING and facts.inspecting_unit is None:
        chance = world.rng.random()
        if chance < 0.5:
            world.plan(life, at + timedelta(minutes=world.rng.randrange(4, 40)), hand_over)
            return
        if chance < 0.7:
            world.plan(life, at + timedelta(minutes=world.rng.randrange(15, 150)), fix_on_spot)
            return
    due = facts.moments["triage"].at
    late = 1.3 if world.happens(0.06) else 0.85
    declined = life.matter.source in ("citizen", "media") and world.happens(0.13)
    world.plan(life, hours.between(at, due, 0.05, late), decline if declined else register)


def clerk(world: World, life: Life, but: tuple[int | None, ...] = ()) -> Actor | None:
    """Return somebody of the intake unit, mostly of those who do it every day."""
    passed = [person for person in but if person is not None]
    unit = life.facts.intake_unit
    usual = [
        actor
        for actor in world.cast.with_roles(unit, Role.INTAKE)
        if Role.HEAD not in actor.roles and actor.person not in passed
    ]
    if usual and world.happens(0.85):
        return world.rng.choice(usual)
    return world.cast.someone(unit, Role.INTAKE, but=passed)


def inspector(world: World, life: Life) -> Actor | None:
    """Return an inspector of the unit that inspects, or of the office."""
    unit = life.facts.inspecting_unit or world.office
    hands = life.facts.hands
    found = world.cast.someone(unit, Role.INSPECTOR, but=hands)
    return found or world.cast.someone(world.office, Role.INSPECTOR, but=hands)


def check(world: World, life: Life, at: datetime) -> None:
    """Find out on the spot whether it is true; then the proposal goes on."""
    finding = world.rng.choices(("true", "partly", "untrue"), (85, 10, 5))[0]
    fields = {"finding": finding, "evidence": [world.photo("before")]}
    if world.give(life, C.CHECK, fields, inspector(world, life), at):
        plan_proposed(world, life, at)


def registration(world: World, life: Life) -> dict[str, Any]:
    """Return what a registration carries."""
    matter = life.matter
    fields: dict[str, Any] = {
        "category": matter.category,
        "condition": matter.condition,
        "basis": world.pick(phrases.BASES.get(matter.source, ("工作安排",))),
        "approver": world.pick(phrases.APPROVERS),
        "supervising_unit": supervising(world, life),
        "criteria": criteria(world, life),
    }
    if matter.standing:
        fields["standing"] = True
    return fields


def supervising(world: World, life: Life) -> str:
    """Return who supervises: the campaign's task force where it has people, but never the lead."""
    campaign = world.terms.campaign(life.matter.campaign)
    force = campaign.task_force
    is_watching = all(step.unit != force for step in campaign.steps)  # it verifies elsewhere
    if is_watching and force != life.matter.lead and world.cast.with_roles(force, Role.SUPERVISOR):
        return force
    return campaign.parts.supervising


def criteria(world: World, life: Life) -> str:
    """Return the closing condition of the category."""
    found = world.pack.categories.get(life.matter.category)
    return (found and found.conditions[0].closing) or phrases.CRITERIA


def register(world: World, life: Life, at: datetime) -> None:
    world.give(life, C.REGISTER, registration(world, life), clerk(world, life), at)


def decline(world: World, life: Life, at: datetime) -> None:
    """Decline, with the signature of another where the campaign wants it."""
    untrue = life.facts.checked == "untrue"
    outcome = "untrue" if untrue else world.pick(("answered", "other_path", "beyond_duty"))
    fields = {"outcome": outcome, "reason": world.pick(phrases.DECLINED[outcome])}
    fields["answer"] = world.pick(phrases.ANSWERS)
    by = clerk(world, life)
    if not life.facts.regime.guards.decline_signed:
        world.give(life, C.DECLINE, fields, by, at)
        return
    request = world.ask(life, RequestKind.SIGNATURE, fields, by, at, carries=C.DECLINE)
    if request is not None:
        world.plan(life, world.hours.between(at, request.due.at, 0.05, 0.9), sign_decline)


def sign_decline(world: World, life: Life, at: datetime) -> None:
    request = next(iter(life.facts.requests), None)
    if request is not None:
        signer = clerk(world, life, (request.person,))
        granted = life.facts.checked == "untrue" or world.happens(0.9)
        words = world.pick(phrases.AGREED if granted else phrases.REFUSED)
        if world.answer(life, request, granted, words, signer, at) and not granted:
            world.plan(life, world.hours.later(at, 1, 6), register)


def handed(world: World, life: Life) -> dict[str, Any]:
    """Return what a registration and a dispatch in one carry."""
    return registration(world, life) | {"lead": life.matter.lead, "area": life.matter.area}


def hand_over(world: World, life: Life, at: datetime) -> None:
    """Hand over on the spot."""
    fields = handed(world, life) | {"evidence": [world.photo("before")]}
    if not world.give(life, C.HAND_OVER, fields, _on_spot(world, life), at):
        world.plan(life, world.hours.later(at, 1, 3), register)


def fix_on_spot(world: World, life: Life, at: datetime) -> None:
    """See it put right at once."""
    fields = handed(world, life) | {
        "before": [world.photo("before")],
        "after": [world.photo("after")],
        "stood_for_lead": world.pick(phrases.STOOD),
    }
    if not world.give(life, C.FIX_ON_SPOT, fields, _on_spot(world, life), at):
        world.plan(life, world.hours.later(at, 1, 3), register)


def _on_spot(world: World, life: Life) -> Actor | None:
    unit = supervising(world, life)
    found = world.cast.someone(unit, Role.INSPECTOR)
    return found or world.cast.someone(world.office, Role.INSPECTOR)
