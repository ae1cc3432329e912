"""A small district to try the lifecycle on: its regime, its people, and a story that grows."""

import json
from dataclasses import MISSING, dataclass, field, fields
from datetime import UTC, datetime, timedelta
from typing import Any

from taizhang.rules.clock import Limit, TimeUnit
from taizhang.rules.lifecycle.decide import Decision, decide, opening
from taizhang.rules.lifecycle.facts import SYSTEM, Actor, Facts
from taizhang.rules.lifecycle.fold import Event, absorb
from taizhang.rules.lifecycle.guards import Guards, Limits, Regime, Step
from taizhang.rules.lifecycle.relations import Setting, Subject
from taizhang.rules.lifecycle.requests import ask, deny, grant, lapse, take_back
from taizhang.rules.lifecycle.states import Command, RequestKind, Role
from taizhang.rules.workdays import Calendar

MONDAY = datetime(2026, 11, 23, 1, tzinfo=UTC)  # 09:00 in Shanghai
CALENDAR = Calendar("2026", frozenset(), frozenset(), frozenset({2026, 2027}))
NAMES = [f.name for f in fields(Limits) if f.default is MISSING] + ["report", "confirmation"]


class Units:
    """A tree written as paths: `B1/sub` is below `B1`."""

    def is_below(self, unit: str, above: str) -> bool:
        return unit.startswith(above + "/")

    def title(self, unit: str) -> str:
        return unit


UNITS = Units()


def a_regime(guards: Guards | None = None, *, on_site: bool = False, **limits: Any) -> Regime:
    guards = guards or Guards()
    days = {name: Limit(3, TimeUnit.WORK_DAY) for name in NAMES}
    days["report"] = Limit(1, TimeUnit.WORK_DAY)
    days["handling"] = Limit(10, TimeUnit.WORK_DAY, "printed")
    steps = tuple(
        Step(
            f"第{n + 1}步",
            "@supervising" if n % 2 == 0 else "CHECK",
            Limit(1, TimeUnit.WORK_DAY),
            on_site,
        )
        for n in range(guards.steps)
    )
    return Regime("demo", guards, Limits(**{**days, **limits}), steps, "ARB", "TOP", "CHECK")


def person(number: int, unit: str, *roles: Role) -> Actor:
    return Actor("person", number, number * 10, unit, frozenset(roles))


OFFICER = person(1, "DC", Role.INTAKE, Role.SUPERVISOR)
CHIEF = person(2, "DC", Role.INTAKE, Role.SUPERVISOR, Role.HEAD, Role.INSPECTOR)
ARBITER = person(3, "ARB", Role.ARBITER)
LEADER = person(4, "TOP", Role.LEADER)
INSPECTOR = person(5, "CHECK", Role.INSPECTOR)
HANDLER = person(6, "B1", Role.HANDLER)
HEAD = person(7, "B1", Role.HEAD)
OTHER = person(8, "B2", Role.HANDLER)
OTHER_HEAD = person(9, "B2", Role.HEAD)
BELOW = person(10, "B1/sub", Role.HANDLER, Role.INSPECTOR)
ADMIN = person(11, "IT", Role.ADMIN)
REPORTER = Actor("reporter")
CAST = (
    OFFICER, CHIEF, ARBITER, LEADER, INSPECTOR, HANDLER, HEAD, OTHER, OTHER_HEAD, BELOW, ADMIN,
    REPORTER, SYSTEM,
)  # fmt: skip

PHOTO = ["a" * 64]
REGISTERING = {
    "category": "general",
    "basis": "区政府常务会议",
    "approver": "主任",
    "supervising_unit": "DC",
    "criteria": "路面恢复平整",
}
FIELDS: dict[Command, dict[str, Any]] = {
    Command.CHECK: {"finding": "true", "evidence": PHOTO},
    Command.REGISTER: REGISTERING,
    Command.DECLINE: {"outcome": "beyond_duty", "reason": "非本区职责"},
    Command.HAND_OVER: {**REGISTERING, "lead": "B1", "evidence": PHOTO},
    Command.FIX_ON_SPOT: {"before": PHOTO, "after": PHOTO, "stood_for_lead": "某人"},
    Command.MERGE: {"survivor": 99, "reason": "同一件事"},
    Command.ABSORB: {"merged": 98},
    Command.DIVIDE: {"successors": [97, 98], "reason": "两件事"},
    Command.REOPEN: {"reason": "新情况"},
    Command.DISPATCH: {"lead": "B1", "supports": ["B2"]},
    Command.ARBITRATE: {"lead": "B1", "statements": "双方陈述", "clause": "职责清单第3项"},
    Command.ACCEPT: {},
    Command.RETURN: {"reason": "不属本单位", "believed": "B2", "clause": "清单"},
    Command.RECALL: {"reason": "派错"},
    Command.ASSIGN: {"handler": 6},
    Command.AMEND: {"reason": "增加配合单位", "supports": ["B2"]},
    Command.REPORT_PROGRESS: {"progress": "进行中", "percent": 40},
    Command.CONFIRM: {"kept": True, "note": "保持"},
    Command.SPLIT: {"children": [55]},
    Command.REPLY: {"answer": "已答复"},
    Command.REPEAT: {"words": "又来了", "new_tracking": "T2"},
    Command.URGE: {"words": "抓紧"},
    Command.ESCALATE: {"level": "1", "reason": "重点"},
    Command.RESUME: {},
    Command.SUBMIT: {"outcome": "solved", "result": "已修复"},
    Command.WITHDRAW: {"reason": "补材料"},
    Command.VERIFY_PASS: {"where": "on_site", "ticked": True, "opinion": "合格"},
    Command.VERIFY_FAIL: {"where": "on_paper", "missing": "缺照片"},
    Command.CLOSE: {},
    Command.REVISIT_PASS: {"opinion": "保持", "evidence": PHOTO},
    Command.ARCHIVE: {},
    Command.REBOUND: {"reason": "又坏了", "evidence": PHOTO},
    Command.RATE: {"solved": "no"},
    Command.REBASE: {"pack": "p2", "reason": "新历"},
    Command.ANNOTATE: {"words": "注"},
    Command.ATTACH: {"evidence": PHOTO},
    Command.CORRECT: {"entry": 1, "words": "更正"},
    Command.ERASE: {"entry": 1, "authority": "个人信息保护法第47条"},
}
WISHED: dict[RequestKind, dict[str, Any]] = {
    RequestKind.EXTENSION: {"reason": "雨天"},
    RequestKind.SUSPENSION: {"reason": "等规划"},
    RequestKind.REASSIGNMENT: {"reason": "职责不在", "believed": "B2", "clause": "清单"},
    RequestKind.TERMINATION: {"outcome": "impossible", "reason": "灭失"},
    RequestKind.VOIDING: {"reason": "录错"},
    RequestKind.OBJECTION: {"reason": "没有解决"},
    RequestKind.APPEAL: {"subject": 1, "reason": "停电"},
}


NAMED = Subject(1, "DC", "B1", MONDAY)


@dataclass
class Story:
    """An item as its entries are written one after the other; time goes on by an hour each."""

    regime: Regime
    at: datetime = MONDAY
    facts: Facts = field(default_factory=lambda: Facts(1))
    entries: list[Event] = field(default_factory=list)
    children_open: int = 0
    subject: Subject = NAMED
    for_lead: bool = False  # whether what is given is part of a breakdown of the parent
    is_stored: bool = True  # whether an entry's data goes through JSON, as in the record

    def setting(self, *, pins: bool = False) -> Setting:
        regime = self.regime if pins else None
        return Setting(
            CALENDAR, UNITS, regime, "p1", children_open=self.children_open, subject=self.subject,
            for_lead=self.for_lead,
        )  # fmt: skip

    def write(self, decision: Decision, by: Actor) -> Facts:
        texts = {name: {"text": "0" * 8} for name in decision.texts}
        data = {**decision.data, **texts}
        if self.is_stored:
            data = json.loads(json.dumps(data))
        event = Event(self.facts.seq + 1, self.at, by, decision.command, data)
        self.facts = absorb(self.facts, event)
        self.entries = [*self.entries, event]
        gone = lapse(self.facts)
        if gone is not None:
            self.write(gone, SYSTEM)
        return self.facts

    def open(self, by: Actor = OFFICER, **fields: Any) -> Facts:
        given = {"source": "meeting", "campaign": "demo", "title": "修路", "intake_unit": "DC"}
        setting = self.setting(pins=True)
        return self.write(opening({**given, **fields}, by=by, at=self.at, setting=setting), by)

    def act(self, command: Command, by: Actor, **fields: Any) -> Facts:
        self.at += timedelta(hours=1)
        pins = command in (Command.REGISTER, Command.HAND_OVER, Command.FIX_ON_SPOT, Command.REBASE)
        given = {**FIELDS[command], **fields}
        if command is Command.FIX_ON_SPOT and self.facts.state == "proposed":
            given = {**FIELDS[Command.HAND_OVER], **given}
            given.pop("evidence")
        setting = self.setting(pins=pins)
        return self.write(
            decide(self.facts, command, given, by=by, at=self.at, setting=setting), by
        )

    def ask(
        self, kind: RequestKind, by: Actor, carries: Command | None = None, **fields: Any
    ) -> Facts:
        self.at += timedelta(hours=1)
        base = dict(FIELDS[carries] if carries else WISHED.get(kind, {}))
        if kind in (RequestKind.EXTENSION, RequestKind.SUSPENSION):
            base["until"] = self.at + timedelta(days=60)
        decision = ask(
            self.facts, kind, {**base, **fields}, by=by, at=self.at, setting=self.setting(),
            carries=carries,
        )  # fmt: skip
        return self.write(decision, by)

    def grant(self, by: Actor, **fields: Any) -> Facts:
        self.at += timedelta(hours=1)
        request = self.facts.requests[0]
        setting = self.setting()
        return self.write(
            grant(self.facts, request, fields, by=by, at=self.at, setting=setting), by
        )

    def deny(self, by: Actor) -> Facts:
        self.at += timedelta(hours=1)
        request = self.facts.requests[0]
        return self.write(
            deny(self.facts, request, {"reason": "不成立"}, by=by, setting=self.setting()), by
        )

    def take_back(self, by: Actor) -> Facts:
        return self.write(take_back(self.facts.requests[0], by=by), by)

    def in_progress(self, **fields: Any) -> "Story":
        self.open()
        self.act(Command.REGISTER, OFFICER, **fields)
        self.act(Command.DISPATCH, OFFICER)
        self.act(Command.ACCEPT, HANDLER)
        return self

    def submitted(self) -> "Story":
        self.in_progress()
        self.act(Command.SUBMIT, HANDLER)
        return self

    def closed(self) -> "Story":
        self.submitted()
        self.act(Command.VERIFY_PASS, CHIEF)
        return self
