"""What frames a document: its title, number, addressees (主送), issuer (落款) and date."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from taizhang.reading.clues import Hinted
from taizhang.reading.dates import day_of, whole
from taizhang.reading.documents.paragraphs import LEVELS, Paragraph
from taizhang.reading.documents.unit_lists import split_units
from taizhang.reading.model import EventDate, Range

SYMBOL = Hinted(
    r"[一-龥]{1,14}[〔\[（]20\d{2}[〕\]）]第?\d{1,4}号|(?:第\d{1,4}期|"
    r"\d{4}年第\d{1,4}[期号]|第\d{1,4}号)",
    "[号期]",
)
TITLE_END = re.compile(
    r"(?:通知|方案|纪要|意见|函|通报|计划|要点|清单|分工|分解|分解表|任务书|责任书|工作表|"
    r"一览表|安排|台账|督办单|督办件|交办单|"
    r"转办单|通知单|交办通知|督办函|交办函|通知书|快报|批示|批示件|抄清|专报|报告|简报|"
    r"办法|细则|公告|通告|决定|表|摘要|实录|抄告单|提示函|工作单|办理单|阅批单|批办单)"
    r"(?:（[^）]{1,20}）)?$"
)
DAY = (
    r"(?P<y>20\d{2}|二[〇○零][〇○零一二三四五六七八九]{2})年(?P<m>\d{1,2}|"
    r"[一二三四五六七八九十]{1,2})月"
    r"(?P<d>\d{1,2}|[一二三四五六七八九十]{1,3})日"
)
DATE_LINE = re.compile(
    rf"^(?:（|印发时间[：:]|时间[：:]|日期[：:]|会议时间[：:]|批示时间[：:]|交办(?:时间|"
    rf"日期)[：:]|发文(?:时间|日期)[：:])?{DAY}(?:）|印发|\S{{0,8}})?$"
)
NUMBERED = re.compile(r"(?:编号|文号)[：:]?(?P<no>[^，。；]{3,30}?号|[^，。；]{3,20})")
ANY_DATE = re.compile(DAY)
LIMIT_BEFORE = re.compile(r"时限|期限|截止|完成")
FIELD_LINE = re.compile(r"(?:来文|标题|事项|督办|交办|批示|承办)")
NO_DAY = re.compile(r"前|之前|以前|底|至|起|印发的|《|止")
URGENCY = re.compile(r"特急|加急|平急|特提")
NO_ADDRESSEE = re.compile(
    r"[^、，]{0,6}(?:时间|地点|出席|参会|主持|内容|事项|要求|意见|负责人|联系人|参加人员|"
    r"领导|单位|时限|部门|期限|人|批示|情况)："
)
ISSUER = re.compile(
    r"(?:政府|办公室|委员会|局|委|指挥部|领导小组|督查室|中心|办|专班|街道|镇|乡|部|组)$"
)
CLOSING = re.compile(
    r"(?:抄送|主送|抄报|报送|分送|联系人|联系电话|（联系|（此件|（联系人|附件[：:\d]?|"
    r"附[：:]|签发|拟稿|核稿|校对|共印)(?!.*[要须请])"
    r"|\S{0,20}(?:办公室|局|委)20\d\d年\d+月\d+日印发"
)
RED_HEAD = re.compile(r"文件$|^(?:特急|加急|平急|秘密|机密|内部资料|签发人)|^签发")


@dataclass(frozen=True, slots=True)
class Frame:
    """The frame of a document, and how many paragraphs belong to its head and its tail."""

    title: str | None
    title_ranges: tuple[Range, ...]
    number: str | None
    addressees: tuple[str, ...]
    issuer: str | None
    day: EventDate
    urgency: str | None
    body: tuple[Paragraph, ...]

    @property
    def year(self) -> int | None:
        """Return the year that the title plans for."""
        match = re.search(r"(20\d{2})年(?!以来)", self.title or "")
        return int(match[1]) if match else None


def find_frame(paragraphs: Sequence[Paragraph]) -> Frame:
    """Return the frame of a document and the paragraphs that it leaves as the body."""
    head = list(paragraphs[:14])
    title, after = find_title(head)
    salutation = next(
        (i for i in range(after, min(after + 4, len(head))) if is_salutation(head[i])), None
    )
    start = after if salutation is None else salutation + 1
    date_at = find_date(paragraphs, start)
    issuer = issuer_before(paragraphs, date_at, start)
    signed = {date_at, date_at - 1 if issuer and date_at is not None else date_at}
    body = [
        p
        for i, p in enumerate(paragraphs)
        if i >= start and i not in signed and not CLOSING.match(p.piece.text)
    ]
    top = "".join(p.piece.text for p in head[:after])
    addressed = head[salutation].piece if salutation is not None else None
    return Frame(
        title="".join(p.piece.printed(0, len(p.piece.text)) for p in title) or None,
        title_ranges=tuple(r for p in title for r in p.piece.ranges(0, len(p.piece.text))),
        number=symbol_of(head),
        addressees=split_units(addressed.spaced(0, len(addressed.text) - 1)) if addressed else (),
        issuer=issuer,
        day=day_at(paragraphs, date_at),
        urgency=found[0] if (found := URGENCY.search(top)) else None,
        body=tuple(body),
    )


def find_title(head: list[Paragraph]) -> tuple[list[Paragraph], int]:
    """Return the lines of the title and the place behind them.

    A line that says 关于…的通报 is the title even where a masthead (督查专报) stands above it.
    """
    ends = []
    for i, paragraph in enumerate(head):
        text = paragraph.piece.text
        if "。" in text or is_salutation(paragraph) or is_outline(paragraph):
            break
        if (
            TITLE_END.search(text)
            and not RED_HEAD.search(text)
            and not SYMBOL.pattern.fullmatch(text)
        ):
            ends.append((i, title_lines(head, i)))
    told = [e for e in ends if tells(e[1][0]) or tells(e[1][-1])]
    for i, lines in [*told, *ends][:1]:
        return lines, i + 1
    first = next((i for i, p in enumerate(head) if not furniture(p)), 0)
    if (
        not head
        or is_salutation(head[first])
        or "。" in head[first].piece.text
        or head[first].level
        or len(head[first].text) > 50
    ):
        return [], 0
    return [head[first]], first + 1


def tells(paragraph: Paragraph) -> bool:
    """Tell whether a line says what the document is about (关于…), and is no field of a slip."""
    text = paragraph.piece.text
    return "关于" in text and not FIELD_LINE.match(text)


def is_outline(paragraph: Paragraph) -> bool:
    """Tell whether a line is numbered and so belongs to the body."""
    return 0 < paragraph.level <= LEVELS["digit"] and not TITLE_END.search(paragraph.piece.text)


def title_lines(head: list[Paragraph], last: int) -> list[Paragraph]:
    """Return the title's lines, going up from its last one."""
    first = last
    while first > 0 and not furniture(head[first - 1]) and len(head[first - 1].piece.text) > 4:
        if re.search(r"[：:。；]|20\d\d年\d+月", head[first - 1].piece.text) or last - first >= 3:
            break
        if "关于" in head[first].piece.text[:6]:
            above = head[first - 1].piece.text
            first -= not TITLE_END.search(above)
            break
        first -= 1
    return head[first : last + 1]


def furniture(paragraph: Paragraph) -> bool:
    """Tell whether a line of the head is no title: a symbol, a red head, a date."""
    text = paragraph.piece.text
    return (
        bool(SYMBOL.search(text) or RED_HEAD.search(text) or DATE_LINE.match(text)) or len(text) < 2
    )


def is_salutation(paragraph: Paragraph) -> bool:
    """Tell whether a line names those to whom the document goes (主送机关)."""
    text = paragraph.piece.text
    named = text.endswith("：") and "。" not in text and paragraph.level == 0 and len(text) < 160
    return named and "如下" not in text[-8:] and not NO_ADDRESSEE.fullmatch(text)


def find_date(paragraphs: Sequence[Paragraph], start: int) -> int | None:
    """Return the line that dates the document: the last one of its own, else one in the head."""
    dated = [i for i, p in enumerate(paragraphs) if DATE_LINE.match(p.piece.text)]
    below = [i for i in dated if i >= start and i > len(paragraphs) // 2]
    return below[-1] if below else (dated[0] if dated else None)


def issuer_before(paragraphs: Sequence[Paragraph], date_at: int | None, start: int) -> str | None:
    """Return the body that signs in the line before the date, or heads the document."""
    if date_at is not None and date_at > start:
        piece = paragraphs[date_at - 1].piece
        if len(piece.text) <= 30 and ISSUER.search(piece.text):
            return piece.printed(0, len(piece.text))
    for paragraph in paragraphs[:3]:
        text = paragraph.piece.text
        if text.endswith("文件") and len(text) < 30:
            return paragraph.piece.printed(0, len(text) - 2)
    return None


def symbol_of(head: list[Paragraph]) -> str | None:
    """Return the document's number (文号) as printed."""
    for paragraph in head:
        text = paragraph.piece.text
        named = NUMBERED.search(text)
        if named and len(text) < 80:
            return paragraph.piece.printed(*named.span("no"))
        match = SYMBOL.search(text)
        if match and len(text) < 60 and not re.search(r"[。《]|根据|按照", text):
            return paragraph.piece.printed(*match.span())
    return None


def day_at(paragraphs: Sequence[Paragraph], date_at: int | None) -> EventDate:
    """Return the day of the document with the words that print it."""
    places = [date_at] if date_at is not None else range(min(8, len(paragraphs)))
    for i in places:
        text = paragraphs[i].piece.text
        match = ANY_DATE.search(text)
        if match and not paragraphs[i].level and not is_limit(text, match):
            iso = day_of(whole(match["y"]), whole(match["m"]), whole(match["d"]))
            return EventDate(paragraphs[i].piece.printed(*match.span()), iso, "printed")
    return EventDate()


def is_limit(text: str, match: re.Match[str]) -> bool:
    """Tell whether a date is a limit or the beginning of something, not that of the document."""
    before = text[: match.start()]
    return bool(LIMIT_BEFORE.search(before) or NO_DAY.match(text, match.end()))


def anchor_of(frame: Frame, today: date | None) -> date | None:
    """Return the day from which limits count: of the document, of the plan's year, or today."""
    if frame.day.iso:
        return frame.day.iso
    if frame.year:
        return date(frame.year, 1, 1)
    years = Counter(re.findall(r"20\d{2}(?=年)", "".join(p.piece.text for p in frame.body)))
    usual = int(years.most_common(1)[0][0]) if years else None
    if usual is None or (today and today.year == usual):
        return today
    return date(usual, 1, 1)
