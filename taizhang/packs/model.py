"""What a pack says, typed: the district, its units, duties, categories and campaigns."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from fractions import Fraction
from typing import NamedTuple

from taizhang.packs.read_alike import USUAL as USUAL_BOUNDS
from taizhang.packs.read_telling import USUAL as USUAL_TELLING
from taizhang.packs.read_telling import Telling
from taizhang.rules.alike import Bounds
from taizhang.rules.clock import Limit
from taizhang.rules.duty_list import Side as Side
from taizhang.rules.lifecycle.guards import Guards, Limits, Milestone, Regime, Rung, Step


class UnitKind(StrEnum):
    """What a unit is, from the district down to a building."""

    DISTRICT = "district"
    LEADER = "leader"
    DEPARTMENT = "department"
    STREET = "street"
    TOWNSHIP = "township"
    COMMUNITY = "community"
    VILLAGE = "village"
    GRID = "grid"
    BUILDING = "building"
    TASK_FORCE = "task_force"
    HEADQUARTERS = "headquarters"


class Source(StrEnum):
    """Where an item comes from (来源)."""

    DOCUMENT = "document"
    MINUTES = "minutes"
    MEETING = "meeting"
    INSTRUCTION = "instruction"
    URGENT_INSTRUCTION = "urgent_instruction"
    UPPER_LEVEL = "upper_level"
    INSPECTION = "inspection"
    SCREENING = "screening"
    CITIZEN = "citizen"
    CONGRESS = "congress"
    MEDIA = "media"
    SENSOR = "sensor"


SOURCE_WORDS: dict[Source, str] = {
    Source.DOCUMENT: "公文",
    Source.MINUTES: "会议纪要",
    Source.MEETING: "会议部署",
    Source.INSTRUCTION: "领导批示",
    Source.URGENT_INSTRUCTION: "领导批示（急件）",
    Source.UPPER_LEVEL: "上级交办",
    Source.INSPECTION: "本级督查",
    Source.SCREENING: "拉网排查",
    Source.CITIZEN: "群众诉求",
    Source.CONGRESS: "人大审议意见",
    Source.MEDIA: "媒体",
    Source.SENSOR: "监测",
}
SIDE_WORDS: dict[Side, str] = {Side.LINE: "条（部门）", Side.AREA: "块（属地）"}
KIND_WORDS: dict[UnitKind, str] = {
    UnitKind.DISTRICT: "区",
    UnitKind.LEADER: "区领导",
    UnitKind.DEPARTMENT: "部门",
    UnitKind.STREET: "街道",
    UnitKind.TOWNSHIP: "乡镇",
    UnitKind.COMMUNITY: "社区",
    UnitKind.VILLAGE: "村",
    UnitKind.GRID: "网格",
    UnitKind.BUILDING: "楼宇",
    UnitKind.TASK_FORCE: "专班",
    UnitKind.HEADQUARTERS: "指挥部",
}
AREA_KINDS = frozenset({UnitKind.STREET, UnitKind.TOWNSHIP})


@dataclass(frozen=True, slots=True)
class Unit:
    """One unit of the district (单位)."""

    code: str
    name: str
    kind: UnitKind
    parent: str = ""
    short: str = ""
    aliases: tuple[str, ...] = ()
    side: Side | None = None
    groups: tuple[str, ...] = ()
    phone: str = ""
    successor: str = ""  # set once the unit is dissolved (并入)

    @property
    def title(self) -> str:
        """Return the name that pages show: the short one where there is one."""
        return self.short or self.name


class Group(NamedTuple):
    """A name that stands for several units (各街道), and the other ways to say it."""

    name: str
    aliases: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Parts:
    """The units that stand for the district itself where a campaign names no other."""

    leader: str
    supervising: str
    intake: str
    arbiter: str


@dataclass(frozen=True, slots=True)
class District:
    """The district, and what holds for all its campaigns."""

    name: str
    short: str
    region: str
    effective_from: date
    number_mark: str  # 编号 begins with it: 清督〔2026〕1号
    default_campaign: str
    parts: Parts
    warn: Fraction
    groups: tuple[Group, ...] = ()
    words: Mapping[str, str] | None = None  # commands and states that are called otherwise here
    telling: Telling = USUAL_TELLING
    ladder: tuple[Rung, ...] = ()  # of campaigns that have none of their own
    alike: Bounds = USUAL_BOUNDS  # what may be the same matter twice


@dataclass(frozen=True, slots=True)
class Condition:
    """One row of a category: when an item is opened, how long it may take, when it may close."""

    number: int
    when: str  # 立案条件
    closing: str  # 销号标准
    handling: Limit | None = None
    response: Limit | None = None
    steps: tuple[Milestone, ...] = ()


@dataclass(frozen=True, slots=True)
class Category:
    """A category of items, with at least one condition."""

    code: str
    name: str
    group: str
    side: Side
    conditions: tuple[Condition, ...]
    lead: str = ""  # unit code, @area, or nothing where only the duty list says
    keywords: tuple[str, ...] = ()
    basis: str = ""

    def condition(self, number: int = 1) -> Condition:
        """Return the condition of this number; the first is the usual one."""
        return self.conditions[number - 1]


@dataclass(frozen=True, slots=True)
class Duty:
    """One row of the two lists (两张清单): who answers for a matter, where, and by which law."""

    code: str
    matter: str
    lead: str
    supports: tuple[str, ...] = ()
    category: str = ""
    keywords: tuple[str, ...] = ()
    place: tuple[str, ...] = ()  # empty: everywhere
    area_duty: str = ""  # what the street or township has to do (属地责任)
    basis: str = ""


@dataclass(frozen=True, slots=True)
class Revisiting:
    """Who looks back, and at how many of the closed items."""

    unit: str
    share: Fraction


@dataclass(frozen=True, slots=True)
class Campaign:
    """One campaign (专项): its time, people, sources, verification and clocks."""

    code: str
    name: str
    begins: date
    ends: date | None
    primary_side: Side
    guards_: Guards
    limits: Limits
    steps: tuple[Step, ...]
    sources: Mapping[Source, Limit]
    revisiting: Revisiting
    parts: Parts
    warn: Fraction
    task_force: str = ""
    confidential: bool = False
    basis: str = ""
    categories: tuple[str, ...] = ()  # code prefixes; empty: all
    seconds: Mapping[str, str] | None = None  # command → unit of the second signature
    evidence: Mapping[str, int] | None = None  # outcome → files due
    ladder: tuple[Rung, ...] = ()  # 临近提醒 → 催办 → 提级

    @property
    def is_own_intake(self) -> bool:
        """Return whether the campaign's task force takes its proposals in, whoever makes them."""
        return bool(self.task_force) and self.parts.intake == self.task_force

    def guards(self) -> Guards:
        """Return the campaign's finite choices, as the lifecycle takes them."""
        return self.guards_

    def regime(self) -> Regime:
        """Return everything that `register` pins to an item of this campaign."""
        return Regime(
            campaign=self.code,
            guards=self.guards_,
            limits=self.limits,
            steps=self.steps,
            arbiter_unit=self.parts.arbiter,
            leader_unit=self.parts.leader,
            revisit_unit=self.revisiting.unit,
            task_force=self.task_force,
            warn=(self.warn.numerator, self.warn.denominator),
            evidence=dict(self.evidence or {}),
            ladder=self.ladder,
        )

    def limit_for(self, source: Source, category: Condition | None = None) -> Limit:
        """Return the time for handling: the category's, else the source's, else the campaign's."""
        if category is not None and category.handling is not None:
            return category.handling
        return self.sources.get(source, self.limits.handling)

    def takes(self, category: str) -> bool:
        """Return whether items of this category belong to the campaign."""
        return not self.categories or category.startswith(self.categories)

    def is_running(self, day: date) -> bool:
        """Return whether the campaign runs on `day`."""
        return self.begins <= day and (self.ends is None or day <= self.ends)
