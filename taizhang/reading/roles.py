"""Who leads and who helps, where the words say so (X牵头，Y配合; X会同Y; 由X统筹解决)."""

import re

from taizhang.reading.addressees import is_addressee, split_names
from taizhang.reading.clues import Clued
from taizhang.reading.units import UnitName

_LEADS = re.compile(r"牵头(?!人|领导)|负责(?!人|任|制|的|同志)|会同|抓总|主办|统筹")
_HELPS = Clued(
    r"(?:^|[，；])(?:由|请)?(?P<who>[^，。；：]{2,60}?)(?:要|应)?(?:密切|积极|协同|做好|全力|主动)*"
    r"(?:配合|协助|参与|协办)(?:做好|落实|实施|推进|工作)*(?=$|[，。；])",
    "配协参",
)
_TOGETHER = Clued(
    r"(?:会同|联合)(?P<who>[^，。；：]{2,60}?)(?=[，。；：]|研究|制定|抓|做|开展|负责|加强|组织|"
    r"采取|推进|建立|提出|完成|对|按|于|$)",
    "会联",
    "同合",
)
_BY = re.compile(
    r"由(?<![理缘自]由)(?P<who>[^，。；：由]{2,40}?)(?:牵头|负责|会同|统筹|组织|协调|落实|解决|承担|实施|"
    r"办理|核查|核实|列出|建立|开展|进行|拿出|安排|做好|对|向|出具|起草|编制|跟踪|通报|汇报|"
    r"审核|把关|督促|研究|提出|制定|汇总|按|于|在|分别|具体|抓紧|尽快|立即)"
)


def by_whom(text: str, units: tuple[UnitName, ...] = ()) -> tuple[str, ...]:
    """Return the units behind 由 who are to act, wherever in a unit they stand."""
    if "由" not in text:
        return ()
    for match in _BY.finditer(text):
        if is_addressee(match["who"]):
            return split_names(match["who"], units)
    return ()


def find_roles(text: str, responsible: tuple[str, ...]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return who of the responsible leads and who supports; nobody where the words do not say."""
    if not responsible:
        return (), ()
    helping = "、".join(
        [match["who"] for pattern in (_HELPS, _TOGETHER) for match in pattern.finditer(text)]
    )
    if not helping and not _LEADS.search(text):
        return (), ()
    supporting = tuple([name for name in responsible if helping and name in helping])
    if not supporting and not _LEADS.search(text):
        return (), ()
    lead = tuple(name for name in responsible if name not in supporting)
    if supporting or _leads(text, lead):
        return lead, supporting
    return (), ()


def _leads(text: str, names: tuple[str, ...]) -> bool:
    """Tell whether a verb of leading follows the names at once."""
    last = names[-1] if names else ""
    at = text.find(last)
    if at < 0:
        return False
    rest = text[at + len(last) : at + len(last) + 8].lstrip("要应等共同分别具体主动")
    return bool(_LEADS.match(rest))
