"""Breaking down (任务分解): the children are the lead's, whoever of the two makes them."""

import pytest

from taizhang.rules.lifecycle.facts import Actor
from taizhang.rules.lifecycle.states import Command, State
from taizhang.rules.refused import Refused
from tests.rules.lifecycle.build import HANDLER, LEADER, OFFICER, Story, a_regime

C = Command


def a_child(by: Actor, *, for_lead: bool) -> Story:
    story = Story(a_regime(), for_lead=for_lead)
    story.open(by, parent=9, intake_unit="B1")
    story.act(C.REGISTER, by, supervising_unit="B1")
    story.act(C.DISPATCH, by, lead="B2", supports=[])
    return story


def test_children_that_the_supervisor_makes_are_opened_for_the_lead_and_say_so() -> None:
    for by in (OFFICER, LEADER):
        story = a_child(by, for_lead=True)
        assert story.facts.state is State.DISPATCHED
        assert all(entry.data["for_lead"] is True for entry in story.entries)
        assert not any("as_leader" in entry.data for entry in story.entries)


def test_children_that_the_lead_makes_are_its_own() -> None:
    story = a_child(HANDLER, for_lead=False)
    assert not any("for_lead" in entry.data for entry in story.entries)
    assert story.facts.state is State.DISPATCHED


def test_outside_a_breakdown_nobody_acts_for_the_lead() -> None:
    story = a_child(OFFICER, for_lead=True)
    story.for_lead = False
    with pytest.raises(Refused, match="督办单位"):
        story.act(C.RECALL, OFFICER)
    orphan = Story(a_regime(), for_lead=True)
    orphan.open(intake_unit="B1")
    with pytest.raises(Refused, match="收文单位"):
        orphan.act(C.REGISTER, OFFICER)
