"""Who may do what: independence, leaders, second persons, inspectors, arbiters."""

from dataclasses import replace
from typing import Any

import pytest

from taizhang.rules.lifecycle.decide import decide, opening
from taizhang.rules.lifecycle.due import standing
from taizhang.rules.lifecycle.facts import SYSTEM
from taizhang.rules.lifecycle.guards import Guards
from taizhang.rules.lifecycle.offers import offers
from taizhang.rules.lifecycle.states import Command, RequestKind, Role
from taizhang.rules.refused import Refused
from tests.rules.lifecycle.build import (
    ADMIN,
    ARBITER,
    BELOW,
    CHIEF,
    FIELDS,
    HANDLER,
    HEAD,
    INSPECTOR,
    LEADER,
    MONDAY,
    OFFICER,
    OTHER,
    REPORTER,
    Story,
    a_regime,
    person,
)

C, R = Command, RequestKind


def registered(guards: Guards | None = None, **fields: Any) -> Story:
    story = Story(a_regime(guards))
    story.open(**fields)
    story.act(C.REGISTER, OFFICER)
    return story


def test_a_leaders_act_for_the_supervising_unit_says_so() -> None:
    story = registered()
    story.act(C.DISPATCH, LEADER)
    assert story.entries[-1].data["as_leader"] is True
    story.act(C.RECALL, OFFICER)
    assert "as_leader" not in story.entries[-1].data


def test_a_leaders_act_says_so_also_where_the_leader_supervises_elsewhere() -> None:
    story = registered()
    story.act(C.DISPATCH, person(31, "TOP", Role.LEADER, Role.SUPERVISOR))
    assert story.entries[-1].data["as_leader"] is True


def test_a_leaders_answer_for_the_supervising_unit_says_so() -> None:
    story = Story(a_regime()).in_progress()
    story.ask(R.EXTENSION, HANDLER)
    story.grant(LEADER)
    assert story.entries[-1].data["as_leader"] is True


def test_whoever_gave_the_work_out_inside_the_lead_unit_has_handled_it() -> None:
    story = Story(a_regime()).in_progress()
    story.act(C.ASSIGN, HEAD)
    moved = person(7, "DC", Role.SUPERVISOR)  # the head, now in the supervising unit
    story.act(C.SUBMIT, HANDLER)
    with pytest.raises(Refused, match="自己的工作"):
        story.act(C.VERIFY_PASS, moved)


def test_a_supervisor_who_breaks_work_down_has_not_handled_it() -> None:
    story = Story(a_regime()).in_progress()
    story.act(C.SPLIT, OFFICER)
    assert OFFICER.person not in story.facts.hands
    story.act(C.SPLIT, HEAD, children=[56])
    assert HEAD.person in story.facts.hands
    assert story.facts.children == (55, 56)


def test_a_unit_that_once_submitted_the_item_verifies_none_of_its_later_legs() -> None:
    story = Story(a_regime(Guards(steps=2))).in_progress()
    story.act(C.SUBMIT, HANDLER)
    story.act(C.VERIFY_PASS, CHIEF)
    story.act(C.VERIFY_PASS, INSPECTOR)
    story.act(C.REBOUND, INSPECTOR)
    with pytest.raises(Refused, match="办理单位自己"):
        story.act(C.DISPATCH, OFFICER, lead="CHECK", supports=[])
    story.act(C.DISPATCH, OFFICER, lead="B2", supports=[])
    assert "B1" not in story.facts.step_units


def test_nothing_is_dispatched_whose_look_back_would_fall_to_its_lead() -> None:
    story = registered(Guards(revisits=1))
    with pytest.raises(Refused, match="回头看"):
        story.act(C.DISPATCH, OFFICER, lead="CHECK")


def test_a_new_supervising_unit_verifies_in_the_place_of_the_old() -> None:
    story = Story(a_regime()).in_progress()
    assert story.facts.step_units == ("DC",)
    story.ask(R.SIGNATURE, OFFICER, C.AMEND, supervising_unit="DC2")
    story.grant(LEADER)
    assert story.facts.step_units == ("DC2",)
    assert story.facts.supervising_unit == "DC2"


def test_a_lead_does_not_come_to_supervise_itself() -> None:
    story = Story(a_regime()).in_progress()
    with pytest.raises(Refused, match="牵头单位或其下级"):
        story.act(C.AMEND, LEADER, supervising_unit="B1/sub")


def test_a_supervising_unit_may_change_before_there_is_a_lead() -> None:
    story = registered()
    story.act(C.AMEND, LEADER, supervising_unit="DC2")
    assert story.facts.supervising_unit == "DC2"


def test_a_unit_complained_of_neither_leads_nor_supervises_nor_inspects() -> None:
    story = Story(a_regime())
    story.open(complained_of=["B1", "CHECK"])
    with pytest.raises(Refused, match="督查员"):
        story.act(C.CHECK, INSPECTOR)
    with pytest.raises(Refused, match="督办"):
        story.act(C.REGISTER, OFFICER, supervising_unit="B1")
    story.act(C.REGISTER, OFFICER)
    for lead in ("B1", "B1/sub"):
        with pytest.raises(Refused, match="被反映"):
            story.act(C.DISPATCH, OFFICER, lead=lead)
    with pytest.raises(Refused, match="被反映"):
        story.act(C.AMEND, LEADER, supervising_unit="B1")


def test_a_new_lead_is_no_longer_its_own_support() -> None:
    story = registered()
    story.act(C.DISPATCH, OFFICER, supports=["B2", "B3"])
    story.act(C.RETURN, HANDLER)
    fields = {"lead": "B2"}
    decision = decide(
        story.facts, C.DISPATCH, fields, by=OFFICER, at=story.at, setting=story.setting()
    )
    story.write(decision, OFFICER)
    assert story.facts.supports == ("B3",)
    with pytest.raises(Refused, match="牵头单位不必"):
        story.act(C.AMEND, OFFICER, supports=["B2"])


def test_a_lead_is_not_named_as_its_own_support() -> None:
    story = registered()
    with pytest.raises(Refused, match="牵头单位不必"):
        story.act(C.DISPATCH, OFFICER, supports=["B1"])


def test_only_an_inspector_whom_it_concerns_hands_over_on_the_spot() -> None:
    story = Story(a_regime())
    story.open()
    with pytest.raises(Refused, match="督查员须属于"):
        story.act(C.HAND_OVER, person(32, "ELSE", Role.INSPECTOR))
    story.act(C.HAND_OVER, INSPECTOR)
    assert story.facts.state == "dispatched"


def test_an_inspector_does_not_put_right_what_the_own_unit_leads() -> None:
    for by in (BELOW, person(33, "B1", Role.INSPECTOR)):
        story = Story(a_regime())
        story.open()
        with pytest.raises(Refused, match="本单位或上级"):
            story.act(C.FIX_ON_SPOT, by)


def test_what_was_checked_as_untrue_is_declined() -> None:
    story = Story(a_regime())
    story.open()
    story.act(C.CHECK, INSPECTOR, finding="untrue")
    for command, by in ((C.REGISTER, OFFICER), (C.HAND_OVER, INSPECTOR), (C.FIX_ON_SPOT, CHIEF)):
        with pytest.raises(Refused, match="不属实"):
            story.act(command, by)
    story.act(C.DECLINE, OFFICER, outcome="untrue")
    assert story.facts.state == "declined"


def test_what_is_opened_again_is_checked_again() -> None:
    story = Story(a_regime(Guards(check_first=True)))
    story.open(INSPECTOR)
    story.act(C.CHECK, INSPECTOR, finding="untrue")
    story.act(C.DECLINE, OFFICER)
    story.ask(R.SIGNATURE, CHIEF, C.REOPEN)
    story.grant(OFFICER)
    now = standing(story.facts)
    assert now is not None
    assert (now.unit, now.action) == ("CHECK", "check")
    with pytest.raises(Refused, match="尚无核实结论"):
        story.act(C.REGISTER, OFFICER)


def test_who_declined_a_proposal_does_not_open_it_again() -> None:
    story = Story(a_regime())
    story.open()
    story.act(C.DECLINE, OFFICER)
    with pytest.raises(Refused, match="另一人"):
        story.ask(R.SIGNATURE, OFFICER, C.REOPEN)
    story.ask(R.SIGNATURE, CHIEF, C.REOPEN)
    with pytest.raises(Refused, match="由他人决定"):
        story.grant(CHIEF)
    story.grant(OFFICER)
    assert story.facts.state == "proposed"


def test_intake_does_not_open_again_what_has_a_supervising_unit() -> None:
    story = registered()
    story.act(C.MERGE, OFFICER)
    with pytest.raises(Refused, match="由督办单位重新立项"):
        story.ask(R.SIGNATURE, person(34, "DC", Role.INTAKE), C.REOPEN)


def test_an_arbiter_to_whom_the_duty_was_put_gives_way_to_a_leader() -> None:
    story = registered()
    arbiters = person(35, "ARB", Role.HANDLER, Role.HEAD)
    for _ in range(2):
        story.act(C.DISPATCH, OFFICER, lead="ARB")
        story.act(C.RETURN, arbiters)
    now = standing(story.facts)
    assert now is not None
    assert now.unit == "TOP"
    with pytest.raises(Refused, match="不能裁定"):
        story.act(C.ARBITRATE, ARBITER)
    story.act(C.ARBITRATE, LEADER)
    assert story.facts.lead == "B1"
    with pytest.raises(Refused, match="不得再退回"):
        story.act(C.RETURN, HANDLER)


def test_a_unit_from_which_the_item_was_recalled_counts_as_asked() -> None:
    story = registered()
    story.act(C.DISPATCH, OFFICER)
    story.act(C.RECALL, OFFICER)
    assert story.facts.put_to == ("B1",)
    with pytest.raises(Refused, match="不需要裁定"):
        story.act(C.ARBITRATE, ARBITER)


def test_after_two_returns_the_arbiter_decides() -> None:
    story = registered()
    for _ in range(2):
        story.act(C.DISPATCH, OFFICER)
        story.act(C.RETURN, HANDLER)
    with pytest.raises(Refused, match="裁定"):
        story.act(C.DISPATCH, OFFICER)


def test_raised_again_it_takes_another_verifier_until_somebody_else_has_looked() -> None:
    story = Story(a_regime()).submitted()
    story.act(C.VERIFY_FAIL, CHIEF)
    story.act(C.REPEAT, OFFICER)
    story.act(C.SUBMIT, HANDLER)
    with pytest.raises(Refused, match="换人核查"):
        story.act(C.VERIFY_PASS, CHIEF)
    story.act(C.VERIFY_FAIL, OFFICER)
    story.act(C.SUBMIT, HANDLER)
    story.act(C.VERIFY_PASS, OFFICER)
    assert story.facts.state == "closed"


def test_raised_a_third_time_it_goes_to_the_leader_in_charge() -> None:
    story = Story(a_regime()).in_progress()
    story.act(C.REPEAT, OFFICER)
    assert story.facts.level == 0
    assert story.facts.reporter
    story.act(C.REPEAT, OFFICER)
    assert story.facts.level == 1
    assert story.entries[-1].data["raised_to"] == "TOP"


def test_a_step_on_site_is_not_passed_on_paper() -> None:
    story = Story(a_regime(on_site=True)).submitted()
    with pytest.raises(Refused, match="现场核查"):
        story.act(C.VERIFY_PASS, CHIEF, where="on_paper")
    story.act(C.VERIFY_FAIL, CHIEF, where="on_paper")
    assert story.facts.state == "in_progress"


def test_a_standing_item_is_submitted_by_the_head_and_signed_by_the_supervisor() -> None:
    story = Story(a_regime(Guards(submit_signed=True))).in_progress(standing=True)
    assert "handling" not in story.facts.moments
    with pytest.raises(Refused, match="负责人申请"):
        story.ask(R.SIGNATURE, HANDLER, C.SUBMIT)
    story.ask(R.SIGNATURE, HEAD, C.SUBMIT)
    story.grant(OFFICER)
    assert story.facts.state == "submitted"
    assert {HEAD.person, OFFICER.person} <= story.facts.hands


def test_a_standing_item_needs_a_cadence_of_confirmation() -> None:
    story = Story(a_regime(confirmation=None))
    story.open()
    with pytest.raises(Refused, match="确认周期"):
        story.act(C.REGISTER, OFFICER, standing=True)


def test_only_the_supervising_unit_confirms_that_a_standing_item_is_kept() -> None:
    story = Story(a_regime()).in_progress(standing=True)
    with pytest.raises(Refused, match="督办单位"):
        story.act(C.CONFIRM, HANDLER)
    before = story.facts.moments["confirmation"].at
    story.at = before
    story.act(C.CONFIRM, OFFICER)
    assert story.facts.moments["confirmation"].at > before
    with pytest.raises(Refused, match="不需要延期"):
        story.ask(R.EXTENSION, HANDLER)


def test_a_milestone_of_an_ordinary_item_starts_no_clock() -> None:
    story = Story(a_regime()).in_progress()
    story.act(C.CONFIRM, OFFICER)
    assert "confirmation" not in story.facts.moments


def test_a_signature_is_given_by_who_is_named_for_it() -> None:
    story = Story(a_regime(Guards(submit_signed=True))).in_progress()
    story.ask(R.SIGNATURE, HANDLER, C.SUBMIT)
    with pytest.raises(Refused, match="牵头单位负责人"):
        story.grant(OFFICER)


def test_what_needs_no_signature_is_not_asked_to_be_signed() -> None:
    story = Story(a_regime()).in_progress()
    with pytest.raises(Refused, match="不需要签批"):
        story.ask(R.SIGNATURE, HANDLER, C.SUBMIT)
    with pytest.raises(Refused, match="须写明所签批的事"):
        story.ask(R.SIGNATURE, HANDLER, **FIELDS[C.SUBMIT])


def test_one_signature_is_asked_for_once() -> None:
    story = Story(a_regime(Guards(submit_signed=True))).in_progress()
    story.ask(R.SIGNATURE, HANDLER, C.SUBMIT)
    with pytest.raises(Refused, match="待签批"):
        story.ask(R.SIGNATURE, HANDLER, C.SUBMIT)


def test_somebody_with_a_post_of_intake_or_supervision_proposes() -> None:
    story = Story(a_regime())
    given = {"source": "meeting", "campaign": "demo", "title": "修路"}
    with pytest.raises(Refused, match="收文、督办、督查"):
        opening(given, by=OTHER, at=MONDAY, setting=story.setting(pins=True))
    with pytest.raises(Refused, match="专项"):
        opening(given, by=OFFICER, at=MONDAY, setting=story.setting())
    proposed = opening(given, by=REPORTER, at=MONDAY, setting=story.setting(pins=True))
    assert proposed.data["intake_unit"] == "ARB"


def test_nobody_acts_before_what_was_done_last() -> None:
    story = Story(a_regime()).in_progress()
    with pytest.raises(Refused, match="早于"):
        decide(story.facts, C.URGE, {"words": "快"}, by=OFFICER, at=MONDAY, setting=story.setting())


def test_the_system_verifies_nothing() -> None:
    story = Story(a_regime()).submitted()
    with pytest.raises(Refused, match="核查单位"):
        story.act(C.VERIFY_PASS, SYSTEM)


def test_an_administrator_passes_work_on_without_having_handled_it() -> None:
    story = Story(a_regime()).in_progress()
    story.act(C.ASSIGN, ADMIN, handler=17)
    assert story.facts.handler == 17
    assert 17 in story.facts.hands
    assert ADMIN.person not in story.facts.hands


def test_a_change_of_the_area_changes_who_verifies_there() -> None:
    regime = a_regime()
    steps = (replace(regime.steps[0], unit="@area"),)
    story = Story(replace(regime, steps=steps)).in_progress()
    assert story.facts.step_units == ("DC",)
    story.act(C.AMEND, OFFICER, area="STREET")
    assert story.facts.step_units == ("STREET",)


def test_a_person_who_handled_the_item_decides_nothing_about_it() -> None:
    story = Story(a_regime()).in_progress()
    story.ask(R.EXTENSION, HEAD)
    moved = person(6, "DC", Role.SUPERVISOR)  # the handler, now in the supervising unit
    with pytest.raises(Refused, match="经手过"):
        story.grant(moved)


def test_an_appeal_is_offered_before_its_entry_is_named() -> None:
    story = Story(a_regime()).in_progress()
    setting = replace(story.setting(), subject=None)
    appeal = next(o for o in offers(story.facts, OTHER, story.at, setting) if o.kind is R.APPEAL)
    assert appeal.is_allowed
