"""Requests (申请): what somebody wants and somebody else decides; one mechanism for eight kinds."""

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from typing import Any

from taizhang.rules.lifecycle.allowed import permit, permit_answer, permit_ask, signature
from taizhang.rules.lifecycle.case import Case, moments, new_deadline
from taizhang.rules.lifecycle.decide import Decision, decide, overrun
from taizhang.rules.lifecycle.due import after, on
from taizhang.rules.lifecycle.effects import (
    back_to_registered,
    closing,
    no_children_open,
    rebound,
    verify_fail,
)
from taizhang.rules.lifecycle.facts import Actor, Facts, OpenRequest, moment_json
from taizhang.rules.lifecycle.fields import Carried, carry, fields_of
from taizhang.rules.lifecycle.moves import MOVE, WISHES
from taizhang.rules.lifecycle.proposing import reopen
from taizhang.rules.lifecycle.relations import Setting, acts_as_leader, relations
from taizhang.rules.lifecycle.states import (
    Command,
    RequestKind,
    Role,
    State,
    Who,
)
from taizhang.rules.refused import Refused
from taizhang.rules.words import COMMANDS, REQUESTS

C, R, S, W = Command, RequestKind, State, Who


def ask(
    facts: Facts,
    kind: RequestKind,
    fields: Mapping[str, Any],
    *,
    by: Actor,
    at: datetime,
    setting: Setting,
    carries: Command | None = None,
) -> Decision:
    """Return what the entry of a request will hold; raise `Refused` if it may not be asked now."""
    permit_ask(facts, kind, by, at, setting)
    if kind is R.SIGNATURE:
        carried, decides_as = _to_be_signed(facts, carries, fields, by, at, setting)
    else:
        carried = carry(WISHES[kind].fields, fields, REQUESTS[kind])
        decides_as = _decides_as(facts, kind, by, setting)
        _shape(facts, kind, carried, at)
    data: dict[str, Any] = {
        "kind": kind,
        "decider": _decider(facts, decides_as),
        "decides_as": decides_as,
        "roles": sorted(by.roles),  # what the asker may do is judged as of the day of asking
        "due": moment_json(after(at, facts.regime.limits.decision, facts.regime, setting)),
        "fields": carried.data,
    }
    if carries is not None:
        data["carries"] = carries
    if kind is R.APPEAL:
        data["subject"] = int(carried.data["subject"])
    return Decision(C.ASK, data, carried.texts)


def _to_be_signed(
    facts: Facts,
    command: Command | None,
    fields: Mapping[str, Any],
    by: Actor,
    at: datetime,
    setting: Setting,
) -> tuple[Carried, Who]:
    if command is None:
        raise Refused("missing", "签批申请须写明所签批的事。")
    word = COMMANDS[command]
    stands = relations(facts, by, setting)
    signer = signature(facts, command, stands, fields)
    if signer is None:
        raise Refused("unsigned", "“%(word)s”不需要签批，可直接办理。", word=word)
    if any(r.kind is R.SIGNATURE and r.carries is command for r in facts.requests):
        raise Refused("asked", "已有一件“%(word)s”待签批。", word=word)
    permit(facts, command, by, at, setting, fields=fields, signed=True)
    return carry(fields_of(command, facts), fields, word), signer


def _decides_as(facts: Facts, kind: RequestKind, by: Actor, setting: Setting) -> Who:
    """Return as what somebody decides; who is a party to it is passed over."""
    if kind is R.OBJECTION and facts.supervising_unit is None:
        return W.SECOND  # another person of the intake unit
    subject = setting.subject
    if kind is R.APPEAL and facts.regime.arbiter_unit in (by.unit, subject and subject.against):
        return W.LEADER
    return WISHES[kind].decider


def _decider(facts: Facts, decides_as: Who) -> str:
    supervising = facts.supervising_unit or facts.intake_unit
    unit = {
        W.LEAD_HEAD: facts.lead,
        W.LEADER: facts.regime.leader_unit,
        W.ARBITER: facts.regime.arbiter_unit,
    }.get(decides_as, supervising)
    return unit or supervising


def _shape(facts: Facts, kind: RequestKind, carried: Carried, at: datetime) -> None:
    data = carried.data
    if kind is R.APPEAL:
        subject = int(data["subject"])
        if subject in facts.exempt:
            raise Refused("exempt", "该条记录已经申诉剔除。")
        if any(r.kind is kind and r.subject == subject for r in facts.requests):
            raise Refused("asked", "已有一件%(word)s申请待决定。", word=REQUESTS[kind])
    elif kind is R.EXTENSION:
        _later_than_now_due(facts, datetime.fromisoformat(data["until"]))
    elif kind is R.SUSPENSION:
        _within(facts.regime.limits.suspension_days, at, datetime.fromisoformat(data["until"]))


def _later_than_now_due(facts: Facts, until: datetime | None) -> datetime:
    handling = facts.moments["handling"]
    if until is None or until <= handling.at:
        raise Refused("until", "延期后的时限须晚于现在的时限。")
    return until


def _within(days: int, at: datetime, until: datetime | None) -> datetime:
    if until is None or not at < until <= at + timedelta(days=days):
        raise Refused("until", "暂缓期限须在今后%(days)s天以内。", days=days)
    return until


def grant(
    facts: Facts,
    request: OpenRequest,
    fields: Mapping[str, Any],
    *,
    by: Actor,
    at: datetime,
    setting: Setting,
) -> Decision:
    """Return what the entry of a consent will hold; raise `Refused` if it is not legal now."""
    permit_answer(facts, request, by, setting)
    case = Case(facts, dict(request.fields), {**request.fields, **fields}, by, at, setting)
    data: dict[str, Any] = {"request": request.id}
    if request.carries is not None:
        data |= _signed(case, request, request.carries)
    else:
        data |= _EFFECTS[request.kind](case, request)
        _blame(case, request, data)
    if request.decides_as in (W.SUPERVISOR, W.SECOND) and acts_as_leader(facts, by, setting):
        data["as_leader"] = True
    note = fields.get("note")
    return Decision(C.GRANT, data, {"note": str(note)} if note else {})


def _blame(case: Case, request: OpenRequest, data: dict[str, Any]) -> None:
    """Note the clocks that stop having run out; asked in time counts as in time."""
    if late := overrun(case.facts, data.get("moments", {}), (), case.by, request.at):
        data["late"] = late


def _signed(case: Case, request: OpenRequest, carries: Command) -> dict[str, Any]:
    """Return the effect of the carried command, decided again on the facts as they are now."""
    asker = Actor(
        "person", request.person, None, request.unit, frozenset(Role(r) for r in request.roles)
    )
    decision = decide(
        case.facts, carries, request.fields, by=asker, at=case.at, setting=case.setting,
        asked_at=request.at,
    )  # fmt: skip
    return {"carried": decision.data, "signed": carries}


def _extend(case: Case, _: OpenRequest) -> dict[str, Any]:
    return new_deadline(case, _later_than_now_due(case.facts, case.moment("until")))


def _suspend(case: Case, _: OpenRequest) -> dict[str, Any]:
    until = _within(case.limits.suspension_days, case.at, case.moment("until"))
    clocks = moments(suspension=on(until, case.at, case.regime))
    clocks |= {name: None for name in ("report", "confirmation") if name in case.facts.moments}
    return {"to": S.SUSPENDED, "moments": clocks}


def _reassign(case: Case, _: OpenRequest) -> dict[str, Any]:
    no_children_open(case)
    return {"to": S.REGISTERED, "moments": back_to_registered(case)}


def _terminate(case: Case, _: OpenRequest) -> dict[str, Any]:
    no_children_open(case)
    outcome = str(case.data["outcome"])
    return closing(case) | {"outcome": outcome}


def _void(case: Case, _: OpenRequest) -> dict[str, Any]:
    if case.setting.absorbed or case.setting.children_open:
        raise Refused("children", "有事项并入本事项，或还有子事项没有办结，不能撤销。")
    return {"to": S.VOIDED, "moments": dict.fromkeys(sorted(case.facts.moments))}


def _uphold(case: Case, _: OpenRequest) -> dict[str, Any]:
    if case.facts.state is S.DISCLOSED:
        back = verify_fail(case)
        stopped = {n: None for n in ("notice", "closing") if n in case.facts.moments}
        return {**back, "moments": {**stopped, **back["moments"]}}
    if case.facts.state in (S.CLOSED, S.ARCHIVED):
        return rebound(case)
    return reopen(case)


def _exempt(_: Case, request: OpenRequest) -> dict[str, Any]:
    return {"exempt": request.subject}


_EFFECTS: dict[RequestKind, Callable[[Case, OpenRequest], dict[str, Any]]] = {
    R.EXTENSION: _extend,
    R.SUSPENSION: _suspend,
    R.REASSIGNMENT: _reassign,
    R.TERMINATION: _terminate,
    R.VOIDING: _void,
    R.OBJECTION: _uphold,
    R.APPEAL: _exempt,
}


def deny(
    facts: Facts, request: OpenRequest, fields: Mapping[str, Any], *, by: Actor, setting: Setting
) -> Decision:
    """Return what the entry of a refusal will hold; it needs its reason."""
    permit_answer(facts, request, by, setting)
    reason = str(fields.get("reason") or "").strip()
    if not reason:
        raise Refused("missing", "不同意须写明理由。")
    return Decision(C.DENY, {"request": request.id}, {"reason": reason})


def take_back(request: OpenRequest, *, by: Actor) -> Decision:
    """Return what the entry will hold with which the asking unit takes its request back."""
    is_asker = by.unit == request.unit if request.unit else by.kind == "reporter"
    if not is_asker:
        raise Refused("who", "申请由提出它的单位或诉求人收回。")
    return Decision(C.TAKE_BACK, {"request": request.id})


def lapse(facts: Facts) -> Decision | None:
    """Return the entry that ends the requests which may no longer be asked, if there are any."""
    gone = [request.id for request in facts.requests if not _is_askable(facts, request)]
    return Decision(C.LAPSE, {"requests": gone}) if gone else None


def _is_askable(facts: Facts, request: OpenRequest) -> bool:
    if request.kind is R.SIGNATURE and request.carries is not None:
        return facts.state in MOVE[request.carries].sources
    return facts.state in WISHES[request.kind].states
