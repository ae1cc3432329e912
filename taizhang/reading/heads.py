"""The openings of requirement units: ordinals, addressees, 要 and what belongs before them."""

import re
from typing import NamedTuple

from taizhang.reading.addressees import MODAL, before_modal, is_addressee, partners, without_modal
from taizhang.reading.clauses import Clause
from taizhang.reading.clues import Opening

_ORDINAL = Opening(
    r"^(?:(?:第?[一二三四五六七八九十]{1,3}(?:、|要(?!是)|是(?=要|[一-龥]{2}))|"
    r"[（][一二三四五六七八九十\d]{1,3}[）]|[①-⑳]|[0-9]\d?[.、](?!\d))|首先要|其次要|最后要)",
    "第一二三四五六七八九十（0123456789首其最①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳",
)
FRAME = re.compile(
    r"^(?:下一?步(?:工作)?(?:中)?|下一阶段|今后(?:一个时期|一段时间)?|接下来|"
    r"当前(?:和今后一个时期)?|目前|现阶段|同时|此外|另外|首先|其次|"
    r"再次|最后|为此|对此|因此|总之|其中|特别是|尤其是|当务之急|[一二三四五六七八九十]是|"
    r"第[一二三四五六七八九十]|(?:就|针对)[^，]*(?:工作|问题)|"
    r"(?:随着|面对|鉴于|由于|为了|为(?!民|重|主|抓|契)|在[^，]*(?:下|基础上|过程中|同时|之际|"
    r"期间))[^，]*)$"
)
FRONTED = re.compile(r"^(?:对(?!照|标|接|口)|对于|针对|凡是?|遇有|如遇|如有|一旦|若)")
_MANNER = re.compile(r"^(?:以|围绕|结合|按照|聚焦|通过|依托|立足|针对|根据|在|从|紧扣|紧紧围绕)")
_TIMED = re.compile(
    r"^[^，]{1,12}(?:(?<![目当以])前|之前|以前|前夕|期间|[月年]底|(?:日|天|周|月|时)之?内)$"
)  # 寒假前，各学校要…: by when, not a demand of its own
_HELPING = (
    "牵头",
    "负责",
    "配合",
    "协助",
    "协同",
    "参与",
    "参加",
    "抓总",
    "实施",
    "落实",
    "推进",
    "工作",
)
_HELPS = re.compile(
    r"^由?(?P<who>[一-龥（）、]{2,80}?)(?:要|应)?"
    r"(?:积极|密切|全力|主动|做好|具体|共同|分别|按照?(?:各自)?(?:职责|职能)(?:分工)?|各司其职)*"
    r"(?:(?:牵头|负责|配合|协助|协同|参与|参加)(?:负责|抓总|实施|落实|推进)?|落实)(?:工作)?$"
)
_RATIONALE = re.compile(
    r"^(?!要|把|将)(?:[^，“”]{0,40}?(?<![就便于但还也凡不总都若只可一二三四五六七八九十特尤求])是(?![否非以])[^，]+|"
    r"[^，“”]{0,40}?作为[^，]*(?:举措|途径|抓手|基础|工程|关键|前提|保障|内容|体现|任务|基石|之一|支撑|环节)|"
    r"(?:也|更|还|又|都)是[^，]*)$"
)
_NOMINAL = re.compile(
    r"(?:问题|单位|企业|个人|人员|行为|情况|事项|项目|隐患|线索|对象|处|区域|部位|楼盘|"
    r"车辆|门店|的)$",
)
_OPENING = frozenset("“‘（")
_EVERY = re.compile(r"^[“‘（\s]+")


class Head(NamedTuple):
    """The opening of a unit within a clause: where it starts, whom it names, by which rule."""

    start: int
    who: str
    rule: str


def helpers(text: str) -> str | None:
    """Return who is to lead or help where a clause says no more than that."""
    found = _HELPS.match(text) if text.endswith(_HELPING) else None
    if found is None or MODAL.search(found["who"]) or not is_addressee(found["who"]):
        return None
    return found["who"]


def bared(clause: Clause) -> Clause:
    """Return a clause without the quotation mark that opens before it."""
    if clause.text[0] not in _OPENING:
        return clause
    match = _EVERY.match(clause.text)
    if match is None or ("“" in match[0] and "”" in clause.text):
        return clause
    cut = match.end()
    if cut == len(clause.text):
        return clause
    return Clause(clause.start + cut, clause.end, clause.stop, clause.text[cut:])


def find_head(clause: Clause) -> Head | None:
    """Return the opening of a unit within a clause, None where none opens."""
    text = clause.text
    ordinal = _ORDINAL.match(text)
    if ordinal:
        rest = text[ordinal.end() :]
        run = before_modal(rest)
        if run is not None and run[0] < run[1]:
            return Head(clause.start, rest[run[0] : run[1]], "ordinal")
        bare = without_modal(rest)
        return Head(clause.start, rest[bare[0] : bare[1]] if bare else "", "ordinal")
    run = before_modal(text)
    if run is not None:
        begin, end, at = run
        if begin < end:
            who = "、".join([text[begin:end], *partners(text, at + 1)])
            return Head(clause.start + begin, who, "addressee")
        return Head(clause.start + (at if FRAME.match(text[:at]) else begin), "", "modal")
    bare = without_modal(text)
    if bare is not None:
        who = "、".join([text[bare[0] : bare[1]], *partners(text, bare[1])])
        return Head(clause.start + bare[0], who, "addressee-verb")
    return None


def explains(text: str) -> bool:
    """Tell whether a clause gives a reason instead of demanding (…是…的重要举措)."""
    return ("是" in text or "作为" in text) and bool(_RATIONALE.match(text))


def is_nominal(text: str) -> bool:
    """Tell whether a fronted clause ends in a noun, so that its verb is still to come."""
    return bool(_NOMINAL.search(text))


def belongs(clause: Clause, head: Head, more: bool) -> bool:
    """Tell whether a clause before a head is its fronted object or manner."""
    if _TIMED.match(clause.text):
        return True
    if FRONTED.match(clause.text) and not FRAME.match(clause.text):
        return True
    return (
        head.rule == "modal"
        and not more
        and bool(_MANNER.match(clause.text))
        and not (FRAME.match(clause.text))
    )
