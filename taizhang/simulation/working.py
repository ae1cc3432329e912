"""While an item is in progress: reports, wishes for time, parts given away, and the submission."""

from datetime import datetime, timedelta
from typing import Any

from taizhang.rules.lifecycle.states import Command, RequestKind, Role
from taizhang.simulation import phrases
from taizhang.simulation.asking import decide_on, plan_wishes
from taizhang.simulation.cast import WORKING
from taizhang.simulation.handing import handler, supervisor
from taizhang.simulation.life import Life
from taizhang.simulation.nudging import plan_nudges
from taizhang.simulation.splitting import plan_split
from taizhang.simulation.tempers import Temper
from taizhang.simulation.world import World

C, R = Command, RequestKind
WHOLE_DAY = timedelta(days=1)


def plan_in_progress(world: World, life: Life, at: datetime) -> None:
    """Plan the work: its reports, what may come in between, and when it is submitted."""
    facts, temper = life.facts, world.temper(life)
    if facts.standing:
        _plan_standing(world, life, at)
        return
    due = facts.moments["handling"].at
    ends = world.hours.between(at, due, *temper.submits, temper.zeal)
    world.plan(life, ends, submit)
    _plan_reports(world, life, at, ends, temper)
    if world.happens(0.12):
        world.plan(life, world.hours.between(at, due, 0.01, 0.1), assign)
    if facts.supports and world.happens(0.35):
        world.plan(life, world.hours.between(at, ends, 0.2, 0.9), support)
    if world.happens(0.05):
        world.plan(life, world.hours.between(at, ends, 0.1, 0.9), annotate)
    plan_wishes(world, life, at, due, temper)
    plan_split(world, life, at)
    plan_nudges(world, life, at)


def _plan_reports(world: World, life: Life, at: datetime, ends: datetime, temper: Temper) -> None:
    moment = life.facts.moments.get("report")
    if moment is not None:
        late = world.happens(temper.silent)
        low, high = (1.1, 1.8) if late else (0.5, 0.95)
        world.plan(life, world.hours.between(at, moment.at, low, high), report)
        return
    long = ends - at > WHOLE_DAY * 4
    for part in range(world.rng.choice((1, 2, 2, 3)) if long else world.happens(0.4)):
        if not world.happens(temper.silent):
            world.plan(
                life, world.hours.between(at, ends, 0.1 + 0.3 * part, 0.3 * part + 0.3), report
            )


def _plan_standing(world: World, life: Life, at: datetime) -> None:
    """What is to be kept for good: reports by its lead, confirmations by its supervisor."""
    moment = life.facts.moments["confirmation"]
    world.plan(life, world.hours.between(at, moment.at, 0.3, 0.8), report)
    world.plan(life, world.hours.between(at, moment.at, 0.8, 1.05), confirm)


def confirm(world: World, life: Life, at: datetime) -> None:
    fields = {"kept": world.happens(0.9), "note": world.pick(phrases.KEPT)}
    if world.give(life, C.CONFIRM, fields, supervisor(world, life), at):
        _plan_standing(world, life, at)


def report(world: World, life: Life, at: datetime) -> None:
    """Report how far it is; where a next report is due, plan that as well."""
    facts, temper = life.facts, world.temper(life)
    percent = min(95, facts.percent + world.rng.randrange(10, 40))
    fields: dict[str, Any] = {"percent": percent, "progress": world.pick(_words(percent))}
    if world.happens(0.08):
        fields = {"zero": True, "progress": world.pick(phrases.NOTHING_NEW)}
    elif world.happens(0.3):
        fields["evidence"] = [world.photo("work")]
    done = world.give(life, C.REPORT_PROGRESS, fields, handler(world, life), at)
    if done and "report" in facts.moments:
        _plan_reports(world, life, at, at, temper)


def _words(percent: int) -> tuple[str, ...]:
    if percent < 40:
        return phrases.BEGUN
    return phrases.HALFWAY if percent < 75 else phrases.NEARLY


def support(world: World, life: Life, at: datetime) -> None:
    unit = world.pick(life.facts.supports)
    fields = {"progress": world.pick(phrases.SUPPORTED)}
    world.give(life, C.REPORT_PROGRESS, fields, world.cast.someone(unit, *WORKING), at)


def assign(world: World, life: Life, at: datetime) -> None:
    """Let the head of the lead unit name another handler."""
    unit = life.facts.lead or ""
    to = world.cast.someone(unit, Role.HANDLER)
    if to is not None:
        head = world.cast.someone(unit, Role.HEAD)
        world.give(life, C.ASSIGN, {"handler": to.person}, head, at)


def annotate(world: World, life: Life, at: datetime) -> None:
    fields = {"words": world.pick(phrases.OPINIONS)}
    world.give(life, C.ANNOTATE, fields, supervisor(world, life), at)


def submit(world: World, life: Life, at: datetime) -> None:
    """Submit what is done, or what only looks done; the head signs where that is the rule."""
    if life.open_children:
        world.plan(life, world.hours.later(at, 20, 60), submit)
        return
    fields = _result(world, life)
    by, head = handler(world, life), world.cast.someone(life.facts.lead or "", Role.HEAD)
    signed = life.facts.regime.guards.submit_signed
    if not signed or (by is not None and Role.HEAD in by.roles):
        world.give(life, C.SUBMIT, fields, by, at)
    elif world.happens(0.35):
        world.give(life, C.SUBMIT, fields, head, at)
    elif (asked := world.ask(life, R.SIGNATURE, fields, by, at, carries=C.SUBMIT)) is not None:
        late = 1.3 if world.happens(0.06) else 0.7
        world.plan(life, world.hours.between(at, asked.due.at, 0.05, late), sign)


def _result(world: World, life: Life) -> dict[str, Any]:
    temper = world.temper(life)
    life.is_faked = world.happens(temper.fakes)
    words: tuple[str, ...]
    if not life.is_faked and world.happens(0.05):
        outcome, words, files = "explained", phrases.EXPLAINED, 1
    else:
        outcome, words, files = "solved", phrases.DONE, 2
    shown = ["before", "before" if life.is_faked else "after"][:files]
    wanted = life.facts.regime.evidence.get(outcome, 0)
    photos = {world.photo(kind) for kind in shown}
    while len(photos) < wanted:
        photos.add(world.photo("after"))
    return {"outcome": outcome, "result": world.pick(words), "evidence": sorted(photos)}


def sign(world: World, life: Life, at: datetime) -> None:
    """Let the head sign the submission, or send it back to the desk."""
    request = next((r for r in life.facts.requests if r.carries is C.SUBMIT), None)
    if request is None:
        return
    if life.open_children:
        world.plan(life, world.hours.later(at, 20, 60), sign)
        return
    head = world.cast.someone(life.facts.lead or "", Role.HEAD, but=_persons(request.person))
    granted = world.happens(0.94)
    words = world.pick(phrases.AGREED if granted else phrases.REFUSED)
    if world.answer(life, request, granted, words, head, at) and not granted:
        world.plan(life, world.hours.later(at, 4, 30), submit)


def _persons(*persons: int | None) -> tuple[int, ...]:
    return tuple(person for person in persons if person is not None)


def plan_suspended(world: World, life: Life, at: datetime) -> None:
    """A supervisor may end the pause before its time; else the system does."""
    if world.happens(0.25):
        due = life.facts.moments["suspension"].at
        world.plan(life, world.hours.between(at, due, 0.4, 0.9), resume)
    plan_requests(world, life, at)


def resume(world: World, life: Life, at: datetime) -> None:
    world.give(life, C.RESUME, {}, supervisor(world, life), at)


def plan_requests(world: World, life: Life, at: datetime) -> None:
    """Plan the decisions on whatever is asked and still open."""
    for request in life.facts.requests:
        if request.carries is None:
            world.plan(
                life, world.hours.between(at, request.due.at, 0.2, 0.9), decide_on(request.id)
            )
