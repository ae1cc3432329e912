"""Giving commands to items: one at a time, or many as one."""

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, NamedTuple

from taizhang.ledger.actions import numbering
from taizhang.ledger.actions.deciding import PINNING, setting_for
from taizhang.ledger.actions.erasing import erase_granted
from taizhang.ledger.actions.writing import KIND, Held, hold, moment_for, together, write
from taizhang.ledger.events import event_of
from taizhang.ledger.models import Item
from taizhang.record.bodies import canonical
from taizhang.record.models import Entry
from taizhang.record.refusals import Conflict, Repeated
from taizhang.rules.lifecycle import requests
from taizhang.rules.lifecycle.decide import Decision, decide
from taizhang.rules.lifecycle.facts import Actor, Facts, OpenRequest
from taizhang.rules.lifecycle.fold import Event, absorb
from taizhang.rules.lifecycle.relations import Setting
from taizhang.rules.lifecycle.states import Command, RequestKind
from taizhang.rules.refused import Phrase, Refused
from taizhang.rules.words import COMMANDS

C = Command
# These open or touch other items as well: each has an action of its own.
COMPOSED = frozenset({C.PROPOSE, C.TAKE_OVER, C.MERGE, C.ABSORB, C.DIVIDE, C.SPLIT, C.LAPSE})


@dataclass(frozen=True, slots=True)
class Given:
    """A command as a door hands it in; `seen` is the seq of the item that the form showed."""

    item: int
    command: Command
    fields: Mapping[str, Any]
    command_id: str
    seen: int | None = None
    for_lead: bool = False  # part of a breakdown, given for the lead of the parent


class Refusal(NamedTuple):
    """One item of a bulk command that the rules refuse."""

    item: int
    code: str
    why: Phrase

    @property
    def message(self) -> str:
        return self.why.said(str)


class BulkRefused(Refused):
    """A bulk command of which nothing was done, because the rules refuse it for these items."""

    def __init__(self, refusals: list[Refusal]) -> None:
        super().__init__(
            "bulk", "有%(n)s件不能办理，全部未办理。请取消勾选后再试。", n=len(refusals)
        )
        self.refusals = refusals

    def __reduce__(self) -> tuple[type["BulkRefused"], tuple[list[Refusal]]]:  # type: ignore[override]  # rebuilt from the list
        return type(self), (self.refusals,)


def act(
    item: int,
    command: Command,
    fields: Mapping[str, Any],
    *,
    by: Actor,
    at: datetime,
    command_id: str,
    seen: int | None = None,
    salts: Mapping[str, str] | None = None,
) -> Item:
    """Give a command to an item and return the item after it; raise `Refused` if it may not be.

    The same command id again changes nothing and returns the item.
    """
    given = Given(item, command, fields, command_id, seen)
    try:
        with together():
            return give(given, by=by, at=at, salts=salts).item()
    except Repeated:
        return Item.objects.get(pk=item)
    except Refused:
        if _is_done(given):
            return Item.objects.get(pk=item)
        raise


def _is_done(given: Given) -> bool:
    made = Entry.objects.filter(kind=KIND, stream=given.item, command_id=given.command_id)
    return made.filter(command=given.command.value).exists()


def ask(
    item: int,
    kind: RequestKind,
    fields: Mapping[str, Any],
    *,
    by: Actor,
    at: datetime,
    command_id: str,
    carries: Command | None = None,
    seen: int | None = None,
) -> Item:
    """Ask for something that another decides; a signature carries the command to be signed."""
    whole = {"kind": kind, "carries": carries, "fields": dict(fields)}
    return act(item, C.ASK, whole, by=by, at=at, command_id=command_id, seen=seen)


def answer(
    item: int,
    request: int,
    fields: Mapping[str, Any] | None = None,
    *,
    granted: bool,
    by: Actor,
    at: datetime,
    command_id: str,
    seen: int | None = None,
) -> Item:
    """Grant or deny an open request; a refusal needs `reason` among its fields."""
    whole = {"request": request, **(fields or {})}
    command = C.GRANT if granted else C.DENY
    return act(item, command, whole, by=by, at=at, command_id=command_id, seen=seen)


def take_back(item: int, request: int, *, by: Actor, at: datetime, command_id: str) -> Item:
    """Take an open request back."""
    return act(item, C.TAKE_BACK, {"request": request}, by=by, at=at, command_id=command_id)


def bulk(given: Iterable[Given], *, by: Actor, at: datetime) -> list[Item]:
    """Give many commands as one: all are done, or none and `BulkRefused` lists the refusals."""
    listed = list(given)
    done: dict[str, Item] = {}
    refusals: list[Refusal] = []
    with together():
        # Rows are locked in one order, so that two bulk commands never wait for each other.
        for one in sorted(listed, key=lambda given: given.item):
            try:
                done[one.command_id] = give(one, by=by, at=at).item()
            except (Refused, Repeated) as why:
                if _is_done(one):
                    done[one.command_id] = Item.objects.get(pk=one.item)
                elif isinstance(why, Refused):
                    refusals.append(Refusal(one.item, why.code, why.phrase))
        if refusals:
            raise BulkRefused(refusals)
    return [done[one.command_id] for one in listed]


def give(given: Given, *, by: Actor, at: datetime, salts: Mapping[str, str] | None = None) -> Held:
    """Give one command in the caller's transaction; the way in for the other actions."""
    if given.command in COMPOSED:
        raise Refused(
            "command", "“%(word)s”涉及多个事项，请用专门的办理入口。", word=COMMANDS[given.command]
        )
    held = hold(given.item)
    if given.command is C.REPEAT and held.facts.survivor is not None:
        return give(replace(given, item=held.facts.survivor, seen=None), by=by, at=at, salts=salts)
    return give_held(held, given, by=by, at=at, salts=salts)


def give_held(
    held: Held,
    given: Given,
    *,
    by: Actor,
    at: datetime,
    salts: Mapping[str, str] | None = None,
    number: str | None = None,
) -> Held:
    """Give one command to an item that is locked already, with its number if that is fixed."""
    at = moment_for(held.facts, at)
    require_unchanged(held, given)
    setting = setting_for(held, given.command, given.fields, at)
    if given.for_lead:
        setting = replace(setting, for_lead=True)
    decision = decided(held.facts, given, by=by, at=at, setting=setting)
    if given.command in PINNING and held.facts.number is None:
        decision.data["number"] = number or numbering.number_for(held, at)
    entry = write(held, decision, by=by, at=at, command_id=given.command_id, salts=salts)
    if decision.data.get("signed") is C.ERASE:
        erase_granted(held, entry)
    return held


def previewed(item: Item, given: Given, *, by: Actor, at: datetime) -> Facts:
    """Return what an item would be after a command; nothing is written."""
    held = Held(item.region, item.year, item.facts)
    at = moment_for(held.facts, at)
    setting = setting_for(held, given.command, given.fields, at)
    decision = decided(held.facts, given, by=by, at=at, setting=setting)
    data = json.loads(canonical(decision.data))  # as an entry keeps it
    return absorb(held.facts, Event(held.facts.seq + 1, at, by, decision.command, data))


def decided(facts: Facts, given: Given, *, by: Actor, at: datetime, setting: Setting) -> Decision:
    """Return what the rules make of a command or of a request."""
    answers: dict[Command, Callable[[], Decision]] = {
        C.ASK: lambda: _asked(facts, given, by, at, setting),
        C.GRANT: lambda: requests.grant(
            facts, _request(facts, given), _rest(given), by=by, at=at, setting=setting
        ),
        C.DENY: lambda: requests.deny(
            facts, _request(facts, given), _rest(given), by=by, setting=setting
        ),
        C.TAKE_BACK: lambda: requests.take_back(_request(facts, given), by=by),
    }
    way = answers.get(given.command)
    if way is not None:
        return way()
    return decide(facts, given.command, given.fields, by=by, at=at, setting=setting)


def _asked(facts: Facts, given: Given, by: Actor, at: datetime, setting: Setting) -> Decision:
    carries = given.fields.get("carries")
    return requests.ask(
        facts,
        RequestKind(given.fields["kind"]),
        given.fields.get("fields", {}),
        by=by,
        at=at,
        setting=setting,
        carries=Command(carries) if carries else None,
    )


def _rest(given: Given) -> dict[str, Any]:
    return {name: value for name, value in given.fields.items() if name != "request"}


def _request(facts: Facts, given: Given) -> OpenRequest:
    found = facts.request(int(given.fields["request"]))
    if found is None:
        raise Refused("request", "该申请已有决定、已收回或已失效，请刷新页面。")
    return found


def require_unchanged(held: Held, given: Given) -> None:
    """Raise `Conflict` if what the person saw has changed meanwhile in what matters."""
    seen, facts = given.seen, held.facts
    if seen is None or seen >= facts.seq:
        return
    entries = Entry.objects.of(held.region, KIND, facts.item).filter(seq__lte=seen)
    then = Facts(facts.item)
    for entry in entries:
        then = absorb(then, event_of(entry))
    changes = [word for word, look in _WATCHED.items() if look(then) != look(facts)]
    if changes:
        raise Conflict(
            "您打开页面以后，本事项的%(changes)s已有变化，请刷新后再办理。", changes=tuple(changes)
        )


_WATCHED: dict[str, Callable[[Facts], object]] = {
    "状态": lambda facts: facts.state,
    "牵头单位": lambda facts: facts.lead,
    "办理时限": lambda facts: facts.moments.get("handling"),
}
