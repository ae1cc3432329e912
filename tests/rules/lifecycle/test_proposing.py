"""Proposals: while a demanded check is missing its limit counts, afterwards the triage's."""

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from taizhang.rules.clock import Limit, TimeUnit
from taizhang.rules.lifecycle.decide import decide
from taizhang.rules.lifecycle.due import standing
from taizhang.rules.lifecycle.facts import SYSTEM
from taizhang.rules.lifecycle.guards import Guards, Regime
from taizhang.rules.lifecycle.states import Command
from tests.rules.lifecycle.build import FIELDS, INSPECTOR, MONDAY, OFFICER, Story, a_regime

C = Command
CHECKED = Guards(check_first=True)
DAY = timedelta(days=1)


def limits(check: int, triage: int) -> dict[str, Limit]:
    hours = TimeUnit.URGENT_HOUR
    return {"check": Limit(check, hours), "triage": Limit(triage, hours)}


def expected(story: Story) -> tuple[str, str, timedelta]:
    now = standing(story.facts)
    assert now is not None
    return now.clock, now.action, now.moment.at - story.at


@given(st.integers(1, 90), st.integers(1, 90), st.integers(0, 200))
def test_the_check_has_its_limit_and_the_triage_its_own_from_the_check_on(
    check: int, triage: int, taken: int
) -> None:
    story = Story(a_regime(CHECKED, **limits(check, triage)))
    story.open(INSPECTOR)
    assert expected(story) == ("check", "check", timedelta(hours=check))
    story.at += timedelta(hours=taken)
    story.act(C.CHECK, INSPECTOR)
    assert ("late" in story.entries[-1].data) == (story.at > MONDAY + timedelta(hours=check))
    assert expected(story) == ("triage", "register", timedelta(hours=triage))
    story.act(C.REGISTER, OFFICER)
    assert "triage" not in story.facts.late  # an hour later, which any triage allows


def test_a_second_check_gives_the_triage_no_more_time() -> None:
    story = Story(a_regime(CHECKED))
    story.open(INSPECTOR)
    story.act(C.CHECK, INSPECTOR, finding="partly")
    due = story.facts.moments["triage"]
    story.act(C.CHECK, INSPECTOR)
    assert story.facts.moments["triage"] == due


def test_a_check_that_nobody_demanded_moves_nothing() -> None:
    story = Story(a_regime())
    story.open()
    before = story.facts.moments
    story.act(C.CHECK, INSPECTOR)
    assert story.facts.moments == before


def rebased(story: Story, regime: Regime) -> None:
    story.at += DAY
    setting = replace(story.setting(), regime=regime)
    decision = decide(
        story.facts, C.REBASE, FIELDS[C.REBASE], by=SYSTEM, at=story.at, setting=setting
    )
    story.write(decision, SYSTEM)


@pytest.mark.parametrize(
    ("old", "new", "awaited"),
    [(Guards(), CHECKED, "check"), (CHECKED, Guards(), "triage")],
)
def test_a_new_edition_turns_a_proposal_to_what_it_now_waits_for(
    old: Guards, new: Guards, awaited: str
) -> None:
    story = Story(a_regime(old, **limits(30, 40)))
    story.open()
    rebased(story, a_regime(new, **limits(30, 40)))
    hours = timedelta(hours=30 if awaited == "check" else 40)
    assert expected(story)[::2] == (awaited, hours)
    assert set(story.facts.moments) == {awaited}


def test_a_new_edition_that_asks_the_same_leaves_the_clock_alone() -> None:
    for guards in (Guards(), CHECKED):
        story = Story(a_regime(guards))
        story.open()
        before = story.facts.moments
        rebased(story, a_regime(guards))
        assert story.facts.moments == before
    story.act(C.CHECK, INSPECTOR)
    before = story.facts.moments
    rebased(story, a_regime(guards))
    assert story.facts.moments == before
