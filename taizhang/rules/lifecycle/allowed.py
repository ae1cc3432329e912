"""What is allowed: one check a command, asked by `offers` and by `decide`."""

from collections.abc import Callable, Mapping
from datetime import datetime
from functools import lru_cache
from typing import Any

from taizhang.rules.lifecycle.due import finished_at, is_too_late, outside
from taizhang.rules.lifecycle.facts import Actor, Facts, OpenRequest
from taizhang.rules.lifecycle.ladder import climb_now, command_for
from taizhang.rules.lifecycle.moves import HELD, MOVE, MOVES, WISHES
from taizhang.rules.lifecycle.relations import Setting, has_hands_clean, relations
from taizhang.rules.lifecycle.states import Command, RequestKind, State, Who
from taizhang.rules.refused import Phrase, Refused
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
        raise _wrong_state(facts, command)
    stands = relations(facts, by, setting, move.by | _TOLD_APART)
    if stands.isdisjoint(move.by):
        raise Refused("who", "“%(word)s”由%(whom)s办理。", word=word, whom=_whom(command))
    if command is C.AMEND and not _hands_over(fields):
        _require_amendable(facts, stands)
    check = _CHECKS.get(command)
    if check is not None:
        check(facts, by, at, setting, stands)
    if not signed and (signer := signature(facts, command, stands, fields)) is not None:
        raise Refused(
            "needs_signature", "“%(word)s”须经%(signer)s签批，请提交签批申请。",
            word=word, signer=RELATIONS[signer],
        )  # fmt: skip
    return stands


def _wrong_state(facts: Facts, command: Command) -> Refused:
    return Refused(
        "state", "事项现为“%(state)s”，不能“%(word)s”。%(instead)s",
        state=STATES[facts.state], word=COMMANDS[command], instead=_instead(facts.state),
    )  # fmt: skip


def _hands_over(fields: Mapping[str, Any] | None) -> bool:
    """Return whether an amendment changes nothing but who sponsors the item (交接)."""
    filled = {name for name, value in (fields or {}).items() if value}
    return bool(filled) and filled <= {"sponsor", "reason"}


def _require_amendable(facts: Facts, stands: frozenset[Who]) -> None:
    if facts.state not in HELD:
        raise _wrong_state(facts, C.AMEND)
    if W.SUPERVISOR not in stands:
        raise Refused("who", "系统管理员只能在交接时更换包保领导，其余由督办单位调整。")


_TOLD_APART = frozenset({W.LEADER, W.SUPERVISOR, W.LEAD_HEAD})


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
        return str(fields.get("level")) in ("2", "3")
    return command is C.AMEND and bool(fields.get("supervising_unit"))


BY_SUBJECT = frozenset({RequestKind.SIGNATURE, RequestKind.APPEAL})
"""Kinds of which several may be open: one for each command to be signed, each entry appealed."""


def permit_ask(facts: Facts, kind: RequestKind, by: Actor, at: datetime, setting: Setting) -> None:
    """Raise `Refused` if the actor may not ask for this now."""
    wish = WISHES[kind]
    word = REQUESTS[kind]
    if facts.state not in wish.states:
        raise Refused(
            "state", "事项现为“%(state)s”，不能申请%(word)s。%(instead)s",
            state=STATES[facts.state], word=word, instead=_instead(facts.state),
        )  # fmt: skip
    if relations(facts, by, setting, wish.askers).isdisjoint(wish.askers):
        askers = tuple(word for who, word in RELATIONS.items() if who in wish.askers)
        raise Refused("who", "%(word)s由%(whom)s申请。", word=word, whom=askers)
    if kind not in BY_SUBJECT and any(request.kind is kind for request in facts.requests):
        raise Refused("asked", "已有一件%(word)s申请待决定。", word=word)
    check = _ASKS.get(kind)
    if check is not None:
        check(facts, by, at, setting)


def permit_answer(
    facts: Facts, request: OpenRequest, by: Actor, setting: Setting
) -> frozenset[Who]:
    """Return how the decider stands to the item; raise `Refused` if somebody else must decide."""
    decides_as = Who(request.decides_as)
    stands = relations(facts, by, setting, (decides_as,))
    if decides_as not in stands:
        raise Refused("who", "此申请由%(whom)s决定。", whom=RELATIONS[decides_as])
    if by.person is None or by.person == request.person:
        raise Refused("own", "本人提出的申请，须由他人决定。")
    judged = request.kind is not RequestKind.SIGNATURE
    if judged and (by.person in facts.hands or by.person == facts.handler):
        raise Refused("own", "经手过本事项的人不能决定此申请。")
    if request.kind is RequestKind.TERMINATION and by.unit == facts.lead:
        raise Refused("own", "终止须由牵头单位以外的领导决定。")
    if request.kind is RequestKind.OBJECTION and by.person in (facts.closer, facts.cosigner):
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


@lru_cache
def _whom(command: Command) -> tuple[str, ...]:
    return tuple(word for who, word in RELATIONS.items() if who in MOVE[command].by)


_ALWAYS = {C.REPLY, C.ANNOTATE, C.ATTACH, C.CORRECT, C.ERASE, C.REBASE, C.URGE, C.ESCALATE}
_ALWAYS |= {C.ABSORB, C.MERGE, C.DIVIDE, C.REPEAT}


@lru_cache
def _instead(state: State) -> Phrase:
    """Return what leads on from a state, and by whom."""
    able = tuple(
        Phrase("%(word)s（%(whom)s）", {"word": COMMANDS[m.command], "whom": _whom(m.command)})
        for m in MOVES
        if state in (HELD if m.command is C.AMEND else m.sources) and m.command not in _ALWAYS
    )
    return Phrase("现在可以：%(able)s。", {"able": able[:6]}) if able else Phrase("事项已办结。")


def _needs_check(f: Facts, _: Actor, __: datetime, ___: Setting, ____: frozenset[Who]) -> None:
    if f.regime.guards.check_first and f.checked is None:
        raise Refused("check", "本专项须先核实、后立项，尚无核实结论。")
    _is_true(f)


def _is_true(f: Facts) -> None:
    if f.checked == "untrue":
        raise Refused("check", "核实结论为不属实，应作不立项处理。")


def _given_on_spot(f: Facts, _: Actor, __: datetime, ___: Setting, ____: frozenset[Who]) -> None:
    _is_true(f)


def _another(f: Facts, by: Actor, _: datetime, __: Setting, stands: frozenset[Who]) -> None:
    if f.supervising_unit is not None and W.SUPERVISOR not in stands:
        raise Refused("who", "已有督办单位的事项，由督办单位重新立项。")
    if f.supervising_unit is None and by.person == f.closer:
        raise Refused("own", "作出原决定的人不能重新立项，须由本单位另一人提出。")


def _few_returns(f: Facts, _: Actor, __: datetime, ___: Setting, ____: frozenset[Who]) -> None:
    if f.returns >= 2:
        raise Refused("returned", "本轮已退回两次，须由裁定单位裁定交办。")


def _disputed(f: Facts, by: Actor, _: datetime, __: Setting, ___: frozenset[Who]) -> None:
    if f.returns == 0:
        raise Refused("undisputed", "尚无单位退回，不需要裁定，请直接交办。")
    if by.unit in f.put_to:
        raise Refused("own", "曾被交办此事项的单位不能裁定。")


def _urging(f: Facts, by: Actor, at: datetime, s: Setting, _: frozenset[Who]) -> None:
    _on_the_ladder(C.URGE, f, by, at, s)


def _raising(f: Facts, by: Actor, at: datetime, s: Setting, _: frozenset[Who]) -> None:
    _on_the_ladder(C.ESCALATE, f, by, at, s)


def _on_the_ladder(command: Command, f: Facts, by: Actor, at: datetime, s: Setting) -> None:
    if by.kind == "system":
        climb = climb_now(f, at, s.calendar)
        if climb is None or command_for(climb, f)[0] is not command:
            raise Refused("rung", "没有到系统提醒、催办或提级的时候。")


def _deemed(f: Facts, by: Actor, at: datetime, _: Setting, __: frozenset[Who]) -> None:
    if by.kind == "system" and not (
        f.regime.guards.deemed_accepted and at >= f.moments["response"].at
    ):
        raise Refused("deemed", "本专项没有视同签收，或签收时限未到。")


def _returnable(f: Facts, _: Actor, __: datetime, ___: Setting, ____: frozenset[Who]) -> None:
    if f.arbitrated:
        raise Refused("arbitrated", "裁定交办的事项不得再退回；对裁定有意见的可申诉。")


def _children(s: Setting) -> Refused:
    return Refused("children", "还有%(n)s个子事项没有销号或办结。", n=s.children_open)


def _no_children(_: Facts, __: Actor, ___: datetime, s: Setting, ____: frozenset[Who]) -> None:
    if s.children_open:
        raise _children(s)


def _whole(f: Facts, _: Actor, __: datetime, s: Setting, stands: frozenset[Who]) -> None:
    if f.state is not S.PROPOSED and W.SUPERVISOR not in stands:
        raise Refused("who", "立项以后由督办单位合并、分立。")
    if s.children_open:
        raise _children(s)


def _submittable(f: Facts, _: Actor, __: datetime, s: Setting, stands: frozenset[Who]) -> None:
    if s.children_open:
        raise _children(s)
    if f.standing and f.regime.guards.submit_signed and W.LEAD_HEAD not in stands:
        raise Refused("who", "长期坚持的事项由牵头单位负责人申请销号，再经督办单位签批。")


def _undecided(f: Facts, _: Actor, __: datetime, ___: Setting, ____: frozenset[Who]) -> None:
    if f.step > 0:
        raise Refused("decided", "核查已开始，不能再撤回申请。")


def _on_spot(f: Facts, by: Actor, at: datetime, s: Setting, stands: frozenset[Who]) -> None:
    _is_true(f)
    _independent(f, by, at, s, stands)


def _independent(f: Facts, by: Actor, _: datetime, s: Setting, __: frozenset[Who]) -> None:
    if not has_hands_clean(f, by, s):
        raise Refused("own", "办理过本事项的人和单位不能核查自己的工作。")


def _verifier(f: Facts, by: Actor, at: datetime, s: Setting, stands: frozenset[Who]) -> None:
    _independent(f, by, at, s, stands)
    if by.person in f.barred:
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
        raise Refused("revisit", "还有%(n)s次回头看没有做。", n=f.revisits_left)
    if f.requests:
        raise Refused("request", "还有申请没有决定。")
    if by.kind == "system" and at < f.moments["archive"].at:
        raise Refused("early", "归档时限未到。")


def _within_rebound(f: Facts, _: Actor, at: datetime, __: Setting, ___: frozenset[Who]) -> None:
    days = f.regime.limits.rebound_days
    if f.state in (S.CLOSED, S.ARCHIVED) and outside(finished_at(f), at, days):
        raise Refused("window", "销号已超过%(days)s天，请另行提出新事项。", days=days)


def _resumable(f: Facts, by: Actor, at: datetime, _: Setting, __: frozenset[Who]) -> None:
    if by.kind == "system" and at < f.moments["suspension"].at:
        raise Refused("early", "暂缓期未满。")


_CHECKS: dict[Command, Callable[[Facts, Actor, datetime, Setting, frozenset[Who]], None]] = {
    C.REGISTER: _needs_check,
    C.DISPATCH: _few_returns,
    C.ARBITRATE: _disputed,
    C.ACCEPT: _deemed,
    C.URGE: _urging,
    C.ESCALATE: _raising,
    C.RETURN: _returnable,
    C.RECALL: _no_children,
    C.MERGE: _whole,
    C.DIVIDE: _whole,
    C.HAND_OVER: _given_on_spot,
    C.FIX_ON_SPOT: _on_spot,
    C.REOPEN: _another,
    C.SUBMIT: _submittable,
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


def _ask_extension(f: Facts, _: Actor, at: datetime, __: Setting) -> None:
    handling = f.moments.get("handling")
    if handling is None:
        raise Refused("standing", "长期坚持的事项没有办理时限，不需要延期。")
    if at > handling.at:
        raise Refused("overdue", "已经逾期，不能再申请延期。")
    if f.extensions >= f.regime.guards.extensions:
        raise Refused("extensions", "本轮延期已满%(n)s次。", n=f.regime.guards.extensions)


def _ask_suspension(f: Facts, _: Actor, __: datetime, ___: Setting) -> None:
    if not f.regime.guards.suspendable:
        raise Refused("suspension", "本专项不允许暂缓。")


def _ask_reassignment(f: Facts, _: Actor, __: datetime, s: Setting) -> None:
    if f.arbitrated:
        raise Refused("arbitrated", "裁定交办的事项不得再申请改派。")
    if s.children_open:
        raise _children(s)


def _ask_termination(_: Facts, __: Actor, ___: datetime, s: Setting) -> None:
    if s.children_open:
        raise _children(s)


def _ask_voiding(_: Facts, __: Actor, ___: datetime, s: Setting) -> None:
    if s.absorbed or s.children_open:
        raise Refused("children", "有事项并入本事项，或还有子事项没有办结，不能撤销。")


def _ask_objection(f: Facts, _: Actor, at: datetime, __: Setting) -> None:
    if f.state is not S.DISCLOSED and is_too_late(f, at):
        days = f.regime.limits.objection_days
        raise Refused("window", "已超过提出异议的%(days)s天。", days=days)


def _ask_appeal(f: Facts, by: Actor, at: datetime, s: Setting) -> None:
    if s.subject is None:
        return  # not yet named
    if by.unit != s.subject.against:
        raise Refused("own", "申诉由该条记录所不利的单位提出。")
    days = f.regime.limits.appeal_days
    if outside(s.subject.at, at, days):
        raise Refused("window", "已超过申诉的%(days)s天。", days=days)


_ASKS: dict[RequestKind, Callable[[Facts, Actor, datetime, Setting], None]] = {
    RequestKind.EXTENSION: _ask_extension,
    RequestKind.SUSPENSION: _ask_suspension,
    RequestKind.REASSIGNMENT: _ask_reassignment,
    RequestKind.TERMINATION: _ask_termination,
    RequestKind.VOIDING: _ask_voiding,
    RequestKind.OBJECTION: _ask_objection,
    RequestKind.APPEAL: _ask_appeal,
}
