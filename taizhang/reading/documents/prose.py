"""Clauses of a document that demand something without a printed duty (各单位要…，于…前报…)."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from taizhang.reading.clues import Hinted
from taizhang.reading.demands import Demand, find_demands
from taizhang.reading.documents.voices import HEADED, SUPPORTING, Voice, unit_words, who
from taizhang.reading.flat import Flat
from taizhang.reading.model import Deadline, Requirement
from taizhang.reading.names import NAME
from taizhang.reading.slots import find_slots, find_supervising

TRANSMITS = re.compile(
    r"(?:现将|现印发|经[^，]{2,30}(?:同意|研究)|特此)|制定本(?:方案|计划|意见|清单|办法)|"
    r"印发给你们|(?:通知|通报|纪要)如下|如下(?:工作)?要求$|如下(?:工作)?要求：|^现(?:交由|转)"
)
REPORTS = re.compile(
    r"(?:会议)?原则同意|会议(?:指出|认为|听取|传达|学习|审议|通报|(?:原则)?同意|研究了)"
)
SENTENCE = re.compile(r"[^。；！？“”]+")
REPORTED = re.compile(
    r"了(?!解|结)|已(?:经|于|完成|有)|取得|存在|尚未|作出|召开|近日|截至|听取|情况(?:如下|通报)|"
    r"^[一-龥]{1,5}\d{1,2}月\d{1,2}日$|^为[^，]+$|联系人|联系电话|邮箱|时间：|地点：|主持|记录：|出席|列席|参加人|抄送|此事|"
    r"关系到?|正在|重要$"
)
STATES = re.compile(
    r"(?:总体|整体)[^，]{0,8}(?:平稳|良好|顺利)|具有[^，]+意义|是[^，]+(?:举措|要求|基础|抓手)$"
)
SPONSOR = Hinted(
    rf"(?:请|由)?(?P<name>{NAME})(?:同志|副?区长|副?县长|副?市长|副?书记|常委|副?主任|副?局长)"
    r"(?:亲自|具体|总)*(?:牵头|负责|包案|阅处|督办|阅研|协调|调度|过问|牵头负责)，?",
    "同志|区长|县长|市长|局长|书记|常委|主任",
)  # 请李建同志牵头，区城管局…: one arrangement under a leader
ASIDE = re.compile(r"（[^（）]{1,60}）")
LABELLED = re.compile(
    r"(?:来文|呈报|报送|抄送|主送|发文|收文|参会|参加|与会|出席|列席|记录|标题|文号|编号|密级|签发|联系)"
    r"[一-龥]{0,4}："
)
SEEN = re.compile(r"(?:同意|已阅|阅|知悉|很好|原则同意)(?:此件|该意见)?")
STAGE = re.compile(r"阶段(?:（[^）]*）)?$")
ASKED = re.compile(
    r"(?:请(?<![^，。；：“]请)|责成(?<![^，。；：“]责成))(?P<who>[^，。；：]{2,40}?)(?:高度|牵头|负责|会同|"
    r"组织|抓紧|尽快|立即|"
    r"认真|研究|阅处|阅研|办理|落实|进一步|切实|按|于|限期|督促|对|结合|根据|配合|分别|"
    r"提出|制定|汇总|"
    r"跟踪|做好|加强|加快|全面|迅速|协调|统筹|核查|核实|调查|同志|"
    r"同步|主动|继续|持续|重点|专题|开展|检查|排查|抽查|复核|查明|摸清|将|把)"
)
SPOKEN_ONLY = re.compile(r"会议(?:还|同时)?(?:明确|决定|议定|要求|强调|指出|认为|提出|同意)")
CHARGED = re.compile(r"^(?:由|请)?[^，。]{2,30}(?:牵头|(?<!认真)负责(?!任|人|制|的))")
SPOKEN = re.compile(
    r"[^，。：；]{2,16}(?:同志)?(?:作出)?批示(?:指出|要求|强调)?：“?|"
    r"(?:会议|会上|与会人员)(?:研究)?(?:一致)?(?:明确|决定|议定|要求|强调|指出|认为|提出|"
    r"同意)(?:，|：|由|(?=各))"
)


def requirements(
    piece: Flat,
    start: int,
    end: int,
    voice: Voice,
    *,
    section: str | None = None,
    number: str | None = None,
) -> Iterator[Requirement]:
    """Yield what a stretch of prose demands, one requirement a demand."""
    demands = list(find_in(piece, start, end, voice))
    headed = HEADED.match(piece.text, start, end)
    units = unit_words(headed["who"]) if headed else ()
    stage: Deadline | None = None
    for i, demand in enumerate(demands):
        text = piece.text[demand.start : demand.end]
        mark = piece.text[demand.end : demand.end + 1]
        heading = i == 0 and len(demands) > 1 and is_heading(text, mark)
        if heading and text.startswith("关于"):
            continue
        speaks = voice._replace(addressed=units, sure=True) if units else voice
        found = one(piece, demand, speaks, section=section, number=number, heading=heading)
        stage = found.deadline if heading else stage
        yield found if found.deadline else found._replace(deadline=stage)


def find_in(piece: Flat, start: int, end: int, voice: Voice) -> Iterator[Demand]:
    """Yield the demands of a stretch, each 请 with units behind it opening one of its own."""
    text = piece.text
    cuts = [m.start() for m in ASKED.finditer(text, start, end) if unit_words(m["who"])]
    for low, high in pairwise([start, *(c for c in cuts if c > start), end]):
        found = find_demands(text[low:high], low, units=voice.units, speaking=True)
        for demand in sorted([*found, *missed(text, low, high, found)], key=lambda d: d.start):
            spoken = SPOKEN.match(text, demand.start, demand.end)
            demand.start = spoken.end() if spoken else demand.start
            if not transmits(text, demand.start, demand.end):
                yield demand


def missed(text: str, low: int, high: int, found: Sequence[Demand]) -> Iterator[Demand]:
    """Yield the sentences that hold no demand yet, unless they only report.

    Coverage is the promise: in a document that demands, a sentence demands until it is told not to.
    """
    for sentence in SENTENCE.finditer(text, low, high):
        start, end = sentence.span()
        if any(d.start < end and start < d.end for d in found) or end - start < 4:
            continue
        if not REPORTED.search(ASIDE.sub("", text[start:end])) and not STATES.search(
            text, start, end
        ):
            yield Demand(start, end, reasons=("sentence",))


def transmits(text: str, start: int, end: int) -> bool:
    """Tell whether a clause only hands the document on or reports the meeting (会议听取…)."""
    sentence = text[text.rfind("。", 0, start) + 1 : end]
    if LABELLED.match(text, start, end) or SEEN.fullmatch(text, start, end):
        return True
    if REPORTS.match(sentence):
        return not re.search(r"要(?!求)|由[^，]{2,30}(?:牵头|负责)|必须|请", text[start:end])
    return bool(TRANSMITS.search(text, start, end) or SPOKEN_ONLY.fullmatch(text, start, end))


def is_heading(text: str, mark: str) -> bool:
    """Tell whether words are the short head that sums up what follows (加强组织领导。)."""
    if mark not in "。：" or "，" in text or len(text) > 30:
        return False
    return bool(STAGE.search(text)) or (len(text) <= 24 and not re.search(r"\d|前|内", text))


def sponsor_of(piece: Flat, demand: Demand) -> tuple[str, ...]:
    """Return the leader under whom a demand puts its units, taken into the demand."""
    before = max(piece.text.rfind(mark, 0, demand.start) for mark in "。；：“")
    match = SPONSOR.search(piece.text, before + 1, demand.end)
    if match is None:
        return ()
    demand.start = min(demand.start, match.start())
    return (match["name"],)


def under(
    sponsor: tuple[str, ...], text: str, said: tuple[tuple[str, ...], tuple[str, ...], str]
) -> tuple[tuple[str, ...], tuple[str, ...], str]:
    """Return who leads and supports under a leader: the leader alone where no unit is named."""
    lead, support, source = said
    if source != "explicit":
        return sponsor, (), "explicit"
    helping = "".join(match["who"] for match in SUPPORTING.finditer(text))
    if lead and all(name in helping for name in lead):
        return (), (*lead, *support), source
    return said


def one(piece: Flat, demand: Demand, voice: Voice, *, section: str | None, number: str | None,
        heading: bool) -> Requirement:  # fmt: skip
    """Return one demand with all its slots."""
    sponsor = sponsor_of(piece, demand)
    text = piece.text[demand.start : demand.end]
    slots = find_slots(text, anchor=voice.anchor, year=voice.year)
    lead, support, source = who(text, demand, voice)
    if sponsor:
        lead, support, source = under(sponsor, text, (lead, support, source))
    responsible = tuple(dict.fromkeys((*lead, *support)))
    return Requirement(
        ranges=piece.ranges(demand.start, demand.end),
        text=piece.printed(demand.start, demand.end),
        type="principle" if heading else ("action" if CHARGED.search(text) else slots.type),
        heading=heading,
        number=number,
        responsible=responsible,
        responsible_source=source if responsible else "implicit",
        lead=lead,
        supporting=support,
        sponsor=sponsor,
        supervising=find_supervising(text, responsible),
        deadline=slots.deadline,
        recurrence=slots.recurrence,
        target=slots.targets[0] if slots.targets else None,
        targets=slots.targets,
        mechanisms=slots.mechanisms,
        section=section,
        confidence=0.8,
        reasons=(*demand.reasons, *slots.reasons),
    )
