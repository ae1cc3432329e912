"""A dissolved unit's part passes to its successor (撤并): in the facts, never in the entries."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from taizhang.rules.lifecycle.facts import Facts, OpenRequest
from taizhang.rules.lifecycle.states import Who

ONE = ("intake_unit", "inspecting_unit", "supervising_unit", "lead", "area")
SEVERAL = ("supports", "step_units")
BOTH = ("put_to", "complained_of")  # what the old one must not do, the new one must not do


def heirs_of(facts: Facts, current: Mapping[str, str]) -> dict[str, str]:
    """Return the item's units that are dissolved, each with the unit that has its part now."""
    named = {getattr(facts, name) for name in ONE} | facts.submitters
    for name in (*SEVERAL, *BOTH):
        named.update(getattr(facts, name))
    for request in facts.requests:
        named |= {request.decider, request.unit}
    return {unit: current[unit] for unit in sorted(filter(None, named)) if unit in current}


def rerouted(facts: Facts, data: Mapping[str, Any]) -> dict[str, Any]:
    """Return what an entry changes in the open requests: a new supervising unit decides them."""
    if not facts.requests or "supervising_unit" not in data:
        return {}
    old, new = facts.supervising_unit or facts.intake_unit, data["supervising_unit"]

    def now(request: OpenRequest) -> OpenRequest:
        is_ours = request.decider == old and request.decides_as in _SUPERVISED
        return replace(request, decider=new) if is_ours else request

    return {"requests": tuple(now(request) for request in facts.requests)}


_SUPERVISED = (Who.SUPERVISOR, Who.SECOND)


def succeeded(facts: Facts, heirs: Mapping[str, str]) -> dict[str, Any]:
    """Return what changes in the facts as the heirs take over."""

    def now(unit: Any) -> Any:
        return heirs.get(unit, unit)

    changes: dict[str, Any] = {name: now(getattr(facts, name)) for name in ONE}
    for name in SEVERAL:
        changes[name] = tuple(dict.fromkeys(now(unit) for unit in getattr(facts, name)))
    for name in BOTH:
        units = getattr(facts, name)
        changes[name] = tuple(dict.fromkeys((*units, *(now(unit) for unit in units))))
    changes["supports"] = tuple(unit for unit in changes["supports"] if unit != changes["lead"])
    changes["submitters"] = facts.submitters | {now(unit) for unit in facts.submitters}
    changes["requests"] = tuple(
        replace(each, decider=now(each.decider), unit=now(each.unit)) for each in facts.requests
    )
    return changes
