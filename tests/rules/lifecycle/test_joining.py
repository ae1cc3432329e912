"""Items that become one or several, change their edition, or carry what cannot be right."""

from dataclasses import replace
from datetime import timedelta

import pytest

from taizhang.rules.clock import Limit, TimeUnit
from taizhang.rules.lifecycle.decide import decide
from taizhang.rules.lifecycle.facts import SYSTEM, Facts
from taizhang.rules.lifecycle.fold import Event, absorb
from taizhang.rules.lifecycle.guards import Guards
from taizhang.rules.lifecycle.states import Command, RequestKind
from taizhang.rules.refused import Refused
from taizhang.rules.workdays import Calendar
from tests.rules.lifecycle.build import (
    ARBITER,
    CHIEF,
    FIELDS,
    HANDLER,
    LEADER,
    MONDAY,
    OFFICER,
    Story,
    a_regime,
    person,
)

C = Command


def test_the_survivor_of_a_merge_takes_the_earlier_deadline_and_the_higher_level() -> None:
    story = Story(a_regime()).in_progress()
    sooner = story.at + timedelta(days=2)
    story.act(C.ABSORB, SYSTEM, deadline=sooner, level=1)
    assert story.facts.moments["handling"].at == sooner
    assert story.facts.level == 1
    original = story.facts.original
    story.act(C.ABSORB, SYSTEM, deadline=sooner + timedelta(days=9), level=0)
    assert (story.facts.moments["handling"].at, story.facts.level) == (sooner, 1)
    story.act(C.ABSORB, SYSTEM)
    assert story.facts.original == original


def test_a_survivor_that_was_not_dispatched_yet_keeps_the_earlier_deadline_for_then() -> None:
    story = Story(a_regime())
    story.open()
    story.act(C.REGISTER, OFFICER)
    sooner = story.at + timedelta(days=2)
    story.act(C.ABSORB, SYSTEM, deadline=sooner)
    story.act(C.DISPATCH, OFFICER)
    assert story.facts.moments["handling"].at == sooner
    assert (story.facts.deadline_kind, story.facts.original) == ("date", sooner)


def test_a_survivor_whose_own_deadline_is_the_earlier_keeps_it() -> None:
    story = Story(a_regime())
    story.open()
    story.act(C.REGISTER, OFFICER)
    story.act(C.ABSORB, SYSTEM, deadline=story.at + timedelta(days=99))
    story.act(C.DISPATCH, OFFICER)
    assert story.facts.deadline_kind == "budget"


def test_after_registration_the_supervising_unit_joins_and_divides() -> None:
    intake = person(61, "DC", *(r for r in OFFICER.roles if r == "intake"))
    story = Story(a_regime())
    story.open()
    story.act(C.REGISTER, OFFICER)
    for command in (C.MERGE, C.DIVIDE):
        with pytest.raises(Refused, match="督办单位合并"):
            story.act(command, intake)


def test_one_successor_is_no_division() -> None:
    story = Story(a_regime())
    story.open()
    with pytest.raises(Refused, match="两件"):
        story.act(C.DIVIDE, OFFICER, successors=[97, 97])


def holiday_story() -> tuple[Story, Calendar]:
    story = Story(a_regime())
    holidays = frozenset((MONDAY + timedelta(days=n)).date() for n in (8, 9))
    return story, Calendar("2026b", holidays, frozenset(), frozenset({2026, 2027}))


def rebased(story: Story, calendar: Calendar) -> None:
    regime = replace(a_regime(), steps=a_regime(Guards(steps=2)).steps)
    setting = replace(story.setting(), calendar=calendar, regime=regime)
    decision = decide(
        story.facts, C.REBASE, FIELDS[C.REBASE], by=SYSTEM, at=story.at, setting=setting
    )
    story.write(decision, SYSTEM)


def test_a_published_calendar_moves_what_is_due_and_says_what_was() -> None:
    story, calendar = holiday_story()
    story.in_progress()
    before = story.facts.moments["handling"].at
    rebased(story, calendar)
    assert story.facts.moments["handling"].at == before + timedelta(days=2)
    assert story.entries[-1].data["was"]["handling"] == before.isoformat()
    assert story.facts.step_units == ("DC", "CHECK")


def test_a_new_edition_starts_no_clock_that_had_stopped() -> None:
    story, calendar = holiday_story()
    story.closed()
    rebased(story, calendar)
    assert "handling" not in story.facts.moments
    story, calendar = holiday_story()
    story.submitted()
    rebased(story, calendar)
    assert "handling" not in story.facts.moments


def test_a_standing_item_needs_its_cadence_in_the_new_edition_too() -> None:
    story, calendar = holiday_story()
    story.in_progress(standing=True)
    regime = a_regime(confirmation=None)
    setting = replace(story.setting(), calendar=calendar, regime=regime)
    with pytest.raises(Refused, match="确认周期"):
        decide(story.facts, C.REBASE, FIELDS[C.REBASE], by=SYSTEM, at=story.at, setting=setting)


def test_a_deadline_lies_ahead_and_has_its_basis() -> None:
    story = Story(a_regime())
    story.open()
    story.act(C.REGISTER, OFFICER)
    later = story.at + timedelta(days=5)
    with pytest.raises(Refused, match="没有办理时限可调"):
        story.act(C.AMEND, OFFICER, deadline=later, deadline_basis="领导要求")
    with pytest.raises(Refused, match="晚于交办"):
        story.act(C.DISPATCH, OFFICER, deadline=MONDAY)
    with pytest.raises(Refused, match="须填写办理时限"):
        story.act(C.DISPATCH, OFFICER, deadline_kind="date")
    story.act(C.DISPATCH, OFFICER, deadline=later)
    assert story.facts.moments["handling"].at == later
    with pytest.raises(Refused, match="依据"):
        story.act(C.AMEND, OFFICER, deadline=later)
    with pytest.raises(Refused, match="晚于现在"):
        story.act(C.AMEND, OFFICER, deadline=MONDAY, deadline_basis="领导要求")
    story.act(C.RETURN, HANDLER)
    with pytest.raises(Refused, match="首次交办"):
        story.act(C.DISPATCH, OFFICER, deadline=later)


def test_a_limit_that_is_given_counts_instead_of_the_campaigns() -> None:
    story = Story(a_regime())
    story.open()
    story.act(C.REGISTER, OFFICER)
    story.act(C.DISPATCH, OFFICER, limit="24 urgent_hour category")
    assert story.facts.moments["handling"].at == story.at + timedelta(hours=24)


def test_each_outcome_has_its_evidence() -> None:
    regime = replace(a_regime(), evidence={"solved": 2})
    story = Story(regime).in_progress()
    with pytest.raises(Refused, match="2份佐证"):
        story.act(C.SUBMIT, HANDLER)
    story.act(C.SUBMIT, HANDLER, evidence=["a" * 64, "b" * 64])
    assert story.facts.state == "submitted"


@pytest.mark.parametrize(
    ("command", "fields", "said"),
    [
        (C.REPORT_PROGRESS, {"percent": 101}, "0到100"),
        (C.SUBMIT, {"outcome": "finished"}, "结果类型不能是“finished”"),
        (C.SUBMIT, {"result": " "}, "须填写办理结果"),
        (C.SUBMIT, {"colour": "red"}, "没有“colour”"),
    ],
)
def test_fields_that_cannot_be_right_are_refused_by_name(
    command: Command, fields: dict[str, object], said: str
) -> None:
    story = Story(a_regime()).in_progress()
    with pytest.raises(Refused, match=said):
        story.act(command, HANDLER, **fields)


def test_a_moment_without_its_zone_is_refused() -> None:
    story = Story(a_regime()).in_progress()
    with pytest.raises(Refused, match="时区"):
        story.ask(RequestKind.EXTENSION, HANDLER, until=MONDAY.replace(tzinfo=None))


def test_a_level_that_does_not_exist_is_refused() -> None:
    story = Story(a_regime()).in_progress()
    with pytest.raises(Refused, match="督办级别"):
        story.act(C.ESCALATE, OFFICER, level="top")


def test_who_raised_a_matter_is_told_why_it_is_declined() -> None:
    story = Story(a_regime())
    story.open(reporter=True)
    with pytest.raises(Refused, match="答复"):
        story.act(C.DECLINE, OFFICER)
    story.act(C.DECLINE, OFFICER, answer="属市级事权，已转市热线")
    assert story.facts.state == "declined"


def test_a_withdrawn_submission_leaves_nothing_decided() -> None:
    story = Story(a_regime(Guards(steps=2))).submitted()
    story.act(C.VERIFY_PASS, CHIEF)
    with pytest.raises(Refused, match="核查已开始"):
        story.act(C.WITHDRAW, HANDLER)


def test_entries_follow_each_other_without_a_gap() -> None:
    story = Story(a_regime()).in_progress()
    with pytest.raises(ValueError, match="follows"):
        absorb(story.facts, Event(9, MONDAY, SYSTEM, C.ANNOTATE, {}))
    grant = Event(story.facts.seq + 1, MONDAY, LEADER, C.GRANT, {"request": 99})
    with pytest.raises(ValueError, match="no open request"):
        absorb(story.facts, grant)


def test_an_open_request_is_found_by_its_entry() -> None:
    story = Story(a_regime()).in_progress()
    story.ask(RequestKind.APPEAL, HANDLER)
    request = story.facts.requests[0]
    assert story.facts.request(request.id) == request
    assert story.facts.request(0) is None
    assert Facts(1).involved == frozenset()
    assert {"DC", "B1", "B2"} <= story.facts.involved
    assert ARBITER.unit not in story.facts.involved


def test_what_is_raised_again_after_closing_starts_a_new_leg() -> None:
    story = Story(a_regime(response=Limit(2, TimeUnit.URGENT_HOUR))).closed()
    story.act(C.REPEAT, OFFICER)
    assert (story.facts.state, story.facts.leg, story.facts.rebounds) == ("registered", 2, 0)
    story.act(C.DISPATCH, OFFICER)
    assert story.facts.moments["response"].at == story.at + timedelta(hours=2)
