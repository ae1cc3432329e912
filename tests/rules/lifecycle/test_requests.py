"""What somebody wants and somebody else decides: who, until when, and what comes of it."""

from dataclasses import replace
from datetime import timedelta

import pytest

from taizhang.rules.lifecycle.facts import SYSTEM
from taizhang.rules.lifecycle.guards import Guards
from taizhang.rules.lifecycle.offers import answerable
from taizhang.rules.lifecycle.relations import Subject
from taizhang.rules.lifecycle.requests import deny, grant
from taizhang.rules.lifecycle.states import Command, RequestKind, Role
from taizhang.rules.lifecycle.system import system_move
from taizhang.rules.refused import Refused
from tests.rules.lifecycle.build import (
    ARBITER,
    CALENDAR,
    CHIEF,
    HANDLER,
    HEAD,
    INSPECTOR,
    LEADER,
    OFFICER,
    OTHER,
    REPORTER,
    Story,
    a_regime,
    person,
)

C, R = Command, RequestKind
DAY = timedelta(days=1)


def disclosed() -> Story:
    story = Story(a_regime(Guards(public_notice=True))).submitted()
    story.act(C.VERIFY_PASS, CHIEF)
    return story


def decided_by(story: Story) -> tuple[str, str]:
    request = story.facts.requests[0]
    return request.decider, request.decides_as


def test_one_request_of_a_kind_is_open_at_a_time() -> None:
    story = Story(a_regime()).in_progress()
    story.ask(R.EXTENSION, HANDLER)
    with pytest.raises(Refused, match="已有一件延期申请"):
        story.ask(R.EXTENSION, HEAD)
    story.ask(R.SUSPENSION, HANDLER)
    assert len(story.facts.requests) == 2


def test_one_entry_is_appealed_once_at_a_time_and_exempted_once() -> None:
    story = Story(a_regime()).in_progress()
    story.ask(R.APPEAL, HEAD)
    with pytest.raises(Refused, match="已有一件申诉申请"):
        story.ask(R.APPEAL, HEAD)
    story.ask(R.APPEAL, HEAD, subject=2)
    story.grant(ARBITER)
    assert story.facts.exempt == (1,)
    with pytest.raises(Refused, match="已经申诉剔除"):
        story.ask(R.APPEAL, HEAD)


def test_the_unit_that_an_entry_counts_against_appeals_within_the_window() -> None:
    story = Story(a_regime()).in_progress()
    with pytest.raises(Refused, match="所不利的单位"):
        story.ask(R.APPEAL, OTHER)
    story.at += 40 * DAY
    with pytest.raises(Refused, match="30天"):
        story.ask(R.APPEAL, HEAD)


def test_an_appeal_of_the_arbiters_own_unit_goes_to_a_leader() -> None:
    story = Story(a_regime())
    story.subject = Subject(1, "DC", "ARB", story.at)
    story.open()
    story.act(C.REGISTER, OFFICER)
    head = person(41, "ARB", Role.HEAD)
    story.act(C.DISPATCH, OFFICER, lead="ARB")
    story.ask(R.APPEAL, head)
    assert decided_by(story) == ("TOP", "leader")
    story.grant(LEADER)
    assert story.facts.exempt == (1,)


def test_neither_party_nor_author_reviews_an_appeal() -> None:
    story = Story(a_regime()).in_progress()
    story.ask(R.APPEAL, HEAD)
    author = person(1, "ARB", Role.ARBITER)  # who wrote it, now an arbiter
    with pytest.raises(Refused, match="双方以外"):
        story.grant(author)
    request = replace(story.facts.requests[0], unit="ARB")
    setting = replace(story.setting(), subject=None)
    with pytest.raises(Refused, match="自己的申诉"):
        grant(story.facts, request, {}, by=ARBITER, at=story.at, setting=setting)


def test_an_objection_to_a_declined_proposal_is_for_another_person_of_intake() -> None:
    story = Story(a_regime())
    story.open()
    story.act(C.DECLINE, OFFICER)
    story.ask(R.OBJECTION, REPORTER)
    assert decided_by(story) == ("DC", "second")
    with pytest.raises(Refused, match="作出原决定"):
        story.grant(OFFICER)
    story.grant(person(42, "DC", Role.INTAKE))
    assert story.facts.state == "proposed"


def test_who_signed_the_refusal_of_a_proposal_does_not_judge_the_objection_to_it() -> None:
    story = Story(a_regime(Guards(decline_signed=True)))
    story.open()
    story.ask(R.SIGNATURE, OFFICER, C.DECLINE)
    story.grant(CHIEF)
    story.ask(R.OBJECTION, REPORTER)
    for by in (OFFICER, CHIEF):
        with pytest.raises(Refused, match="作出原决定"):
            story.grant(by)
    story.grant(LEADER)
    assert story.facts.state == "proposed"


@pytest.mark.parametrize("how", [C.MERGE, C.DIVIDE])
def test_who_joined_or_divided_items_does_not_judge_the_objection_to_it(how: Command) -> None:
    story = Story(a_regime())
    story.open()
    story.act(C.REGISTER, OFFICER)
    story.act(how, OFFICER)
    story.ask(R.OBJECTION, REPORTER)
    with pytest.raises(Refused, match="作出原决定"):
        story.grant(OFFICER)
    story.grant(CHIEF)
    assert story.facts.state == "proposed"


def test_who_put_things_right_on_the_spot_does_not_judge_the_objection_to_it() -> None:
    story = Story(a_regime())
    story.open()
    story.act(C.FIX_ON_SPOT, CHIEF)
    story.ask(R.OBJECTION, REPORTER)
    with pytest.raises(Refused, match="作出原决定"):
        story.grant(CHIEF)
    story.grant(OFFICER)
    assert story.facts.state == "registered"


def test_what_the_system_closed_was_let_pass_by_its_verifier() -> None:
    story = disclosed()
    story.at += 30 * DAY
    story.act(C.CLOSE, SYSTEM)
    assert story.facts.closer == CHIEF.person


def test_who_ended_an_item_by_a_decision_is_known() -> None:
    story = Story(a_regime()).in_progress()
    story.ask(R.TERMINATION, HANDLER)
    story.grant(LEADER)
    assert (story.facts.closer, story.facts.outcome) == (LEADER.person, "impossible")
    story = Story(a_regime()).in_progress()
    story.ask(R.VOIDING, OFFICER)
    story.grant(CHIEF)
    assert (story.facts.closer, story.facts.state) == (CHIEF.person, "voided")


def test_an_objection_stops_the_closing_until_it_is_decided() -> None:
    story = disclosed()
    story.ask(R.OBJECTION, REPORTER)
    story.at = story.facts.moments["closing"].at
    assert system_move(story.facts, story.at, CALENDAR) is None
    with pytest.raises(Refused, match="异议"):
        story.act(C.CLOSE, OFFICER)
    story.deny(OFFICER)
    move = system_move(story.facts, story.at, CALENDAR)
    assert move == (C.CLOSE, {})


def test_nothing_is_closed_before_its_public_notice_is_over() -> None:
    story = disclosed()
    with pytest.raises(Refused, match="公示期未满"):
        story.act(C.CLOSE, OFFICER)


def test_an_objection_comes_within_the_window() -> None:
    story = Story(a_regime()).closed()
    story.at += 31 * DAY
    with pytest.raises(Refused, match="30天"):
        story.ask(R.OBJECTION, REPORTER)
    story = Story(a_regime())
    story.open()
    story.act(C.DECLINE, OFFICER)
    story.at += 31 * DAY
    with pytest.raises(Refused, match="30天"):
        story.ask(R.OBJECTION, REPORTER)


def test_a_bad_rating_opens_one_objection_and_only_within_the_window() -> None:
    story = Story(a_regime()).closed()
    story.act(C.RATE, REPORTER)
    story.act(C.RATE, REPORTER)
    assert [r.kind for r in story.facts.requests] == [R.OBJECTION]
    story.take_back(REPORTER)
    story.at += 31 * DAY
    story.act(C.RATE, REPORTER)
    assert story.facts.requests == ()


def test_a_good_rating_opens_no_objection() -> None:
    story = Story(a_regime()).closed()
    story.act(C.RATE, REPORTER, solved="yes")
    assert story.facts.requests == ()


def test_only_who_asked_takes_a_request_back() -> None:
    story = Story(a_regime()).closed()
    story.ask(R.OBJECTION, REPORTER)
    for by in (SYSTEM, OFFICER):
        with pytest.raises(Refused, match="收回"):
            story.take_back(by)
    story.take_back(REPORTER)
    assert story.facts.requests == ()
    story = Story(a_regime()).in_progress()
    story.ask(R.EXTENSION, HANDLER)
    with pytest.raises(Refused, match="收回"):
        story.take_back(OTHER)
    story.take_back(HEAD)
    assert story.facts.requests == ()


def test_a_refusal_has_its_reason() -> None:
    story = Story(a_regime()).in_progress()
    story.ask(R.EXTENSION, HANDLER)
    request = story.facts.requests[0]
    with pytest.raises(Refused, match="理由"):
        deny(story.facts, request, {"reason": " "}, by=OFFICER, setting=story.setting())


def test_requests_lapse_where_they_can_no_longer_be_asked() -> None:
    story = Story(a_regime()).in_progress()
    story.ask(R.EXTENSION, HANDLER)
    story.act(C.SUBMIT, HANDLER)
    assert story.facts.requests == ()
    assert story.entries[-1].command is C.LAPSE


def test_a_parent_is_not_ended_before_its_children() -> None:
    story = Story(a_regime()).in_progress()
    story.ask(R.TERMINATION, HANDLER)
    story.act(C.SPLIT, HANDLER)
    story.children_open = 1
    for kind in (R.REASSIGNMENT, R.VOIDING):
        with pytest.raises(Refused, match="子事项"):
            story.ask(kind, OFFICER if kind is R.VOIDING else HANDLER)
    with pytest.raises(Refused, match="子事项"):
        story.grant(LEADER)
    for command, by in ((C.SUBMIT, HANDLER), (C.MERGE, OFFICER), (C.RECALL, OFFICER)):
        with pytest.raises(Refused, match="1个子事项"):
            story.act(command, by)
    story.deny(LEADER)
    with pytest.raises(Refused, match="子事项"):
        story.ask(R.TERMINATION, HANDLER)


def test_a_child_that_rebounds_keeps_its_parent_from_being_passed() -> None:
    story = Story(a_regime()).submitted()
    story.children_open = 1
    with pytest.raises(Refused, match="1个子事项"):
        story.act(C.VERIFY_PASS, CHIEF)


@pytest.mark.parametrize("kind", [R.REASSIGNMENT, R.VOIDING])
def test_children_that_came_after_the_asking_are_seen_at_the_granting(kind: RequestKind) -> None:
    story = Story(a_regime()).in_progress()
    story.ask(kind, OFFICER if kind is R.VOIDING else HANDLER)
    story.children_open = 1
    with pytest.raises(Refused, match="子事项"):
        story.grant(CHIEF)


def test_what_was_arbitrated_is_not_reassigned() -> None:
    story = Story(a_regime())
    story.open()
    story.act(C.REGISTER, OFFICER)
    story.act(C.DISPATCH, OFFICER)
    story.act(C.RETURN, HANDLER)
    story.act(C.ARBITRATE, ARBITER)
    story.act(C.ACCEPT, HANDLER)
    with pytest.raises(Refused, match="不得再申请改派"):
        story.ask(R.REASSIGNMENT, HANDLER)


def test_a_termination_is_decided_by_a_leader_outside_the_lead_unit() -> None:
    story = Story(a_regime())
    story.open()
    story.act(C.REGISTER, OFFICER)
    story.act(C.DISPATCH, OFFICER, lead="TOP")
    story.ask(R.TERMINATION, OFFICER)
    with pytest.raises(Refused, match="牵头单位以外"):
        story.grant(LEADER)


def test_a_suspension_has_an_end_within_the_longest_time() -> None:
    story = Story(a_regime()).in_progress()
    for days in (-1, 366):
        with pytest.raises(Refused, match="365天"):
            story.ask(R.SUSPENSION, HANDLER, until=story.at + days * DAY)
    story.ask(R.SUSPENSION, HANDLER, until=story.at + DAY)
    story.at += 2 * DAY
    with pytest.raises(Refused, match="365天"):
        story.grant(OFFICER)
    story.grant(OFFICER, until=story.at + 9 * DAY)
    assert story.facts.moments["suspension"].at == story.at + 9 * DAY - timedelta(hours=1)


def test_a_campaign_may_allow_neither_suspension_nor_a_third_extension() -> None:
    story = Story(a_regime(Guards(suspendable=False, extensions=0))).in_progress()
    with pytest.raises(Refused, match="不允许暂缓"):
        story.ask(R.SUSPENSION, HANDLER)
    with pytest.raises(Refused, match="0次"):
        story.ask(R.EXTENSION, HANDLER)


def test_everybody_sees_what_they_may_decide() -> None:
    story = Story(a_regime()).in_progress()
    story.ask(R.EXTENSION, HANDLER)
    setting = story.setting()
    assert answerable(story.facts, OFFICER, setting) == list(story.facts.requests)
    assert answerable(story.facts, HANDLER, setting) == []


def test_look_backs_come_before_the_archive() -> None:
    story = Story(a_regime(Guards(revisits=2))).closed()
    with pytest.raises(Refused, match="2次回头看"):
        story.act(C.ARCHIVE, OFFICER)
    with pytest.raises(Refused, match="回头看单位"):
        story.act(C.REVISIT_PASS, HANDLER)
    moved = person(6, "CHECK", Role.INSPECTOR)  # the handler, now an inspector
    with pytest.raises(Refused, match="自己的工作"):
        story.act(C.REVISIT_PASS, moved)
    for _ in range(2):
        story.act(C.REVISIT_PASS, INSPECTOR)
    with pytest.raises(Refused, match="没有待做"):
        story.act(C.REVISIT_PASS, INSPECTOR)
    story.ask(R.OBJECTION, REPORTER)
    with pytest.raises(Refused, match="还有申请"):
        story.act(C.ARCHIVE, OFFICER)
    story.deny(OFFICER)
    with pytest.raises(Refused, match="归档时限未到"):
        story.act(C.ARCHIVE, SYSTEM)
    story.act(C.ARCHIVE, OFFICER)
    assert story.facts.state == "archived"


def test_the_system_waits_for_the_moment() -> None:
    story = Story(a_regime()).in_progress()
    story.ask(R.SUSPENSION, HANDLER)
    story.grant(OFFICER)
    with pytest.raises(Refused, match="暂缓期未满"):
        story.act(C.RESUME, SYSTEM)
