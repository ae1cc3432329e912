"""No dead end: the whole state graph, under every combination of a campaign's choices."""

from collections import deque
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from functools import partial
from itertools import product
from typing import Any

import pytest

from taizhang.rules.clock import Limit, TimeUnit
from taizhang.rules.lifecycle.due import standing
from taizhang.rules.lifecycle.facts import Actor, Facts
from taizhang.rules.lifecycle.guards import Guards
from taizhang.rules.lifecycle.moves import MOVE, MOVES, WISHES
from taizhang.rules.lifecycle.relations import relations
from taizhang.rules.lifecycle.states import ENDED, OPEN, Command, RequestKind, State, Who
from taizhang.rules.refused import Refused
from tests.rules.lifecycle.build import CAST, FIELDS, MONDAY, NAMES, Story, a_regime
from tests.rules.lifecycle.watching import Known, WatchedFacts, walk_under, watched

CHOICES = [
    Guards(*choice)
    for choice in product(
        (False, True), (False, True), (False, True), (False, True), (1, 2), (False, True),
        (0, 1), (0, 1), (True,), (False, True),
    )
]  # fmt: skip
CHOICES += [Guards(suspendable=False), Guards(steps=4, revisits=3, public_notice=True)]
Graph = dict[tuple[Any, ...], set[tuple[Any, ...]]]
WAITING = timedelta(days=20)
HOURS: Any = {name: Limit(24, TimeUnit.URGENT_HOUR) for name in NAMES}  # quick to count


def key(facts: Facts) -> tuple[Any, ...]:
    """What the rules can tell apart, as far as it decides where one can go."""
    asked = frozenset((r.kind, r.carries) for r in facts.requests)
    return (
        facts.state, facts.step, min(facts.returns, 2), facts.arbitrated, facts.checked,
        facts.revisits_left, asked, facts.standing,
    )  # fmt: skip


class Explorer:
    """Tries, from one place, all that somebody in the cast or the system may do."""

    def __init__(self, story: Story) -> None:
        self.story = story
        self.facts, self.at = story.facts, story.at
        self.found: list[Facts] = []
        self.setting = story.setting()

    def attempt(self, act: Any, *args: Any) -> str | None:
        self.story.facts, self.story.at, self.story.entries = self.facts, self.at, []
        try:
            self.found.append(act(*args))
        except Refused as why:
            return why.code
        return None

    def able(self, may: frozenset[Who]) -> Iterator[Actor]:
        """Yield those who stand to the item as the table asks; the rules refuse all others."""
        for by in CAST:
            if not relations(self.facts, by, self.setting, may).isdisjoint(may):
                yield by

    def anybody(self, may: frozenset[Who], act: Any, first: Any, *rest: Any) -> None:
        """Try who could do it last time, then whoever may."""
        hint = _HINTS.get((act.__name__, first), CAST[0])
        if self.attempt(act, first, hint, *rest) not in PERSONAL:
            return
        for by in self.able(may):
            if by is not hint and (why := self.attempt(act, first, by, *rest)) not in PERSONAL:
                if why is None:
                    _HINTS[act.__name__, first] = by
                break

    def wish(self) -> None:
        for kind, wish in WISHES.items():
            if kind is not RequestKind.SIGNATURE and self.facts.state in wish.states:
                self.anybody(wish.askers, self.story.ask, kind)
        for command in (Command.DECLINE, Command.SUBMIT, Command.REOPEN):
            move = MOVE[command]
            if self.facts.state in move.sources:
                self.anybody(move.by, self.story.ask, RequestKind.SIGNATURE, command)

    def answer(self) -> None:
        decider = Who(self.facts.requests[0].decides_as)
        able = list(self.able(frozenset({decider})))
        assert able, "somebody must be able to decide"
        any(self.attempt(self.story.grant, by) is None for by in able)
        any(self.attempt(self.story.deny, by) is None for by in able)


def steps(story: Story) -> list[Facts]:
    """Every state that one more act of somebody in the cast, or of the system, leads to."""
    explorer = Explorer(story)
    for move in MOVES:
        if story.facts.state in move.sources and move.reaches(explorer.facts.state):
            explorer.anybody(move.by, story.act, move.command)
        story.facts = explorer.facts
    if explorer.facts.requests:
        explorer.answer()
    else:
        explorer.wish()
    return explorer.found


PERSONAL = {"who", "own", "relation", "needs_signature", "deemed", "unsigned"}
"""Refusals of a person; any other refusal would meet everybody."""
_HINTS: dict[tuple[str, Any], Actor] = {}


def place(facts: Facts) -> tuple[Any, ...]:
    """A key, and what else of the facts may be otherwise in another campaign."""
    return key(facts), facts.step_units, tuple(sorted(facts.moments)), facts.reporter


def reached(guards: Guards, known: Known, *, is_standing: bool) -> Graph:
    """The graph of all that can be reached, as keys and the keys that follow them."""
    regime = watched(a_regime(guards, **HOURS))
    walk_under(regime)
    story = Story(regime, facts=WatchedFacts(1), is_stored=False)
    story.open()
    first = replace(story.facts, standing=is_standing)
    graph: Graph = {}
    todo = deque([first])
    while todo:
        facts = todo.popleft()
        if key(facts) in graph:
            continue
        check_promise(facts)
        after = known.after(place(facts), guards, partial(followers, story, facts))
        graph[key(facts)] = {key(next_facts) for next_facts in after}
        todo.extend(after)
    return graph


def followers(story: Story, facts: Facts) -> list[Facts]:
    story.facts, story.at, story.entries = facts, (facts.last_at or MONDAY) + WAITING, []
    return steps(story)


def check_promise(facts: Facts) -> None:
    """One accountable unit, one next action, one due moment while open; none once ended."""
    now = standing(facts)
    assert (now is None) == (facts.state in ENDED)
    if now is not None:
        assert now.unit
        assert now.moment.yellow <= now.moment.at
    for request in facts.requests:
        assert request.decider
        assert request.due.at


def can_end(graph: Graph) -> set[tuple[Any, ...]]:
    """The keys from which an end can be reached."""
    ending = {k for k in graph if k[0] in ENDED}
    growing = True
    while growing:
        more = {k for k, after in graph.items() if k not in ending and after & ending}
        growing = bool(more)
        ending |= more
    return ending


@pytest.mark.slow
@pytest.mark.parametrize("is_standing", [False, True])
def test_an_end_can_be_reached_from_everywhere_whatever_a_campaign_chooses(
    is_standing: bool,
) -> None:
    seen: set[State] = set()
    known = Known()
    for guards in CHOICES:
        graph = reached(guards, known, is_standing=is_standing)
        stuck = set(graph) - can_end(graph)
        assert not stuck, (guards, stuck)
        seen |= {State(k[0]) for k in graph}
    assert seen == set(State)


def test_what_is_known_of_one_campaign_is_true_of_another_that_chose_alike() -> None:
    known = Known()
    for guards in CHOICES[::97]:
        alone = reached(guards, Known(), is_standing=False)
        assert reached(guards, known, is_standing=False) == alone
    assert known.tried < len(alone) * len(CHOICES[::97]) / 2


def test_every_command_has_its_word_its_fields_and_somebody_who_may_give_it() -> None:
    for move in MOVES:
        assert move.by
        if move.command not in (Command.PROPOSE, Command.TAKE_OVER):
            assert move.sources
            assert move.command in FIELDS


def test_every_open_state_can_be_left() -> None:
    for state in OPEN:
        assert any(state in move.sources and move.targets for move in MOVES)
