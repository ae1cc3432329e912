"""Replaying an item's entries: was each lawful when it was made (invariants 3, 4 and 5)."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field

from taizhang.ledger.events import event_of
from taizhang.record.models import Entry
from taizhang.rules.lifecycle.facts import Facts, OpenRequest
from taizhang.rules.lifecycle.fold import Event, absorb
from taizhang.rules.lifecycle.moves import MOVE
from taizhang.rules.lifecycle.states import Command, RequestKind, State
from taizhang.rules.words import COMMANDS

C, R, S = Command, RequestKind, State
ANYWHERE = frozenset(State)
OPENING = frozenset({C.PROPOSE, C.TAKE_OVER})
JUDGING = frozenset({C.VERIFY_PASS, C.VERIFY_FAIL, C.REVISIT_PASS, C.FIX_ON_SPOT})
# What the grant of a request may lead to, besides staying where it is.
GRANTED: dict[RequestKind, frozenset[State]] = {
    R.EXTENSION: frozenset(),
    R.SUSPENSION: frozenset({S.SUSPENDED}),
    R.REASSIGNMENT: frozenset({S.REGISTERED}),
    R.TERMINATION: frozenset({S.CLOSED}),
    R.VOIDING: frozenset({S.VOIDED}),
    R.OBJECTION: frozenset({S.IN_PROGRESS, S.REGISTERED, S.PROPOSED}),
    R.APPEAL: frozenset(),
}
GROWING = ("reworks", "rebounds", "all_returns", "repeats", "urges")


@dataclass(slots=True)
class Played:
    """What an item's entries add up to, and what was wrong on the way."""

    facts: Facts | None
    wrong: list[str] = field(default_factory=list)


def replay(stream: Sequence[Entry]) -> Played:
    """Return the fold of a stream and everything unlawful in it."""
    facts = Facts(stream[0].stream)
    wrong: list[str] = []
    for entry in stream:
        try:
            event = event_of(entry)
            after = absorb(facts, event)
        except (ValueError, KeyError, TypeError) as why:
            return Played(None, [*wrong, f"第 {entry.seq} 条不能重放：{why}"])
        name = f"第 {entry.seq} 条“{COMMANDS[event.command]}”"
        wrong += [name + what for what in _unlawful(facts, event, after)]
        facts = after
    return Played(facts, wrong)


def _unlawful(before: Facts, event: Event, after: Facts) -> Iterator[str]:
    yield from _wrong_move(before, event, after)
    yield from _own_work(before, event)
    yield from _fallen(before, after)


def _wrong_move(before: Facts, event: Event, after: Facts) -> Iterator[str]:
    """Yield a change of state that no command allows (invariant 3)."""
    if before.seq == 0 or event.command in OPENING:
        if (before.seq == 0) != (event.command in OPENING):
            yield "不是合法的开头"
        return
    sources, targets = _lawful(before, event)
    if before.state not in sources:
        yield f"在状态 {before.state} 不合法"
    elif after.state is not before.state and after.state not in targets:
        yield f"不能使事项由 {before.state} 到 {after.state}"


def _lawful(before: Facts, event: Event) -> tuple[Collection[State], Collection[State]]:
    """Return in which states a command is legal, and where else it may lead."""
    command = event.command
    if command is C.GRANT:
        request = before.request(event.data["request"])
        if request is None or request.carries is None:
            return ANYWHERE, GRANTED[request.kind] if request else ()
        command = request.carries
    move = MOVE.get(command)
    return (move.sources, move.targets) if move else (ANYWHERE, ())


def _own_work(before: Facts, event: Event) -> Iterator[str]:
    """Yield a judgement on the judge's own work (invariant 4)."""
    person = event.by.person
    if event.command in JUDGING:
        if person is None or person in before.hands:
            yield "由经办过的人作出"
        if event.by.unit in before.submitters or event.by.unit == before.lead:
            yield "由办理单位自己作出"
    if event.command in (C.GRANT, C.DENY):
        yield from _own_request(before.request(event.data["request"]), before, event)


def _own_request(request: OpenRequest | None, before: Facts, event: Event) -> Iterator[str]:
    if request is None:
        yield "所答复的申请不存在"
    elif event.by.person is None or event.by.person == request.person:
        yield "由申请人自己决定"
    elif request.kind is not R.SIGNATURE and event.by.person in before.hands:
        yield "由经办过的人决定"


def _fallen(before: Facts, after: Facts) -> Iterator[str]:
    """Yield a raw fact that went back (invariant 5)."""
    for name in GROWING:
        if getattr(after, name) < getattr(before, name):
            yield f"使 {name} 变小"
    if any(after.late.get(clock, 0) < times for clock, times in before.late.items()):
        yield "使逾期次数变小"
    same_leg = before.leg == after.leg and after.state is not S.PROPOSED
    if same_leg and before.original is not None and after.original != before.original:
        yield "改动了原定时限"
    if after.lead is not None and after.lead in after.complained_of:
        yield "交给了被反映的单位"
