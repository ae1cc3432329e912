"""Clauses of a document that demand something without a printed duty (各单位要…，于…前报…)."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from taizhang.reading.addressees import is_addressee
from taizhang.reading.demands import Demand, find_demands
from taizhang.reading.documents.paragraphs import Piece
from taizhang.reading.documents.unit_lists import split_units
from taizhang.reading.model import Requirement
from taizhang.reading.slots import find_slots, find_supervising
from taizhang.reading.units import UnitName

BY = re.compile(
    r"(?:由|请|责成|责令|要求)(?P<by>[^，。；：]{2,40}?)(?:牵头|负责|会同|组织|抓紧|尽快|"
    r"立即|认真|研究|阅处|阅研|办理|落实|进一步|切实|"
    r"按|于|在|限期|督促|对|结合|根据|配合|分别|提出|制定|汇总|跟踪|做好|加强|加快|全面|迅速|同志)"
)
SELF = re.compile(
    r"^(?P<who>[^，。；：]{2,40}?)(?:牵头(?!人)|负责|会同|要|须|应(?!当?急|用)|具体负责)"
)
SUPPORTING = re.compile(
    r"(?:^|[，；])(?P<who>[^，。；：]{2,60}?)(?:密切|积极|协同|做好|全力|协助)*(?:配合|"
    r"协助|参与)(?:做好|落实|工作)?(?:$|[，。；])"
)
TOGETHER = re.compile(
    r"会同(?P<with>[^，。；：]{2,40}?)(?:等(?:单位|部门)?)?(?=[，。；：]|研究|制定|抓|做|"
    r"对|开展|负责|加强|组织|按|于|$)"
)
TRANSMITS = re.compile(
    r"(?:现将|现印发|经[^，]{2,30}(?:同意|研究)|特此)|制定本(?:方案|计划|意见|清单|办法)|"
    r"印发给你们|(?:通知|通报|纪要)如下"
)
REPORTS = re.compile(r"会议(?:指出|认为|听取|传达|学习|审议|通报|(?:原则)?同意|研究了)")
SPOKEN_ONLY = re.compile(r"会议(?:还|同时)?(?:明确|决定|议定|要求|强调|指出|认为|提出|同意)")
CHARGED = re.compile(r"^(?:由|请)?[^，。]{2,30}(?:牵头|(?<!认真)负责(?!任|人|制|的))")
SPOKEN = re.compile(
    r"(?:会议|会上|与会人员)(?:研究)?(?:一致)?(?:明确|决定|议定|要求|强调|指出|认为|提出|"
    r"同意)(?:，|：|由|(?=各))"
)
SETTING = re.compile(r"^(?:第?[一二三四五六七八九十]+是|同时|此外|另外|下一步|其中|特别是)")


@dataclass(frozen=True, slots=True)
class Voice:
    """Who is addressed where a clause names nobody, and against which day its limits count."""

    addressed: tuple[str, ...] = ()
    anchor: date | None = None
    year: int | None = None
    units: tuple[UnitName, ...] = ()
    lenient: bool = False  # every sentence is a demand (the resolutions of minutes)


def requirements(piece: Piece, start: int, end: int, voice: Voice, *, section: str | None = None,
                 number: str | None = None) -> Iterator[Requirement]:  # fmt: skip
    """Yield what a stretch of prose demands, one requirement a demand."""
    demands = [
        d
        for d in find_demands(piece.text[start:end], start, units=voice.units, speaking=True)
        if not transmits(piece.text, d.start, d.end)
    ]
    for i, demand in enumerate(demands):
        spoken = SPOKEN.match(piece.text[demand.start : demand.end])
        demand.start += spoken.end() if spoken else 0
        text = piece.text[demand.start : demand.end]
        heading = (
            i == 0
            and len(demands) > 1
            and is_heading(text, piece.text[demand.end : demand.end + 1])
        )
        yield one(piece, demand, voice, section=section, number=number, heading=heading)


def transmits(text: str, start: int, end: int) -> bool:
    """Tell whether a clause only hands the document on or reports the meeting (会议听取…)."""
    sentence = text[text.rfind("。", 0, start) + 1 : end]
    if REPORTS.match(sentence):
        return not re.search(r"要(?!求)|由[^，]{2,30}(?:牵头|负责)|必须|请", text[start:end])
    return bool(TRANSMITS.search(text, start, end) or SPOKEN_ONLY.fullmatch(text, start, end))


def is_heading(text: str, mark: str) -> bool:
    """Tell whether words are the short head that sums up what follows (加强组织领导。)."""
    return (
        len(text) <= 24 and mark in "。：" and "，" not in text and not re.search(r"\d|前|内", text)
    )


def one(piece: Piece, demand: Demand, voice: Voice, *, section: str | None, number: str | None,
        heading: bool) -> Requirement:  # fmt: skip
    """Return one demand with all its slots."""
    text = piece.text[demand.start : demand.end]
    slots = find_slots(text, anchor=voice.anchor, year=voice.year)
    lead, support, source = who(text, demand, voice)
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


def who(text: str, demand: Demand, voice: Voice) -> tuple[tuple[str, ...], tuple[str, ...], str]:
    """Return who leads and who supports, and whether the clause itself says so."""
    named = by_whom(text) or (demand.addressees if demand.source == "explicit" else ())
    support = tuple(
        u
        for pattern, key in ((TOGETHER, "with"), (SUPPORTING, "who"))
        for m in pattern.finditer(text)
        for u in unit_words(m[key])
        if u not in named
    )
    if named:
        return named, tuple(dict.fromkeys(support)), "explicit"
    inherited = demand.addressees or voice.addressed
    return inherited, tuple(u for u in support if u not in inherited), "inherited"


def by_whom(text: str) -> tuple[str, ...]:
    """Return the units behind 由, 请 or 责成, or before 牵头 and 负责."""
    match = BY.search(text)
    if match:
        units = unit_words(match["by"])
        if units:
            return units
    match = SELF.match(SETTING.sub("", text))
    return unit_words(match["who"]) if match else ()


def unit_words(words: str) -> tuple[str, ...]:
    """Return the units of some words, none where they are no list of units."""
    words = re.sub(r"(?:同志|负责同志|主要负责同志)$", "", words.split("会同")[0])
    if not is_addressee(words):
        return ()
    return split_units(words)
