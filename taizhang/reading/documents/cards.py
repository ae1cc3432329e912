"""Supervision orders and instruction slips: fields with labels, in lines or in a table's cells."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from taizhang.reading.documents.duties import Duty, Reader
from taizhang.reading.documents.frame import DATE_LINE
from taizhang.reading.documents.paragraphs import NUMBER, Paragraph, lines, numbered
from taizhang.reading.documents.prose import requirements
from taizhang.reading.documents.tasks import Task, merged, requirement
from taizhang.reading.documents.voices import Voice
from taizhang.reading.flat import Flat
from taizhang.reading.model import Range, Requirement, Source

FIELDS = {
    "lead": r"(?:牵头|主办|承办|主责)(?:责任)?(?:单位|部门)?|责任单位(?:及责任人)?|责任部门|"
        r"整改责任单位|受文单位|接收单位|被督办单位|整改单位|主送单位",
    "supporting": r"(?:协办|配合|协同|参与|协助)(?:单位|部门)?",
    "sponsor": r"(?:包案|包保|责任|牵头|分管|督办)领导",
    "deadline": r"(?:办结|办理|反馈|整改|完成|回复|报送|答复|销号|督办)(?:时限|期限|时间|"
        r"日期)(?:要求)?|时限(?:要求)?|限办时间|完成时限|要求完成时间|期限",
    "matter": r"(?:督办|交办|转办|立项|反映|承办|提醒)(?:事项|问题|内容|任务)(?:名称)?|事项(?:名称|"
        r"内容)?|(?:主要|存在|反映的?|整改)?问题(?:描述|内容)?|任务(?:名称|内容)|事由|案由|"
        r"主要内容",
    "text": r"(?:领导)?批示(?:内容|意见|要求|全文)?|(?:督办|办理|工作|整改|交办|具体|落实|有关|"
        r"承办)(?:要求|意见|内容)|拟办意见|要求|办理意见|督查意见|措施|整改措施|反馈要求",
    "other": r"(?:批示|督办|交办|转办|收文|来文|编|文|登记|立项)?(?:编?号|领导|日期|单位|文号|人|"
        r"依据|来源|标题|名称|类别|方式)|批示时间|交办时间|督办时间|发文时间|时间|"
    r"来文|紧急程度|密级|份数|联系人|联系方式|联系电话|电话|传真|备注|签发人?|抄送|报送|"
        r"办理情况|办理结果|落实情况|反馈情况|审核|经办人|责任人|承办人|领导签字|"
    r"单位负责人|督查意见反馈|附件|来文摘要|内容摘要|核示意见|标题|事项来源|缓急|等级|"
        r"签收人?|签收时间",
}  # fmt: skip
FIELD = re.compile("|".join(f"(?P<{kind}>{words})" for kind, words in FIELDS.items()))
LINE = re.compile(
    rf"(?:【|\[)?(?:{FIELD.pattern})(?:（[^）]{{1,14}}）)?(?:】|\])?[：:]|"
    rf"【(?:{re.sub('P<', 'P<b_', FIELD.pattern)})】"
)

SELF = re.compile(r"(?:各|有关|相关)*(?:承办|主办|责任|牵头|整改)(?:责任)?单位")


@dataclass(slots=True)
class Card:
    """The fields of a slip: duty values, and the stretches that say what is wanted."""

    values: dict[str, list[str]] = field(default_factory=dict)
    matters: list[tuple[Flat, int, int]] = field(default_factory=list)
    texts: list[tuple[Flat, int, int, str | None]] = field(default_factory=list)
    kind: str | None = None


def read_card(source: Source, paragraphs: Sequence[Paragraph], *, has_grids: bool) -> Card:
    """Return the fields of a slip, first those in tables, then those in lines."""
    card = Card()
    for table in source.tables if not has_grids else ():
        for row in table.rows:
            read_cells(card, source.text, list(dict.fromkeys(row)))
    spans = [table.span for table in source.tables]
    for paragraph in paragraphs:
        start = paragraph.piece.base
        dated = DATE_LINE.match(paragraph.piece.text)
        if not dated and not any(s <= start < e for s, e in spans):
            read_line(card, paragraph)
    return card


def read_cells(card: Card, raw: str, cells: Sequence[Range]) -> None:
    """Take the cells of a row as labels with their values."""
    label: str | None = None
    for start, end in cells:
        piece = Flat(raw, start, end)
        match = FIELD.fullmatch(piece.text.strip("：: "))
        if match:
            label = match.lastgroup
        elif label and piece.text:
            for line_start, line_end in lines(raw, start, end):
                take(card, label, numbered(Flat(raw, line_start, line_end)))
            label = None
        elif piece.text and LINE.match(piece.text):
            read_line(card, numbered(piece))
    card.kind = None


def read_line(card: Card, paragraph: Paragraph) -> None:
    """Take a line as one field or several, or as more of the field before it."""
    text = paragraph.piece.text
    labels = [
        m
        for m in LINE.finditer(text)
        if m.start() in (0, paragraph.body)
        or text[m.start() - 1] in "。；，、）】 　"
        or (m.start() > 0 and spaced_before(paragraph.piece, m.start()))
    ]
    if not labels or labels[0].start() > paragraph.body:
        if card.kind:
            take(card, card.kind, paragraph)
        return
    for match, following in zip(labels, [*labels[1:], None], strict=True):
        stop = following.start() if following else len(text)
        kind = (match.lastgroup or "other").removeprefix("b_")
        card.kind = kind if kind in ("matter", "text") else ("other" if kind == "other" else None)
        if stop > match.end():
            take(card, kind, paragraph._replace(body=match.end()), stop)


def spaced_before(piece: Flat, at: int) -> bool:
    """Tell whether white space stands before a character."""
    ((start, _),) = piece.ranges(at, at + 1)
    return start > piece.base and piece.raw[start - 1].isspace()


def take(card: Card, kind: str, paragraph: Paragraph, stop: int | None = None) -> None:
    """Add what a field says."""
    piece, start = paragraph.piece, paragraph.body
    end = len(piece.text) if stop is None else stop
    number = NUMBER.match(piece.text, start) if kind in ("matter", "text") else None
    start = number.end() if number and number.end() < end else start
    if kind == "matter":
        card.matters.append((piece, start, end))
    elif kind == "text":
        card.texts.append((piece, start, end, paragraph.number))
    elif kind != "other":
        card.values.setdefault(kind, []).append(piece.spaced(start, end))


def of_card(card: Card, reader: Reader, voice: Voice, kind: str) -> Iterator[Requirement]:
    """Yield what a slip requires: its matter, and what its text demands of the units it names."""
    values = {("responsible" if k == "lead" else k): v for k, v in card.values.items()}
    duty = reader.of_values(values)
    if kind == "order" and card.matters:
        task = Task(list(card.matters), duty=duty, rules=("order.matter",))
        yield requirement(task, anchor=reader.anchor, year=reader.year)
    addressed = voice._replace(addressed=duty.responsible or voice.addressed)
    for piece, start, end, number in card.texts:
        for found in requirements(piece, start, end, addressed, number=number):
            yield with_duty(found, duty)


def with_duty(found: Requirement, duty: Duty) -> Requirement:
    """Return a demand with the slip's units and limit where it has none of its own."""
    own = found.responsible_source == "explicit" and not all(map(SELF.fullmatch, found.responsible))
    if not own and duty.responsible:
        found = found._replace(
            lead=duty.lead,
            supporting=duty.supporting,
            responsible=duty.responsible,
            responsible_source="inherited",
        )
    if found.deadline is None and duty.deadlines:
        found = found._replace(deadline=merged(list(duty.deadlines)))
    return found._replace(sponsor=found.sponsor or duty.sponsor)
