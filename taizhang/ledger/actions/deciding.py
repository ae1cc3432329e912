"""What a decision needs besides the item's own facts, asked of the database only where needed."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import datetime
from functools import lru_cache
from itertools import chain
from typing import Any

from taizhang.ledger import terms
from taizhang.ledger.actions import rows
from taizhang.ledger.actions.writing import KIND, Held
from taizhang.ledger.events import event_of
from taizhang.ledger.models import Item
from taizhang.packs.units import UnitTree
from taizhang.record.models import Entry
from taizhang.rules.clock_runs import clock_runs
from taizhang.rules.lifecycle.due import standing
from taizhang.rules.lifecycle.facts import Facts
from taizhang.rules.lifecycle.fold import fold
from taizhang.rules.lifecycle.guards import Regime
from taizhang.rules.lifecycle.moves import (
    DISPATCH_FIELDS,
    MOVE,
    PHOTOS,
    REGISTER_FIELDS,
    WISHES,
    Field,
)
from taizhang.rules.lifecycle.relations import Setting, Subject
from taizhang.rules.lifecycle.states import FINISHED, Command, RequestKind, State
from taizhang.rules.refused import Refused

C, R = Command, RequestKind
PINNING = frozenset({C.REGISTER, C.HAND_OVER, C.FIX_ON_SPOT})
_CLOSING = frozenset({C.VERIFY_PASS, C.CLOSE, C.FIX_ON_SPOT})
_ASKS_CHILDREN = frozenset({C.RECALL, C.SUBMIT, C.VERIFY_PASS, C.FIX_ON_SPOT, C.MERGE, C.DIVIDE})
_WISH_ASKS_CHILDREN = frozenset({R.REASSIGNMENT, R.VOIDING, R.TERMINATION})


@lru_cache
def _fields(command: Command, kind: Any) -> tuple[Field, ...]:
    if command is C.FIX_ON_SPOT:
        return (*REGISTER_FIELDS, *DISPATCH_FIELDS, *PHOTOS)
    if command in MOVE:
        return MOVE[command].fields
    return WISHES[RequestKind(kind)].fields if kind else ()


def _listed(value: Any) -> Iterable[str]:
    if not value:
        return ()
    return (value,) if isinstance(value, str) else value


def setting_of(item: Item) -> Setting:
    """Return what `offers` needs to say what may be done with an item, as for any command."""
    facts = item.facts
    setting = terms.of(facts.pack).setting()
    drawn = terms.of(facts.pack).is_drawn(facts)
    return replace(
        setting, children_open=open_children(facts), absorbed=_absorbed(facts), drawn=drawn
    )


def setting_for(held: Held, command: Command, fields: Mapping[str, Any], at: datetime) -> Setting:
    """Return what the rules need besides the facts, asking the database only where they look."""
    facts = held.facts
    request = facts.request(int(fields["request"])) if "request" in fields else None
    kind = request.kind if request else fields.get("kind")
    carried = (request and request.carries) or fields.get("carries") or command
    carried_fields = request.fields if request else fields.get("fields", fields)
    setting = _base(held, carried, carried_fields, at)
    units = terms.of(setting.pack or facts.pack).pack.units
    if _named(carried, kind, carried_fields):  # whom to ask is a matter of today's units
        units = terms.current(held.region, at).pack.units
        setting = replace(setting, units=units)
    require_fields(carried, kind, carried_fields, units, held.region)
    if carried in _ASKS_CHILDREN or kind in _WISH_ASKS_CHILDREN:
        setting = replace(setting, children_open=open_children(facts))
    if kind == R.VOIDING:
        setting = replace(setting, absorbed=_absorbed(facts))
    if carried in _CLOSING or kind == R.TERMINATION:
        setting = replace(setting, drawn=terms.of(facts.pack).is_drawn(facts))
    if kind == R.APPEAL:
        subject = carried_fields.get("subject") if request is None else request.subject
        setting = replace(setting, subject=_subject(held, subject))
    return setting


def _base(held: Held, command: Command, fields: Mapping[str, Any], at: datetime) -> Setting:
    """Return the setting of the pinned edition, or of the one that the command pins."""
    facts = held.facts
    if command in PINNING and facts.state is State.PROPOSED:
        now = terms.current(held.region, at)
        category = fields.get("category")
        condition = fields.get("condition")
        return now.setting(now.regime(facts.campaign, facts.source, category, condition))
    if command is C.REBASE:
        new = terms.of(str(fields.get("pack")))
        return rebasing(held, new, new.regime(facts.campaign, facts.source, facts.category))
    return terms.of(facts.pack).setting()


def rebasing(held: Held, new: terms.Terms, regime: Regime) -> Setting:
    """Return what the rules need to move an item to another edition."""
    events = [event_of(e) for e in Entry.objects.of(held.region, KIND, held.id)]
    begun = {run.clock: run.begin for run in clock_runs(held.id, events) if run.end is None}
    return replace(new.setting(regime), heirs=new.pack.units.heirs, begun=begun)


def require_fields(
    command: Command, kind: Any, fields: Mapping[str, Any], units: UnitTree, region: str
) -> None:
    """Raise `Refused` if a field names a unit or a piece of evidence that there is not."""
    for code in _named(command, kind, fields):
        if code not in units:
            raise Refused("unit", "现行制度包没有代码为“%(unit)s”的单位。", unit=code)
        if code in units.heirs:
            heir = units.title(units.heirs[code])
            raise Refused(
                "unit",
                "“%(unit)s”已并入“%(heir)s”，请改填后者。",
                unit=units.title(code),
                heir=heir,
            )
    shown = [_listed(fields.get(f.name)) for f in _fields(command, kind) if f.kind == "evidence"]
    hashes = set(chain.from_iterable(shown))
    if hashes and rows.evidence_known(region, hashes) != len(hashes):
        raise Refused("evidence", "有佐证文件没有上传成功，请重新上传后再提交。")


def _named(command: Command, kind: Any, fields: Mapping[str, Any]) -> list[str]:
    """Return the units that the fields name."""
    wanted = [f.name for f in _fields(command, kind) if f.kind in ("unit", "units")]
    return list(chain.from_iterable(_listed(fields.get(name)) for name in wanted))


def open_children(facts: Facts) -> int:
    """Return how many children are neither closed nor ended."""
    if not facts.children:
        return 0
    children = Item.objects.filter(parent=facts.item)
    return children.exclude(state__in=FINISHED).count()


def _absorbed(facts: Facts) -> int:
    return Item.objects.filter(survivor=facts.item).count()


def _subject(held: Held, seq: Any) -> Subject | None:
    """Return the entry that an appeal names; it counts against who was to act, else who led."""
    events = [event_of(e) for e in Entry.objects.of(held.region, KIND, held.id)]
    named = next((event for event in events if str(event.seq) == str(seq)), None)
    if named is None:
        raise Refused("subject", "申诉须指明本事项的一条记录。")
    before = fold(held.id, (event for event in events if event.seq < named.seq))
    late = standing(before) if named.data.get("late") else None
    against = late.unit if late else before.lead or before.supervising_unit or before.intake_unit
    return Subject(named.by.person, named.by.unit, against, named.at)
