"""The deadline of an item: counted exactly over whatever happened, and never lost."""

from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from taizhang.rules import clock
from taizhang.rules.clock import Limit, TimeUnit
from taizhang.rules.lifecycle.decide import taking_over
from taizhang.rules.lifecycle.due import standing
from taizhang.rules.lifecycle.facts import SYSTEM
from taizhang.rules.lifecycle.guards import Guards
from taizhang.rules.lifecycle.states import Command, RequestKind
from taizhang.rules.refused import Refused
from tests.rules.lifecycle.build import (
    CALENDAR,
    CHIEF,
    HANDLER,
    HEAD,
    INSPECTOR,
    MONDAY,
    OFFICER,
    OTHER,
    REPORTER,
    Story,
    a_regime,
)

C, R = Command, RequestKind
ROUNDS = ["suspend", "fail", "withdraw", "object"]


def wait(story: Story, hours: int) -> None:
    story.at += timedelta(hours=hours)


def suspend(story: Story, hours: int) -> tuple[Any, Any]:
    story.ask(R.SUSPENSION, HANDLER)
    story.grant(OFFICER)
    begun = story.at
    wait(story, hours)
    story.act(C.RESUME, OFFICER)
    return begun, story.at


def send_back(story: Story, hours: int, how: str) -> tuple[Any, Any] | None:
    story.act(C.SUBMIT, HANDLER)
    begun = story.at
    wait(story, hours)
    if how == "withdraw":
        story.act(C.WITHDRAW, HANDLER)
        return None
    if how == "fail":
        story.act(C.VERIFY_FAIL, CHIEF)
        return begun, story.at
    story.act(C.VERIFY_PASS, CHIEF)
    wait(story, hours)
    story.ask(R.OBJECTION, REPORTER)
    story.grant(OFFICER)
    return begun, story.at


@given(
    st.lists(
        st.tuples(st.sampled_from(ROUNDS), st.integers(0, 90), st.integers(0, 200)), max_size=6
    ),
    st.sampled_from(
        [Limit(10, TimeUnit.WORK_DAY, "printed"), Limit(70, TimeUnit.WORK_HOUR),
         Limit(100, TimeUnit.URGENT_HOUR), Limit(9, TimeUnit.NATURAL_DAY)]
    ),
)  # fmt: skip
def test_a_budget_counts_exactly_the_time_in_which_the_lead_had_the_item(
    rounds: list[tuple[str, int, int]], limit: Limit
) -> None:
    regime = a_regime(Guards(public_notice=True), handling=limit)
    story = Story(regime).in_progress()
    pauses: list[tuple[Any, Any]] = []
    reworked = None
    for how, worked, rested in rounds:
        wait(story, worked)
        if how == "suspend":
            pauses.append(suspend(story, rested))
            continue
        pause = send_back(story, rested, how)
        if pause is not None:
            pauses.append(pause)
            reworked = pause[1]
    start = story.facts.leg_started_at
    assert start is not None
    wanted = clock.due(start, limit, CALENDAR, pauses=pauses).at
    if reworked is not None:
        since = [pause for pause in pauses if pause[0] >= reworked]
        floor = clock.due(reworked, regime.limits.rework, CALENDAR, pauses=since).at
        wanted = max(wanted, floor)
    assert story.facts.moments["handling"].at == wanted


def test_a_suspension_does_not_use_up_the_time_for_rework() -> None:
    story = Story(a_regime()).in_progress()
    wait(story, 24 * 30)
    send_back(story, 1, "fail")
    suspend(story, 24 * 40)
    assert story.facts.moments["handling"].at > story.at


def test_the_public_notice_does_not_use_up_the_time_for_handling() -> None:
    story = Story(a_regime(Guards(public_notice=True))).in_progress()
    before = story.facts.moments["handling"].at
    send_back(story, 24, "object")
    assert story.facts.state == "in_progress"
    assert story.facts.reworks == 1
    assert story.facts.moments["handling"].at > before


def test_a_return_keeps_the_time_running_and_the_promise_in_sight() -> None:
    story = Story(a_regime())
    story.open()
    story.act(C.REGISTER, OFFICER)
    story.act(C.DISPATCH, OFFICER)
    promised = story.facts.moments["handling"]
    story.act(C.RETURN, HANDLER)
    assert story.facts.moments["handling"] == promised
    story.act(C.DISPATCH, OFFICER, lead="B2", supports=[])
    assert story.facts.moments["handling"] == promised
    assert story.facts.original == promised.at


def test_a_new_leg_has_its_own_promise() -> None:
    story = Story(a_regime()).closed()
    first = story.facts.original
    story.act(C.REBOUND, INSPECTOR)
    assert story.facts.original is None
    wait(story, 48)
    story.act(C.DISPATCH, OFFICER)
    assert story.facts.original is not None
    assert first is not None
    assert story.facts.original > first


def test_a_granted_date_is_yellow_before_it_is_red() -> None:
    story = Story(a_regime()).in_progress()
    until = story.at + timedelta(days=100)
    story.ask(R.EXTENSION, HANDLER, until=until)
    story.grant(OFFICER)
    moment = story.facts.moments["handling"]
    assert moment.at == until
    start = story.facts.leg_started_at
    assert start is not None
    assert moment.yellow == start + (until - start) * 4 / 5


def test_the_end_of_a_suspension_comes_near_before_it_comes() -> None:
    story = Story(a_regime()).in_progress()
    story.ask(R.SUSPENSION, HANDLER)
    story.grant(OFFICER)
    moment = story.facts.moments["suspension"]
    assert story.at < moment.yellow < moment.at


def test_a_date_that_a_leader_sets_holds_though_the_item_was_sent_back_before() -> None:
    story = Story(a_regime()).in_progress()
    send_back(story, 1, "fail")
    sooner = story.at + timedelta(hours=20)
    story.act(C.AMEND, OFFICER, deadline=sooner, deadline_basis="领导要求提前")
    suspend(story, 1)
    assert story.facts.moments["handling"].at == sooner


def test_a_submission_asked_to_be_signed_in_time_counts_as_in_time() -> None:
    story = Story(a_regime(Guards(submit_signed=True))).in_progress()
    story.ask(R.SIGNATURE, HANDLER, C.SUBMIT)
    wait(story, 24 * 60)
    story.grant(HEAD)
    assert story.facts.state == "submitted"
    assert story.facts.late == {"decision": 1}


def test_an_extension_asked_in_time_may_be_granted_late() -> None:
    story = Story(a_regime()).in_progress()
    until = story.facts.moments["handling"].at + timedelta(days=3)
    story.ask(R.EXTENSION, HANDLER, until=until)
    wait(story, 24 * 60)
    story.grant(OFFICER)
    assert story.facts.moments["handling"].at == until
    assert story.facts.late == {"decision": 1}


def test_silence_grants_nothing() -> None:
    story = Story(a_regime()).in_progress()
    story.ask(R.EXTENSION, HANDLER)
    wait(story, 24 * 60)
    story.act(C.SUBMIT, HANDLER)
    assert story.facts.late == {"handling": 1, "decision": 1}


def test_an_extension_reaches_beyond_what_is_due_now() -> None:
    story = Story(a_regime()).in_progress()
    with pytest.raises(Refused, match="晚于现在的时限"):
        story.ask(R.EXTENSION, HANDLER, until=story.at + timedelta(hours=1))


def test_whoever_is_late_already_cannot_ask_for_more_time() -> None:
    story = Story(a_regime()).in_progress()
    wait(story, 24 * 60)
    with pytest.raises(Refused, match="逾期"):
        story.ask(R.EXTENSION, HANDLER)


def test_an_item_that_ends_overdue_was_overdue_for_ever() -> None:
    story = Story(a_regime()).in_progress()
    wait(story, 24 * 60)
    story.act(C.MERGE, OFFICER)
    assert story.facts.late == {"handling": 1}


def test_what_the_system_does_at_the_limit_is_in_time() -> None:
    story = Story(a_regime(Guards(deemed_accepted=True)))
    story.open()
    story.act(C.REGISTER, OFFICER)
    story.act(C.DISPATCH, OFFICER)
    story.at = story.facts.moments["response"].at
    story.act(C.ACCEPT, SYSTEM)
    assert story.facts.late == {}
    assert story.facts.handler is None


def test_a_supporting_units_report_is_not_the_leads() -> None:
    story = Story(a_regime(Guards(reports=True))).in_progress()
    due = story.facts.moments["report"]
    wait(story, 24 * 10)
    story.act(C.REPORT_PROGRESS, OTHER, percent=90)
    assert story.facts.moments["report"] == due
    assert story.facts.late == {}
    assert story.facts.percent == 0
    story.act(C.REPORT_PROGRESS, HANDLER)
    assert story.facts.late == {"report": 1}
    assert story.facts.moments["report"].at > due.at


def test_the_answer_is_owed_until_it_is_given() -> None:
    story = Story(a_regime())
    story.open(reporter=True)
    story.act(C.REGISTER, OFFICER)
    story.act(C.DISPATCH, OFFICER)
    story.act(C.ACCEPT, HANDLER)
    story.act(C.SUBMIT, HANDLER)
    story.act(C.VERIFY_PASS, CHIEF)
    wait(story, 24 * 30)
    story.act(C.ARCHIVE, OFFICER)
    assert "feedback" in story.facts.moments
    story.act(C.REPLY, OFFICER)
    assert "feedback" not in story.facts.moments
    assert story.facts.late["feedback"] == 1


def taken_over(state: str, **fields: Any) -> Story:
    story = Story(a_regime())
    given = {
        "row": "台账.xlsx:7", "old_number": "督〔2025〕7号", "state": state, "source": "meeting",
        "campaign": "demo", "title": "修路", "category": "general", "supervising_unit": "DC",
        "lead": "B1", **fields,
    }  # fmt: skip
    setting = story.setting(pins=True)
    story.write(taking_over(given, by=OFFICER, at=story.at, setting=setting), OFFICER)
    return story


def test_an_overdue_item_of_an_old_ledger_is_overdue_in_the_new_one() -> None:
    due = MONDAY - timedelta(days=9)
    story = taken_over("in_progress", deadline=due, claimed={"dispatched": due})
    now = standing(story.facts)
    assert now is not None
    assert now.moment.at == due
    assert story.entries[0].data["claimed"] == {"dispatched": due.isoformat()}


def test_an_old_item_that_was_never_dispatched_gets_its_time_when_it_is() -> None:
    story = taken_over("registered")
    assert story.facts.lead is None
    story.act(C.DISPATCH, OFFICER)
    assert "handling" in story.facts.moments


def test_an_item_archived_long_ago_in_an_old_ledger_does_not_rebound() -> None:
    story = taken_over("archived")
    wait(story, 24 * 400)
    with pytest.raises(Refused, match="另行提出"):
        story.act(C.REBOUND, INSPECTOR)


def test_who_is_not_of_a_supervising_unit_takes_nothing_over() -> None:
    story = Story(a_regime())
    with pytest.raises(Refused, match="督办单位"):
        taking_over({}, by=HANDLER, at=MONDAY, setting=story.setting(pins=True))
    with pytest.raises(Refused, match="专项"):
        taking_over({}, by=OFFICER, at=MONDAY, setting=story.setting())


def test_an_old_item_that_is_being_handled_has_a_lead() -> None:
    with pytest.raises(Refused, match="牵头单位"):
        taken_over("dispatched", lead=None)
