"""Rebasing (换版): an open item moves to another edition, and what runs is counted again."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from taizhang.rules.clock import Limit
from taizhang.rules.lifecycle.case import Case, Data, moments
from taizhang.rules.lifecycle.dispatching import step_units
from taizhang.rules.lifecycle.due import after, handling, milestone
from taizhang.rules.lifecycle.facts import Moment, moment_json
from taizhang.rules.lifecycle.heirs import heirs_of, succeeded
from taizhang.rules.lifecycle.moves import HELD
from taizhang.rules.lifecycle.proposing import rebased
from taizhang.rules.lifecycle.states import State
from taizhang.rules.refused import Refused

UNCOUNTED = ("suspension",)  # a date that was granted, not a limit


def rebase(case: Case) -> Data:
    """Pin the new rules; let heirs take over; count every clock that runs again from its start.

    The entry says what was due before (`was`), clock by clock.
    """
    facts = case.facts
    if facts.standing and case.limits.confirmation is None:
        raise Refused("limit", "新版没有规定长期坚持事项的确认周期，不能换版。")
    data: Data = {"regime": case.regime.dump(), "calendar": case.setting.calendar.edition}
    heirs = heirs_of(facts, case.setting.heirs)
    if heirs:
        data["heirs"] = heirs
        case = replace(case, facts=replace(facts, **succeeded(facts, heirs)))
    if facts.lead is not None and facts.state in HELD and case.regime.steps != facts.regime.steps:
        data["step_units"] = step_units(case, case.facts.lead or "")
    if facts.state is State.PROPOSED and (switched := rebased(case)):
        return data | switched
    moved = {clock: at for clock, at in _counted(case) if at != facts.moments[clock]}
    if moved:
        data["moments"] = moments(**moved)
        data["was"] = {clock: facts.moments[clock].at.isoformat() for clock in moved}
    decisions = dict(_decisions(case))
    if decisions:
        data["decisions"] = decisions
    return data


def _counted(case: Case) -> Iterator[tuple[str, Moment]]:
    """Yield the clocks that run, as they are due by the new rules and calendar."""
    facts = replace(case.facts, regime_text=case.regime.dump())
    paused = bool(facts.pauses) and facts.pauses[-1][1] is None
    if "handling" in facts.moments and not paused:
        moment = handling(facts, facts.pauses, case.setting)
        if moment is not None:
            yield "handling", moment
    if "milestone" in facts.moments and not paused:
        moment = milestone(facts, facts.pauses, case.setting)
        if moment is not None:
            yield "milestone", moment
    found: dict[str, Moment] = {}
    for clock in facts.moments:
        begun, limit = case.setting.begun.get(clock), _limit(case, clock)
        if begun is not None and limit is not None:
            found[clock] = after(begun, limit, case.regime, case.setting)
    if "notice" in found and "closing" in facts.moments:
        limit = case.limits.closing
        found["closing"] = after(found["notice"].at, limit, case.regime, case.setting)
    yield from found.items()


def _limit(case: Case, clock: str) -> Limit | None:
    if clock == "verification":
        return case.regime.steps[min(case.facts.step, len(case.regime.steps) - 1)].limit
    if clock in (*UNCOUNTED, "handling", "closing"):
        return None
    limit: Limit | None = getattr(case.limits, clock, None)
    return limit


def _decisions(case: Case) -> Iterator[tuple[str, Any]]:
    for request in case.facts.requests:
        moment = after(request.at, case.limits.decision, case.regime, case.setting)
        if moment != request.due:
            yield str(request.id), moment_json(moment)
