"""What is known of an item: the facts that its entries add up to, and who acts on them."""

from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace
from datetime import datetime
from typing import Any, NamedTuple, Self

from taizhang.rules.lifecycle.guards import Regime, load_regime
from taizhang.rules.lifecycle.states import Command, RequestKind, Role, State


@dataclass(frozen=True, slots=True)
class Actor:
    """Who acts: a person in a post of a unit, the system, or a reporter."""

    kind: str  # person | system | reporter
    person: int | None = None
    post: int | None = None
    unit: str | None = None
    roles: frozenset[Role] = frozenset()


SYSTEM = Actor("system")


class Moment(NamedTuple):
    """A moment by which something is due, and the one from which it counts as near."""

    at: datetime
    yellow: datetime
    provisional: bool = False


@dataclass(frozen=True, slots=True)
class OpenRequest:
    """A request that awaits its decider (申请): one open request per kind and subject."""

    id: int  # seq of the entry that asked
    kind: RequestKind
    person: int | None
    unit: str | None
    roles: tuple[str, ...]
    decider: str  # unit that decides
    decides_as: str  # Who: the relation that the decider must have
    at: datetime
    due: Moment
    fields: Mapping[str, Any] = field(default_factory=dict)
    carries: Command | None = None
    subject: int | None = None  # appeal: the entry it is about


@dataclass(frozen=True, slots=True)
class Facts:
    """An item folded from its entries; the projection stores nothing that is not in here."""

    item: int
    seq: int = 0
    state: State = State.PROPOSED
    leg: int = 0
    # what it is
    source: str = ""
    campaign: str = ""
    category: str | None = None
    number: str | None = None
    tracking: str = ""
    regime_text: str = ""
    pack: str = ""
    calendar: str = ""
    standing: bool = False
    reporter: bool = False  # somebody waits for an answer
    confidential: bool = False
    parent: int | None = None
    survivor: int | None = None
    successors: tuple[int, ...] = ()
    children: tuple[int, ...] = ()
    # who is concerned
    intake_unit: str = ""
    inspecting_unit: str | None = None
    supervising_unit: str | None = None
    lead: str | None = None
    supports: tuple[str, ...] = ()
    area: str | None = None
    point: str = ""  # longitude, latitude in degrees, as `113.62,34.75`
    sponsor: int | None = None
    complained_of: tuple[str, ...] = ()
    handler: int | None = None
    step_units: tuple[str, ...] = ()
    # what happened
    checked: str | None = None
    returns: int = 0  # in this leg
    all_returns: int = 0
    put_to: tuple[str, ...] = ()  # units the duty was put to, in this leg
    arbitrated: bool = False
    step: int = 0
    reached: int = 0  # milestones of this leg
    percent: int = 0
    outcome: str | None = None
    reworks: int = 0
    rebounds: int = 0
    repeats: int = 0
    extensions: int = 0  # in this leg
    urges: int = 0
    level: int = 0
    revisits_left: int = 0
    hands: frozenset[int] = frozenset()  # persons who handled it
    submitters: frozenset[str] = frozenset()  # units that submitted it
    verifiers: frozenset[int] = frozenset()
    barred: frozenset[int] = frozenset()  # who had verified it when it was raised again
    closer: int | None = None  # who closed, declined, merged or voided it
    cosigner: int | None = None  # who signed that
    late: Mapping[str, int] = field(default_factory=dict)  # clock → how often it ran out
    exempt: tuple[int, ...] = ()  # entries adjudicated as not counting
    # clock → the due moment towards which the ladder was climbed, and its highest rung
    rungs: Mapping[str, tuple[str, int]] = field(default_factory=dict)
    # when
    opened_at: datetime | None = None
    registered_at: datetime | None = None
    leg_started_at: datetime | None = None
    dispatched_at: datetime | None = None
    submitted_at: datetime | None = None
    closed_at: datetime | None = None
    ended_at: datetime | None = None
    last_at: datetime | None = None
    deadline_kind: str = "budget"  # budget | date
    handling_limit: str = ""
    deadline: datetime | None = None  # where it is a date
    pauses: tuple[tuple[datetime, datetime | None], ...] = ()  # in this leg
    floor_from: datetime | None = None  # since when it has at least the rework limit
    held: Moment | None = None  # the handling deadline while the item is submitted
    original: datetime | None = None
    moments: Mapping[str, Moment] = field(default_factory=dict)
    requests: tuple[OpenRequest, ...] = ()

    @property
    def regime(self) -> Regime:
        """Return the rules that are pinned to the item."""
        return load_regime(self.regime_text)

    @property
    def involved(self) -> frozenset[str]:
        """Return the units that have a part in the item."""
        units = {self.intake_unit, self.inspecting_unit, self.supervising_unit, self.lead}
        units |= {self.area, *self.supports, *self.put_to, *self.step_units}
        return frozenset(u for u in units if u)

    def request(self, id: int) -> OpenRequest | None:
        """Return the open request with this id."""
        return next((r for r in self.requests if r.id == id), None)

    def to_json(self) -> dict[str, Any]:
        """Return the facts as plain values, leaving out what is as at the beginning."""
        plain: dict[str, Any] = {}
        for name, default in _DEFAULTS.items():
            value = getattr(self, name)
            if value != default:
                plain[name] = _DUMP[name](value) if name in _DUMP else value
        return plain

    @classmethod
    def from_json(cls, plain: Mapping[str, Any]) -> Self:
        """Return the facts that `to_json` wrote."""
        return cls(**{k: _LOAD[k](v) if k in _LOAD else v for k, v in plain.items()})


def moment_json(moment: Moment) -> list[Any]:
    """Return a moment as an entry keeps it."""
    plain: list[Any] = [moment.at.isoformat(), moment.yellow.isoformat()]
    return [*plain, 1] if moment.provisional else plain


def moment_from(plain: list[Any]) -> Moment:
    """Return the moment that `moment_json` wrote."""
    return Moment(time_from(plain[0]), time_from(plain[1]), len(plain) > 2)


def rungs_from(plain: Mapping[str, Any]) -> dict[str, tuple[str, int]]:
    """Return the rungs as an entry keeps them."""
    return {clock: (due_at, number) for clock, (due_at, number) in plain.items()}


def time_from(text: str) -> datetime:
    """Return the moment of an ISO text."""
    return datetime.fromisoformat(text)


def request_json(request: OpenRequest) -> dict[str, Any]:
    """Return an open request as plain values."""
    return {
        "id": request.id,
        "kind": request.kind,
        "person": request.person,
        "unit": request.unit,
        "roles": list(request.roles),
        "decider": request.decider,
        "decides_as": request.decides_as,
        "at": request.at.isoformat(),
        "due": moment_json(request.due),
        "fields": dict(request.fields),
        "carries": request.carries,
        "subject": request.subject,
    }


def request_from(plain: Mapping[str, Any]) -> OpenRequest:
    """Return the request that `request_json` wrote."""
    return replace(
        OpenRequest(**{**plain, "due": moment_from(plain["due"]), "at": time_from(plain["at"])}),
        kind=RequestKind(plain["kind"]),
        roles=tuple(plain["roles"]),
        carries=Command(plain["carries"]) if plain["carries"] else None,
    )


_DEFAULTS: dict[str, Any] = {
    f.name: ({} if f.name in ("late", "moments", "rungs") else f.default) for f in fields(Facts)
}
_TIMES = (
    "opened_at", "registered_at", "leg_started_at", "dispatched_at", "submitted_at", "closed_at",
    "ended_at", "last_at", "original", "deadline", "floor_from",
)  # fmt: skip
_TUPLES = (
    "successors", "children", "supports", "complained_of", "step_units", "put_to", "exempt",
)  # fmt: skip
_SETS = ("hands", "submitters", "verifiers", "barred")
_DUMP: dict[str, Any] = {
    **dict.fromkeys(_TIMES, datetime.isoformat),
    **dict.fromkeys(_TUPLES, list),
    **dict.fromkeys(_SETS, sorted),
    "held": moment_json,
    "moments": lambda value: {k: moment_json(v) for k, v in sorted(value.items())},
    "pauses": lambda value: [[a.isoformat(), b and b.isoformat()] for a, b in value],
    "rungs": lambda value: {k: list(v) for k, v in sorted(value.items())},
    "requests": lambda value: [request_json(r) for r in value],
}
_LOAD: dict[str, Any] = {
    **dict.fromkeys(_TIMES, time_from),
    **dict.fromkeys(_TUPLES, tuple),
    **dict.fromkeys(_SETS, frozenset),
    "state": State,
    "held": moment_from,
    "rungs": rungs_from,
    "moments": lambda value: {k: moment_from(v) for k, v in value.items()},
    "pauses": lambda value: tuple((time_from(a), time_from(b) if b else None) for a, b in value),
    "requests": lambda value: tuple(request_from(r) for r in value),
}
