"""Folding: an item's facts are what its entries add up to, and nothing else."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any, NamedTuple

from taizhang.rules.lifecycle.facts import (
    Actor,
    Facts,
    Moment,
    OpenRequest,
    moment_from,
)
from taizhang.rules.lifecycle.heirs import rerouted, succeeded
from taizhang.rules.lifecycle.relations import doers
from taizhang.rules.lifecycle.said import SAID
from taizhang.rules.lifecycle.states import ENDED, Command, RequestKind, State

C, S = Command, State
Changes = dict[str, Any]


class Event(NamedTuple):
    """An entry of an item's stream as the rules see it."""

    seq: int
    at: datetime
    by: Actor
    command: Command
    data: Mapping[str, Any]


def fold(item: int, events: Iterable[Event]) -> Facts:
    """Return the facts that the entries of an item add up to."""
    facts = Facts(item)
    for event in events:
        facts = absorb(facts, event)
    return facts


def absorb(facts: Facts, event: Event) -> Facts:
    """Return the facts after one more entry."""
    if event.seq != facts.seq + 1:
        raise ValueError(f"entry {event.seq} follows entry {facts.seq} of item {facts.item}")
    changes: Changes = {"seq": event.seq, "last_at": event.at}
    _take_in(facts, event, event.command, event.data, changes)
    return replace(facts, **changes)


def _take_in(
    facts: Facts, event: Event, command: Command, data: Mapping[str, Any], changes: Changes
) -> None:
    if "to" in data:
        _move(facts, event, State(data["to"]), changes)
    if "moments" in data:
        changes["moments"] = _moved(facts.moments, data["moments"])
    if "late" in data:
        changes["late"] = _blamed(facts.late, data["late"])
    for key, (name, read) in SAID.items():
        if key in data:
            changes[name] = read(data[key])
    changes |= rerouted(facts, data)
    if "deadline_at" in data:
        changes["floor_from"] = None  # a date that is set holds as it was set
    effect = _EFFECTS.get(command)
    if effect is not None:
        effect(facts, event, data, changes)


def _blamed(late: Mapping[str, int], clocks: Iterable[str]) -> dict[str, int]:
    counted = dict(late)
    for clock in clocks:
        counted[clock] = counted.get(clock, 0) + 1
    return counted


def _moved(moments: Mapping[str, Moment], moved: Mapping[str, Any]) -> dict[str, Moment]:
    kept = dict(moments)
    for name, value in moved.items():
        if value is None:
            kept.pop(name, None)
        else:
            kept[name] = moment_from(value)
    return kept


_PAUSED = (S.SUSPENDED, S.SUBMITTED, S.DISCLOSED)  # the lead has nothing to do there


def _move(facts: Facts, event: Event, to: State, changes: Changes) -> None:
    changes["state"] = to
    if to in ENDED:
        changes["ended_at"] = event.at
    was, now = facts.state in _PAUSED, to in _PAUSED
    if now and not was:
        changes["pauses"] = (*facts.pauses, (event.at, None))
    elif was and not now:
        changes["pauses"] = tuple((start, end or event.at) for start, end in facts.pauses)
    if to is S.CLOSED:
        changes["closed_at"] = event.at


def _worked(facts: Facts, event: Event, _: Mapping[str, Any], changes: Changes) -> None:
    if event.by.person is not None:
        changes["hands"] = facts.hands | {event.by.person}


def _opened(_: Facts, event: Event, __: Mapping[str, Any], changes: Changes) -> None:
    changes["opened_at"] = event.at


def _taken_over(facts: Facts, event: Event, data: Mapping[str, Any], changes: Changes) -> None:
    changes["opened_at"] = event.at
    if State(data["to"]) in (S.DISPATCHED, S.IN_PROGRESS):
        _handed_over(facts, event, data, changes)
    else:
        changes |= {"leg": facts.leg + 1, "registered_at": event.at}
        changes["lead"] = data.get("lead") if data["to"] != S.REGISTERED else None


def _registered(facts: Facts, event: Event, _: Mapping[str, Any], changes: Changes) -> None:
    changes |= _new_leg(facts.leg + 1) | {"registered_at": event.at}


def _new_leg(leg: int) -> Changes:
    return {
        "leg": leg,
        "returns": 0,
        "put_to": (),
        "arbitrated": False,
        "extensions": 0,
        "leg_started_at": None,
        "dispatched_at": None,
        "submitted_at": None,
        "handling_limit": "",
        "deadline": None,
        "deadline_kind": "budget",
        "original": None,
        "pauses": (),
        "floor_from": None,
        "held": None,
        "step": 0,
        "reached": 0,
        "outcome": None,
        "percent": 0,
    }


def _dispatched(facts: Facts, event: Event, _: Mapping[str, Any], changes: Changes) -> None:
    changes["dispatched_at"] = event.at
    changes["handler"] = None
    if changes.get("leg_started_at", facts.leg_started_at) is None:
        changes["leg_started_at"] = event.at


def _handed_over(facts: Facts, event: Event, data: Mapping[str, Any], changes: Changes) -> None:
    kept = dict(changes)
    _registered(facts, event, data, changes)
    _dispatched(facts, event, data, changes)
    changes |= {name: kept[name] for name in _new_leg(0) if name in kept}


def _fixed(facts: Facts, event: Event, data: Mapping[str, Any], changes: Changes) -> None:
    if facts.state is S.PROPOSED:
        _handed_over(facts, event, data, changes)
    _passed(facts, event, data, changes)


def _arbitrated(facts: Facts, event: Event, data: Mapping[str, Any], changes: Changes) -> None:
    _dispatched(facts, event, data, changes)
    changes["arbitrated"] = True


def _accepted(facts: Facts, event: Event, data: Mapping[str, Any], changes: Changes) -> None:
    _worked(facts, event, data, changes)
    handler = data.get("handler")
    if handler is not None:
        changes["hands"] = changes.get("hands", facts.hands) | {handler}


def _returned(facts: Facts, event: Event, data: Mapping[str, Any], changes: Changes) -> None:
    changes["returns"] = facts.returns + 1
    changes["all_returns"] = facts.all_returns + 1
    _recalled(facts, event, data, changes)


def _recalled(facts: Facts, _: Event, __: Mapping[str, Any], changes: Changes) -> None:
    changes["put_to"] = (*facts.put_to, *([facts.lead] if facts.lead else ()))
    changes["lead"] = None
    changes["handler"] = None


def _assigned(facts: Facts, event: Event, data: Mapping[str, Any], changes: Changes) -> None:
    changes["hands"] = facts.hands | {data["handler"]}
    if event.by.unit == facts.lead:
        changes["hands"] |= {event.by.person}


def _progressed(facts: Facts, event: Event, data: Mapping[str, Any], changes: Changes) -> None:
    _worked(facts, event, data, changes)
    if event.by.unit == facts.lead and data.get("percent") is not None:
        changes["percent"] = int(data["percent"])


def _split(facts: Facts, event: Event, data: Mapping[str, Any], changes: Changes) -> None:
    changes["children"] = (*facts.children, *data["children"])
    if event.by.unit == facts.lead:
        _worked(facts, event, data, changes)


def _repeated(facts: Facts, event: Event, data: Mapping[str, Any], changes: Changes) -> None:
    changes |= {"repeats": facts.repeats + 1, "barred": facts.verifiers}
    if "to" in data:
        _rebounded(facts, event, data, changes)
        changes["rebounds"] = facts.rebounds


def _urged(facts: Facts, _: Event, data: Mapping[str, Any], changes: Changes) -> None:
    changes["urges"] = facts.urges + (not data.get("reminder"))


def _submitted(facts: Facts, event: Event, data: Mapping[str, Any], changes: Changes) -> None:
    _worked(facts, event, data, changes)
    changes["submitted_at"] = event.at
    changes["step"] = 0
    changes["held"] = facts.moments.get("handling")
    changes["submitters"] = doers(facts)


def _withdrawn(facts: Facts, event: Event, data: Mapping[str, Any], changes: Changes) -> None:
    _worked(facts, event, data, changes)
    changes["pauses"] = facts.pauses[:-1]
    changes |= {"held": None, "submitted_at": None, "outcome": None}


def _passed(facts: Facts, event: Event, data: Mapping[str, Any], changes: Changes) -> None:
    changes["verifiers"] = facts.verifiers | {event.by.person}
    _closed(facts, event, data, changes)


def _failed(facts: Facts, event: Event, _: Mapping[str, Any], changes: Changes) -> None:
    changes["reworks"] = facts.reworks + 1
    changes |= {"step": 0, "held": None, "outcome": None, "floor_from": event.at}
    changes |= {"closer": None, "cosigner": None}
    if event.command is C.VERIFY_FAIL:
        changes["verifiers"] = facts.verifiers | {event.by.person}


def _closed(_: Facts, event: Event, __: Mapping[str, Any], changes: Changes) -> None:
    if event.by.person is not None:  # where the system closes, it is still who let it pass
        changes["closer"] = event.by.person


def _revisited(facts: Facts, _: Event, __: Mapping[str, Any], changes: Changes) -> None:
    changes["revisits_left"] = facts.revisits_left - 1


def _rebounded(facts: Facts, _: Event, __: Mapping[str, Any], changes: Changes) -> None:
    changes |= _new_leg(facts.leg + 1)
    changes |= {"rebounds": facts.rebounds + 1, "lead": None, "handler": None, "ended_at": None}
    changes |= {"closed_at": None, "revisits_left": 0, "closer": None, "cosigner": None}


def _reopened(facts: Facts, _: Event, __: Mapping[str, Any], changes: Changes) -> None:
    changes |= _new_leg(facts.leg)
    changes |= {"ended_at": None, "survivor": None, "successors": (), "lead": None}
    changes |= {"closed_at": None, "revisits_left": 0, "handler": None, "checked": None}
    changes |= {"closer": None, "cosigner": None}


def _rated(facts: Facts, event: Event, data: Mapping[str, Any], changes: Changes) -> None:
    if "objection" in data:
        _asked(facts, event, data["objection"], changes)


def _asked(facts: Facts, event: Event, data: Mapping[str, Any], changes: Changes) -> None:
    request = OpenRequest(
        id=event.seq,
        kind=RequestKind(data["kind"]),
        person=event.by.person,
        unit=event.by.unit,
        roles=tuple(data.get("roles", ())),
        decider=data["decider"],
        decides_as=data["decides_as"],
        at=event.at,
        due=moment_from(data["due"]),
        fields={**data.get("fields", {}), **_marked(data)},
        carries=C(data["carries"]) if data.get("carries") else None,
        subject=data.get("subject"),
    )
    changes["requests"] = (*facts.requests, request)


def _marked(data: Mapping[str, Any]) -> dict[str, Any]:
    """Return the texts of an entry, each as the mark that stands for it."""
    return {name: v for name, v in data.items() if isinstance(v, Mapping) and "text" in v}


def _settled(facts: Facts, event: Event, data: Mapping[str, Any], changes: Changes) -> None:
    gone = set(data.get("requests", ())) | {data.get("request")}
    kept = changes.get("requests", facts.requests)
    changes["requests"] = tuple(r for r in kept if r.id not in gone)
    overdue = ["decision" for r in facts.requests if r.id in gone and event.at > r.due.at]
    if overdue:  # a late decider is overdue, whatever the decision
        changes["late"] = _blamed(changes.get("late", facts.late), overdue)


def _granted(facts: Facts, event: Event, data: Mapping[str, Any], changes: Changes) -> None:
    request = facts.request(data["request"])
    if request is None:
        raise ValueError(f"entry {event.seq} grants no open request of item {facts.item}")
    if request.kind is RequestKind.SIGNATURE and request.carries is not None:
        asker = event._replace(by=Actor("person", request.person, None, request.unit))
        _take_in(facts, asker, request.carries, data["carried"], changes)
        _signed(request.carries, event, changes)
    else:
        effect = _GRANTED.get(request.kind)
        if effect is not None:
            effect(facts, event, data, changes)
    _settled(facts, event, data, changes)


def _signed(carried: Command, event: Event, changes: Changes) -> None:
    """Note who signed, where it matters who did what: whoever signed a submission handled it."""
    if carried is C.SUBMIT:
        changes["hands"] |= {event.by.person}
    elif carried is C.DECLINE:
        changes["cosigner"] = event.by.person


def _extended(facts: Facts, _: Event, __: Mapping[str, Any], changes: Changes) -> None:
    changes["extensions"] = facts.extensions + 1


def _objected(facts: Facts, event: Event, data: Mapping[str, Any], changes: Changes) -> None:
    effect = {S.DISCLOSED: _failed, S.CLOSED: _rebounded, S.ARCHIVED: _rebounded}
    if facts.state in (S.DISCLOSED, S.CLOSED, S.ARCHIVED):
        effect[facts.state](facts, event, data, changes)
    else:
        _reopened(facts, event, data, changes)


def _exempted(facts: Facts, _: Event, data: Mapping[str, Any], changes: Changes) -> None:
    changes["exempt"] = (*facts.exempt, data["exempt"])


def _rebased(facts: Facts, _: Event, data: Mapping[str, Any], changes: Changes) -> None:
    due = {int(id): moment_from(moment) for id, moment in data.get("decisions", {}).items()}
    held = [replace(each, due=due.get(each.id, each.due)) for each in facts.requests]
    changes |= succeeded(replace(facts, requests=tuple(held)), data.get("heirs", {}))
    if "step_units" in data:
        changes["step_units"] = tuple(data["step_units"])


Effect = Callable[[Facts, Event, Mapping[str, Any], Changes], None]
_GRANTED: dict[RequestKind, Effect] = {
    RequestKind.EXTENSION: _extended,
    RequestKind.REASSIGNMENT: _returned,
    RequestKind.TERMINATION: _closed,
    RequestKind.VOIDING: _closed,
    RequestKind.OBJECTION: _objected,
    RequestKind.APPEAL: _exempted,
}
_EFFECTS: dict[Command, Effect] = {
    C.PROPOSE: _opened,
    C.TAKE_OVER: _taken_over,
    C.REGISTER: _registered,
    C.DECLINE: _closed,
    C.MERGE: _closed,
    C.DIVIDE: _closed,
    C.HAND_OVER: _handed_over,
    C.FIX_ON_SPOT: _fixed,
    C.DISPATCH: _dispatched,
    C.ARBITRATE: _arbitrated,
    C.ACCEPT: _accepted,
    C.RETURN: _returned,
    C.RECALL: _recalled,
    C.ASSIGN: _assigned,
    C.REPORT_PROGRESS: _progressed,
    C.SPLIT: _split,
    C.REPEAT: _repeated,
    C.URGE: _urged,
    C.SUBMIT: _submitted,
    C.WITHDRAW: _withdrawn,
    C.VERIFY_PASS: _passed,
    C.VERIFY_FAIL: _failed,
    C.CLOSE: _closed,
    C.REVISIT_PASS: _revisited,
    C.REBASE: _rebased,
    C.REBOUND: _rebounded,
    C.REOPEN: _reopened,
    C.RATE: _rated,
    C.ASK: _asked,
    C.GRANT: _granted,
    C.DENY: _settled,
    C.TAKE_BACK: _settled,
    C.LAPSE: _settled,
}
