"""What a new edition changes (差异): unit by unit, category by category, limit by limit."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields
from enum import StrEnum
from fractions import Fraction

from taizhang.packs.beside import told_beside
from taizhang.packs.limits import words_of_limit
from taizhang.packs.load import Pack
from taizhang.packs.model import (
    KIND_WORDS,
    SIDE_WORDS,
    SOURCE_WORDS,
    Campaign,
    Category,
    Condition,
    Duty,
    Unit,
)
from taizhang.packs.read_ladder import words_of_rung
from taizhang.rules.clock import Limit
from taizhang.rules.lifecycle.guards import Guards
from taizhang.rules.words import LIMITS


class Part(StrEnum):
    """The parts of a pack that people compare."""

    DISTRICT = "全区"
    UNIT = "单位"
    CATEGORY = "事项类别"
    DUTY = "职责"
    BESIDE = "辖区与包保"
    CAMPAIGN = "专项"


class Fate(StrEnum):
    """What becomes of one thing in the new edition."""

    ADDED = "新增"
    CHANGED = "修改"
    REMOVED = "删去"


@dataclass(frozen=True, slots=True)
class Shift:
    """One field of one thing, as it was and as it will be; empty where it is not said."""

    field: str
    was: str
    now: str


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that the new edition adds, changes or leaves out."""

    part: Part
    code: str
    name: str
    fate: Fate
    shifts: tuple[Shift, ...] = ()


Portrait = Mapping[str, str]
GUARD_WORDS = {
    "check_first": "立项前须核实",
    "decline_signed": "不立项须签批",
    "submit_signed": "申请销号须审签",
    "deemed_accepted": "到时视同签收",
    "steps": "核查步数",
    "public_notice": "销号前公示",
    "revisits": "回头看次数",
    "extensions": "可延期次数",
    "suspendable": "可以暂缓",
    "reports": "须定期报进展",
}


def difference(old: Pack, new: Pack) -> tuple[Change, ...]:
    """Return what changes from one edition to the other, in the order of the new one's files."""
    before, after = _portraits(old), _portraits(new)
    changes = [
        change
        for key, (name, portrait) in after.items()
        if (change := _compared(key, name, before.get(key), portrait)) is not None
    ]
    removed = [
        Change(part, code, name, Fate.REMOVED)
        for (part, code), (name, _) in before.items()
        if (part, code) not in after
    ]
    order = list(Part)
    return tuple(sorted([*changes, *removed], key=lambda change: order.index(change.part)))


def _compared(
    key: tuple[Part, str], name: str, before: tuple[str, Portrait] | None, now: Portrait
) -> Change | None:
    part, code = key
    if before is None:
        return Change(part, code, name, Fate.ADDED)
    was = before[1]
    shifts = tuple(
        Shift(field, was.get(field, ""), now.get(field, ""))
        for field in {**was, **now}
        if was.get(field, "") != now.get(field, "")
    )
    return Change(part, code, name, Fate.CHANGED, shifts) if shifts else None


def _portraits(pack: Pack) -> dict[tuple[Part, str], tuple[str, Portrait]]:
    """Return every thing of a pack with its fields in words."""
    drawn: dict[tuple[Part, str], tuple[str, Portrait]] = {
        (Part.DISTRICT, ""): (pack.district.name, dict(_of_district(pack)))
    }
    for unit in pack.units:
        drawn[Part.UNIT, unit.code] = unit.name, _of_unit(unit, pack)
    for category in pack.categories.values():
        drawn[Part.CATEGORY, category.code] = category.name, _of_category(category, pack)
    for duty in pack.duties:
        drawn[Part.DUTY, duty.code] = duty.matter, _of_duty(duty, pack)
    for code, name, told in told_beside(pack):
        drawn[Part.BESIDE, code] = name, told
    for campaign in pack.campaigns.values():
        drawn[Part.CAMPAIGN, campaign.code] = campaign.name, dict(_of_campaign(campaign, pack))
    return drawn


def _of_district(pack: Pack) -> Iterator[tuple[str, str]]:
    district, calendar = pack.district, pack.calendar
    yield "名称", district.name
    yield "编号字头", district.number_mark
    yield "默认专项", district.default_campaign
    for part in ("leader", "supervising", "intake", "arbiter"):
        yield PART_WORDS[part], pack.units.title(getattr(district.parts, part))
    yield "黄灯", _percent(district.warn)
    yield "工作时段", "、".join(f"{a:%H:%M}–{b:%H:%M}" for a, b in calendar.slots)
    yield "节假日历", calendar.edition
    for group in district.groups:
        yield f"单位组 {group.name}", "、".join(group.aliases) or "—"
    for command, word in (district.words or {}).items():
        yield f"叫法 {command}", word


PART_WORDS = {
    "leader": "分管领导", "supervising": "督办单位", "intake": "收文单位", "arbiter": "裁定单位",
}  # fmt: skip
PLACE_WORDS = {
    "@area": "属地", "@supervising": "督办单位", "@inspecting": "核实单位", "@intake": "收文单位",
    "@leader": "分管领导",
}  # fmt: skip


def _of_unit(unit: Unit, pack: Pack) -> Portrait:
    titled = pack.units.title
    return {
        "名称": unit.name,
        "简称": unit.short,
        "别称": "、".join(unit.aliases),
        "类型": KIND_WORDS[unit.kind],
        "上级": titled(unit.parent) if unit.parent else "",
        "条块": SIDE_WORDS[unit.side] if unit.side else "",
        "单位组": "、".join(unit.groups),
        "电话": unit.phone,
        "并入": titled(unit.successor) if unit.successor else "",
    }


def _of_category(category: Category, pack: Pack) -> Portrait:
    conditions = {f"条件{each.number}": _of_condition(each) for each in category.conditions}
    return {
        "名称": category.name,
        "大类": category.group,
        "条块": SIDE_WORDS[category.side],
        "承办": _unit_word(category.lead, pack),
        "关键词": "、".join(category.keywords),
        "依据": category.basis,
        **conditions,
    }


def _of_condition(condition: Condition) -> str:
    said = [condition.when]
    if condition.response:
        said.append(f"签收{words_of_limit(condition.response)}")
    if condition.handling:
        said.append(f"办理{words_of_limit(condition.handling)}")
    said += [f"{step.name}{words_of_limit(step.limit)}" for step in condition.steps]
    return "；".join([*said, condition.closing])


def _of_duty(duty: Duty, pack: Pack) -> Portrait:
    return {
        "事项": duty.matter,
        "类别": duty.category,
        "范围": "、".join(pack.units.title(code) for code in duty.place),
        "牵头": _unit_word(duty.lead, pack),
        "配合": "、".join(_unit_word(code, pack) for code in duty.supports),
        "属地责任": duty.area_duty,
        "关键词": "、".join(duty.keywords),
        "依据": duty.basis,
    }


def _of_campaign(campaign: Campaign, pack: Pack) -> Iterator[tuple[str, str]]:
    titled = pack.units.title
    yield "名称", campaign.name
    yield "期间", f"{campaign.begins} — {campaign.ends or '长期'}"
    yield "主体责任", SIDE_WORDS[campaign.primary_side]
    yield "专班", titled(campaign.task_force) if campaign.task_force else ""
    yield "依据", campaign.basis
    yield "类别范围", "、".join(campaign.categories)
    for part, word in PART_WORDS.items():
        yield word, _unit_word(getattr(campaign.parts, part), pack)
    for guard in fields(Guards):
        yield GUARD_WORDS[guard.name], _plain(getattr(campaign.guards_, guard.name))
    yield from _limits(campaign)
    for number, step in enumerate(campaign.steps, 1):
        where = "现场" if step.on_site else "书面"
        said = f"{step.name}，{_unit_word(step.unit, pack)}，{words_of_limit(step.limit)}，{where}"
        yield f"核查第{number}步", said
    for source, time in campaign.sources.items():
        yield f"来源 {SOURCE_WORDS[source]}", words_of_limit(time)
    looking_back = campaign.revisiting
    yield "回头看抽取", f"{_unit_word(looking_back.unit, pack)}，{_percent(looking_back.share)}"
    for outcome, number in (campaign.evidence or {}).items():
        yield f"佐证 {outcome}", str(number)
    for command, unit in (campaign.seconds or {}).items():
        yield f"签批 {command}", _unit_word(unit, pack)
    yield "黄灯", _percent(campaign.warn)
    for rung in campaign.ladder:
        yield f"提醒催办 {rung.name}", words_of_rung(rung)
    yield "保密", _plain(campaign.confidential)


def _limits(campaign: Campaign) -> Iterator[tuple[str, str]]:
    for name, word in LIMITS.items():
        value: Limit | int | None = getattr(campaign.limits, name, None)
        if value is not None:
            yield (
                f"时限 {word}",
                words_of_limit(value) if isinstance(value, Limit) else f"{value}天",
            )


def _unit_word(code: str, pack: Pack) -> str:
    return PLACE_WORDS.get(code) or pack.units.title(code)


def _percent(share: Fraction) -> str:
    return f"{float(share * 100):g}%"


def _plain(value: bool | int) -> str:
    return ("否", "是")[value] if isinstance(value, bool) else str(value)
