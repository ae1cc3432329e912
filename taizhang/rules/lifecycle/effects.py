"""What each command brings about: the new state, the clocks it starts, what it refuses."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from taizhang.rules.lifecycle import milestones
from taizhang.rules.lifecycle.case import Case, Data, closed_pauses, moments, new_deadline
from taizhang.rules.lifecycle.dispatching import (
    arbitrate,
    dispatch,
    hand_over,
    register,
    step_units,
)
from taizhang.rules.lifecycle.due import after, handling, is_too_late
from taizhang.rules.lifecycle.facts import Moment, moment_json
from taizhang.rules.lifecycle.ladder import climbed_by
from taizhang.rules.lifecycle.proposing import check, reopen
from taizhang.rules.lifecycle.rebasing import rebase
from taizhang.rules.lifecycle.relations import is_within
from taizhang.rules.lifecycle.states import Command, RequestKind, State, Who
from taizhang.rules.refused import Refused

C, S = Command, State
RAISED = 2  # repeats: the third time that the same is raised


def fix_on_spot(case: Case) -> Data:
    """Close, or put to public notice, what was put right before the inspector's eyes."""
    no_children_open(case)
    data = hand_over(case) if case.facts.state is S.PROPOSED else {}
    ended = moments(response=None, handling=None, milestone=None, dispatch=None)
    finish = _finish(case)
    finish["moments"] = {**ended, **finish["moments"]}
    return data | finish | {"outcome": "solved"}


def no_children_open(case: Case) -> None:
    """Raise `Refused` while a part of the item is neither closed nor ended."""
    if case.setting.children_open:
        raise Refused("children", "还有%(n)s个子事项没有销号或办结。", n=case.setting.children_open)


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
        pauses = closed_pauses(case)
        clocks |= moments(handling=handling(case.facts, pauses, case.setting))
        clocks |= milestones.running(case, pauses)
    return {"to": S.REGISTERED, "moments": clocks}


def amend(case: Case) -> Data:
    """Change what a supervisor may change; a new deadline needs its basis, the original stays."""
    data: Data = {}
    facts = case.facts
    if facts.lead in case.data.get("supports", ()):
        raise Refused("supports", "牵头单位不必再列为配合单位。")
    if "supervising_unit" in case.data or "area" in case.data:
        data |= _watched_anew(case)
    deadline = case.moment("deadline")
    if deadline is not None:
        if not case.fields.get("deadline_basis"):
            raise Refused("missing", "调整时限须写明依据（如：领导要求提前）。")
        if facts.standing or facts.leg_started_at is None:
            raise Refused("deadline", "尚未交办或长期坚持的事项没有办理时限可调。")
        if deadline <= case.at:
            raise Refused("deadline", "办理时限须晚于现在。")
        data |= new_deadline(case, deadline)
    return data


def _watched_anew(case: Case) -> Data:
    """Return who verifies after a change of the supervising unit or of the area."""
    unit, facts = case.data.get("supervising_unit"), case.facts
    if is_within(unit, facts.complained_of, case.setting.units):
        raise Refused("complained", "不得由被反映的单位或其下级单位督办。")
    if facts.lead is None:
        return {}
    if is_within(unit, {facts.lead}, case.setting.units):
        raise Refused("independent", "督办单位不能是牵头单位或其下级单位。")
    return {"step_units": step_units(case, facts.lead)}


def report_progress(case: Case) -> Data:
    """Start the wait for the next report."""
    percent = case.data.get("percent")
    if percent is not None and not 0 <= int(percent) <= 100:
        raise Refused("percent", "完成百分比应在0到100之间。")
    data = milestones.reach(case)
    if "report" in case.facts.moments and case.by.unit == case.facts.lead:
        data.setdefault("moments", {}).update(moments(report=case.after("report")))
    return data


def confirm(case: Case) -> Data:
    """Start the wait for the next confirmation of a standing item; judge a milestone."""
    if not case.facts.standing:
        return milestones.judge(case)
    return {"moments": moments(confirmation=case.after("confirmation"))}


def escalate(case: Case) -> Data:
    """Raise or lift the level; the system raises it by the ladder, and only so far."""
    return {"level": int(case.data["level"]), **climbed_by(case)}


def rate(case: Case) -> Data:
    """Open an objection where the reporter says in time that nothing was solved."""
    facts = case.facts
    if case.data["solved"] == "yes" or is_too_late(facts, case.at):
        return {}
    if any(request.kind is RequestKind.OBJECTION for request in facts.requests):
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
    return {"to": S.IN_PROGRESS, "moments": clocks | milestones.running(case, pauses)}


def submit(case: Case) -> Data:
    """Stop the handling clock and start the first step of verification."""
    outcome = str(case.data["outcome"])
    due = case.regime.evidence.get(outcome, 0)
    if len(case.data.get("evidence", ())) < due:
        raise Refused("evidence", "此办结类型至少须附%(n)s份佐证。", n=due)
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
    pauses = case.facts.pauses[:-1]
    clocks = _back_to_work(case, handling(case.facts, pauses, case.setting))
    return {"to": S.IN_PROGRESS, "moments": clocks | milestones.running(case, pauses)}


def _back_to_work(case: Case, moment: Moment | None) -> dict[str, Any]:
    clocks = moments(verification=None, **_cadence(case))
    return clocks | (moments(handling=moment) if moment else {})


def verify_pass(case: Case) -> Data:
    """Go to the next step; after the last, to the public notice or to closing."""
    step = case.facts.step + 1
    if case.regime.steps[step - 1].on_site and case.data["where"] != "on_site":
        raise Refused("on_site", "本步须现场核查，不能只看书面材料。")
    if step < len(case.regime.steps):
        limit = case.regime.steps[step].limit
        clock = after(case.at, limit, case.regime, case.setting)
        return {"to": S.SUBMITTED, "step": step, "moments": moments(verification=clock)}
    no_children_open(case)
    return _finish(case)


def verify_fail(case: Case) -> Data:
    """Send the item back to work: due is the rest of the limit or the rework limit, the later."""
    if case.facts.standing:
        return {"to": S.IN_PROGRESS, "moments": _back_to_work(case, None)}
    pauses, begun = closed_pauses(case), replace(case.facts, floor_from=case.at)
    clocks = _back_to_work(case, handling(begun, pauses, case.setting))
    return {
        "to": S.IN_PROGRESS,
        "moments": clocks | milestones.running(replace(case, facts=begun), pauses),
    }


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
    stopped = dict.fromkeys(sorted(set(case.facts.moments) - {"feedback"}))
    return {
        "to": S.REGISTERED,
        "leg": case.facts.leg + 1,
        "moments": {**stopped, **moments(dispatch=case.after("dispatch"))},
    }


def repeat(case: Case) -> Data:
    """Count the repeated request; a closed item starts again, the third goes to the leader."""
    data: Data = {"reporter": True}
    if case.facts.state in (S.CLOSED, S.ARCHIVED):
        data |= rebound(case)
    if case.facts.repeats + 1 >= RAISED:
        data |= {"level": max(case.facts.level, 1), "raised_to": case.regime.leader_unit}
    return data


def divide(case: Case) -> Data:
    """Let two or more successors take the item's place."""
    if len(case.data["successors"]) < 2:
        raise Refused("successors", "分立至少须有两件新事项。")
    return _end(S.SUPERSEDED)(case)


def absorb_item(case: Case) -> Data:
    """Take the earlier deadline and the higher level of the item that was merged into this one."""
    facts = case.facts
    data: Data = {}
    if "level" in case.data:
        data["level"] = max(facts.level, int(case.data["level"]))
    deadline = case.moment("deadline")
    if deadline is None or facts.standing:
        return data
    if facts.leg_started_at is None:  # not dispatched yet: kept until it is
        earliest = min(deadline, facts.deadline or deadline)
        return data | {"deadline_at": earliest.isoformat()}
    kept = facts.moments["handling"]
    return data | new_deadline(case, deadline) if deadline < kept.at else data


def continued(case: Case, state: State) -> Data:
    """Start the clocks of an item that is taken over in this state."""
    case = replace(case, is_taken_over=True)
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


def archive(case: Case) -> Data:
    """End the item; who raised it still waits for the answer that was not given."""
    return {
        "to": S.ARCHIVED,
        "moments": dict.fromkeys(sorted(set(case.facts.moments) - {"feedback"})),
    }


BUILD: dict[Command, Callable[[Case], Data]] = {
    C.CHECK: check,
    C.REGISTER: register,
    C.DECLINE: _end(S.DECLINED),
    C.HAND_OVER: hand_over,
    C.FIX_ON_SPOT: fix_on_spot,
    C.MERGE: _end(S.SUPERSEDED),
    C.ABSORB: absorb_item,
    C.DIVIDE: divide,
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
    C.URGE: climbed_by,
    C.ESCALATE: escalate,
    C.RESUME: resume,
    C.SUBMIT: submit,
    C.WITHDRAW: withdraw,
    C.VERIFY_PASS: verify_pass,
    C.VERIFY_FAIL: verify_fail,
    C.CLOSE: closing,
    C.REVISIT_PASS: revisit_pass,
    C.ARCHIVE: archive,
    C.REBOUND: rebound,
    C.RATE: rate,
    C.REBASE: rebase,
}
