from datetime import timedelta

from hypothesis import given

from taizhang.rules.clock import Limit, TimeUnit
from taizhang.rules.clock_runs import clock_runs
from taizhang.rules.lifecycle.guards import Guards
from taizhang.rules.lifecycle.states import Command, RequestKind
from tests.rules.lifecycle.build import CHIEF, HANDLER, OFFICER, Story, a_regime
from tests.rules.test_attribution import Life, lives

C, R = Command, RequestKind


def runs(story):
    return [(run.clock, run.unit, run.is_late(story.at)) for run in
            clock_runs(1, story.entries)]  # fmt: skip


def test_a_supervising_unit_that_lets_a_submission_lie_is_late_as_well():
    story = Story(a_regime()).submitted()
    story.at += timedelta(days=9)
    assert runs(story)[-1] == ("verification", "DC", True)
    assert ("handling", "B1", False) in runs(story)


def test_the_clock_of_a_request_is_its_deciders():
    story = Story(a_regime()).in_progress()
    story.ask(R.EXTENSION, HANDLER)
    story.at += timedelta(days=30)
    story.grant(OFFICER)
    (decision,) = [run for run in clock_runs(1, story.entries) if run.clock == "decision"]
    assert (decision.unit, decision.kind, decision.end) == ("DC", R.EXTENSION, story.at)
    assert decision.is_late(story.at)
    (handling,) = [run for run in clock_runs(1, story.entries) if run.clock == "handling"]
    assert handling.times_moved == 1


def test_each_report_and_each_step_of_verification_has_a_run_of_its_own():
    story = Story(a_regime(Guards(reports=True, steps=2))).in_progress()
    for _ in range(2):
        story.act(C.REPORT_PROGRESS, HANDLER)
    story.act(C.SUBMIT, HANDLER)
    story.act(C.VERIFY_PASS, CHIEF)
    names = [run.clock for run in clock_runs(1, story.entries)]
    assert names.count("report") == 3
    assert names.count("verification") == 2
    assert [u for c, u, _ in runs(story) if c == "verification"] == ["DC", "CHECK"]


@given(lives())
def test_what_runs_is_what_the_item_says_runs_and_late_runs_are_blamed(life: Life) -> None:
    every = clock_runs(1, life.entries)
    running = {run.clock: run.due for run in every if run.end is None and run.kind is None}
    assert running == dict(life.facts.moments)
    asked = [run for run in every if run.end is None and run.kind is not None]
    assert len(asked) == len(life.facts.requests)
    assert all(run.begin <= (run.end or life.at) for run in every)


def test_a_clock_that_was_stopped_in_time_is_not_late():
    story = Story(a_regime(handling=Limit(1, TimeUnit.URGENT_HOUR))).in_progress()
    story.act(C.SUBMIT, HANDLER)
    assert ("handling", "B1", True) in runs(story)
    assert ("response", "B1", False) in runs(story)
