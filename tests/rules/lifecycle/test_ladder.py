"""The ladder: reminded, urged, raised; each rung once, whatever the clocks and workers do."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from taizhang.rules.clock import Limit, TimeUnit
from taizhang.rules.lifecycle.decide import decide
from taizhang.rules.lifecycle.facts import SYSTEM, Facts
from taizhang.rules.lifecycle.fold import fold
from taizhang.rules.lifecycle.guards import AFTER, DUE, NEAR, Guards, Rung, load_regime
from taizhang.rules.lifecycle.states import Command, RequestKind, State
from taizhang.rules.lifecycle.system import system_move, wakes_at
from taizhang.rules.refused import Refused
from tests.rules.lifecycle.build import (
    CALENDAR,
    HANDLER,
    OFFICER,
    REPORTER,
    Story,
    a_regime,
)

C = Command
LADDER = (
    Rung("临近提醒", NEAR, urges=False),
    Rung("逾期催办", DUE),
    Rung("提级督办", AFTER, Limit(1, TimeUnit.WORK_DAY), level=1),
)


def a_story(guards: Guards | None = None, ladder: tuple[Rung, ...] = LADDER) -> Story:
    return Story(replace(a_regime(guards), ladder=ladder))


def dispatched(guards: Guards | None = None, ladder: tuple[Rung, ...] = LADDER) -> Story:
    story = a_story(guards, ladder)
    story.open()
    story.act(C.REGISTER, OFFICER)
    story.act(C.DISPATCH, OFFICER)
    return story


def tick(story: Story, now: datetime) -> list[tuple[Command, int]]:
    """Give what the system gives until there is nothing left to give; return it."""
    given = []
    while (move := system_move(story.facts, now, CALENDAR)) is not None:
        story.at = max(story.at, now)
        decision = decide(
            story.facts, move[0], move[1], by=SYSTEM, at=story.at, setting=story.setting()
        )
        story.write(decision, SYSTEM)
        given.append((move[0], decision.data.get("rung", ["", 0])[1]))
        assert len(given) < 9
    return given


def test_a_lead_that_does_not_accept_is_reminded_urged_and_raised():
    story = dispatched()
    response = story.facts.moments["response"]
    assert tick(story, response.yellow - timedelta(seconds=1)) == []
    assert tick(story, response.yellow) == [(C.URGE, 1)]
    assert story.facts.urges == 0
    assert tick(story, response.at) == [(C.URGE, 2)]
    assert story.facts.urges == 1
    assert tick(story, response.at + timedelta(days=3)) == [(C.ESCALATE, 3)]
    assert story.facts.level == 1
    assert tick(story, response.at + timedelta(days=90)) == []


def test_the_entry_says_who_was_told_and_to_whom_it_was_raised():
    story = dispatched()
    tick(story, story.facts.moments["response"].at + timedelta(days=9))
    data = story.entries[-1].data
    assert data["told"] == "B1"
    assert data["rung"] == ["response", 3, "提级督办"]
    assert data["raised_to"] == "TOP"


def test_after_a_night_without_power_only_the_highest_rung_is_climbed():
    story = dispatched()
    assert tick(story, story.facts.moments["response"].at + timedelta(days=30)) == [(C.ESCALATE, 3)]
    assert story.facts.urges == 0


def test_a_clock_that_was_set_back_tells_nobody_twice():
    story = dispatched()
    response = story.facts.moments["response"]
    assert tick(story, response.at) == [(C.URGE, 2)]
    assert system_move(story.facts, response.yellow, CALENDAR) is None
    assert system_move(story.facts, response.at, CALENDAR) is None


def test_a_deadline_that_was_moved_starts_the_ladder_anew():
    story = a_story().in_progress()
    assert tick(story, story.facts.moments["handling"].yellow) == [(C.URGE, 1)]
    until = story.facts.moments["handling"].at + timedelta(days=20)
    story.ask(RequestKind.EXTENSION, HANDLER, until=until)
    story.grant(OFFICER)
    assert tick(story, story.facts.moments["handling"].yellow) == [(C.URGE, 1)]


def test_what_is_accepted_in_time_is_not_urged_for_the_acceptance():
    story = dispatched()
    response = story.facts.moments["response"]
    story.act(C.ACCEPT, HANDLER)
    assert tick(story, response.at + timedelta(hours=1)) == []


def test_where_the_item_moves_on_by_itself_it_does_so_before_the_ladder():
    story = dispatched(Guards(deemed_accepted=True))
    assert tick(story, story.facts.moments["response"].at) == [(C.ACCEPT, 0)]


def test_a_verifier_that_lets_a_submitted_item_lie_is_urged_as_well():
    story = a_story().in_progress()
    story.act(C.SUBMIT, HANDLER)
    tick(story, story.facts.moments["verification"].at)
    assert story.entries[-1].data["told"] == "DC"
    assert story.facts.state is State.SUBMITTED


def test_a_late_decider_is_urged_for_each_request_of_its_own():
    story = a_story().in_progress()
    story.ask(RequestKind.TERMINATION, HANDLER)
    request = story.facts.requests[0]
    assert tick(story, request.due.at) == [(C.URGE, 2)]
    data = story.entries[-1].data
    assert data["rung"][0] == "decision"
    assert data["told"] == request.decider


def test_nobody_is_urged_about_an_item_that_has_ended_though_a_request_is_open():
    story = a_story()
    story.open()
    story.act(C.DECLINE, OFFICER)
    story.ask(RequestKind.OBJECTION, REPORTER)
    assert story.facts.state is State.DECLINED
    assert tick(story, story.facts.requests[0].due.at + timedelta(days=9)) == []
    assert wakes_at(story.facts, CALENDAR) is None


def test_whoever_waits_for_an_answer_has_a_clock_that_is_urged():
    story = a_story()
    story.open(reporter=True)
    for command, by in ((C.REGISTER, OFFICER), (C.DISPATCH, OFFICER), (C.ACCEPT, HANDLER)):
        story.act(command, by)
    story.act(C.SUBMIT, HANDLER)
    tick(story, story.facts.moments["feedback"].at)
    told = [e.data["rung"][0] for e in story.entries if "rung" in e.data]
    assert "feedback" in told


def test_an_item_that_is_raised_already_is_urged_instead():
    story = dispatched()
    story.act(C.ESCALATE, OFFICER, level="1", reason="重点")
    assert tick(story, story.facts.moments["response"].at + timedelta(days=9)) == [(C.URGE, 3)]


def test_a_campaign_without_a_ladder_leaves_its_items_alone():
    story = dispatched(ladder=())
    assert wakes_at(story.facts, CALENDAR) is None
    assert tick(story, story.facts.moments["response"].at + timedelta(days=99)) == []


@pytest.mark.parametrize("command", [C.URGE, C.ESCALATE])
def test_the_system_urges_nobody_before_a_rung_is_reached(command):
    story = dispatched()
    with pytest.raises(Refused, match="没有到系统"):
        story.act(command, SYSTEM)


def test_a_rung_that_names_clocks_is_for_those_alone():
    ladder = (replace(LADDER[0], clocks=("handling",)), *LADDER[1:])
    story = dispatched(ladder=ladder)
    assert tick(story, story.facts.moments["response"].yellow) == []


def test_the_ladder_is_pinned_to_the_item_as_it_was_written():
    ladder = (replace(LADDER[0], clocks=("handling", "response")), *LADDER[1:])
    regime = replace(a_regime(), ladder=ladder)
    assert load_regime(regime.dump()) == regime


moments = st.lists(st.integers(0, 60 * 24 * 60), min_size=1, max_size=12)


@given(moments, st.booleans())
def test_every_rung_is_climbed_at_most_once_whatever_the_clock_shows(minutes, accepts):
    story = dispatched()
    begin = story.at
    if accepts:
        story.act(C.ACCEPT, HANDLER)
    for minute in minutes:
        tick(story, begin + timedelta(minutes=minute))
    seen = [(e.data["rung"][0], e.data["rung"][1]) for e in story.entries if "rung" in e.data]
    assert len(seen) == len(set(seen))
    for clock in {clock for clock, _ in seen}:
        climbed = [number for name, number in seen if name == clock]
        assert climbed == sorted(climbed)
    assert fold(story.facts.item, story.entries) == story.facts


@given(moments)
def test_the_system_sleeps_until_the_next_rung_and_not_longer(minutes):
    story = dispatched()
    begin = story.at
    for minute in sorted(minutes):
        now = begin + timedelta(minutes=minute)
        at = wakes_at(story.facts, CALENDAR)
        due = at is not None and at <= now
        assert due == (system_move(story.facts, now, CALENDAR) is not None)
        tick(story, now)


def test_facts_with_rungs_are_read_as_they_were_written():
    story = dispatched()
    tick(story, story.facts.moments["response"].at)
    assert Facts.from_json(story.facts.to_json()) == story.facts
    assert story.facts.rungs["response"][1] == 2


def test_a_reporter_cannot_climb():
    story = dispatched()
    with pytest.raises(Refused):
        story.act(C.URGE, REPORTER)
