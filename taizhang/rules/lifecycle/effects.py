"""What each command brings about: the new state, the clocks it starts, what it refuses."""

from collections.abc import Callable
from typing import Any

from taizhang.rules.lifecycle.case import Case, Data, closed_pauses, moments, new_deadline
from taizhang.rules.lifecycle.due import after, handling, later, on
from taizhang.rules.lifecycle.facts import Moment, moment_json
from taizhang.rules.lifecycle.guards import limit_from, limit_text
from taizhang.rules.lifecycle.relations import resolve_unit
from taizhang.rules.lifecycle.states import Command, RequestKind, State, Who
from taizhang.rules.refused import Refused

C, S = Command, State


def register(case: Case) -> Data:
    """Pin the regime and start the dispatch clock."""
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
    if lead in facts.complained_of or any(
        case.setting.units.is_below(lead, unit) for unit in facts.complained_of
    ):
        raise Refused("complained", "不得交由被反映的单位或其下级单位办理。")
    if lead in case.data.get("supports", ()):
        raise Refused("supports", "牵头单位不必再列为配合单位。")
    data: Data = {"to": S.DISPATCHED, "step_units": _step_units(case, lead)}
    data["moments"] = moments(response=case.after("response"), dispatch=None, arbitration=None)
    if facts.leg_started_at is None:
        data |= _start_handling(case, data["moments"])
    elif "deadline" in case.data or "limit" in case.data:
        raise Refused("deadline", "办理时限自本轮首次交办起算；改期请用“调整”。")
    return data


def _step_units(case: Case, lead: str) -> list[str]:
    facts = case.facts
    supervising = case.data.get("supervising_unit") or facts.supervising_unit
    units = []
    for step in case.regime.steps:
        named = {"@supervising": supervising, "@area": case.data.get("area") or supervising}
        unit = named.get(step.unit) or resolve_unit(step.unit, facts)
        if unit is None or unit == lead or case.setting.units.is_below(unit, lead):
            raise Refused(
                "independent", f"“{step.name}”将由牵头单位自己核查；请换牵头单位或督办单位。"
            )
        units.append(unit)
    return units


def _start_handling(case: Case, clocks: dict[str, Any]) -> Data:
    """Return the deadline of a new leg, and start its clock in `clocks`."""
    if case.facts.standing or case.data.get("standing"):
        return {}
    deadline = case.moment("deadline")
    if case.data.get("deadline_kind") == "date" or (deadline and "limit" not in case.data):
        if deadline is None:
            raise Refused("missing", "按日期交办须填写办理时限。")
        if deadline <= case.at:
            raise Refused("deadline", "办理时限须晚于交办时间。")
        clocks["handling"] = moment_json(on(deadline, case.at, case.regime))
        iso = deadline.isoformat()
        return {"deadline_kind": "date", "deadline_at": iso, "original": iso}
    limit = limit_from(case.data["limit"]) if "limit" in case.data else case.limits.handling
    moment = after(case.at, limit, case.regime, case.setting)
    clocks["handling"] = moment_json(moment)
    return {
        "deadline_kind": "budget",
        "limit": limit_text(limit),
        "original": moment.at.isoformat(),
    }


def arbitrate(case: Case) -> Data:
    """Settle who leads; what was settled cannot be returned."""
    return dispatch(case) | {"arbitrated": True}


def hand_over(case: Case) -> Data:
    """Register and dispatch on the spot."""
    return register(case) | dispatch(case)


def fix_on_spot(case: Case) -> Data:
    """Close, or put to public notice, what was put right before the inspector's eyes."""
    data: Data = {}
    if case.facts.state is S.PROPOSED:
        data = hand_over(case)
    ended = moments(response=None, handling=None, dispatch=None)
    finish = _finish(case)
    finish["moments"] = {**ended, **finish["moments"]}
    return data | finish | {"outcome": "solved"}


def accept(case: Case) -> Data:
    """Begin the handling; start the cadence of reports and confirmations where there is one."""
    data: Data = {"to": S.IN_PROGRESS, "moments": moments(response=None, **_cadence(case))}
    if case.by.person is not None:
        data.setdefault("handler", case.data.get("handler", case.by.person))
    return data


def _cadence(case: Case) -> dict[str, Moment | None]:
    clocks: dict[str, Moment | None] = {}
    if case.regime.guards.reports and case.limits.report is not None:
        clocks["report"] = case.after("report")
    if case.facts.standing:
        if case.limits.confirmation is None:
            raise Refused("limit", "本专项没有规定长期坚持事项的确认周期。")
        clocks["confirmation"] = case.after("confirmation")
    return clocks


def return_(case: Case) -> Data:
    """Give the item back; the second return in a leg goes to the arbiter."""
    return {"to": S.REGISTERED, "moments": back_to_registered(case)}


def back_to_registered(case: Case, *, counts: bool = True) -> dict[str, Any]:
    """Return the clocks of an item that is to be dispatched again."""
    running = ("response", "report", "confirmation", "suspension")
    stopped = {name: None for name in running if name in case.facts.moments}
    disputed = case.facts.returns + counts >= 2
    name = "arbitration" if disputed else "dispatch"
    return {**stopped, **moments(**{name: case.after(name)})}


def recall(case: Case) -> Data:
    """Take the item back so that it can be dispatched again."""
    clocks = back_to_registered(case, counts=False)
    if case.facts.state is S.SUSPENDED:
        clocks |= moments(handling=handling(case.facts, closed_pauses(case), case.setting))
    return {"to": S.REGISTERED, "moments": clocks}


def amend(case: Case) -> Data:
    """Change what a supervisor may change; a new deadline needs its basis, the original stays."""
    data: Data = {}
    deadline = case.moment("deadline")
    if deadline is not None:
        if not case.fields.get("deadline_basis"):
            raise Refused("missing", "调整时限须写明依据（如：领导要求提前）。")
        if case.facts.standing or case.facts.leg_started_at is None:
            raise Refused("deadline", "尚未交办或长期坚持的事项没有办理时限可调。")
        if deadline <= case.at:
            raise Refused("deadline", "办理时限须晚于现在。")
        data |= new_deadline(case, deadline)
    return data


def report_progress(case: Case) -> Data:
    """Start the wait for the next report."""
    percent = case.data.get("percent")
    if percent is not None and not 0 <= int(percent) <= 100:
        raise Refused("percent", "完成百分比应在0到100之间。")
    if "report" not in case.facts.moments or case.facts.state is not S.IN_PROGRESS:
        return {}
    return {"moments": moments(report=case.after("report"))}


def confirm(case: Case) -> Data:
    """Start the wait for the next confirmation of a standing item."""
    if not case.facts.standing:
        return {}
    return {"moments": moments(confirmation=case.after("confirmation"))}


def escalate(case: Case) -> Data:
    """Raise or lift the level."""
    return {"level": int(case.data["level"])}


def rate(case: Case) -> Data:
    """Open an objection where the reporter says that nothing was solved."""
    if case.data["solved"] == "yes":
        return {}
    unit = case.facts.supervising_unit or case.facts.intake_unit
    objection = {
        "kind": RequestKind.OBJECTION,
        "decider": unit,
        "decides_as": Who.SUPERVISOR,
        "due": moment_json(case.after("decision")),
    }
    return {"objection": objection}


def resume(case: Case) -> Data:
    """Go on with the handling; the time of the suspension is not counted."""
    pauses = closed_pauses(case)
    clocks = moments(handling=handling(case.facts, pauses, case.setting), **_cadence(case))
    if case.facts.standing:
        clocks.pop("handling")
    return {"to": S.IN_PROGRESS, "moments": clocks}


def submit(case: Case) -> Data:
    """Stop the handling clock and start the first step of verification."""
    outcome = str(case.data["outcome"])
    due = case.regime.evidence.get(outcome, 0)
    if len(case.data.get("evidence", ())) < due:
        raise Refused("evidence", f"此办结类型至少须附{due}份佐证。")
    step = case.regime.steps[0]
    clocks = moments(
        verification=after(case.at, step.limit, case.regime, case.setting),
    )
    clocks |= {name: None for name in ("report", "confirmation") if name in case.facts.moments}
    if case.facts.reporter and "feedback" not in case.facts.moments:
        clocks |= moments(feedback=case.after("feedback"))
    return {"to": S.SUBMITTED, "moments": clocks}


def withdraw(case: Case) -> Data:
    """Take the submission back: the handling clock counts as never stopped."""
    return {"to": S.IN_PROGRESS, "moments": _back_to_work(case, case.facts.held)}


def _back_to_work(case: Case, moment: Moment | None) -> dict[str, Any]:
    clocks = moments(verification=None, **_cadence(case))
    return clocks | (moments(handling=moment) if moment else {})


def verify_pass(case: Case) -> Data:
    """Go to the next step; after the last, to the public notice or to closing."""
    step = case.facts.step + 1
    if step < len(case.regime.steps):
        limit = case.regime.steps[step].limit
        clock = after(case.at, limit, case.regime, case.setting)
        return {"to": S.SUBMITTED, "step": step, "moments": moments(verification=clock)}
    return _finish(case)


def verify_fail(case: Case) -> Data:
    """Send the item back to work: due is the rest of the limit or the rework limit, the later."""
    rest = handling(case.facts, closed_pauses(case), case.setting)
    if case.facts.standing:
        return {"to": S.IN_PROGRESS, "moments": _back_to_work(case, None)}
    floor = case.after("rework")
    clocks = _back_to_work(case, later(rest, floor))
    return {"to": S.IN_PROGRESS, "floor": moment_json(floor), "moments": clocks}


def _finish(case: Case) -> Data:
    if not case.regime.guards.public_notice:
        return closing(case)
    ends = case.after("notice")
    return {
        "to": S.DISCLOSED,
        "moments": moments(verification=None, notice=ends, closing=case.after("closing", ends.at)),
    }


def closing(case: Case) -> Data:
    """Close: start the wait for the drawn look-back, and for the archive."""
    drawn = case.regime.guards.revisits if case.setting.drawn else 0
    clocks = dict.fromkeys(sorted(set(case.facts.moments) - {"feedback"}))
    if drawn:
        clocks |= moments(revisit=case.after("revisit"))
    else:
        clocks |= moments(archive=case.after("archive"))
    return {"to": S.CLOSED, "revisits": drawn, "moments": clocks}


def revisit_pass(case: Case) -> Data:
    """Count the look-back; start the next one, or the wait for the archive."""
    if case.facts.revisits_left > 1:
        return {"moments": moments(revisit=case.after("revisit"))}
    return {"moments": moments(revisit=None, archive=case.after("archive"))}


def rebound(case: Case) -> Data:
    """Open a new leg: the number stays, the next dispatch starts its clocks."""
    stopped = dict.fromkeys(case.facts.moments)
    return {
        "to": S.REGISTERED,
        "leg": case.facts.leg + 1,
        "moments": {**stopped, **moments(dispatch=case.after("dispatch"))},
    }


def repeat(case: Case) -> Data:
    """Count the repeated request; a closed item starts again, the third goes to the leader."""
    data: Data = {}
    if case.facts.state in (S.CLOSED, S.ARCHIVED):
        data = rebound(case)
    if case.facts.repeats + 1 >= 2:
        data["level"] = max(case.facts.level, 1)
    return data


def reopen(case: Case) -> Data:
    """Start the triage again."""
    return {"to": S.PROPOSED, "moments": moments(triage=case.after("triage"))}


def absorb_item(case: Case) -> Data:
    """Take the earlier deadline of the item that was merged into this one."""
    deadline = case.moment("deadline")
    kept = case.facts.moments.get("handling")
    if deadline is None or kept is None or deadline >= kept.at:
        return {}
    return new_deadline(case, deadline)


def rebase(case: Case) -> Data:
    """Move the item to a new pack or calendar edition; what was due is computed again."""
    facts = case.facts
    paused = bool(facts.pauses) and facts.pauses[-1][1] is None
    moment = None if paused else handling(facts, facts.pauses, case.setting)
    return {
        "regime": case.regime.dump(),
        "calendar": case.setting.calendar.edition,
        "moments": moments(handling=moment) if moment else {},
    }


def continued(case: Case, state: State) -> Data:
    """Start the clocks of an item that is taken over in this state."""
    if state is S.ARCHIVED:
        return {"moments": {}}
    if state is S.CLOSED:
        return closing(case)
    if state is S.REGISTERED:
        return {"moments": moments(dispatch=case.after("dispatch"))}
    if "lead" not in case.data:
        raise Refused("missing", "已交办的事项须有牵头单位。")
    data = dispatch(case)
    if state is S.IN_PROGRESS:
        clocks = {**data["moments"], **accept(case)["moments"]}
        data |= {"to": S.IN_PROGRESS, "moments": {k: v for k, v in clocks.items() if v}}
    return data


def _end(state: State) -> Callable[[Case], Data]:
    def end(case: Case) -> Data:
        return {"to": state, "moments": dict.fromkeys(sorted(case.facts.moments))}

    return end


BUILD: dict[Command, Callable[[Case], Data]] = {
    C.REGISTER: register,
    C.DECLINE: _end(S.DECLINED),
    C.HAND_OVER: hand_over,
    C.FIX_ON_SPOT: fix_on_spot,
    C.MERGE: _end(S.SUPERSEDED),
    C.ABSORB: absorb_item,
    C.DIVIDE: _end(S.SUPERSEDED),
    C.REOPEN: reopen,
    C.DISPATCH: dispatch,
    C.ARBITRATE: arbitrate,
    C.ACCEPT: accept,
    C.RETURN: return_,
    C.RECALL: recall,
    C.AMEND: amend,
    C.REPORT_PROGRESS: report_progress,
    C.CONFIRM: confirm,
    C.REPEAT: repeat,
    C.ESCALATE: escalate,
    C.RESUME: resume,
    C.SUBMIT: submit,
    C.WITHDRAW: withdraw,
    C.VERIFY_PASS: verify_pass,
    C.VERIFY_FAIL: verify_fail,
    C.CLOSE: closing,
    C.REVISIT_PASS: revisit_pass,
    C.ARCHIVE: _end(S.ARCHIVED),
    C.REBOUND: rebound,
    C.RATE: rate,
    C.REBASE: rebase,
}
