"""What a row of the ledger repeats of an item's facts, by the edition that is pinned to it."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any, NamedTuple

from taizhang.ledger import terms
from taizhang.ledger.models import facts_text
from taizhang.rules.lifecycle.due import Standing, standing
from taizhang.rules.lifecycle.facts import Facts, OpenRequest
from taizhang.rules.lifecycle.states import FINISHED
from taizhang.rules.lifecycle.system import wakes_at

Columns = dict[str, Any]


class Part(NamedTuple):
    """A unit and its part in an item."""

    unit: str
    part: str


_SAME = (
    "seq", "number", "tracking", "campaign", "source", "standing", "confidential", "parent",
    "survivor", "intake_unit", "handler", "sponsor", "level", "reworks", "rebounds", "repeats",
    "urges", "percent", "opened_at", "dispatched_at", "closed_at", "last_at",
)  # fmt: skip
_OR_EMPTY = ("category", "supervising_unit", "lead", "area", "outcome")


def columns(facts: Facts) -> Columns:
    """Return the columns of an item's row that follow from its facts."""
    return {**listed(facts, standing(facts)), "facts_text": facts_text(facts)}


def listed(facts: Facts, step: Standing | None) -> Columns:
    """Return the columns for lists and filters: all but the facts themselves."""
    row: Columns = {name: getattr(facts, name) for name in _SAME}
    row |= {name: getattr(facts, name) or "" for name in _OR_EMPTY}
    row["state"] = facts.state.value
    row["finished"] = facts.state in FINISHED
    row["supports"] = " ".join(facts.supports)
    row["returns"] = facts.all_returns
    row["original_at"] = facts.original
    row["promised_at"] = promised_at(facts)
    row["wakes_at"] = wakes_at(facts, terms.of(facts.pack).pack.calendar)
    return row | _next_step(step)


def promised_at(facts: Facts) -> datetime | None:
    """Return the item's own deadline, kept while the item is submitted."""
    moment = facts.moments.get("handling") or facts.held
    return moment.at if moment else None


def _next_step(step: Standing | None) -> Columns:
    if step is None:
        return {"next_unit": "", "next_action": "", "due_at": None, "yellow_at": None}
    return {
        "next_unit": step.unit,
        "next_action": step.action.value,
        "due_at": step.moment.at,
        "yellow_at": step.moment.yellow,
    }


def parts(facts: Facts) -> frozenset[Part]:
    """Return the units that have a part in the item; the unit complained of sees nothing of it."""
    return involved(facts, standing(facts))


def involved(facts: Facts, step: Standing | None) -> frozenset[Part]:
    """Return the same, where the next step is known already."""
    found = {p for p in _parts(facts) if p.unit and p.unit not in facts.complained_of}
    # Whoever has the next step sees the item, also a look-back unit that had no part before.
    if step is not None and step.unit and all(step.unit != part.unit for part in found):
        found.add(Part(step.unit, "next"))
    return frozenset(found)


def _parts(facts: Facts) -> Iterator[Part]:
    yield Part(facts.intake_unit, "intake")
    yield Part("" if facts.confidential else facts.regime.task_force, "force")
    yield Part(facts.inspecting_unit or "", "inspecting")
    yield Part(facts.supervising_unit or "", "supervising")
    yield Part(facts.lead or "", "lead")
    yield Part(facts.area or "", "area")
    for part, units in (
        ("support", facts.supports),
        ("put_to", facts.put_to),
        ("step", facts.step_units),
    ):
        for unit in units:
            yield Part(unit, part)


def request_columns(facts: Facts, request: OpenRequest) -> Columns:
    """Return the columns of an open request's row."""
    return {
        "item": facts.item,
        "request": request.id,
        "kind": request.kind.value,
        "carries": request.carries.value if request.carries else "",
        "asker": request.person,
        "asking_unit": request.unit or "",
        "decider": request.decider,
        "decides_as": request.decides_as,
        "at": request.at,
        "due_at": request.due.at,
        "yellow_at": request.due.yellow,
    }
