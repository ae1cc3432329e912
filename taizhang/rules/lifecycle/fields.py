"""What a command carries: its fields checked for shape, split into entry data and free texts."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any, NamedTuple

from taizhang.rules.lifecycle.facts import Facts
from taizhang.rules.lifecycle.moves import DISPATCH_FIELDS, MOVE, REGISTER_FIELDS, Field
from taizhang.rules.lifecycle.states import Command, State
from taizhang.rules.refused import Refused

FIELD_WORDS = {
    "reason": "理由",
    "evidence": "佐证",
    "category": "类别",
    "basis": "立项依据",
    "approver": "批准人",
    "supervising_unit": "督办单位",
    "criteria": "销号标准",
    "lead": "牵头单位",
    "supports": "配合单位",
    "area": "属地单位",
    "deadline": "办理时限",
    "believed": "认为应负责的单位",
    "clause": "职责依据",
    "outcome": "结果类型",
    "result": "办理结果",
    "progress": "进展情况",
    "missing": "不通过的问题",
    "opinion": "核查意见",
    "ticked": "逐项对照销号标准",
    "where": "核查方式",
    "statements": "双方陈述",
    "words": "内容",
    "title": "事项",
    "source": "来源",
    "campaign": "专项",
    "until": "期限",
    "answer": "答复",
    "handler": "经办人",
    "before": "整改前照片",
    "after": "整改后照片",
    "stood_for_lead": "牵头单位在场人",
    "survivor": "并入的事项",
    "authority": "清除依据",
    "subject": "申诉的记录",
    "note": "说明",
    "entry": "所指记录",
    "level": "督办级别",
    "percent": "完成百分比",
    "milestone": "达到的节点",
    "successors": "分立后的事项",
    "children": "子事项",
}


class Carried(NamedTuple):
    """Fields as they go on: plain values for the entry, free texts for the table beside it."""

    data: dict[str, Any]
    texts: dict[str, str]


def fields_of(command: Command, facts: Facts) -> tuple[Field, ...]:
    """Return the fields of a command where the item stands."""
    own = MOVE[command].fields
    if command is Command.FIX_ON_SPOT and facts.state is State.PROPOSED:
        return (*REGISTER_FIELDS, *DISPATCH_FIELDS, *own)  # all of its hand-over as well
    if command is Command.REPORT_PROGRESS and facts.reached >= len(facts.regime.milestones):
        return tuple(f for f in own if f.name != "milestone")
    if command is Command.DECLINE and facts.reporter:  # who raised it is told (事事有回音)
        return tuple(replace(f, required=True) if f.name == "answer" else f for f in own)
    return own


def carry(wanted: Iterable[Field], given: Mapping[str, Any], word: str) -> Carried:
    """Return the fields split into data and texts; raise `Refused` if one is missing or unknown."""
    known = {field.name: field for field in wanted}
    unknown = sorted(set(given) - set(known))
    if unknown:
        raise Refused("field", "“%(word)s”没有“%(name)s”这一项。", word=word, name=unknown[0])
    carried = Carried({}, {})
    for name, field in known.items():
        value = given.get(name)
        if _is_blank(value):
            if field.required:
                raise Refused(
                    "missing", "“%(word)s”须填写%(field)s。", word=word, field=_word(name)
                )
            continue
        _put(carried, field, value)
    return carried


def _is_blank(value: Any) -> bool:
    if value is None or value is False:
        return True
    return isinstance(value, str | list | tuple) and not (
        value.strip() if isinstance(value, str) else value
    )


def _word(name: str) -> str:
    return FIELD_WORDS.get(name, name)


def _put(carried: Carried, field: Field, value: Any) -> None:
    name = field.name
    if field.kind == "text" and isinstance(value, str):
        carried.texts[name] = value.strip()
    elif isinstance(value, datetime):
        if value.tzinfo is None:
            raise Refused("moment", "%(field)s须带时区。", field=_word(name))
        carried.data[name] = value.isoformat()
    elif field.kind == "choice" and str(value) not in field.choices:
        raise Refused("choice", "%(field)s不能是“%(value)s”。", field=_word(name), value=str(value))
    elif field.kind == "moments":
        carried.data[name] = {key: moment.isoformat() for key, moment in sorted(value.items())}
    elif isinstance(value, list | tuple | set | frozenset):
        carried.data[name] = sorted(set(value), key=str)
    else:
        carried.data[name] = value
