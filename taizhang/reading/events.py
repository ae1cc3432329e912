"""The reported event: when it was, of what kind, who chaired and spoke, and where it was."""

import re
from collections.abc import Iterable
from datetime import date, timedelta

from taizhang.reading.model import EventDate, Person
from taizhang.reading.names import NAME, title_before
from taizhang.reading.years import Anchor, day_of, infer_year

_PART = r"(?:上午|下午|晚上?|晚间|早上|早晨|清晨|凌晨|中午|傍晚|当晚)?"
_DAY = re.compile(
    rf"(?:(?P<year>20\d\d)年)?(?P<month>\d{{1,2}})月(?P<day>\d{{1,2}})日(?P<part>{_PART})"
)
_DEICTIC = re.compile(
    rf"(?P<near>昨日|昨天|昨|今日|今天){_PART}|近日|日前|近期|连日来|连日|最近|"
    rf"(?<![\d月])(?P<only>\d{{1,2}})日{_PART}(?=，)"
)
_ISSUED = re.compile(r"(20\d\d)年(\d{1,2})月(\d{1,2})日(?=星期|出版|第|$)")
_REACH = 140
_REACH_BACK = 10  # characters of a name before 主持
_RECENT = 2.5  # more than a campaign of some years, less than a printed year
_REVIEW = re.compile(
    r"听取(?:和|并)?审议|审议(?:意见|了)?[^，。]{0,20}报告|执法检查|"
    r"人大常委会[^，。]{0,12}会议|主任会议"
)
_TRAINING = re.compile(
    r"培训|讲座|专题学习|党课|中心组|研讨班|轮训|宣讲|学习研讨|专题辅导|研修班|读书班|授课|微讲堂"
)
_INSPECTION = re.compile(
    r"督导|调研|察看|查看|视察|暗访|走访|慰问|看望|检查|督查|巡查|巡河|巡林|实地|踏勘|"
    r"调度[^，。会]{0,6}现场"
)
_MEETING = re.compile(
    r"会议|(?:推进|座谈|动员|部署|调度|工作|研讨|观摩|交流|联席|现场|全体|扩大|办公|常委|全)会|"
    r"召开|举行"
)
_CHAIR = re.compile(rf"(?:由)?(?P<name>{NAME})(?:同志)?主持(?!人)")
_PLACE = re.compile(
    r"(?:先后|依次|分别)?(?:来到|到|赴|前往|深入|走进|实地察看了?|实地查看了?|"
    r"实地走访了?)(?P<place>[一-龥\d“”、（）号]{3,60}?)"
    r"(?=等[地处]?|，|。|实地|督导|调研|检查|察看|查看|进行|详细|看望|慰问|就|对|开展|，)"
)
_ON = re.compile(
    r"对(?P<place>[一-龥\d“”、（）]{4,40}?)(?:环境|工作|"
    r"情况)?[^，。]{0,8}进行[^，。]{0,10}(?:督导|检查|调研|暗访)"
)
_GATHERED = re.compile(r"来到(?P<place>[一-龥\d“”]{3,20}?)(?:进行|参加|开展|举行)")
_PLACELIKE = re.compile(
    r"[街路村社区镇乡厂园场馆站院校所店楼桥河渠湖坝线段点处屯庄寨里苑城号边域口岸企地]$|工地|"
    r"现场|沿线|中心|基地|公司|街道|辖区|项目|小区"
)


def find_event_date(body: str, anchors: list[Anchor], page: str, today: date | None) -> EventDate:
    """Return when an event took place, its year inferred from the page where none is printed."""
    lead = body[:_REACH]
    first = lead.split("。")[0]
    day = _DAY.search(first)
    vague = _DEICTIC.search(first)
    if day and not (vague and not vague["only"] and vague.start() < day.start()):
        return _dated(day, anchors, today)
    if vague:
        return _vague(vague, page)
    day = _DAY.search(lead)
    return _dated(day, anchors, today) if day else EventDate(None, None, "没有写明日期")


def _dated(match: re.Match[str], anchors: list[Anchor], today: date | None) -> EventDate:
    month, day = int(match["month"]), int(match["day"])
    if match["year"]:
        return EventDate(match[0], day_of(int(match["year"]), month, day), "年份为原文所写")
    inferred = infer_year(_with_today(anchors, today, month, day), month)
    if inferred:
        year, words = inferred
        return EventDate(match[0], day_of(year, month, day), f"年份据“{words}”推断")
    return EventDate(match[0], None, "版面没有可据以推断年份的内容")


def _with_today(anchors: list[Anchor], today: date | None, month: int, day: int) -> list[Anchor]:
    """Return the anchors and the latest year possible today, which outweighs mere campaigns."""
    if today is None:
        return anchors
    year = today.year if (month, day) <= (today.month, today.day) else today.year - 1
    return [*anchors, Anchor((year, 1), (year, 12), _RECENT, "来文日期")]


def _vague(match: re.Match[str], page: str) -> EventDate:
    issued = _ISSUED.search(page)
    if issued is None or not (match["near"] or match["only"]):
        return EventDate(match[0], None, "只写“近日”之类，不作推断")
    day = day_of(int(issued[1]), int(issued[2]), int(issued[3]))
    if day is not None and match["near"]:
        day -= timedelta(days=1 if match["near"].startswith("昨") else 0)
    elif day is not None:
        asked = int(match["only"])
        month = day if asked <= day.day else day.replace(day=1) - timedelta(days=1)
        day = day_of(month.year, month.month, asked)
    return EventDate(match[0], day, "据版面出版日期推算")


def find_kind(headline: str, body: str) -> str:
    """Return what kind of event an article reports: meeting, inspection, training or review."""
    lead = body[:160].split("。")[0]
    for text in (headline, lead):
        if _REVIEW.search(text) and "人大" in headline + lead:
            return "review"
        if _TRAINING.search(text):
            return "training"
        meets, inspects = _MEETING.search(text), _INSPECTION.search(text)
        if meets and not (inspects and inspects.start() < meets.start()):
            return "meeting"
        if inspects:
            return "inspection"
    return "meeting"


def find_chair(body: str) -> Person | None:
    """Return who chaired, with the posts printed before the name."""
    first = body.find("主持")
    if first < 0:
        return None
    for match in _CHAIR.finditer(body, max(0, first - _REACH_BACK), body.rfind("主持") + 3):
        title = title_before(body, match["name"])
        if title:
            return Person(match["name"], title)
    return None


def find_speakers(body: str, names: Iterable[str | None]) -> tuple[Person, ...]:
    """Return who demanded something, in the order of their speeches."""
    once = dict.fromkeys(name for name in names if name and name != "会议")
    return tuple(Person(name, title_before(body, name)) for name in once)


def find_venue(body: str, kind: str) -> str | None:
    """Return where an event took place as printed; several places are joined with ；."""
    if kind == "meeting":
        return None
    if kind == "training":
        found = _GATHERED.search(body)
        return found["place"] if found else None
    places = [
        match["place"].rstrip("、")
        for match in _PLACE.finditer(body)
        if _PLACELIKE.search(match["place"].rstrip("、"))
    ]
    if not places and (found := _ON.search(body)):
        places = [found["place"]]
    return "；".join(dict.fromkeys(places[:4])) or None
