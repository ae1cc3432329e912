"""Numbers to be reached (量化目标): 新增就业5000人, 完成率达到90%, 不少于20个."""

import re
from collections.abc import Iterator

from taizhang.reading.clues import Clued
from taizhang.reading.dates import DIGITS
from taizhang.reading.model import Target

UNITS = (
    r"(?:亿立方米|万立方米|立方米|微克/?(?:每)?立方米|万平方米|万平方公里|平方公里|平方米|亿元|"
    r"万元|千元|元|公里|千米|海里|"
    r"万人次|人次|万人|万名|万户|万亩|万吨|万株|万辆|万千瓦时?|千瓦时?|兆瓦时?|吉瓦|万个|万件|"
    r"万套|万张|万台|万家|万场|"
    r"个百分点|百分点|个(?!工作日|月|小时|自然日|星期|方面|环节|确保|重点方面)|家|所|处|座|条|"
    r"项|户|人|名|套|栋|幢|台|辆|艘|架|米|亩|公顷|吨|分|"
    r"天|位|场|次|例|期|件|宗|批|株|棵|张|间|支|只|部|门|班|篇|起|份|块|片|组|对|孔|口|盏|根|节|"
    r"轮|倍|km|m2|㎡|MW|kW)"
)
NUMBER = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?"
REST = r"\d{0,2}(?:,\d{3})+(?:\.\d+)?|\d*(?:\.\d+)?"  # behind its first digit
VALUE = Clued(
    rf"(?a)(?P<n>\d(?<![\dA-Za-z.第〔\[+＋]\d)(?:{REST}))(?:%|％)?(?:(?:[-—~～至到]+)(?P<n2>{NUMBER}))?"
    rf"(?:(?P<pct>%|％|‰)|[余多](?!人|名|件|户|次)?(?P<u>{UNITS})|(?P<u1>{UNITS}))"
    rf"|百分之(?P<han>[一二三四五六七八九十百两零]+)"
    rf"|(?P<few>[一两二三四五六七八九])(?:到|至)(?P<few2>[两二三四五六七八九十])(?P<u3>个|家|"
    rf"所|处|座|条|项)",
    "0123456789百到至",
)
NOT_TARGETS = re.compile(
    r"\d+(?:余|多)(?:人|名|件|户|次)|第\d+\S|\d+(?:天|次|小时)(?:内|以内|之内|前|左右一)"
)
ROUGHLY = re.compile(r"\d[余多]")
NOT_COUNTED = re.compile(r"余|多(?!元)|以来|[月日号](?!均)|年(?!均)")
WITHIN = re.compile(r"[内前]|以内|之内")
NUMBERED = re.compile(r"^\d{1,2}[.、]")
IN_QUOTES = re.compile(r"[“\"《〔][^”\"》〕]{0,30}$")
COMPARING = re.compile(
    r"(?:要|须|应|力争|确保|争取|努力|全面|基本|累计|计划|预计|拟|分别|均|再|年均|同比|保持|"
    r"稳定)*(?:达到|达|不低于|不少于|不超过|不高于|至少|"
    r"超过|突破|控制在|保持在|稳定在|提高到|提升到|提高至|提升至|降至|降低到|降到|下降到|"
    r"增加到|扩大到|完成|实现|为|约|在|到|至|"
    r"增长|下降|提高|提升|增加|减少|降低|压减)*(?:约|近|左右)?$"
)
METRIC_START = re.compile(r"[，。；：、！？（）“”\n]|(?:力争|确保|争取|要求|其中|使|将|推动|促进)")
NOUN_AFTER = re.compile(
    r"(?:以上|以内|左右)?(?:的)?(?P<noun>[一-龥]{2,12}?)(?=[，。；：、！？（）]|$|建设|改造|"
    r"任务|工作|以上|和|及|\d)"
)
COUNTED = re.compile(
    r"(?:新建|改造|建设|打造|完成|新增|培育|引进|开工|整治|选择|创建|建成|推进|实施|治理|解决|"
    r"提供|开展|组织|举办|新建设|新改建|改扩建|新改扩建|盘活|筹集|交付|取缔|整改|升级|谋划|"
    r"储备|签约|招引|认定|申报|争取)$"
)


def find_targets(text: str) -> Iterator[tuple[tuple[int, int], Target]]:
    """Yield the numbers of a folded text that something is to reach, with where they stand."""
    text = text.replace("％", "%")
    for match in VALUE.finditer(text):
        if is_target(text, match):
            yield match.span(), Target(metric(text, match), value(match), unit(match))


def is_target(text: str, match: re.Match[str]) -> bool:
    """Tell whether a number is one to reach: no date, no name, no head count."""
    before, after = text[: match.start()], text[match.end() : match.end() + 3]
    if IN_QUOTES.search(before[-32:]) or NOT_TARGETS.match(text, match.start()):
        return False
    if ROUGHLY.search(match.group()) or NOT_COUNTED.match(after):
        return False
    if unit(match) in ("天", "次", "周") and WITHIN.match(after):
        return False
    return not (unit(match) == "分" and after[:1] in "别类级工钟")


def value(match: re.Match[str]) -> str:
    """Return the printed number in digits; a range as 1-2."""
    if match["han"]:
        return str(percent(match["han"]))
    if match["few"]:
        return f"{DIGITS[match['few']]}-{DIGITS.get(match['few2'], 10)}"
    first, second = match["n"].replace(",", ""), match["n2"]
    return f"{first}-{second.replace(',', '')}" if second else first


def percent(han: str) -> int:
    """Return the number of 百分之九十五."""
    if han == "百":
        return 100
    tens, ten, ones = han.partition("十")
    if not ten:
        return int("".join(str(DIGITS[c]) for c in han))
    return 10 * (DIGITS[tens] if tens else 1) + (DIGITS[ones] if ones else 0)


def unit(match: re.Match[str]) -> str | None:
    """Return the unit of the number."""
    if match["pct"] or match["han"]:
        return match["pct"] or "%"
    return match["u"] or match["u1"] or match["u3"]


def metric(text: str, match: re.Match[str]) -> str | None:
    """Return what is counted: the noun before the number, or after it where that is a verb."""
    before = text[: match.start()]
    start = 0
    for edge in METRIC_START.finditer(before):
        start = edge.end()
    words = COMPARING.sub("", NUMBERED.sub("", before[start:]))
    after = NOUN_AFTER.match(text, match.end())
    verbal = COUNTED.search(words) or COUNTED.search(before[start:])
    if (len(words) < 2 or verbal or words[0] in "对为向") and after:
        return after["noun"]
    return words[-16:] or None
