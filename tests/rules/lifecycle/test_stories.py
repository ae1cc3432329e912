"""Properties of whole stories: random acts of random people, and what must hold all the same."""

import json
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from taizhang.rules.lifecycle.decide import taking_over
from taizhang.rules.lifecycle.due import standing
from taizhang.rules.lifecycle.facts import Facts
from taizhang.rules.lifecycle.fold import Event, fold
from taizhang.rules.lifecycle.guards import Guards, load_regime
from taizhang.rules.lifecycle.moves import MOVE, MOVES, WISHES
from taizhang.rules.lifecycle.offers import answerable, offers
from taizhang.rules.lifecycle.states import ENDED, Command, RequestKind
from taizhang.rules.lifecycle.system import system_move, wakes_at
from taizhang.rules.refused import Refused
from tests.rules.lifecycle.build import (
    BELOW,
    CALENDAR,
    CAST,
    CHIEF,
    FIELDS,
    HANDLER,
    HEAD,
    INSPECTOR,
    LEADER,
    OFFICER,
    REPORTER,
    UNITS,
    Story,
    a_regime,
)

guards = st.builds(
    Guards,
    check_first=st.booleans(),
    decline_signed=st.booleans(),
    submit_signed=st.booleans(),
    deemed_accepted=st.booleans(),
    steps=st.integers(1, 4),
    public_notice=st.booleans(),
    revisits=st.integers(0, 3),
    extensions=st.integers(0, 2),
    suspendable=st.booleans(),
    reports=st.booleans(),
)
COMMANDS = [m.command for m in MOVES if m.command in FIELDS]
WISHED = [kind for kind in WISHES if kind is not RequestKind.SIGNATURE]
ANSWERS = ["grant", "deny", "take_back"]
SIGNED = ["sign submit", "sign decline", "sign reopen"]
people = st.sampled_from(CAST)
QUIET = {Command.MERGE, Command.DIVIDE, Command.ANNOTATE, Command.ATTACH, Command.CORRECT}


def play(story: Story, act: Any, by: Any) -> None:
    if act == "grant":
        story.grant(by)
    elif act == "deny":
        story.deny(by)
    elif act == "take_back":
        story.take_back(by)
    elif isinstance(act, RequestKind):
        story.ask(act, by)
    elif isinstance(act, Command):
        story.act(act, by)
    else:
        story.ask(RequestKind.SIGNATURE, by, Command(act.removeprefix("sign ")))


def _expected(story: Story) -> list[Any]:
    """What the item waits for, and what else may follow from where it stands."""
    now = standing(story.facts)
    also = [m.command for m in MOVES if story.facts.state in m.sources and m.targets]
    wanted = [] if now is None else [now.action] * 4
    return [*wanted, *(c for c in also if c not in QUIET), *SIGNED]


@st.composite
def stories(draw: st.DrawFn) -> Story:
    story = Story(a_regime(draw(guards)))
    story.open(draw(st.sampled_from([OFFICER, INSPECTOR])))
    for _ in range(draw(st.integers(3, 30))):
        story.at += timedelta(hours=draw(st.sampled_from([0, 1, 5, 30, 200])))
        kind = draw(st.integers(0, 9))
        if kind == 0:  # anybody tries anything
            _try(story, draw(st.sampled_from([*COMMANDS, *WISHED, *ANSWERS])), draw(people))
        elif kind <= 2:  # somebody asks or answers who may
            act = draw(st.sampled_from([*WISHED, *ANSWERS]))
            any(_try(story, act, by) for by in CAST)
        else:  # the item goes on
            act = "grant" if story.facts.requests else draw(st.sampled_from(_expected(story)))
            any(_try(story, act, by) for by in CAST)
    return story


def _try(story: Story, act: Any, by: Any) -> bool:
    before = story.facts, story.entries, story.at
    try:
        play(story, act, by)
    except (Refused, IndexError):
        assert (story.facts, story.entries) == before[:2], "a refused act leaves no trace"
        story.at = before[2]
        return False
    return True


@given(stories())
def test_folding_the_entries_gives_the_facts(story: Story) -> None:
    assert fold(1, story.entries) == story.facts


@given(stories())
def test_facts_survive_being_stored(story: Story) -> None:
    plain = json.loads(json.dumps(story.facts.to_json()))
    assert Facts.from_json(plain) == story.facts


@given(stories())
def test_every_open_item_has_one_unit_one_action_and_one_moment(story: Story) -> None:
    for n in range(1, len(story.entries) + 1):
        facts = fold(1, story.entries[:n])
        now = standing(facts)
        assert (now is None) == (facts.state in ENDED)
        if now is not None:
            assert now.unit
            assert now.moment.yellow <= now.moment.at


HANDLING = {Command.ACCEPT, Command.REPORT_PROGRESS, Command.SUBMIT}
VERDICTS = {
    Command.VERIFY_PASS,
    Command.VERIFY_FAIL,
    Command.REVISIT_PASS,
    Command.FIX_ON_SPOT,
}


def _hands(entries: list[Event]) -> set[int | None]:
    return {e.by.person for e in entries if e.command in HANDLING}


@given(stories())
def test_nobody_verifies_their_own_work(story: Story) -> None:
    for n, entry in enumerate(story.entries):
        if entry.command not in VERDICTS:
            continue
        before = fold(1, story.entries[:n])
        assert entry.by.person not in _hands(story.entries[:n])
        for unit in before.submitters:
            assert entry.by.unit != unit
            assert not UNITS.is_below(entry.by.unit or "", unit)


@given(stories())
def test_nobody_grants_what_they_asked_for(story: Story) -> None:
    for entry in story.entries:
        if entry.command is Command.GRANT:
            asked = story.entries[entry.data["request"] - 1]
            assert asked.command in (Command.ASK, Command.RATE)  # who rates "unsolved" objects
            assert asked.by.person != entry.by.person


@given(stories())
def test_raw_facts_never_go_back(story: Story) -> None:
    def raw(facts: Facts) -> tuple[int, ...]:
        counts = (facts.reworks, facts.rebounds, facts.repeats, facts.all_returns, facts.leg)
        return (*counts, sum(facts.late.values()), len(facts.exempt), len(facts.submitters))

    last: tuple[int, ...] = (0,) * 8
    for n in range(1, len(story.entries) + 1):
        now = raw(fold(1, story.entries[:n]))
        assert all(b >= a for a, b in zip(last, now, strict=True))
        last = now


@given(stories())
def test_the_original_deadline_of_a_leg_never_changes(story: Story) -> None:
    seen: dict[tuple[int, Any], Any] = {}
    for n in range(1, len(story.entries) + 1):
        facts = fold(1, story.entries[:n])
        if facts.original is not None:
            leg = (facts.leg, facts.leg_started_at)
            assert seen.setdefault(leg, facts.original) == facts.original


@given(stories())
def test_every_change_of_state_is_a_row_of_the_table(story: Story) -> None:
    for n, entry in enumerate(story.entries[1:], 1):
        before, after = fold(1, story.entries[:n]).state, fold(1, story.entries[: n + 1]).state
        command = Command(entry.data.get("signed", entry.command))
        if command in MOVE and before != after:
            assert before in MOVE[command].sources
            assert after in MOVE[command].targets


@given(stories(), st.sampled_from(CAST))
def test_what_is_offered_is_what_is_done(story: Story, by: Any) -> None:
    setting = story.setting()
    story.at += timedelta(hours=1)
    for offer in offers(story.facts, by, story.at, setting):
        if offer.kind is not None or not offer.is_allowed or offer.signer is not None:
            continue
        if offer.command in (Command.FIX_ON_SPOT, Command.HAND_OVER, Command.DISPATCH):
            continue  # these may still refuse the lead that is named
        attempt = Story(story.regime, story.at - timedelta(hours=1), story.facts, story.entries)
        told = offer.command is Command.DECLINE and story.facts.reporter
        attempt.act(offer.command, by, **({"answer": "不属本区职责，已转有关部门"} if told else {}))
    for request in answerable(story.facts, by, setting):
        assert request in story.facts.requests


@given(stories())
def test_requests_are_open_only_where_they_may_be_asked(story: Story) -> None:
    for request in story.facts.requests:
        if request.kind is RequestKind.SIGNATURE and request.carries is not None:
            assert story.facts.state in MOVE[request.carries].sources
        else:
            assert story.facts.state in WISHES[request.kind].states


@given(stories())
def test_the_system_wakes_when_it_has_something_to_do(story: Story) -> None:
    facts = story.facts
    at = wakes_at(facts, CALENDAR)
    if at is None:
        assert system_move(facts, story.at + timedelta(days=9999), CALENDAR) is None
        return
    assert system_move(facts, at - timedelta(seconds=1), CALENDAR) is None
    move = system_move(facts, at, CALENDAR)
    if move is not None:
        story.at = max(at, story.at)
        story.act(move[0], CAST[-1])


@given(guards)
def test_a_regime_is_read_as_it_was_written(chosen: Guards) -> None:
    regime = a_regime(chosen)
    assert load_regime(regime.dump()) == regime


def test_a_unit_below_the_lead_cannot_verify() -> None:
    story = Story(a_regime()).in_progress()
    story.act(Command.SUBMIT, HANDLER)
    with pytest.raises(Refused):
        story.act(Command.VERIFY_PASS, BELOW)


@given(st.sampled_from(["registered", "dispatched", "in_progress", "closed", "archived"]))
def test_an_item_of_an_old_ledger_goes_on_from_where_it_stood(state: str) -> None:
    story = Story(a_regime())
    fields = {
        "row": "台账.xlsx:7", "old_number": "督〔2025〕7号", "state": state, "source": "meeting",
        "campaign": "demo", "title": "修路", "category": "general", "supervising_unit": "DC",
        "lead": "B1",
    }  # fmt: skip
    if state == "registered":
        del fields["lead"]
    setting = story.setting(pins=True)
    story.write(taking_over(fields, by=OFFICER, at=story.at, setting=setting), OFFICER)
    assert story.facts.state == state
    assert story.facts.number == "督〔2025〕7号"
    now = standing(story.facts)
    assert (now is None) == (state == "archived")


def test_a_leader_signs_what_only_leaders_decide() -> None:
    story = Story(a_regime()).in_progress()
    with pytest.raises(Refused, match="签批"):
        story.act(Command.ESCALATE, OFFICER, level="2")
    story.ask(RequestKind.SIGNATURE, OFFICER, Command.ESCALATE, level="2")
    story.grant(LEADER)
    assert story.facts.level == 2


def test_who_was_told_that_nothing_is_solved_must_decide_on_it() -> None:
    story = Story(a_regime()).in_progress()
    story.act(Command.SUBMIT, HANDLER)
    story.act(Command.VERIFY_PASS, CHIEF)
    story.act(Command.RATE, REPORTER, solved="no")
    with pytest.raises(Refused):
        story.grant(CHIEF)  # who closed it
    story.grant(OFFICER)
    assert story.facts.state == "registered"
    assert story.facts.rebounds == 1


def test_the_head_who_signed_a_submission_has_handled_it() -> None:
    story = Story(a_regime(Guards(submit_signed=True))).in_progress()
    with pytest.raises(Refused, match="签批"):
        story.act(Command.SUBMIT, HANDLER)
    story.ask(RequestKind.SIGNATURE, HANDLER, Command.SUBMIT)
    story.grant(HEAD)
    assert {HANDLER.person, HEAD.person} <= story.facts.hands
