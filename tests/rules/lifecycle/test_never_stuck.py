"""Whoever is to act can act: what a drill of three months found that no single rule showed."""

from dataclasses import replace

from taizhang.rules.lifecycle.due import standing
from taizhang.rules.lifecycle.guards import Guards
from taizhang.rules.lifecycle.states import Command, RequestKind, Role, State
from tests.rules.lifecycle.build import (
    CHIEF,
    HANDLER,
    HEAD,
    LEADER,
    OFFICER,
    Story,
    a_regime,
    person,
)

C = Command


def test_a_request_of_before_the_registration_is_decided_by_who_supervises_then():
    story = Story(a_regime())
    story.open()
    story.ask(RequestKind.VOIDING, OFFICER)
    story.act(C.REGISTER, OFFICER, supervising_unit="DC2")
    assert story.facts.requests[0].decider == "DC2"
    story.grant(person(71, "DC2", Role.SUPERVISOR))
    assert story.facts.state is State.VOIDED


def test_a_request_follows_the_supervising_unit_that_a_leader_changes():
    story = Story(a_regime()).in_progress()
    story.ask(RequestKind.EXTENSION, HANDLER)
    story.act(C.AMEND, LEADER, supervising_unit="DC2", reason="调整")
    assert story.facts.requests[0].decider == "DC2"
    story.grant(person(72, "DC2", Role.SUPERVISOR))
    assert story.facts.requests == ()


def test_where_everybody_has_verified_it_before_a_leader_verifies():
    story = Story(a_regime()).closed()
    story.act(C.REPEAT, OFFICER)
    story.act(C.DISPATCH, OFFICER)
    story.act(C.ACCEPT, HANDLER)
    story.act(C.SUBMIT, HANDLER)
    assert CHIEF.person in story.facts.barred
    story.act(C.VERIFY_PASS, LEADER)
    assert story.facts.state is State.CLOSED


def test_the_lead_of_the_parent_looks_back_at_a_part():
    regime = replace(a_regime(Guards(revisits=1)), revisit_unit="@supervising")
    story = Story(regime)
    story.open(by=HEAD, parent=7, intake_unit="B1")
    story.act(C.REGISTER, HEAD, supervising_unit="B1")
    story.act(C.DISPATCH, HEAD, lead="B2", supports=[])
    other = person(73, "B2", Role.HANDLER)
    story.act(C.ACCEPT, other)
    story.act(C.SUBMIT, other)
    story.act(C.VERIFY_PASS, HEAD)
    step = standing(story.facts)
    assert step is not None
    assert (step.unit, step.action) == ("B1", C.REVISIT_PASS)
    story.act(C.REVISIT_PASS, HANDLER)
    assert story.facts.revisits_left == 0
