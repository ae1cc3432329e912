"""What a campaign decides about the lifecycle: guards (finite), limits and verification steps."""

import json
from dataclasses import dataclass, field, fields
from datetime import time
from functools import lru_cache
from typing import Any

from taizhang.rules.clock import Limit, TimeUnit


@dataclass(frozen=True, slots=True)
class Guards:
    """The finite choices of a campaign; every combination of them leaves each state a way on.

    Source: lifecycle.md of the design; packs set them, no pack adds a state or a transition.
    """

    check_first: bool = False  # 核实 before 立项
    decline_signed: bool = False  # a second person signs 不立项
    submit_signed: bool = False  # the head of the lead unit signs 申请销号 (审签)
    deemed_accepted: bool = False  # 视同签收 at the response limit
    steps: int = 1  # verification steps, 1 to 4
    public_notice: bool = False  # 公示 before 销号
    revisits: int = 0  # drawn look-backs, 0 to 3
    extensions: int = 2  # how often an extension may be granted in one leg
    suspendable: bool = True
    reports: bool = False  # progress is due at a cadence, zero reports too


@dataclass(frozen=True, slots=True)
class Step:
    """One step of verification: its name, the unit that does it, its limit, where it is done.

    `unit` is a pack code, or one of `@supervising`, `@inspecting`, `@area`, `@intake`, `@leader`.
    """

    name: str
    unit: str
    limit: Limit
    on_site: bool = False


@dataclass(frozen=True, slots=True)
class Milestone:
    """One of several limits of an item (制止, 处罚, 拆除), counted from its dispatch."""

    name: str
    limit: Limit


@dataclass(frozen=True, slots=True)
class Limits:
    """Every clock of a campaign; a campaign that leaves one out is refused by the checker."""

    triage: Limit
    check: Limit
    dispatch: Limit
    response: Limit
    handling: Limit
    verification: Limit
    rework: Limit
    decision: Limit
    arbitration: Limit
    closing: Limit
    archive: Limit
    feedback: Limit
    notice: Limit  # how long the public notice stands
    revisit: Limit  # from closing (or the last look-back) to the next look-back
    report: Limit | None = None  # cadence of progress reports
    confirmation: Limit | None = None  # standing items
    suspension_days: int = 365  # longest suspension; domain.md 1.2 (one city's rule), configurable
    rebound_days: int = 365
    objection_days: int = 30
    appeal_days: int = 30


NEAR, DUE, AFTER = "near", "due", "after"
# Not what repeats of itself each day, and not what the system does by itself when it is due.
LADDERED = (
    "triage", "check", "dispatch", "arbitration", "response", "milestone", "handling",
    "confirmation", "suspension", "verification", "revisit", "decision", "feedback",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Rung:
    """One rung of the ladder (临近提醒 → 催办 → 提级) that the system climbs as a clock runs out.

    It is reached as the light turns yellow, when due, or so long after that. A reminder counts as
    nothing; what is urged counts as 催办; a rung with a level raises the item to it.
    """

    name: str
    at: str  # near | due | after
    after: Limit | None = None
    urges: bool = True
    level: int = 0
    clocks: tuple[str, ...] = LADDERED

    def is_for(self, clock: str) -> bool:
        """Return whether the rung belongs to this kind of clock."""
        return clock in self.clocks


@dataclass(frozen=True, slots=True)
class Regime:
    """The rules that `register` pins to an item: guards, limits, steps, and who decides."""

    campaign: str
    guards: Guards
    limits: Limits
    steps: tuple[Step, ...]
    arbiter_unit: str
    leader_unit: str
    revisit_unit: str = "@inspecting"
    task_force: str = ""  # 专班: sees every item of the campaign that is not confidential
    warn: tuple[int, int] = (4, 5)  # yellow when 4/5 of a limit has passed; domain.md 1.3
    evidence: dict[str, int] = field(default_factory=dict)  # outcome → photos or files due
    ladder: tuple[Rung, ...] = ()
    milestones: tuple[Milestone, ...] = ()

    def dump(self) -> str:
        """Return the canonical text from which `load_regime` makes the same regime."""
        plain = {
            "campaign": self.campaign,
            "guards": {
                f.name: getattr(self.guards, f.name)
                for f in fields(Guards)
                if getattr(self.guards, f.name) != f.default
            },
            "limits": {f.name: _packed(getattr(self.limits, f.name)) for f in fields(Limits)},
            "steps": [[s.name, s.unit, _packed(s.limit), int(s.on_site)] for s in self.steps],
            "arbiter": self.arbiter_unit,
            "leader": self.leader_unit,
            "revisit": self.revisit_unit,
            "warn": list(self.warn),
            "evidence": dict(sorted(self.evidence.items())),
        }
        if self.task_force:
            plain["task_force"] = self.task_force
        if self.ladder:
            plain["ladder"] = [_rung_packed(rung) for rung in self.ladder]
        if self.milestones:
            plain["milestones"] = [[one.name, limit_text(one.limit)] for one in self.milestones]
        return json.dumps(plain, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


@lru_cache(maxsize=1024)
def load_regime(text: str) -> Regime:
    """Return the regime that `Regime.dump` wrote as `text`."""
    plain = json.loads(text)
    return Regime(
        campaign=plain["campaign"],
        guards=Guards(**plain["guards"]),
        limits=Limits(**{name: _unpacked(value) for name, value in plain["limits"].items()}),
        steps=tuple(
            Step(name, unit, limit_from(limit), bool(on_site))
            for name, unit, limit, on_site in plain["steps"]
        ),
        arbiter_unit=plain["arbiter"],
        leader_unit=plain["leader"],
        revisit_unit=plain["revisit"],
        task_force=plain.get("task_force", ""),
        warn=(plain["warn"][0], plain["warn"][1]),
        evidence=plain["evidence"],
        ladder=tuple(_rung_unpacked(rung) for rung in plain.get("ladder", ())),
        milestones=tuple(
            Milestone(name, limit_from(limit)) for name, limit in plain.get("milestones", ())
        ),
    )


def limit_text(limit: Limit) -> str:
    """Return a limit as an entry keeps it: amount, unit and basis (`5 work_day printed`)."""
    late = f" {limit.late_from:%H:%M}" if limit.late_from else ""
    return f"{limit.amount} {limit.unit} {limit.basis}{late}"


def limit_from(text: str) -> Limit:
    """Return the limit that `limit_text` wrote."""
    amount, unit, basis, *late = text.split(" ")
    late_from = time.fromisoformat(late[0]) if late else None
    return Limit(int(amount), TimeUnit(unit), basis, late_from)


def _rung_packed(rung: Rung) -> list[Any]:
    after = limit_text(rung.after) if rung.after else ""
    clocks = list(rung.clocks) if rung.clocks != LADDERED else []
    return [rung.name, rung.at, after, int(rung.urges), rung.level, clocks]


def _rung_unpacked(plain: list[Any]) -> Rung:
    name, at, after, urges, level, clocks = plain
    limit = limit_from(after) if after else None
    return Rung(name, at, limit, bool(urges), level, tuple(clocks) or LADDERED)


def _packed(value: Limit | int | None) -> str | int | None:
    return limit_text(value) if isinstance(value, Limit) else value


def _unpacked(value: str | int | None) -> Any:
    return limit_from(value) if isinstance(value, str) else value
