"""TELLING: which entry is told to whom, and as what. The one table; it looks at no database."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from typing import NamedTuple

from taizhang.ledger.doers import DECIDERS, DOERS, WORKERS
from taizhang.rules.lifecycle.due import standing
from taizhang.rules.lifecycle.facts import Actor, Facts, time_from
from taizhang.rules.lifecycle.fold import Event
from taizhang.rules.lifecycle.states import Command, RequestKind, Role, Who

C, R, K = Command, Role, RequestKind
ANYBODY = frozenset(Role) - {R.ADMIN}
HUNG_UP = 2  # 挂牌督办: from this level on a leader is told
THIRD = 2  # repeats after which the matter goes to the leader in charge


class To(StrEnum):
    """Whom a line of the table means, seen from one item."""

    NEXT = "next"  # whoever has the next action now
    WAS_NEXT = "was_next"
    LEAD = "lead"
    WAS_LEAD = "was_lead"
    SUPPORTS = "supports"
    NEW_SUPPORTS = "new_supports"
    AREA = "area"
    SUPERVISING = "supervising"
    STANDS_IN = "stands_in"
    LEADER = "leader"
    DECIDER = "decider"
    ASKER = "asker"
    HANDLER = "handler"
    OPENER = "opener"
    URGED = "urged"  # whose clock the rung of a ladder is of
    RAISED_TO = "raised_to"


class Recipient(NamedTuple):
    """A unit in certain roles, or one person of it."""

    unit: str
    roles: frozenset[Role]
    person: int | None = None


@dataclass(frozen=True, slots=True)
class Case:
    """One entry with the item before and after it, and the entries that it refers to."""

    before: Facts
    after: Facts
    event: Event
    first: Event  # with which the item was opened
    asked: Event | None = None  # the request that it answers


class Line(NamedTuple):
    """One line of the table; without a kind, the next action says what is told."""

    command: Command
    to: To
    kind: str = ""
    when: Callable[[Case], bool] | None = None


class Told(NamedTuple):
    """What one recipient is told of one entry."""

    recipient: Recipient
    kind: str
    about: str
    due_at: datetime | None


def _by_system(case: Case) -> bool:
    return case.event.by.kind == "system"


def _by_a_person(case: Case) -> bool:
    return case.event.by.kind == "person"


def _reminds(case: Case) -> bool:
    return bool(case.event.data.get("reminder"))


def _by_a_support(case: Case) -> bool:
    return case.event.by.unit != case.after.lead


def _kept_no_more(case: Case) -> bool:
    return case.event.data.get("kept") is False


def _hung_up(case: Case) -> bool:
    return case.after.level >= HUNG_UP


def _third_time(case: Case) -> bool:
    return case.after.repeats >= THIRD


def _supervisor_changed(case: Case) -> bool:
    return case.before.supervising_unit != case.after.supervising_unit


def _objects(case: Case) -> bool:
    return len(case.after.requests) > len(case.before.requests)


def _was(*kinds: RequestKind) -> Callable[[Case], bool]:
    def asked_for(case: Case) -> bool:
        return case.asked is not None and case.asked.data.get("kind") in kinds

    return asked_for


TELLING: tuple[Line, ...] = (
    Line(C.PROPOSE, To.NEXT),
    Line(C.CHECK, To.NEXT),
    Line(C.REGISTER, To.NEXT),
    Line(C.DECLINE, To.OPENER, "declined"),
    Line(C.DISPATCH, To.LEAD, "dispatched"),
    Line(C.DISPATCH, To.SUPPORTS, "support"),
    Line(C.DISPATCH, To.AREA, "area"),
    Line(C.HAND_OVER, To.LEAD, "dispatched"),
    Line(C.HAND_OVER, To.SUPPORTS, "support"),
    Line(C.HAND_OVER, To.AREA, "area"),
    Line(C.HAND_OVER, To.SUPERVISING, "handed_over"),
    Line(C.FIX_ON_SPOT, To.LEAD, "fixed"),
    Line(C.ARBITRATE, To.LEAD, "arbitrated"),
    Line(C.ARBITRATE, To.STANDS_IN, "stands_in"),
    Line(C.ARBITRATE, To.SUPPORTS, "support"),
    Line(C.ARBITRATE, To.AREA, "area"),
    Line(C.ACCEPT, To.LEAD, "deemed", _by_system),
    Line(C.RETURN, To.NEXT),
    Line(C.RETURN, To.SUPERVISING, "returned"),
    Line(C.RECALL, To.WAS_LEAD, "recalled"),
    Line(C.RECALL, To.SUPPORTS, "recalled"),
    Line(C.ASSIGN, To.HANDLER, "assigned"),
    Line(C.AMEND, To.NEW_SUPPORTS, "support"),
    Line(C.AMEND, To.SUPERVISING, "supervise", _supervisor_changed),
    Line(C.AMEND, To.LEAD, "amended"),
    Line(C.AMEND, To.SUPPORTS, "amended"),
    Line(C.REPORT_PROGRESS, To.LEAD, "progress", _by_a_support),
    Line(C.CONFIRM, To.LEAD, "not_kept", _kept_no_more),
    Line(C.REPEAT, To.NEXT, "repeated"),
    Line(C.REPEAT, To.LEAD, "repeated"),
    Line(C.REPEAT, To.LEADER, "repeated", _third_time),
    Line(C.URGE, To.URGED, "reminded", _reminds),
    Line(C.URGE, To.URGED, "urged"),
    Line(C.URGE, To.NEXT, "urged", _by_a_person),
    Line(C.URGE, To.LEAD, "urged", _by_a_person),
    Line(C.ESCALATE, To.URGED, "escalated"),
    Line(C.ESCALATE, To.RAISED_TO, "escalated"),
    Line(C.ESCALATE, To.LEAD, "escalated", _by_a_person),
    Line(C.ESCALATE, To.NEXT, "escalated", _by_a_person),
    Line(C.ESCALATE, To.LEADER, "escalated", _hung_up),
    Line(C.RESUME, To.LEAD, "resumed"),
    Line(C.SUBMIT, To.NEXT),
    Line(C.WITHDRAW, To.WAS_NEXT, "withdrawn"),
    Line(C.VERIFY_PASS, To.LEAD, "passed"),
    Line(C.VERIFY_PASS, To.NEXT),
    Line(C.VERIFY_FAIL, To.LEAD, "rework"),
    Line(C.VERIFY_FAIL, To.SUPPORTS, "rework"),
    Line(C.CLOSE, To.LEAD, "closed"),
    Line(C.CLOSE, To.NEXT),
    Line(C.REVISIT_PASS, To.LEAD, "revisited"),
    Line(C.REVISIT_PASS, To.NEXT),
    Line(C.REBOUND, To.NEXT, "rebounded"),
    Line(C.REBOUND, To.WAS_LEAD, "rebounded"),
    Line(C.REOPEN, To.NEXT),
    Line(C.MERGE, To.WAS_LEAD, "merged"),
    Line(C.ABSORB, To.LEAD, "absorbed"),
    Line(C.DIVIDE, To.OPENER, "divided"),
    Line(C.RATE, To.DECIDER, "asked", _objects),
    Line(C.REBASE, To.LEAD, "rebased"),
    Line(C.ASK, To.DECIDER, "asked"),
    Line(C.TAKE_BACK, To.DECIDER, "taken_back"),
    Line(C.DENY, To.ASKER, "denied"),
    Line(C.GRANT, To.ASKER, "granted"),
    Line(C.GRANT, To.NEXT, "", _was(K.REASSIGNMENT, K.OBJECTION)),
    Line(C.GRANT, To.LEAD, "suspended", _was(K.SUSPENSION)),
    Line(C.GRANT, To.LEAD, "rework", _was(K.OBJECTION)),
    Line(C.GRANT, To.WAS_LEAD, "ended", _was(K.TERMINATION, K.VOIDING)),
    Line(C.GRANT, To.SUPPORTS, "extended", _was(K.EXTENSION)),
)
"""The first line that reaches a recipient says what it is told; nobody is told twice."""

SILENT = frozenset(
    {
        C.TAKE_OVER, C.SPLIT, C.REPLY, C.ARCHIVE, C.ANNOTATE, C.ATTACH, C.CORRECT, C.ERASE, C.LAPSE,
    }
)  # fmt: skip
"""Of these nobody is told: they ask nothing of anybody, or others' entries tell the same."""

OF_ACTION: dict[Command, str] = {
    C.CHECK: "to_check",
    C.REGISTER: "to_register",
    C.DISPATCH: "to_dispatch",
    C.ARBITRATE: "to_arbitrate",
    C.ACCEPT: "dispatched",
    C.VERIFY_PASS: "to_verify",
    C.REVISIT_PASS: "to_revisit",
    C.CONFIRM: "to_confirm",
}
# These are told also inside the doer's own unit: another of its people has to act.
WITHIN = frozenset({To.DECIDER, To.ASKER, To.HANDLER, To.OPENER})


def told(case: Case) -> list[Told]:
    """Return who is told what of an entry; one message for each recipient."""
    found: dict[tuple[str, int | None], Told] = {}
    for each, seen_as in _cases(case):
        for line in TELLING:
            if line.command is not seen_as or (line.when and not line.when(each)):
                continue
            for one in _of_line(line, each):
                key = one.recipient.unit, one.recipient.person
                found[key] = _both(found[key], one) if key in found else one
    return list(found.values())


def _both(first: Told, more: Told) -> Told:
    """Return what is told once to a unit that two lines mean: as the first says, to both roles."""
    roles = first.recipient.roles | more.recipient.roles
    return first._replace(recipient=first.recipient._replace(roles=roles))


def _cases(case: Case) -> Iterator[tuple[Case, Command]]:
    """Yield the entry, and behind it the command that it has signed, as its asker's act."""
    yield case, case.event.command
    signed = case.event.data.get("signed")
    if signed and case.asked is not None:
        given = case.event._replace(
            by=case.asked.by, command=C(signed), data=case.event.data["carried"]
        )
        yield replace(case, event=given), C(signed)


def _of_line(line: Line, case: Case) -> Iterator[Told]:
    kind = line.kind or _kind_of_next(case.after)
    if not kind:
        return
    for recipient in _WHOM[line.to](case):
        if _may_know(recipient, line.to, case):
            yield Told(recipient, kind, _about(case), _due(line.to, recipient, case))


def _may_know(recipient: Recipient, to: To, case: Case) -> bool:
    """Return whether a recipient is told: not of its own act, nor what it is complained of."""
    if not recipient.unit or recipient.unit in case.after.complained_of:
        return False
    doer = case.event.by
    if recipient.person is not None and recipient.person == doer.person:
        return False
    return to in WITHIN or recipient.unit != doer.unit


def _kind_of_next(facts: Facts) -> str:
    step = standing(facts)
    return OF_ACTION.get(step.action, "") if step else ""


def _about(case: Case) -> str:
    data = case.asked.data if case.asked is not None else case.event.data
    if case.event.command not in (C.ASK, C.GRANT, C.DENY, C.TAKE_BACK):
        return ""
    return str(data.get("carries") or data.get("kind") or "")


def _due(to: To, recipient: Recipient, case: Case) -> datetime | None:
    """Return the moment that matters to a recipient: of its own next step, else of the item."""
    if to is To.DECIDER:
        asked = next((r for r in case.after.requests if r.id == case.event.seq), None)
        return asked.due.at if asked else None
    if to in (To.URGED, To.RAISED_TO):
        return _climbed_towards(case)
    step = standing(case.after)
    if step is not None and step.unit == recipient.unit:
        return step.moment.at
    if to in (To.LEAD, To.SUPPORTS, To.NEW_SUPPORTS, To.AREA, To.STANDS_IN, To.LEADER):
        moment = case.after.moments.get("handling")
        return moment.at if moment else None
    return None


def _climbed_towards(case: Case) -> datetime | None:
    """Return the due moment of the clock whose ladder this entry has climbed."""
    before, after = case.before.rungs, case.after.rungs
    moved = [due for key, (due, n) in after.items() if n and before.get(key) != after[key]]
    return time_from(moved[0]) if moved else None


def _urged(case: Case) -> Iterator[Recipient]:
    unit = case.event.data.get("told")
    for recipient in _next(case.after):
        if recipient.unit == unit:
            yield recipient
            return
    if unit:
        yield Recipient(unit, ANYBODY)


def _raised_to(case: Case) -> Iterator[Recipient]:
    unit = case.event.data.get("raised_to")
    if unit:
        yield Recipient(unit, frozenset({R.LEADER}))


def _next(facts: Facts) -> Iterator[Recipient]:
    step = standing(facts)
    if step is not None:
        roles = DOERS.get(step.action, ANYBODY)
        # The lead of a parent supervises its children.
        yield Recipient(step.unit, roles | WORKERS if facts.parent else roles)


def _supervising(case: Case) -> Iterator[Recipient]:
    roles = frozenset({R.SUPERVISOR}) | (WORKERS if case.after.parent else frozenset())
    yield Recipient(case.after.supervising_unit or "", roles)


def _workers(*units: str | None) -> Iterator[Recipient]:
    yield from (Recipient(unit, WORKERS) for unit in units if unit)


def _new_supports(case: Case) -> Iterator[Recipient]:
    return _workers(*(unit for unit in case.after.supports if unit not in case.before.supports))


def _decider(case: Case) -> Iterator[Recipient]:
    asked = case.asked or case.event
    data = asked.data.get("objection") or asked.data
    if data.get("decider"):
        yield Recipient(data["decider"], DECIDERS.get(Who(data["decides_as"]), ANYBODY))


def _asker(case: Case) -> Iterator[Recipient]:
    return _person(case.asked.by) if case.asked is not None else iter(())


def _handler(case: Case) -> Iterator[Recipient]:
    if case.after.handler is not None:
        yield Recipient(case.after.lead or "", WORKERS, case.after.handler)


def _person(by: Actor) -> Iterator[Recipient]:
    if by.unit:
        yield Recipient(by.unit, ANYBODY, by.person)


def _leader(case: Case) -> Iterator[Recipient]:
    unit = case.after.regime.leader_unit if case.after.regime_text else ""
    yield Recipient(unit, frozenset({R.LEADER}))


_WHOM: dict[To, Callable[[Case], Iterable[Recipient]]] = {
    To.NEXT: lambda case: _next(case.after),
    To.WAS_NEXT: lambda case: _next(case.before),
    To.LEAD: lambda case: _workers(case.after.lead),
    To.WAS_LEAD: lambda case: _workers(case.before.lead or case.after.lead),
    To.SUPPORTS: lambda case: _workers(*case.after.supports),
    To.NEW_SUPPORTS: _new_supports,
    To.AREA: lambda case: _workers(case.after.area),
    To.SUPERVISING: _supervising,
    To.STANDS_IN: lambda case: _workers(case.event.data.get("stands_in")),
    To.LEADER: _leader,
    To.DECIDER: _decider,
    To.ASKER: _asker,
    To.HANDLER: _handler,
    To.OPENER: lambda case: _person(case.first.by),
    To.URGED: _urged,
    To.RAISED_TO: _raised_to,
}
