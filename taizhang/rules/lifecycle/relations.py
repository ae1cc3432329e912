"""How somebody stands to an item (关系): lead, supervisor, verifier, arbiter …"""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol

from taizhang.rules.lifecycle.facts import Actor, Facts
from taizhang.rules.lifecycle.guards import Regime
from taizhang.rules.lifecycle.states import Role, State, Who
from taizhang.rules.workdays import Calendar


class Units(Protocol):
    """The unit tree of a pack, as far as the lifecycle asks it."""

    def is_below(self, unit: str, above: str) -> bool:
        """Return whether `unit` is a descendant of `above`."""
        ...

    def title(self, unit: str) -> str:
        """Return the unit's name, or its code where the tree does not know it."""
        ...


@dataclass(frozen=True, slots=True)
class Setting:
    """What a decision needs besides the item's own facts."""

    calendar: Calendar
    units: Units
    regime: Regime | None = None  # for commands that open or re-register an item
    pack: str = ""
    children_open: int = 0  # children neither closed nor ended
    absorbed: int = 0  # items that were merged into it
    drawn: bool = True  # whether look-backs are drawn for this item when it closes
    subject: "Subject | None" = None  # appeal: the entry that it names
    heirs: Mapping[str, str] = field(default_factory=dict)  # dissolved → successor
    begun: Mapping[str, datetime] = field(default_factory=dict)  # running clock → when it began
    for_lead: bool = False  # in a breakdown that was permitted: given for the parent's lead


@dataclass(frozen=True, slots=True)
class Subject:
    """The entry that an appeal names: whose it is, whom it counts against, and since when."""

    person: int | None
    unit: str | None
    against: str
    at: datetime


def relations(
    facts: Facts, actor: Actor, setting: Setting, among: Collection[Who] = tuple(Who)
) -> frozenset[Who]:
    """Return how the actor stands to the item, by unit and role, of the ways that are asked."""
    if actor.kind != "person":
        return frozenset({Who(actor.kind)})
    return frozenset(who for who in among if who in _STANDS and _STANDS[who](facts, actor, setting))


def is_leader_over(unit: str | None, facts: Facts, actor: Actor, setting: Setting) -> bool:
    """Return whether the actor leads `unit`: from the leaders' office, or from a unit above it."""
    if unit is None or actor.unit is None or Role.LEADER not in actor.roles:
        return False
    return actor.unit == facts.regime.leader_unit or setting.units.is_below(unit, actor.unit)


def has_hands_clean(facts: Facts, actor: Actor, setting: Setting) -> bool:
    """Return whether the actor is independent of the handling (lifecycle.md, States)."""
    if actor.person in facts.hands or actor.person == facts.handler:
        return False
    return not is_within(actor.unit, doers(facts), setting.units)


def doers(facts: Facts) -> frozenset[str]:
    """Return the units whose work the item is: who leads it, and who ever submitted it."""
    return facts.submitters | ({facts.lead} if facts.lead else frozenset())


def step_unit(facts: Facts) -> str | None:
    """Return the unit of the open verification step."""
    if facts.state is not State.SUBMITTED or not facts.step_units:
        return None
    return facts.step_units[min(facts.step, len(facts.step_units) - 1)]


def revisiting_unit(facts: Facts) -> str | None:
    """Return the unit that looks back at a closed item, as the campaign says."""
    return resolve_unit(facts.regime.revisit_unit, facts)


def arbitrating_unit(facts: Facts) -> str:
    """Return the arbiter's unit; the leaders' office where the duty was put to the arbiter's."""
    regime = facts.regime
    return regime.leader_unit if regime.arbiter_unit in facts.put_to else regime.arbiter_unit


def resolve_unit(unit: str, facts: Facts) -> str | None:
    """Return the unit that a campaign names by its part in the item (`@supervising` …)."""
    if not unit.startswith("@"):
        return unit
    return {
        "@supervising": facts.supervising_unit or facts.intake_unit,
        "@inspecting": facts.inspecting_unit or facts.supervising_unit or facts.intake_unit,
        "@area": facts.area or facts.supervising_unit,
        "@intake": facts.intake_unit,
        "@leader": facts.regime.leader_unit,
    }.get(unit)


def acts_as_leader(facts: Facts, actor: Actor, setting: Setting) -> bool:
    """Return whether the actor stands for the supervising unit only because it leads it."""
    unit = facts.supervising_unit or facts.intake_unit
    if _works_in(unit, actor, Role.SUPERVISOR):
        return False
    return is_leader_over(unit, facts, actor, setting)


def acts_for_lead(facts: Facts, actor: Actor, setting: Setting) -> bool:
    """Return whether the actor breaks an item down for its lead, being of another unit."""
    return setting.for_lead and facts.parent is not None and actor.unit != facts.intake_unit


def is_within(unit: str | None, others: Collection[str], units: Units) -> bool:
    """Return whether `unit` is one of the others or below one of them."""
    if unit is None:
        return False
    return any(unit == other or units.is_below(unit, other) for other in others)


def _works_in(unit: str | None, actor: Actor, *roles: Role) -> bool:
    return unit is not None and actor.unit == unit and not actor.roles.isdisjoint(roles)


def _supervises(facts: Facts, actor: Actor, setting: Setting) -> bool:
    unit = facts.supervising_unit or facts.intake_unit
    if _leads_parent(unit, facts, actor, setting):
        return True
    return _works_in(unit, actor, Role.SUPERVISOR) or is_leader_over(unit, facts, actor, setting)


def _leads_parent(unit: str, facts: Facts, actor: Actor, setting: Setting) -> bool:
    """Return whether the actor is of the parent's lead, whose children are its own to watch."""
    if facts.parent is None:
        return False
    return setting.for_lead or _works_in(unit, actor, Role.HANDLER, Role.HEAD)


def _arbitrates(facts: Facts, actor: Actor, _: Setting) -> bool:
    unit = arbitrating_unit(facts)
    if unit != facts.regime.arbiter_unit and _works_in(unit, actor, Role.LEADER):
        return True
    return _works_in(facts.regime.arbiter_unit, actor, Role.ARBITER)


def _takes_in(facts: Facts, actor: Actor, setting: Setting) -> bool:
    if _leads_parent(facts.intake_unit, facts, actor, setting):
        return True
    return _works_in(facts.intake_unit, actor, Role.INTAKE)


def _seconds(facts: Facts, actor: Actor, setting: Setting) -> bool:
    unit = facts.supervising_unit or facts.intake_unit
    roles = (Role.SUPERVISOR, Role.HEAD, Role.ARBITER, Role.INTAKE)
    return _works_in(unit, actor, *roles) or is_leader_over(unit, facts, actor, setting)


def _inspects(facts: Facts, actor: Actor, setting: Setting) -> bool:
    if Role.INSPECTOR not in actor.roles or actor.unit is None:
        return False
    concerned = {*facts.complained_of, *([facts.lead] if facts.lead else ())}
    return not is_within(actor.unit, concerned, setting.units)


def _verifies(facts: Facts, actor: Actor, setting: Setting) -> bool:
    """A leader stands in where everybody of the step's unit has verified it before (重复诉求)."""
    unit = step_unit(facts)
    if unit is not None and actor.unit == unit and actor.roles - {Role.ADMIN}:
        return True
    return is_leader_over(unit, facts, actor, setting)


def _revisits(facts: Facts, actor: Actor, setting: Setting) -> bool:
    unit = revisiting_unit(facts)
    if facts.parent is not None and _works_in(unit, actor, Role.HANDLER, Role.HEAD):
        return True  # the parent's lead looks back at its own children
    if _works_in(unit, actor, Role.INSPECTOR, Role.SUPERVISOR):
        return True
    return is_leader_over(unit, facts, actor, setting)


_STANDS: dict[Who, Callable[[Facts, Actor, Setting], bool]] = {
    Who.INTAKE: _takes_in,
    Who.INSPECTOR: _inspects,
    Who.SUPERVISOR: _supervises,
    Who.ARBITER: _arbitrates,
    Who.LEAD: lambda f, a, _: _works_in(f.lead, a, Role.HANDLER, Role.HEAD),
    Who.LEAD_HEAD: lambda f, a, _: _works_in(f.lead, a, Role.HEAD),
    Who.SUPPORT: lambda f, a, _: (
        a.unit in f.supports and not a.roles.isdisjoint({Role.HANDLER, Role.HEAD})
    ),
    Who.VERIFIER: _verifies,
    Who.REVISITER: _revisits,
    Who.LEADER: lambda f, a, s: is_leader_over(f.supervising_unit or f.intake_unit, f, a, s),
    Who.SECOND: _seconds,
    Who.ADMIN: lambda _, a, __: Role.ADMIN in a.roles,
    Who.INVOLVED: lambda f, a, _: a.unit in f.involved and bool(a.roles - {Role.ADMIN}),
}
