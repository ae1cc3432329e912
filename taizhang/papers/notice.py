"""督办通知单: the supervision notice with its receipt (回执) on a sheet of its own."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from taizhang.papers.document import Letterhead, OfficialDocument
from taizhang.papers.imprint import Imprint
from taizhang.papers.layout import TYPE_AREA
from taizhang.papers.pages import hairline
from taizhang.papers.tables import Cell, Row, table
from taizhang.papers.wordml import paragraph, run
from taizhang.rules.refused import Refused

LABEL = 1600
QUARTERS = (LABEL, TYPE_AREA // 2 - LABEL, LABEL, TYPE_AREA - TYPE_AREA // 2 - LABEL)
OUTCOMES = (
    "□已完成，申请销号　　□阶段性完成　　□正在办理\n□申请延期　　　　　　□非本单位职责，申请退回"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class SupervisionNotice:
    """One item handed over on paper; `instruction` holds the released excerpt and nothing more."""

    number: str
    organ: str
    item_number: str
    matter: str
    source: str
    lead: str
    deadline: str
    contact: str
    phone: str
    issued: date
    title: str = "督办通知单"
    urgency: str = ""
    basis: str = ""
    instruction: str = ""
    supporting: tuple[str, ...] = ()
    area: str = ""
    sponsor: str = ""
    requirements: tuple[str, ...] = ()
    criteria: tuple[str, ...] = ()
    original_deadline: str = ""
    feedback: str = "按所附回执书面反馈，附佐证材料"
    attachments: tuple[str, ...] = ()
    copies: tuple[str, ...] = ()
    printed_by: str = ""
    sealed: bool = False


def notice_docx(notice: SupervisionNotice) -> bytes:
    """Return the notice as docx: the form on the front sheet, the receipt on the next."""
    _refuse_gaps(notice)
    paper = OfficialDocument(
        subject=f"{notice.title}（{notice.number}）", author=notice.organ, made=notice.issued
    )
    paper.letterhead(Letterhead(mark=notice.organ, number=notice.number, urgency=notice.urgency))
    paper.title(notice.title)
    paper.recipients((notice.lead, *notice.supporting))
    paper.body(_opening(notice))
    paper.add(hairline(), table(QUARTERS, _form_rows(notice)))
    if notice.attachments:
        paper.attachments(notice.attachments)
    paper.signed(notice.organ, notice.issued, sealed=notice.sealed)
    printed_by = notice.printed_by or notice.organ
    paper.imprint(Imprint(printed_by=printed_by, printed=notice.issued, copies=notice.copies))
    paper.next_sheet()
    _receipt(paper, notice)
    return paper.to_bytes()


def _refuse_gaps(notice: SupervisionNotice) -> None:
    """Refuse a notice that would go out without what its receiver must know."""
    needed = {
        "督办事项": notice.matter,
        "牵头单位": notice.lead,
        "办结时限": notice.deadline,
        "联系人": notice.contact,
        "联系电话": notice.phone,
        "发文机关": notice.organ,
    }
    gaps = "、".join(name for name, value in needed.items() if not value.strip())
    if gaps:
        raise Refused("notice_incomplete", "督办通知单缺少：%(gaps)s。请补齐后再制发。", gaps=gaps)


def _opening(notice: SupervisionNotice) -> str:
    basis = f"根据{notice.basis}，" if notice.basis else ""
    helping = "，配合单位积极协同" if notice.supporting else ""
    return (
        f"{basis}现将下列事项交你单位办理。请牵头单位负总责{helping}，"
        f"于{notice.deadline}办结，并按要求反馈。"
    )


def _form_rows(notice: SupervisionNotice) -> list[Row]:
    """Return the rows of the form; those without a text are left out."""
    deadline = notice.deadline
    if notice.original_deadline:
        deadline += f"（原定{notice.original_deadline}）"
    supporting = "、".join(notice.supporting)
    rows = [
        _pair("事项编号", notice.item_number, "事项来源", notice.source),
        _across("督办事项", notice.matter),
        _across("领导批示\n（摘录）", notice.instruction),
        _pair("牵头单位", notice.lead, "配合单位", supporting or "无"),
        _pair("属地单位", notice.area, "包保领导", notice.sponsor),
        _across("办理要求", _numbered(notice.requirements)),
        _across("销号标准", _numbered(notice.criteria)),
        _across("办结时限", deadline),
        _across("反馈要求", notice.feedback),
        _pair("联系人", notice.contact, "联系电话", notice.phone),
    ]
    filled = [row for row in rows if any(cell.text.strip() for cell in row.cells[1::2])]
    return [*filled, _across("领导签批", "", height=900)]


def _numbered(texts: Sequence[str]) -> str:
    if len(texts) < 2:
        return "".join(texts)
    return "\n".join(f"（{place}）{text}" for place, text in enumerate(texts, 1))


def _receipt(paper: OfficialDocument, notice: SupervisionNotice) -> None:
    """Append the sheet that the unit fills in and sends back."""
    office = f"送：{notice.organ}\n联系人：{notice.contact}　　电话：{notice.phone}"
    advice = "注：请写明做了什么、结果如何、有何佐证；未办结的，写明原因和预计办结日期。"
    paper.add(
        paragraph("TearLine", run("本页为回执，由牵头单位填写，沿虚线裁下送回")),
        paragraph("SheetTitle", run("督办通知单回执")),
        paragraph("SheetNote", run(office)),
        table(QUARTERS, _receipt_rows(notice)),
        paragraph("SheetNote", run(advice)),
    )


def _receipt_rows(notice: SupervisionNotice) -> list[Row]:
    """Return the rows of the receipt: first what was asked, then what the unit answers."""
    number = _pair("通知单编号", notice.number, "事项编号", notice.item_number)
    deadline = _pair("牵头单位", notice.lead, "办结时限", notice.deadline)
    return [
        number,
        _across("督办事项", notice.matter),
        deadline,
        _pair("签收人", "", "签收时间", "　年　月　日　时"),
        _across("办理情况", "", height=3200),
        _across("存在问题\n及下一步", "", height=1300),
        _across("办理结果", OUTCOMES),
        _across("佐证材料", "", height=800),
        _pair("办理人", "", "联系电话", ""),
        _pair("负责人签字", "", "单位盖章", "　　年　月　日", height=1000),
    ]


def _across(label: str, text: str, *, height: int = 480) -> Row:
    cells = (Cell(text=label, style="CellHead"), Cell(text=text, columns=3))
    return Row(cells=cells, height=height, may_break=len(text) > 200)


def _pair(first: str, one: str, second: str, other: str, *, height: int = 480) -> Row:
    labels = [Cell(text=label, style="CellHead") for label in (first, second)]
    return Row(
        cells=(labels[0], Cell(text=one), labels[1], Cell(text=other)),
        height=height,
    )
