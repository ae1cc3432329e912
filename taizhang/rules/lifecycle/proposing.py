"""Proposals: what one waits for, first the demanded check (核实), then the triage (立项)."""

from datetime import datetime

from taizhang.rules.lifecycle.case import Case, Data, moments
from taizhang.rules.lifecycle.due import after
from taizhang.rules.lifecycle.facts import Moment
from taizhang.rules.lifecycle.guards import Regime
from taizhang.rules.lifecycle.relations import Setting
from taizhang.rules.lifecycle.states import State


def awaited(
    at: datetime, regime: Regime, setting: Setting, *, is_checked: bool
) -> dict[str, Moment]:
    """Return the one clock of a proposal: the check's while one is missing, else the triage's."""
    if regime.guards.check_first and not is_checked:
        return {"check": after(at, regime.limits.check, regime, setting)}
    return {"triage": after(at, regime.limits.triage, regime, setting)}


def check(case: Case) -> Data:
    """Start the triage where it had to wait for this check."""
    if case.facts.checked is not None or not case.regime.guards.check_first:
        return {}
    return {"moments": moments(triage=case.after("triage"))}


def reopen(case: Case) -> Data:
    """Begin again with the check where one is demanded, else with the triage."""
    clock = awaited(case.at, case.regime, case.setting, is_checked=False)
    return {"to": State.PROPOSED, "moments": moments(**clock)}


def rebased(case: Case) -> Data:
    """Return the clocks of a proposal whose new edition demands a check, or demands none now."""
    clock = awaited(case.at, case.regime, case.setting, is_checked=case.facts.checked is not None)
    running = {name for name in ("check", "triage") if name in case.facts.moments}
    if set(clock) <= running:
        return {}
    return {"moments": {**dict.fromkeys(sorted(running)), **moments(**clock)}}
