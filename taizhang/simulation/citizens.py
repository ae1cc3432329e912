"""What citizens bring: their matters, the same again, and the answers that they are owed."""

from collections.abc import Iterable
from datetime import datetime

from taizhang.record.ids import tracking_code
from taizhang.rules.lifecycle.states import OPEN, Command, State
from taizhang.simulation import phrases
from taizhang.simulation.entering import clerk
from taizhang.simulation.handing import handler
from taizhang.simulation.life import Deed, Life
from taizhang.simulation.world import World

C, S = Command, State
TAKING_IN = frozenset({S.REGISTERED, S.DISPATCHED, S.IN_PROGRESS})
AGAIN = OPEN | {S.ARCHIVED}


def plan_answer(world: World, life: Life, at: datetime) -> None:
    """Plan the answer to who raised the matter; a few wait for it longer than they should."""
    moment = life.facts.moments.get("feedback")
    if moment is not None:
        late = 1.6 if world.happens(0.1) else 0.9
        world.plan(life, world.hours.between(at, moment.at, 0.1, late), reply)


def reply(world: World, life: Life, at: datetime) -> None:
    if "feedback" in life.facts.moments:
        by = handler(world, life) if life.facts.lead and world.happens(0.4) else None
        fields = {"answer": world.pick(phrases.ANSWERS)}
        world.give(life, C.REPLY, fields, by or clerk(world, life), at)


def call_again(world: World, at: datetime) -> bool:
    """Let a citizen call once more about an item; return whether there was one to call about."""
    known = _chosen(world, (life for life in world.recent if life.facts.state in AGAIN))
    if known is None:
        return False
    when = world.hours.later(at, 0.2, 3)
    world.plan(known, max(when, at), _repeat)
    world.wait(known)
    return True


def _repeat(world: World, life: Life, at: datetime) -> None:
    if life.facts.state in AGAIN and life.facts.standing is False:
        tracking = tracking_code(world.rng.getrandbits(96))
        fields = {"words": world.pick(phrases.AGAIN), "new_tracking": tracking}
        world.give(life, C.REPEAT, fields, clerk(world, life), at)


def another_of(world: World) -> Life | None:
    """Return an item in hand about which somebody else may call as well, if there is one."""
    return _chosen(world, (life for life in world.recent if life.facts.state in TAKING_IN))


def merge_into(survivor: Life) -> Deed:
    """Return the deed that merges a new proposal into an item about the same."""

    def merge(world: World, life: Life, at: datetime) -> None:
        by = clerk(world, life)
        fits = survivor.facts.state in TAKING_IN and not survivor.is_written
        if fits and by is not None and life.facts.state is S.PROPOSED and not life.facts.requests:
            world.merge(life, survivor, phrases.DUPLICATE, by, at)

    return merge


def _chosen(world: World, lives: Iterable[Life]) -> Life | None:
    able = [life for life in lives if not life.is_written]
    return world.rng.choice(able) if able else None
