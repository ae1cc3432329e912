"""The open requests of an item (申请), as those read them who decide or have asked."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext

from taizhang.desk.forms.labels import label_of
from taizhang.desk.history import TEXTS, History
from taizhang.ledger.models import Item
from taizhang.packs.units import UnitTree
from taizhang.rules.lifecycle.facts import Actor, OpenRequest
from taizhang.rules.lifecycle.moves import MOVE, WISHES, Field
from taizhang.rules.lifecycle.states import Command
from taizhang.rules.words import LEVELS
from taizhang.web.labels import word_of
from taizhang.web.moments import moment_words


@dataclass(frozen=True, slots=True)
class Asked:
    """One open request in words."""

    id: int
    title: str
    who: str
    unit: str
    at: datetime
    due: datetime
    lines: Sequence[tuple[str, str]]
    decider: str
    is_mine_to_decide: bool
    is_mine_to_take_back: bool


def asked_of(
    item: Item, history: History, deciding: Sequence[OpenRequest], actor: Actor, now: datetime
) -> list[Asked]:
    """Return the open requests; those that the reader may decide first."""
    mine = {request.id for request in deciding}
    found = [_asked(one, history, one.id in mine, actor, now) for one in item.facts.requests]
    return sorted(found, key=lambda asked: (not asked.is_mine_to_decide, asked.at))


def _asked(
    one: OpenRequest, history: History, may_decide: bool, actor: Actor, now: datetime
) -> Asked:
    units = history.pack.units
    person = history.people.get(one.person or 0)
    data = history.data[one.id - 1] if one.id <= len(history.data) else {}
    return Asked(
        one.id,
        word_of(one.carries, "command") if one.carries else word_of(one.kind, "request"),
        person.name if person else gettext("诉求人"),
        units.title(one.unit) if one.unit else "",
        one.at,
        one.due.at,
        list(_lines(one, data, units, now)),
        units.title(one.decider),
        may_decide,
        one.unit is not None and one.unit == actor.unit,
    )


def _lines(
    one: OpenRequest, data: Mapping[str, Any], units: UnitTree, now: datetime
) -> Iterator[tuple[str, str]]:
    kind = one.carries or one.kind
    fields = MOVE[one.carries].fields if one.carries else WISHES[one.kind].fields
    for field in fields:
        value = data.get(field.name) if field.name in TEXTS else one.fields.get(field.name)
        value = data.get(field.name, value)
        if value and not isinstance(value, Mapping) and field.kind != "evidence":
            yield str(label_of(kind, field.name)), _said(field, value, kind, units, now)


def _said(field: Field, value: Any, kind: Any, units: UnitTree, now: datetime) -> str:
    if field.kind == "unit":
        return units.title(str(value))
    if field.kind == "units":
        return "、".join(units.title(code) for code in value)
    if field.kind == "moment":
        return moment_words(datetime.fromisoformat(str(value)), now, with_time=True)
    if field.name == "outcome":
        return word_of(value, "decline" if kind is Command.DECLINE else "outcome")
    if field.name == "level":
        return gettext(LEVELS[int(value)])
    return str(value)
