"""Rebasing: heirs take over, what runs is counted again, and nothing that happened changes."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from taizhang.rules.clock_runs import clock_runs
from taizhang.rules.lifecycle.decide import decide
from taizhang.rules.lifecycle.due import standing
from taizhang.rules.lifecycle.facts import SYSTEM
from taizhang.rules.lifecycle.fold import fold
from taizhang.rules.lifecycle.states import Command, RequestKind, Role
from taizhang.rules.refused import Refused
from taizhang.rules.workdays import Calendar
from tests.rules.lifecycle.build import (
    CALENDAR,
    FIELDS,
    HANDLER,
    HEAD,
    OFFICER,
    Story,
    a_regime,
    person,
)

C = Command
HEIRS = {"B1": "B9", "B2": "B8"}
NEW = person(61, "B9", Role.HANDLER)
NEW_HEAD = person(62, "B9", Role.HEAD)
WEEK_OFF = frozenset(date(2026, 11, 24) + timedelta(days=n) for n in range(4))
LATER = Calendar("2026b", WEEK_OFF, frozenset(), frozenset({2026, 2027}))


def rebase(story: Story, calendar: Calendar = CALENDAR, heirs: dict[str, str] | None = None):
    begun = {run.clock: run.begin for run in clock_runs(1, story.entries) if run.end is None}
    setting = replace(
        story.setting(),
        calendar=calendar,
        regime=story.facts.regime,
        heirs=heirs or {},
        begun=begun,
    )
    fields = FIELDS[C.REBASE]
    decision = decide(story.facts, C.REBASE, fields, by=SYSTEM, at=story.at, setting=setting)
    story.write(decision, SYSTEM)
    return story.entries[-1].data


def test_the_heir_of_the_lead_goes_on_where_the_old_unit_stopped():
    story = Story(a_regime()).in_progress()
    with pytest.raises(Refused):
        story.act(C.REPORT_PROGRESS, NEW)
    assert rebase(story, heirs=HEIRS)["heirs"] == HEIRS
    assert (story.facts.lead, story.facts.supports) == ("B9", ("B8",))
    story.act(C.REPORT_PROGRESS, NEW)
    story.act(C.SUBMIT, NEW)
    with pytest.raises(Refused):
        story.act(C.WITHDRAW, HANDLER)


def test_who_was_not_independent_is_not_so_as_the_heir():
    story = Story(a_regime()).in_progress()
    story.act(C.SUBMIT, HANDLER)
    rebase(story, heirs={"DC": "B1"})
    verifier = person(63, "B1", Role.SUPERVISOR, Role.INSPECTOR)
    with pytest.raises(Refused):
        story.act(C.VERIFY_PASS, verifier)


def test_a_request_goes_to_the_heir_of_its_decider():
    story = Story(a_regime()).in_progress()
    story.ask(RequestKind.EXTENSION, HANDLER)
    rebase(story, heirs={"DC": "DC2"})
    assert story.facts.requests[0].decider == "DC2"
    officer = person(64, "DC2", Role.SUPERVISOR)
    story.grant(officer)
    assert story.facts.requests == ()


@pytest.mark.parametrize("stage", ["dispatched", "in_progress", "submitted"])
def test_a_holiday_announced_later_moves_every_clock_that_runs(stage):
    story = Story(a_regime())
    if stage == "dispatched":
        story.open()
        story.act(C.REGISTER, OFFICER)
        story.act(C.DISPATCH, OFFICER)
    else:
        getattr(story, stage)()
    before = dict(story.facts.moments)
    step = standing(story.facts)
    data = rebase(story, LATER)
    after = standing(story.facts)
    assert step is not None
    assert after is not None
    assert after.moment.at > step.moment.at
    assert data["was"] == {clock: before[clock].at.isoformat() for clock in data["moments"]}
    assert story.facts.original == fold(1, story.entries[:-1]).original


def test_a_pending_decision_is_counted_by_the_new_calendar_too():
    story = Story(a_regime()).in_progress()
    story.ask(RequestKind.EXTENSION, HANDLER)
    due = story.facts.requests[0].due.at
    rebase(story, LATER)
    assert story.facts.requests[0].due.at > due


def test_a_date_that_was_granted_stays_where_it_is():
    story = Story(a_regime()).in_progress()
    story.ask(RequestKind.SUSPENSION, HANDLER)
    story.grant(OFFICER)
    due = story.facts.moments["suspension"]
    rebase(story, LATER)
    assert story.facts.moments["suspension"] == due


def test_the_same_calendar_again_moves_nothing():
    story = Story(a_regime()).in_progress()
    data = rebase(story)
    assert not {"moments", "was", "heirs", "decisions"} & set(data)


@given(st.lists(st.sampled_from([HEAD, HANDLER]), max_size=3), st.booleans())
def test_an_open_item_always_has_a_holder_after_units_are_merged(acts, submits):
    story = Story(a_regime()).in_progress()
    for by in acts:
        story.act(C.REPORT_PROGRESS, by)
    if submits:
        story.act(C.SUBMIT, HANDLER)
    rebase(story, LATER, HEIRS)
    step = standing(story.facts)
    assert step is not None
    assert step.unit not in HEIRS
    assert not story.facts.involved & set(HEIRS) - {"B1", "B2"}
    assert fold(1, story.entries) == story.facts
