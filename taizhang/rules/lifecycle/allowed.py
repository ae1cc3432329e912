"""What is allowed: one check a command, asked by `offers` and by `decide`."""

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from typing import Any

from taizhang.rules.lifecycle.facts import Actor, Facts, OpenRequest
from taizhang.rules.lifecycle.moves import MOVE, MOVES, WISHES, Move
from taizhang.rules.lifecycle.relations import Setting, has_hands_clean, relations
from taizhang.rules.lifecycle.states import ENDED, Command, RequestKind, State, Who
from taizhang.rules.refused import Refused
from taizhang.rules.words import COMMANDS, RELATIONS, REQUESTS, STATES

C, S, W = Command, State, Who


def permit(
    facts: Facts,
    command: Command,
    by: Actor,
    at: datetime,
    setting: Setting,
    *,
    fields: Mapping[str, Any] | None = None,
    signed: bool = False,
) -> frozenset[Who]:
    """Return how the actor stands to the item; raise `Refused` if it may not give the command now.

    `signed` says that a second person signs the command at this moment.
    """
    move = MOVE[command]
    word = COMMANDS[command]
    if facts.state not in move.sources:
        raise Refused("state", f"事项{_now(facts)}，不能“{word}”。{_instead(facts)}")
    stands = relations(facts, by, setting)
    if stands.isdisjoint(move.by):
        raise Refused("who", f"“{word}”由{_whom(move)}办理。")
    check = _CHECKS.get(command)
    if check is not None:
        check(facts, by, at, setting, stands)
    if not signed and (signer := signature(facts, command, stands, fields)) is not None:
        raise Refused("needs_signature", f"“{word}”须经{RELATIONS[signer]}签批，请提交签批申请。")
    return stands


def signature(
    facts: Facts,
    command: Command,
    stands: frozenset[Who],
    fields: Mapping[str, Any] | None = None,
) -> Who | None:
    """Return whose signature the command needs beside the actor's own, if any."""
    guards = facts.regime.guards
    if W.LEADER not in stands and _is_for_leaders(command, fields or {}):
        return W.LEADER
    if command is C.DECLINE and guards.decline_signed:
        return W.SECOND
    if command in (C.REOPEN, C.ERASE):
        return W.SECOND
    if command is C.SUBMIT and facts.standing:
        return W.SUPERVISOR
    if command is C.SUBMIT and guards.submit_signed and W.LEAD_HEAD not in stands:
        return W.LEAD_HEAD
    return None


def _is_for_leaders(command: Command, fields: Mapping[str, Any]) -> bool:
    """挂牌督办 and 约谈, and a change of the supervising unit, are a leader's to decide."""
    if command is C.ESCALATE:
        return int(fields.get("level") or 0) >= 2
    return command is C.AMEND and bool(fields.get("supervising_unit"))


def permit_ask(facts: Facts, kind: RequestKind, by: Actor, at: datetime, setting: Setting) -> None:
    """Raise `Refused` if the actor may not ask for this now."""
    wish = WISHES[kind]
    word = REQUESTS[kind]
    if facts.state not in wish.states:
        raise Refused("state", f"事项{_now(facts)}，不能申请{word}。")
    if relations(facts, by, setting).isdisjoint(wish.askers):
        asker = "、".join(RELATIONS[who] for who in sorted(wish.askers))
        raise Refused("who", f"{word}由{asker}申请。")
    if kind not in (RequestKind.SIGNATURE, RequestKind.APPEAL) and any(
        request.kind is kind for request in facts.requests
    ):
        raise Refused("asked", f"已有一件{word}申请待决定。")
    check = _ASKS.get(kind)
    if check is not None:
        check(facts, at, setting)


def permit_answer(
    facts: Facts, request: OpenRequest, by: Actor, setting: Setting
) -> frozenset[Who]:
    """Return how the decider stands to the item; raise `Refused` if somebody else must decide."""
    stands = relations(facts, by, setting)
    if Who(request.decides_as) not in stands:
        raise Refused("who", f"此申请由{RELATIONS[Who(request.decides_as)]}决定。")
    if by.person is None or by.person == request.person:
        raise Refused("own", "本人提出的申请，须由他人决定。")
    judged = request.kind is not RequestKind.SIGNATURE
    if judged and (by.person in facts.hands or by.person == facts.handler):
        raise Refused("own", "经手过本事项的人不能决定此申请。")
    if request.kind is RequestKind.TERMINATION and by.unit == facts.lead:
        raise Refused("own", "终止须由牵头单位以外的领导决定。")
    if request.kind is RequestKind.OBJECTION and by.person == facts.closer:
        raise Refused("own", "作出原决定的人不能处理对它的异议。")
    if request.kind is RequestKind.APPEAL:
        _impartial(request, by, setting)
    return stands


def _impartial(request: OpenRequest, by: Actor, setting: Setting) -> None:
    subject = setting.subject
    if subject is not None and (by.person == subject.person or by.unit == subject.against):
        raise Refused("own", "申诉须由原记录双方以外的人复核。")
    if by.unit == request.unit:
        raise Refused("own", "申诉单位不能复核自己的申诉。")


def _now(facts: Facts) -> str:
    return f"现为“{STATES[facts.state]}”"


def _whom(move: Move) -> str:
    return "、".join(word for who, word in RELATIONS.items() if who in move.by)


_ALWAYS = {C.REPLY, C.ANNOTATE, C.ATTACH, C.CORRECT, C.ERASE, C.REBASE, C.URGE, C.ESCALATE}
_ALWAYS |= {C.ABSORB, C.MERGE, C.DIVIDE, C.REPEAT}


def _instead(facts: Facts) -> str:
    able = [m for m in MOVES if facts.state in m.sources and m.command not in _ALWAYS]
    listed = "；".join(f"{COMMANDS[m.command]}（{_whom(m)}）" for m in able[:6])
    return f"现在可以：{listed}。" if listed else "事项已办结。"


def _needs_check(f: Facts, _: Actor, __: datetime, ___: Setting, ____: frozenset[Who]) -> None:
    if f.regime.guards.check_first and f.checked is None:
        raise Refused("check", "本专项须先核实、后立项，尚无核实结论。")
    if f.checked == "untrue":
        raise Refused("check", "核实结论为不属实，应作不立项处理。")


def _few_returns(f: Facts, _: Actor, __: datetime, ___: Setting, ____: frozenset[Who]) -> None:
    if f.returns >= 2:
        raise Refused("returned", "本轮已退回两次，须由裁定单位裁定交办。")


def _disputed(f: Facts, by: Actor, _: datetime, __: Setting, ___: frozenset[Who]) -> None:
    if f.returns == 0:
        raise Refused("undisputed", "尚无单位退回，不需要裁定，请直接交办。")
    if by.unit in f.put_to:
        raise Refused("own", "曾被交办此事项的单位不能裁定。")


def _deemed(f: Facts, by: Actor, at: datetime, _: Setting, __: frozenset[Who]) -> None:
    if by.kind == "system" and not (
        f.regime.guards.deemed_accepted and at >= f.moments["response"].at
    ):
        raise Refused("deemed", "本专项没有视同签收，或签收时限未到。")


def _returnable(f: Facts, _: Actor, __: datetime, ___: Setting, ____: frozenset[Who]) -> None:
    if f.arbitrated:
        raise Refused("arbitrated", "裁定交办的事项不得再退回；对裁定有意见的可申诉。")


def _no_children(_: Facts, __: Actor, ___: datetime, s: Setting, ____: frozenset[Who]) -> None:
    if s.children_open:
        raise Refused("children", f"还有{s.children_open}个子事项没有销号或办结。")


def _whole(f: Facts, _: Actor, __: datetime, s: Setting, stands: frozenset[Who]) -> None:
    if f.state is not S.PROPOSED and W.SUPERVISOR not in stands:
        raise Refused("who", "立项以后由督办单位合并、分立。")
    if s.children_open:
        raise Refused("children", f"还有{s.children_open}个子事项没有销号或办结。")


def _undecided(f: Facts, _: Actor, __: datetime, ___: Setting, ____: frozenset[Who]) -> None:
    if f.step > 0:
        raise Refused("decided", "核查已开始，不能再撤回申请。")


def _independent(f: Facts, by: Actor, _: datetime, s: Setting, __: frozenset[Who]) -> None:
    if not has_hands_clean(f, by, s):
        raise Refused("own", "办理过本事项的人和单位不能核查自己的工作。")


def _verifier(f: Facts, by: Actor, at: datetime, s: Setting, stands: frozenset[Who]) -> None:
    _independent(f, by, at, s, stands)
    if f.repeats >= 1 and by.person in f.verifiers:
        raise Refused("own", "重复诉求须换人核查。")


def _closable(f: Facts, _: Actor, at: datetime, __: Setting, ___: frozenset[Who]) -> None:
    if any(r.kind is RequestKind.OBJECTION for r in f.requests):
        raise Refused("objection", "公示期内有异议尚未处理。")
    if "notice" in f.moments and at < f.moments["notice"].at:
        raise Refused("notice", "公示期未满，不能销号。")


def _revisitable(f: Facts, by: Actor, at: datetime, s: Setting, stands: frozenset[Who]) -> None:
    if f.revisits_left == 0:
        raise Refused("revisit", "本事项没有待做的回头看。")
    _independent(f, by, at, s, stands)


def _archivable(f: Facts, by: Actor, at: datetime, _: Setting, __: frozenset[Who]) -> None:
    if f.revisits_left:
        raise Refused("revisit", f"还有{f.revisits_left}次回头看没有做。")
    if f.requests:
        raise Refused("request", "还有申请没有决定。")
    if by.kind == "system" and at < f.moments["archive"].at:
        raise Refused("early", "归档时限未到。")


def _within_rebound(f: Facts, _: Actor, at: datetime, __: Setting, ___: frozenset[Who]) -> None:
    days = f.regime.limits.rebound_days
    if f.state in (S.CLOSED, S.ARCHIVED) and _outside(f.closed_at, at, days):
        raise Refused("window", f"销号已超过{days}天，请另行提出新事项。")


def _resumable(f: Facts, by: Actor, at: datetime, _: Setting, __: frozenset[Who]) -> None:
    if by.kind == "system" and at < f.moments["suspension"].at:
        raise Refused("early", "暂缓期未满。")


def _outside(start: datetime | None, at: datetime, days: int) -> bool:
    return start is not None and at - start > timedelta(days=days)


_CHECKS: dict[Command, Callable[[Facts, Actor, datetime, Setting, frozenset[Who]], None]] = {
    C.REGISTER: _needs_check,
    C.DISPATCH: _few_returns,
    C.ARBITRATE: _disputed,
    C.ACCEPT: _deemed,
    C.RETURN: _returnable,
    C.RECALL: _no_children,
    C.MERGE: _whole,
    C.DIVIDE: _whole,
    C.FIX_ON_SPOT: _independent,
    C.SUBMIT: _no_children,
    C.WITHDRAW: _undecided,
    C.VERIFY_PASS: _verifier,
    C.VERIFY_FAIL: _verifier,
    C.CLOSE: _closable,
    C.REVISIT_PASS: _revisitable,
    C.ARCHIVE: _archivable,
    C.REBOUND: _within_rebound,
    C.REPEAT: _within_rebound,
    C.RESUME: _resumable,
}


def _ask_extension(f: Facts, at: datetime, _: Setting) -> None:
    handling = f.moments.get("handling")
    if handling is None:
        raise Refused("standing", "长期坚持的事项没有办理时限，不需要延期。")
    if at > handling.at:
        raise Refused("overdue", "已经逾期，不能再申请延期。")
    if f.extensions >= f.regime.guards.extensions:
        raise Refused("extensions", f"本轮延期已满{f.regime.guards.extensions}次。")


def _ask_suspension(f: Facts, _: datetime, __: Setting) -> None:
    if not f.regime.guards.suspendable:
        raise Refused("suspension", "本专项不允许暂缓。")


def _ask_reassignment(f: Facts, _: datetime, s: Setting) -> None:
    if f.arbitrated:
        raise Refused("arbitrated", "裁定交办的事项不得再申请改派。")
    if s.children_open:
        raise Refused("children", f"还有{s.children_open}个子事项没有销号或办结。")


def _ask_voiding(_: Facts, __: datetime, s: Setting) -> None:
    if s.absorbed or s.children_open:
        raise Refused("children", "有事项并入本事项，或还有子事项没有办结，不能撤销。")


def _ask_objection(f: Facts, at: datetime, _: Setting) -> None:
    days = f.regime.limits.objection_days
    since = f.ended_at if f.state in ENDED - {S.ARCHIVED} else f.closed_at
    if f.state is not S.DISCLOSED and _outside(since, at, days):
        raise Refused("window", f"已超过提出异议的{days}天。")


def _ask_appeal(f: Facts, at: datetime, s: Setting) -> None:
    days = f.regime.limits.appeal_days
    if s.subject is not None and _outside(s.subject.at, at, days):
        raise Refused("window", f"已超过申诉的{days}天。")


_ASKS: dict[RequestKind, Callable[[Facts, datetime, Setting], None]] = {
    RequestKind.EXTENSION: _ask_extension,
    RequestKind.SUSPENSION: _ask_suspension,
    RequestKind.REASSIGNMENT: _ask_reassignment,
    RequestKind.VOIDING: _ask_voiding,
    RequestKind.OBJECTION: _ask_objection,
    RequestKind.APPEAL: _ask_appeal,
}
