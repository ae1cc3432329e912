"""Several limits in one item: each milestone is due in its turn, the item by its own limit."""

from dataclasses import dataclass, replace
from datetime import time, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from taizhang.rules import clock
from taizhang.rules.clock import PRINTED, Limit, TimeUnit
from taizhang.rules.lifecycle.due import standing
from taizhang.rules.lifecycle.guards import Milestone, Regime, load_regime
from taizhang.rules.lifecycle.states import Command, RequestKind
from taizhang.rules.refused import Refused
from tests.rules.lifecycle.build import (
    CALENDAR,
    CHIEF,
    HANDLER,
    INSPECTOR,
    OFFICER,
    OTHER,
    Story,
    a_regime,
)

C, R = Command, RequestKind
STEPS = (
    Milestone("制止", Limit(4, TimeUnit.WORK_HOUR)),
    Milestone("处罚", Limit(7, TimeUnit.WORK_DAY)),
    Milestone("拆除", Limit(20, TimeUnit.WORK_DAY)),
)


def an_illegal_building(**limits: Any) -> Regime:
    handling = Limit(20, TimeUnit.WORK_DAY)
    return replace(a_regime(handling=handling, **limits), milestones=STEPS)


def a_story(regime: Regime | None = None) -> Story:
    return Story(regime or an_illegal_building()).in_progress()


def due_of(story: Story, step: int, pauses: Any = ()) -> Any:
    start = story.facts.leg_started_at
    assert start is not None
    return clock.due(start, STEPS[step].limit, CALENDAR, pauses=pauses).at


def test_the_next_milestone_is_due_before_the_item_is() -> None:
    story = a_story()
    for n in range(2):
        now = standing(story.facts)
        assert now is not None
        assert (now.clock, now.action, now.unit) == ("milestone", C.REPORT_PROGRESS, "B1")
        assert now.moment.at == due_of(story, n)
        story.act(C.CONFIRM, OFFICER, kept=True)
        story.act(C.REPORT_PROGRESS, HANDLER, milestone=str(n + 1))
        story.act(C.CONFIRM, OFFICER, kept=True)
    last = standing(story.facts)
    assert last is not None
    assert (last.clock, last.action) == ("handling", C.SUBMIT)  # both are due at once


def test_a_milestone_reached_too_late_was_late_for_ever() -> None:
    story = a_story()
    story.at += timedelta(days=3)
    story.act(C.REPORT_PROGRESS, HANDLER, milestone="1")
    assert story.facts.late == {"milestone": 1}
    story.act(C.REPORT_PROGRESS, HANDLER, milestone="2")
    assert story.facts.late == {"milestone": 1}


def test_a_report_without_a_milestone_moves_none() -> None:
    story = a_story()
    before = story.facts.moments["milestone"]
    story.act(C.REPORT_PROGRESS, HANDLER)
    assert (story.facts.moments["milestone"], story.facts.reached) == (before, 0)


def test_several_milestones_may_be_reached_at_once_but_none_twice() -> None:
    story = a_story()
    story.act(C.REPORT_PROGRESS, HANDLER, milestone="2")
    for wrong in ("2", "1", "4", "abc", "0"):
        with pytest.raises(Refused, match="还没有达到"):
            story.act(C.REPORT_PROGRESS, HANDLER, milestone=wrong)
    story.act(C.REPORT_PROGRESS, HANDLER, milestone="3")
    assert "milestone" not in story.facts.moments
    with pytest.raises(Refused, match="没有"):
        story.act(C.REPORT_PROGRESS, HANDLER, milestone="3")


def test_only_the_lead_says_that_a_milestone_is_reached() -> None:
    story = a_story()
    with pytest.raises(Refused, match="牵头单位"):
        story.act(C.REPORT_PROGRESS, OTHER, milestone="1")


def test_the_supervisor_judges_whether_it_was_reached() -> None:
    story = a_story()
    first = story.facts.moments["milestone"]
    story.act(C.REPORT_PROGRESS, HANDLER, milestone="1")
    assert "confirmation" in story.facts.moments
    story.act(C.CONFIRM, OFFICER, kept=False, note="仍在施工")
    assert story.facts.reached == 0
    assert story.facts.moments["milestone"] == first
    assert "confirmation" not in story.facts.moments


def test_a_confirmed_milestone_stays_reached() -> None:
    story = a_story()
    story.act(C.REPORT_PROGRESS, HANDLER, milestone="1")
    second = story.facts.moments["milestone"]
    story.act(C.CONFIRM, OFFICER, kept=True)
    assert (story.facts.reached, story.facts.moments["milestone"]) == (1, second)


def test_a_submission_ends_the_milestones_and_a_withdrawal_lets_them_run_on() -> None:
    story = a_story()
    before = story.facts.moments["milestone"]
    story.act(C.SUBMIT, HANDLER)
    assert "milestone" not in story.facts.moments
    story.at += timedelta(days=2)
    story.act(C.WITHDRAW, HANDLER)
    assert story.facts.moments["milestone"] == before


def test_a_new_leg_begins_with_the_first_milestone() -> None:
    story = a_story()
    story.act(C.REPORT_PROGRESS, HANDLER, milestone="3")
    story.act(C.SUBMIT, HANDLER)
    story.act(C.VERIFY_PASS, CHIEF)
    assert "milestone" not in story.facts.moments
    story.act(C.REBOUND, INSPECTOR)
    assert story.facts.reached == 0
    story.act(C.DISPATCH, OFFICER)
    assert story.facts.moments["milestone"].at == due_of(story, 0)


def test_what_is_fixed_on_the_spot_owes_no_milestone() -> None:
    story = Story(an_illegal_building())
    story.open()
    story.act(C.FIX_ON_SPOT, INSPECTOR)
    assert "milestone" not in story.facts.moments


def test_a_standing_item_has_no_milestones() -> None:
    story = Story(an_illegal_building()).in_progress(standing=True)
    assert "milestone" not in story.facts.moments


@dataclass
class Rest:
    """A time in which the clock stood still."""

    how: str
    hours: int


rests = st.lists(
    st.builds(Rest, st.sampled_from(["suspend", "withdraw", "recall"]), st.integers(0, 200)),
    max_size=4,
)


@given(rests, st.integers(0, 2))
def test_a_milestone_stands_still_with_the_item(rested: list[Rest], reached: int) -> None:
    story = a_story()
    if reached:
        story.act(C.REPORT_PROGRESS, HANDLER, milestone=str(reached))
    pauses = []
    for rest in rested:
        if rest.how == "withdraw":
            story.act(C.SUBMIT, HANDLER)
            story.at += timedelta(hours=rest.hours)
            story.act(C.WITHDRAW, HANDLER)
            continue
        story.ask(R.SUSPENSION, HANDLER)
        story.grant(OFFICER)
        begun = story.at
        story.at += timedelta(hours=rest.hours)
        story.act(C.RESUME if rest.how == "suspend" else C.RECALL, OFFICER)
        pauses.append((begun, story.at))
        if rest.how == "recall":
            story.act(C.DISPATCH, OFFICER)
            story.act(C.ACCEPT, HANDLER)
    assert story.facts.moments["milestone"].at == due_of(story, reached, pauses)


def test_rework_has_at_least_the_rework_limit_for_its_milestone() -> None:
    story = a_story()
    story.at += timedelta(days=40)
    story.act(C.SUBMIT, HANDLER)
    story.act(C.VERIFY_FAIL, CHIEF)
    rework = clock.due(story.at, story.regime.limits.rework, CALENDAR).at
    assert story.facts.moments["milestone"].at == rework


def test_a_regime_keeps_its_milestones_and_the_hour_of_a_same_day_limit() -> None:
    evening = Limit(0, TimeUnit.NATURAL_DAY, PRINTED, time(20))
    regime = replace(an_illegal_building(), milestones=(Milestone("制止", evening), *STEPS[1:]))
    assert load_regime(regime.dump()) == regime
    assert load_regime(a_regime().dump()) == a_regime()
