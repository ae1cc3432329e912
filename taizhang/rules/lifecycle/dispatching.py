"""Registering and dispatching: who is to do it by when, and who could check that."""

from datetime import datetime
from typing import Any

from taizhang.rules.lifecycle.case import Case, Data, moments
from taizhang.rules.lifecycle.due import after, on
from taizhang.rules.lifecycle.facts import moment_json
from taizhang.rules.lifecycle.guards import limit_from, limit_text
from taizhang.rules.lifecycle.milestones import first
from taizhang.rules.lifecycle.relations import doers, is_within, resolve_unit
from taizhang.rules.lifecycle.states import State
from taizhang.rules.refused import Refused

S = State


def register(case: Case) -> Data:
    """Pin the regime and start the dispatch clock."""
    if case.data.get("standing") and case.limits.confirmation is None:
        raise Refused("limit", "本专项没有规定长期坚持事项的确认周期，不能按长期坚持立项。")
    if is_within(case.data["supervising_unit"], case.facts.complained_of, case.setting.units):
        raise Refused("complained", "不得由被反映的单位或其下级单位督办。")
    return {
        "to": S.REGISTERED,
        "regime": case.regime.dump(),
        "pack": case.setting.pack or case.facts.pack,
        "calendar": case.setting.calendar.edition,
        "moments": moments(dispatch=case.after("dispatch")),
    }


def dispatch(case: Case) -> Data:
    """Put the item to its lead and start the response clock; the handling clock, first in a leg."""
    facts = case.facts
    lead = case.data["lead"]
    if is_within(lead, facts.complained_of, case.setting.units):
        raise Refused("complained", "不得交由被反映的单位或其下级单位办理。")
    if lead in case.data.get("supports", ()):
        raise Refused("supports", "牵头单位不必再列为配合单位。")
    data: Data = {"to": S.DISPATCHED, "step_units": step_units(case, lead)}
    if lead in facts.supports and "supports" not in case.data:
        data["supports"] = [unit for unit in facts.supports if unit != lead]
    data["moments"] = moments(response=case.after("response"), dispatch=None, arbitration=None)
    if facts.leg_started_at is None:
        data |= _start_handling(case, data["moments"])
        data["moments"] |= first(case)
    elif "deadline" in case.data or "limit" in case.data:
        raise Refused("deadline", "办理时限自本轮首次交办起算；改期请用“调整”。")
    return data


def step_units(case: Case, lead: str) -> list[str]:
    """Return who verifies each step; raise `Refused` where nobody there would be independent."""
    units = [_independent(case, lead, step.unit, step.name) for step in case.regime.steps]
    if case.regime.guards.revisits:
        _independent(case, lead, case.regime.revisit_unit, "回头看")
    return units


def _independent(case: Case, lead: str, named: str, what: str) -> str:
    facts, data = case.facts, case.data
    supervising = data.get("supervising_unit") or facts.supervising_unit
    area = data.get("area") or facts.area or supervising
    parts = {"@supervising": supervising, "@area": area}
    unit = parts.get(named) or resolve_unit(named, facts) or supervising
    if unit is None or is_within(unit, doers(facts) - {facts.lead} | {lead}, case.setting.units):
        raise Refused(
            "independent", "“%(what)s”将由办理单位自己进行；请换牵头单位或督办单位。", what=what
        )
    return unit


def _start_handling(case: Case, clocks: dict[str, Any]) -> Data:
    """Return the deadline of a new leg, and start its clock in `clocks`."""
    if case.facts.standing or case.data.get("standing"):
        return {}
    data = _deadline(case, clocks)
    earlier = case.facts.deadline  # absorbed before the item was ever dispatched
    if earlier is not None and earlier < datetime.fromisoformat(data["original"]):
        clocks["handling"] = moment_json(on(earlier, case.at, case.regime))
        data = _dated(earlier)
    return data


def _deadline(case: Case, clocks: dict[str, Any]) -> Data:
    deadline = case.moment("deadline")
    if case.data.get("deadline_kind") == "date" or (deadline and "limit" not in case.data):
        if deadline is None:
            raise Refused("missing", "按日期交办须填写办理时限。")
        if deadline <= case.at and not case.is_taken_over:
            raise Refused("deadline", "办理时限须晚于交办时间。")
        clocks["handling"] = moment_json(on(deadline, case.at, case.regime))
        return _dated(deadline)
    limit = limit_from(case.data["limit"]) if "limit" in case.data else case.limits.handling
    moment = after(case.at, limit, case.regime, case.setting)
    clocks["handling"] = moment_json(moment)
    return {
        "deadline_kind": "budget",
        "limit": limit_text(limit),
        "original": moment.at.isoformat(),
    }


def _dated(deadline: datetime) -> Data:
    iso = deadline.isoformat()
    return {"deadline_kind": "date", "deadline_at": iso, "original": iso}


def arbitrate(case: Case) -> Data:
    """Settle who leads; what was settled cannot be returned."""
    return dispatch(case) | {"arbitrated": True}


def hand_over(case: Case) -> Data:
    """Register and dispatch on the spot, by an inspector whom the item concerns."""
    lead, by = case.data["lead"], case.by.unit
    if is_within(by, {lead}, case.setting.units):
        raise Refused("own", "督查员不能现场处置本单位或上级单位牵头的事项。")
    if not _is_over(case, lead):
        raise Refused(
            "relation", "督查员须属于督办单位、核实单位或核查单位，或属于承办单位的上级。"
        )
    return register(case) | dispatch(case)


def _is_over(case: Case, lead: str) -> bool:
    """Return whether the inspector's unit has a part in supervising, or is above the lead."""
    facts, by = case.facts, case.by.unit or ""
    watching = {case.data["supervising_unit"], facts.inspecting_unit, facts.regime.leader_unit}
    watching |= {resolve_unit(step.unit, facts) for step in case.regime.steps}
    watching |= {resolve_unit(case.regime.revisit_unit, facts)}
    return by in watching or case.setting.units.is_below(lead, by)
