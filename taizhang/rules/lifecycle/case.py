"""A permitted command on its way to becoming an entry, and the clocks that it moves."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from taizhang.rules.lifecycle.due import after, on
from taizhang.rules.lifecycle.facts import Actor, Facts, Moment, moment_json
from taizhang.rules.lifecycle.guards import Limits, Regime
from taizhang.rules.lifecycle.relations import Setting

Data = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Case:
    """A permitted command on its way to becoming an entry."""

    facts: Facts
    data: Data  # the fields that stay in the entry, as plain values
    fields: Mapping[str, Any]  # as given
    by: Actor
    at: datetime
    setting: Setting
    is_taken_over: bool = False  # from an old ledger, whose deadlines may have passed

    @property
    def regime(self) -> Regime:
        """Return the rules in force: those being pinned now, else those pinned before."""
        return self.setting.regime or self.facts.regime

    @property
    def limits(self) -> Limits:
        """Return the limits in force."""
        return self.regime.limits

    def after(self, name: str, start: datetime | None = None) -> Moment:
        """Return the moment at which the named limit, begun now, has passed."""
        return after(start or self.at, getattr(self.limits, name), self.regime, self.setting)

    def with_reached(self, reached: int) -> "Case":
        """Return the case as it is once so many milestones are reached."""
        return replace(self, facts=replace(self.facts, reached=reached))

    def moment(self, name: str) -> datetime | None:
        """Return a field that holds a moment."""
        value = self.fields.get(name)
        if isinstance(value, datetime):
            return value
        return datetime.fromisoformat(value) if value else None


def moments(**named: Moment | None) -> dict[str, Any]:
    """Return moments as an entry keeps them; None stops a clock."""
    return {name: moment and moment_json(moment) for name, moment in named.items()}


def new_deadline(case: Case, deadline: datetime) -> Data:
    """Return the entry data of a deadline that is moved to a date."""
    return {
        "deadline_kind": "date",
        "deadline_at": deadline.isoformat(),
        "moments": moments(
            handling=on(deadline, case.facts.leg_started_at or case.at, case.regime)
        ),
    }


def closed_pauses(case: Case) -> tuple[tuple[datetime, datetime | None], ...]:
    """Return the pauses of the leg, the running one ended now."""
    return tuple((start, end or case.at) for start, end in case.facts.pauses)
