"""Children under the lead of their parent, and what the system does by itself."""

from datetime import timedelta

import pytest

from taizhang.rules.lifecycle.facts import SYSTEM
from taizhang.rules.lifecycle.guards import Guards
from taizhang.rules.lifecycle.states import Command, RequestKind
from taizhang.rules.lifecycle.system import system_move, wakes_at
from taizhang.rules.refused import Refused
from tests.rules.lifecycle.build import (
    CALENDAR,
    HANDLER,
    HEAD,
    OFFICER,
    OTHER,
    REPORTER,
    Story,
    a_regime,
)

C, R = Command, RequestKind


def test_the_lead_of_a_parent_takes_in_supervises_and_closes_its_children() -> None:
    story = Story(a_regime())
    story.open(HANDLER, parent=7, intake_unit="B1")
    story.act(C.REGISTER, HANDLER, supervising_unit="B1")
    story.act(C.DISPATCH, HEAD, lead="B2", supports=[])
    story.act(C.ACCEPT, OTHER)
    story.act(C.SUBMIT, OTHER)
    story.act(C.VERIFY_PASS, HEAD)
    assert (story.facts.state, story.facts.parent) == ("closed", 7)


def test_the_lead_of_a_parent_does_not_break_work_down_to_itself() -> None:
    story = Story(a_regime())
    story.open(HANDLER, parent=7, intake_unit="B1")
    story.act(C.REGISTER, HANDLER, supervising_unit="B1")
    with pytest.raises(Refused, match="办理单位自己"):
        story.act(C.DISPATCH, HEAD)


def test_only_the_pack_and_the_limit_let_the_system_accept() -> None:
    story = Story(a_regime())
    story.open()
    story.act(C.REGISTER, OFFICER)
    story.act(C.DISPATCH, OFFICER)
    assert wakes_at(story.facts, CALENDAR) is None
    with pytest.raises(Refused, match="视同签收"):
        story.act(C.ACCEPT, SYSTEM)
    story = Story(a_regime(Guards(deemed_accepted=True)))
    story.open()
    story.act(C.REGISTER, OFFICER)
    story.act(C.DISPATCH, OFFICER)
    due = story.facts.moments["response"].at
    assert wakes_at(story.facts, CALENDAR) == due
    assert system_move(story.facts, due - timedelta(seconds=1), CALENDAR) is None
    assert system_move(story.facts, due, CALENDAR) == (C.ACCEPT, {})
    with pytest.raises(Refused, match="时限未到"):
        story.act(C.ACCEPT, SYSTEM)


def test_the_system_resumes_and_archives_when_the_time_has_come() -> None:
    story = Story(a_regime()).in_progress()
    story.ask(R.SUSPENSION, HANDLER)
    story.grant(OFFICER)
    due = story.facts.moments["suspension"].at
    assert system_move(story.facts, due - timedelta(seconds=1), CALENDAR) is None
    assert system_move(story.facts, due, CALENDAR) == (C.RESUME, {})
    story = Story(a_regime()).closed()
    due = story.facts.moments["archive"].at
    assert system_move(story.facts, due - timedelta(seconds=1), CALENDAR) is None
    assert system_move(story.facts, due, CALENDAR) == (C.ARCHIVE, {})
    story.act(C.RATE, REPORTER)
    assert system_move(story.facts, due, CALENDAR) is None
    story = Story(a_regime(Guards(revisits=1))).closed()
    assert system_move(story.facts, due + timedelta(days=99), CALENDAR) is None
