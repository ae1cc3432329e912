"""Who is addressed by a clause: named before 要 or 牵头, behind 由 or 请, or by the document."""

import re
from datetime import date
from typing import NamedTuple

from taizhang.reading.addressees import is_addressee
from taizhang.reading.clues import Clued
from taizhang.reading.demands import Demand
from taizhang.reading.documents.unit_lists import split_units
from taizhang.reading.units import UnitName

BY = re.compile(
    r"(?:由|请|责成|责令|要求)(?P<by>[^，。；：]{2,40}?)(?:牵头|负责|会同|组织|抓紧|尽快|"
    r"立即|高度|协调|统筹|核查|核实|认真|研究|阅处|阅研|办理|落实|进一步|切实|"
    r"按|于|在|限期|督促|对|结合|根据|配合|分别|提出|制定|汇总|跟踪|做好|加强|加快|全面|迅速|同志|"
    r"同步|主动|继续|持续|重点|专题|开展|检查|排查|抽查|复核|查明|摸清|将|把)"
)
SELF = re.compile(
    r"^(?P<who>[^，。；：]{2,40}?)(?:牵头(?!人)|负责|会同|要|须|应(?!当?急|用)|具体负责)"
)
SUPPORTING = Clued(
    r"(?:^|[，；])(?P<who>[^，。；：]{2,60}?)(?:密切|积极|协同|做好|全力|协助)*(?:配合|"
    r"协助|参与|参加)(?:做好|落实|工作)?(?:$|[，。；])",
    "配协参",
)
TOGETHER = Clued(
    r"会同(?P<with>[^，。；：]{2,40}?)(?:等(?:单位|部门)?)?(?=[，。；：]|研究|制定|抓|做|"
    r"对|开展|负责|加强|组织|建立|完善|推进|提出|采取|尽快|共同|进行|按|于|$)",
    "会联",
    "同合",
)
SETTING = re.compile(r"^(?:第?[一二三四五六七八九十]+是|同时|此外|另外|下一步|其中|特别是)")
TITLE = re.compile(r"(?:同志|负责同志|主要负责同志)$")
HEADED = re.compile(r"(?P<who>[^，。：；]{2,60})：")
YOU = re.compile(r"(?:请)?(?:你|贵|该)(?:单位|局|委|办|街道|镇|乡|部|们)(?:党[组委])?")


class Voice(NamedTuple):
    """Who is addressed where a clause names nobody, and against which day its limits count."""

    addressed: tuple[str, ...] = ()
    anchor: date | None = None
    year: int | None = None
    units: tuple[UnitName, ...] = ()
    sure: bool = False  # a heading or a colon has named them; nothing said before counts


def who(text: str, demand: Demand, voice: Voice) -> tuple[tuple[str, ...], tuple[str, ...], str]:
    """Return who leads and who supports, and whether the clause itself says so."""
    named = by_whom(text) or (demand.addressees if demand.source == "explicit" else ())
    if named and all(YOU.fullmatch(name) for name in named):
        named = ()
    support = tuple(
        [
            u
            for pattern, key in ((TOGETHER, "with"), (SUPPORTING, "who"))
            for m in pattern.finditer(text)
            for u in unit_words(m[key])
            if u not in named
        ]
    )
    if named:
        return named, tuple(dict.fromkeys(support)), "explicit"
    inherited = voice.addressed if voice.sure else demand.addressees or voice.addressed
    return inherited, tuple(u for u in support if u not in inherited), "inherited"


def by_whom(text: str) -> tuple[str, ...]:
    """Return the units behind 由, 请 or 责成, or before 牵头 and 负责."""
    match = BY.search(text)
    if match:
        units = unit_words(match["by"])
        if units:
            return units
    match = HEADED.match(text)
    if match and unit_words(match["who"]):
        return unit_words(match["who"])
    match = SELF.match(SETTING.sub("", text))
    return unit_words(match["who"]) if match else ()


def unit_words(words: str) -> tuple[str, ...]:
    """Return the units of some words, none where they are no list of units."""
    words = TITLE.sub("", words.split("会同")[0])
    if not is_addressee(words):
        return ()
    return split_units(words)
