"""Deciding: a command and its fields, checked against the rules, become what an entry will hold."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from taizhang.rules.lifecycle.allowed import permit
from taizhang.rules.lifecycle.case import Case
from taizhang.rules.lifecycle.effects import BUILD, continued
from taizhang.rules.lifecycle.facts import Actor, Facts, moment_json
from taizhang.rules.lifecycle.fields import carry, fields_of
from taizhang.rules.lifecycle.moves import MOVE, TAKEN_OVER
from taizhang.rules.lifecycle.proposing import awaited
from taizhang.rules.lifecycle.relations import Setting, acts_as_leader, acts_for_lead
from taizhang.rules.lifecycle.states import Command, Role, State, Who
from taizhang.rules.refused import Refused
from taizhang.rules.words import COMMANDS


@dataclass(frozen=True, slots=True)
class Decision:
    """What an entry will hold: its command, its data, and the free texts kept beside it."""

    command: Command
    data: dict[str, Any]
    texts: dict[str, str] = field(default_factory=dict)


ENDS: dict[Command, tuple[str, ...]] = {
    Command.CHECK: ("check",),
    Command.REGISTER: ("triage", "check"),
    Command.DECLINE: ("triage", "check"),
    Command.HAND_OVER: ("triage", "check"),
    Command.FIX_ON_SPOT: ("triage", "check", "response", "handling", "milestone"),
    Command.MERGE: ("triage", "check"),
    Command.DIVIDE: ("triage", "check"),
    Command.DISPATCH: ("dispatch",),
    Command.ARBITRATE: ("arbitration", "dispatch"),
    Command.ACCEPT: ("response",),
    Command.RETURN: ("response",),
    Command.REPORT_PROGRESS: ("report",),
    Command.CONFIRM: ("confirmation",),
    Command.RESUME: ("suspension",),
    Command.SUBMIT: ("handling", "milestone"),
    Command.VERIFY_PASS: ("verification",),
    Command.VERIFY_FAIL: ("verification",),
    Command.CLOSE: ("closing",),
    Command.REVISIT_PASS: ("revisit",),
    Command.ARCHIVE: ("archive",),
    Command.REPLY: ("feedback",),
}
"""Which clocks a command ends: if one had run out, the entry says so (`late`), for ever."""
UNBLAMED = frozenset({"notice", "suspension"})  # that they are over makes nobody late
BY_ITSELF = frozenset({"response", "archive"})  # what the system does at their end is in time


def overrun(
    facts: Facts, moments: Mapping[str, Any], ended: Iterable[str], by: Actor, at: datetime
) -> list[str]:
    """Return the clocks, of those that are stopped or ended, that had run out."""
    stopped = {clock for clock, moment in moments.items() if moment is None} | set(ended)
    blamed = stopped - UNBLAMED - (BY_ITSELF if by.kind == "system" else frozenset())
    return sorted(c for c in blamed if c in facts.moments and at > facts.moments[c].at)


def decide(
    facts: Facts,
    command: Command,
    fields: Mapping[str, Any],
    *,
    by: Actor,
    at: datetime,
    setting: Setting,
    asked_at: datetime | None = None,
) -> Decision:
    """Return what the entry of this command will hold; raise `Refused` if the rules say no.

    `asked_at` says that it is signed now, and since when the signature was waited for.
    """
    if facts.last_at is not None and at < facts.last_at:
        raise Refused("time", "时间早于本事项的上一条记录。")
    permit(facts, command, by, at, setting, fields=fields, signed=asked_at is not None)
    carried = carry(fields_of(command, facts), fields, COMMANDS[command])
    data = dict(carried.data)
    build = BUILD.get(command)
    if build is not None:
        data.update(build(Case(facts, data, fields, by, at, setting)))
    _end_clocks(facts, command, data, by, asked_at or at)
    if acts_for_lead(facts, by, setting):
        data["for_lead"] = True
    elif command in _LED and acts_as_leader(facts, by, setting):
        data["as_leader"] = True
    return Decision(command, data, carried.texts)


_LED = frozenset(move.command for move in MOVE.values() if Who.SUPERVISOR in move.by)


def _end_clocks(
    facts: Facts, command: Command, data: dict[str, Any], by: Actor, at: datetime
) -> None:
    """Stop the clocks that the command ends, and note those that had run out."""
    moments = data.get("moments", {})
    ended = [clock for clock in ENDS.get(command, ()) if clock in facts.moments]
    if command is Command.REPORT_PROGRESS and by.unit != facts.lead:
        ended = []  # a supporting unit's report is not the lead's
    if command is Command.REPORT_PROGRESS and "reached" in data:
        ended.append("milestone")
    for clock in ended:
        moments.setdefault(clock, None)
    if moments:
        data["moments"] = moments
    if late := overrun(facts, moments, ended, by, at):
        data["late"] = late


def opening(fields: Mapping[str, Any], *, by: Actor, at: datetime, setting: Setting) -> Decision:
    """Return what the first entry of an item will hold; raise `Refused` if it may not be."""
    roles = {Role.INTAKE, Role.SUPERVISOR, Role.INSPECTOR, Role.LEADER}
    if by.kind == "person" and by.roles.isdisjoint(roles) and not fields.get("parent"):
        raise Refused("who", "提出事项由收文、督办、督查岗位办理。")
    carried = carry(MOVE[Command.PROPOSE].fields, fields, COMMANDS[Command.PROPOSE])
    regime = setting.regime
    if regime is None:
        raise Refused("campaign", "没有“%(name)s”这个专项。", name=str(fields.get("campaign")))
    data = dict(carried.data)
    data.setdefault("intake_unit", by.unit or regime.arbiter_unit)
    if setting.for_lead and by.unit != data["intake_unit"]:
        data["for_lead"] = True
    if regime.guards.check_first:
        data.setdefault("inspecting_unit", by.unit or data["intake_unit"])
    clock = awaited(at, regime, setting, is_checked=False)
    data |= {
        "to": State.PROPOSED,
        "regime": regime.dump(),
        "pack": setting.pack,
        "calendar": setting.calendar.edition,
        "moments": {name: moment_json(moment) for name, moment in clock.items()},
    }
    return Decision(Command.PROPOSE, data, carried.texts)


def taking_over(
    fields: Mapping[str, Any], *, by: Actor, at: datetime, setting: Setting
) -> Decision:
    """Return what the first entry of an item of an old ledger will hold (转入).

    The state and moments that the old ledger claims stand beside the recorded ones; clocks run from
    now on. Raise `Refused` if the state cannot be taken over or the regime is not known.
    """
    if by.kind == "person" and Role.SUPERVISOR not in by.roles:
        raise Refused("who", "转入旧台账由督办单位办理。")
    regime = setting.regime
    if regime is None:
        raise Refused("campaign", "没有“%(name)s”这个专项。", name=str(fields.get("campaign")))
    carried = carry(
        (*MOVE[Command.TAKE_OVER].fields, *TAKEN_OVER), fields, COMMANDS[Command.TAKE_OVER]
    )
    data = dict(carried.data)
    state = State(data.pop("state"))
    data |= {
        "to": state,
        "intake_unit": data.get("supervising_unit"),
        "regime": regime.dump(),
        "pack": setting.pack,
        "calendar": setting.calendar.edition,
    }
    before = Facts(0, regime_text=regime.dump(), supervising_unit=data["supervising_unit"])
    case = Case(before, data, fields, by, at, setting)
    data |= continued(case, state)
    return Decision(Command.TAKE_OVER, data, carried.texts)
