"""Offers: what each person may do with an item now, and why not the rest."""

from dataclasses import dataclass
from datetime import datetime

from taizhang.rules.lifecycle.allowed import permit, permit_answer, permit_ask, signature
from taizhang.rules.lifecycle.due import standing
from taizhang.rules.lifecycle.facts import Actor, Facts, OpenRequest
from taizhang.rules.lifecycle.fields import fields_of
from taizhang.rules.lifecycle.moves import MOVE, MOVES, WISHES, Field
from taizhang.rules.lifecycle.relations import Setting, relations
from taizhang.rules.lifecycle.states import Command, RequestKind, Who
from taizhang.rules.refused import Refused
from taizhang.rules.words import COMMANDS, REQUESTS

UNSEEN = frozenset({Command.PROPOSE, Command.TAKE_OVER, Command.ABSORB})


@dataclass(frozen=True, slots=True)
class Offer:
    """One thing to do: allowed, allowed with a signature, or not and why."""

    command: Command
    word: str
    fields: tuple[Field, ...] = ()
    kind: RequestKind | None = None  # of `ask`
    signer: Who | None = None  # `ask` a signature instead of acting
    refused: Refused | None = None
    is_next: bool = False  # the next action that the item waits for
    concerns: bool = True  # somebody who stands so to the item could do it in another state

    @property
    def is_allowed(self) -> bool:
        """Return whether it may be done now."""
        return self.refused is None


def offers(facts: Facts, actor: Actor, at: datetime, setting: Setting) -> list[Offer]:
    """Return every command and request, what is allowed first, the next action before all."""
    stands = relations(facts, actor, setting)
    expected = standing(facts)
    found = [
        _command_offer(facts, command, actor, at, setting, stands, expected and expected.action)
        for command in (move.command for move in MOVES)
        if command not in UNSEEN
    ]
    found += [
        _wish_offer(facts, kind, actor, at, setting, stands)
        for kind in WISHES
        if kind is not RequestKind.SIGNATURE
    ]
    return sorted(found, key=lambda o: (not o.is_next, not o.is_allowed, not o.concerns))


def _command_offer(
    facts: Facts,
    command: Command,
    actor: Actor,
    at: datetime,
    setting: Setting,
    stands: frozenset[Who],
    expected: Command | None,
) -> Offer:
    refused, signer = None, None
    try:
        permit(facts, command, actor, at, setting, signed=True)
        signer = signature(facts, command, stands)
    except Refused as why:
        refused = why
    return Offer(
        command,
        COMMANDS[command],
        fields_of(command, facts),
        signer=signer,
        refused=refused,
        is_next=refused is None and command is expected,
        concerns=not stands.isdisjoint(MOVE[command].by),
    )


def _wish_offer(
    facts: Facts,
    kind: RequestKind,
    actor: Actor,
    at: datetime,
    setting: Setting,
    stands: frozenset[Who],
) -> Offer:
    wish = WISHES[kind]
    refused = None
    try:
        permit_ask(facts, kind, actor, at, setting)
    except Refused as why:
        refused = why
    return Offer(
        Command.ASK,
        f"申请{REQUESTS[kind]}",
        wish.fields,
        kind=kind,
        refused=refused,
        concerns=not stands.isdisjoint(wish.askers),
    )


def answerable(facts: Facts, actor: Actor, setting: Setting) -> list[OpenRequest]:
    """Return the open requests that the actor may decide now."""
    found = []
    for request in facts.requests:
        try:
            permit_answer(facts, request, actor, setting)
        except Refused:
            continue
        found.append(request)
    return found
