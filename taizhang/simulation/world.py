"""The district as it lives: who is there, what is pending, and the one way to act on an item."""

import heapq
import random
from collections import Counter, deque
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from taizhang.ledger.tasks import command_id_of_tick
from taizhang.ledger.terms import Terms
from taizhang.packs.load import Pack
from taizhang.record.bodies import marked, salted
from taizhang.record.ids import tracking_code
from taizhang.rules.lifecycle import requests
from taizhang.rules.lifecycle.decide import Decision, decide, opening
from taizhang.rules.lifecycle.facts import SYSTEM, Actor, Facts, OpenRequest
from taizhang.rules.lifecycle.fold import Event, absorb
from taizhang.rules.lifecycle.relations import Setting
from taizhang.rules.lifecycle.states import Command, RequestKind, State
from taizhang.rules.refused import Refused
from taizhang.rules.workdays import SHANGHAI
from taizhang.simulation.cast import Cast
from taizhang.simulation.hours import Hours
from taizhang.simulation.life import Deed, Life, Matter
from taizhang.simulation.rows import Rows
from taizhang.simulation.tempers import ORDINARY, Temper

C = Command
PINNING = frozenset({C.REGISTER, C.HAND_OVER, C.FIX_ON_SPOT})
CLOSING = frozenset({C.VERIFY_PASS, C.CLOSE, C.FIX_ON_SPOT})
REMEMBERED = 300  # items that citizens' later calls may be about
VERSION = 4 << 76 | 2 << 62  # of a random UUID
FREE = ~(0xF << 76 | 3 << 62)


@dataclass(slots=True)
class World:
    """Everything that a drill needs while it runs."""

    terms: Terms
    cast: Cast
    rng: random.Random
    hours: Hours
    rows: Rows
    tempers: Mapping[str, Temper]
    photos: Mapping[str, tuple[str, ...]]
    recent: deque[Life] = field(default_factory=lambda: deque(maxlen=REMEMBERED))
    heap: list[tuple[datetime, int, Life]] = field(default_factory=list)
    lives: dict[int, Life] = field(default_factory=dict)  # not yet written
    touched: list[Life] = field(default_factory=list)
    order: int = 0
    items: int = 0
    commands: Counter[str] = field(default_factory=Counter)
    lacking: Counter[str] = field(default_factory=Counter)
    refused: Counter[tuple[str, str]] = field(default_factory=Counter)

    @property
    def pack(self) -> Pack:
        return self.terms.pack

    @property
    def office(self) -> str:
        """Return the unit that supervises where a campaign names no other."""
        return self.pack.district.parts.supervising

    def temper(self, life: Life) -> Temper:
        """Return how the unit behaves that leads an item."""
        return self.tempers.get(life.facts.lead or "", ORDINARY)

    def happens(self, chance: float) -> bool:
        return self.rng.random() < chance

    def pick(self, words: tuple[str, ...]) -> str:
        return words[int(self.rng.random() * len(words))]

    def photo(self, kind: str) -> str:
        return self.pick(self.photos[kind])

    # what is to come

    def plan(self, life: Life, at: datetime, deed: Deed) -> None:
        """Let something be done with an item at a moment, unless its state changes before."""
        self.order += 1
        life.plan(at, self.order, deed)

    def wait(self, life: Life) -> None:
        """Let an item wait for the first of its deeds."""
        if life.agenda:
            self.order += 1
            heapq.heappush(self.heap, (life.agenda[0][0], self.order, life))

    # what happens

    def unborn(self, matter: Matter, at: datetime) -> Life:
        """Return an item that is not proposed yet, but has its ids and codes."""
        copies = range(self.rows.copies)
        ids = tuple(self.rows.id(at) for _ in copies)
        tracking = tuple(tracking_code(self.rng.getrandbits(96)) for _ in copies)
        return Life(ids, at.astimezone(SHANGHAI).year, matter, Facts(ids[0]), tracking)

    def open(self, life: Life, fields: Mapping[str, Any], by: Actor, at: datetime) -> None:
        """Propose an item; raise `Refused` if it may not be."""
        matter = life.matter
        regime = self.terms.regime(matter.campaign, matter.source)
        whole = {**fields, "tracking": life.tracking[0]}
        decision = opening(whole, by=by, at=at, setting=self.terms.setting(regime))
        life.texts = decision.texts
        self.lives[life.id] = life
        self.items += len(life.ids)
        self.write(life, decision, by, at)

    def merge(self, life: Life, survivor: Life, reason: str, by: Actor, at: datetime) -> None:
        """Merge an item into another, which takes over who raised it."""
        life.kin, survivor.kin = [*life.kin, survivor], [*survivor.kin, life]
        reporter = life.facts.reporter
        if not self.give(life, C.MERGE, {"survivor": survivor.id, "reason": reason}, by, at):
            return
        survivor.absorbed += 1
        setting = self.terms.setting()
        taken = decide(
            survivor.facts, C.ABSORB, {"merged": life.id}, by=SYSTEM, at=at, setting=setting
        )
        if reporter:
            taken.data["reporter"] = True
        self.write(survivor, taken, SYSTEM, at)

    def give(
        self,
        life: Life,
        command: Command,
        fields: Mapping[str, Any],
        by: Actor | None,
        at: datetime,
    ) -> bool:
        """Give a command to an item; return whether the rules let it be given."""
        if by is None:
            return self._nobody(command)
        setting = self.setting(life, command, fields)
        try:
            decision = decide(life.facts, command, fields, by=by, at=at, setting=setting)
        except Refused as why:
            return self._no(why.code, command)
        if command in PINNING and life.facts.number is None:
            decision.data["number"] = self._number(life, at)
        self.write(life, decision, by, at)
        return True

    def ask(
        self,
        life: Life,
        kind: RequestKind,
        fields: Mapping[str, Any],
        by: Actor | None,
        at: datetime,
        carries: Command | None = None,
    ) -> OpenRequest | None:
        """Ask for something that another decides; return the request."""
        if by is None:
            self._nobody(kind)
            return None
        setting = self.setting(life, carries or C.ASK, fields, kind)
        try:
            decision = requests.ask(
                life.facts, kind, fields, by=by, at=at, setting=setting, carries=carries
            )
        except Refused as why:
            self._no(why.code, kind)
            return None
        self.write(life, decision, by, at)
        return life.facts.requests[-1]

    def answer(
        self, life: Life, request: OpenRequest, granted: bool, words: str, by: Actor | None,
        at: datetime,
    ) -> bool:  # fmt: skip
        """Grant or deny a request."""
        if by is None:
            return self._nobody(request.kind)
        facts = life.facts
        setting = self.setting(life, request.carries or C.GRANT, request.fields, request.kind)
        try:
            if granted:
                decision = requests.grant(
                    facts, request, {"note": words}, by=by, at=at, setting=setting
                )
            else:
                decision = requests.deny(facts, request, {"reason": words}, by=by, setting=setting)
        except Refused as why:
            return self._no(why.code, f"answer {request.kind}")
        self.write(life, decision, by, at)
        return True

    def setting(
        self,
        life: Life,
        command: Command,
        fields: Mapping[str, Any],
        kind: RequestKind | None = None,
    ) -> Setting:
        """Return what the rules need besides the facts."""
        facts = life.facts
        setting = self.terms.setting()
        if command in PINNING and facts.state is State.PROPOSED:
            category, condition = fields.get("category"), fields.get("condition")
            regime = self.terms.regime(facts.campaign, facts.source, category, condition)
            setting = self.terms.setting(regime)
        if command in CLOSING or kind is RequestKind.TERMINATION:
            setting = replace(setting, drawn=self.terms.is_drawn(facts))
        if life.children or life.absorbed:
            setting = replace(setting, children_open=life.open_children, absorbed=life.absorbed)
        return setting

    def write(self, life: Life, decision: Decision, by: Actor, at: datetime) -> None:
        """Let the entry of a decision wait for the database, and fold it as always."""
        was = life.facts
        self.touched.append(life)
        self._append(life, decision, by, at)
        if life.facts.requests and (gone := requests.lapse(life.facts)) is not None:
            self._append(life, gone, SYSTEM, at)
        if life.facts.state is not was.state or life.facts.leg != was.leg:
            life.is_stale = True

    def note_order(
        self, id: int, number: str, title: str, items: Sequence[Life], by: Actor, at: datetime
    ) -> None:
        """Write down an order of several items."""
        kept = salted(title, f"{self.rng.getrandbits(128):032x}")
        plain = {"number": number, "items": [life.id for life in items]}
        command_id = self.rng.getrandbits(128) & FREE | VERSION
        year = at.astimezone(SHANGHAI).year
        data = marked(plain, {"title": kept})
        self.rows.order(id, year, data, kept, command_id, by=by, at=at)

    def _append(self, life: Life, decision: Decision, by: Actor, at: datetime) -> None:
        seq = life.facts.seq + 1
        kept = {
            name: salted(text, f"{self.rng.getrandbits(128):032x}")
            for name, text in decision.texts.items()
        }
        data = marked(decision.data, kept)
        ids = self._command_ids(life, by, seq)
        self.rows.entry(life, decision, data, kept.values(), ids, seq=seq, by=by, at=at)
        life.facts = absorb(life.facts, Event(seq, at, by, decision.command, data))
        self.commands[decision.command] += self.rows.copies
        if decision.command is C.REPORT_PROGRESS:
            life.progress = decision.texts["progress"], at, seq

    def _command_ids(self, life: Life, by: Actor, seq: int) -> list[int]:
        if by.kind == "system":
            return [command_id_of_tick(id, seq - 1).int for id in life.ids]
        return [self.rng.getrandbits(128) & FREE | VERSION for _ in life.ids]

    def _number(self, life: Life, at: datetime) -> str:
        if life.numbers:
            return life.numbers[0]
        if life.parent is not None:
            n = sum(bool(child.numbers) for child in life.parent.children) + 1
            life.numbers = tuple(f"{number}-{n:02d}" for number in life.parent.numbers)
        else:
            year = at.astimezone(SHANGHAI).year
            taken = self.rows.take_numbers(year)
            life.numbers = tuple(self.terms.number(year, n) for n in taken)
        return life.numbers[0]

    def _nobody(self, what: str) -> bool:
        """Note that there is nobody who may do it: few people, most of them a party to it."""
        self.lacking[str(what)] += 1
        return False

    def _no(self, code: str, what: str) -> bool:
        self.refused[str(what), code] += 1
        return False
