"""Slots: by when, how often, how much, by which way of working and under whose oversight."""

import re
from datetime import date
from typing import NamedTuple

from taizhang.reading.deadlines import find_deadlines, primary
from taizhang.reading.kinds import is_action
from taizhang.reading.mechanisms import find_mechanisms
from taizhang.reading.model import Deadline, Recurrence, Target
from taizhang.reading.recurrence import find_recurrences
from taizhang.reading.targets import find_targets

_OVERSEES = re.compile(
    r"督导|督查|督办|监督|考核|督促检查|明[察查]暗访|暗访|追究|问责|通报(?:表扬|批评)|巡察|"
    r"检查指导|检查力度|问效|点名|约谈",
)
_DEMANDED = re.compile(
    r"(?:加强|加大|强化|开展|采取|实施|严格|做好|组织|进行)[^，]{0,24}(?:督导|督查|督办|考核|"
    r"监督检查)|(?:要|负责)(?:督导|督查|督办|考核)"
)
_SINGLE = re.compile(r"^(?:[区县市旗州]|[一-龥]{2,6}(?:督|纪))")
_SITUATION = re.compile(r"认识|形势|面临|以来")
_MERE_ZEAL = re.compile(
    r"(?:掀起|形成|兴起|营造)|(?<=[迅快][速])(?:[，。；、]|$)"
)  # 迅速掀起热潮 sets no time
_LISTED_WAY = re.compile(r"(?:、(?:立行立改|即知即改)|(?:立行立改|即知即改)、)")
_OVERSEER = re.compile(
    r"(?:督[查导办][一-龥]{0,3}|检查组|考核[一-龥]{0,3}|巡[察查]组|纪委|监委|纪委监委|"
    r"监察[一-龥]{0,2}|审计局|指挥部|攻坚办|专班|领导小组|"
    r"领导小组办公室|(?<!街道)(?<!党政)办公室|(?<![乡镇街各局委道])办|考评[一-龥]{0,3}|人大|"
    r"政协|监督员)$"
)


class Slots(NamedTuple):
    """What was found within one requirement."""

    type: str
    deadline: Deadline | None
    recurrence: tuple[Recurrence, ...]
    targets: tuple[Target, ...]
    mechanisms: tuple[str, ...]
    reasons: tuple[str, ...]


def find_slots(text: str, *, anchor: date | None, year: int | None = None) -> Slots:
    """Return what a requirement's flat text says about time, rhythm, number and way of working."""
    mechanisms = find_mechanisms(text)
    limits = [
        found
        for found in find_deadlines(text, anchor=anchor, year=year)
        if not _MERE_ZEAL.match(text, found.span[1])
        and not _LISTED_WAY.search(text[max(0, found.span[0] - 1) : found.span[1] + 1])
        and not (_SITUATION.search(text) and found.deadline.text in {"今年", "明年", "当前"})
    ]
    deadline = primary(limits)
    recurrence = tuple(find_recurrences(text))
    targets = tuple([target for _, target in find_targets(text)])
    action, reasons = is_action(
        text,
        mechanisms,
        dated=bool(recurrence) or any(not found.deadline.soft for found in limits),
        counted=bool(targets),
    )
    return Slots(
        "action" if action else "principle",
        deadline,
        recurrence,
        targets,
        tuple(mechanisms),
        reasons,
    )


def find_supervising(text: str, addressees: tuple[str, ...]) -> tuple[str, ...]:
    """Return those addressees whose demanded act is oversight of others."""
    if not _OVERSEES.search(text):
        return ()
    act = text.partition("，")[0]
    central = _DEMANDED.search(act)
    return tuple(
        name
        for name in addressees
        if _OVERSEER.search(name) or (central and name in act and _SINGLE.match(name))
    )
