"""Write the samples of the demonstration pack: python -m tests.reading.corpus.make_samples."""

from collections.abc import Iterator
from pathlib import Path

from docx import Document
from docx.document import Document as Docx
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor
from docx.text.paragraph import Paragraph

from tests.reading.corpus.sample_pages import PAPER_ONE, PAPER_TWO
from tests.reading.corpus.sample_plan import rows
from tests.reading.corpus.sample_texts import (
    BRIEF,
    INSTRUCTION,
    MINUTES,
    NOTICE,
    ORDER,
    SMALL_PLAN,
)

FOLDER = Path(__file__).parents[3] / "taizhang" / "packs" / "demo" / "samples"
WIDTH = 18  # characters of a newspaper column
CENTER, RIGHT = WD_ALIGN_PARAGRAPH.CENTER, WD_ALIGN_PARAGRAPH.RIGHT
PLAN_HEADER = ("序号", "类别", "工作任务", "牵头单位", "责任单位", "完成时限")
PLAN_WIDTHS = (1.2, 2.2, 8.2, 3.8, 5.6, 3.2)


def column(text: str) -> Iterator[str]:
    """Yield the lines of a narrow column, paragraphs indented by two characters."""
    for paragraph in text.split("\n"):
        line = "　　" + paragraph
        for i in range(0, len(line), WIDTH):
            yield line[i : i + WIDTH]


def torn_page() -> str:
    """Return the first page: bodies first, then the headlines; blank lines within sentences."""
    bodies, headlines = [], []
    for headline, kicker, text, byline in PAPER_ONE:
        lines = list(column(text))
        lines.insert(len(lines) // 2, "")
        bodies.append("\n".join([*lines, byline]))
        headlines.append("\n".join(filter(None, [kicker, headline])))
    return "\n\n".join([*bodies, *headlines]) + "\n"


def page_of(landscape: bool = False) -> Docx:
    """Return an empty document with the margins and the body font of official papers."""
    document = Document()
    section = document.sections[0]
    section.page_width, section.page_height = (
        (Cm(29.7), Cm(21)) if landscape else (Cm(21), Cm(29.7))
    )
    section.top_margin, section.bottom_margin = Cm(3.7), Cm(3.5)
    section.left_margin, section.right_margin = Cm(2.8), Cm(2.6)
    style = document.styles["Normal"]
    style.font.name, style.font.size = "FangSong", Pt(16)
    style.element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), "仿宋")
    return document


def line(
    document: Docx,
    text: str,
    font: str,
    size: int,
    *,
    align: WD_ALIGN_PARAGRAPH | None = None,
    indent: bool = False,
) -> Paragraph:
    """Add a line in a font, and return it."""
    paragraph = document.add_paragraph()
    run = paragraph.add_run(text)
    run.font.size = Pt(size)
    run._element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), font)
    if align is not None:
        paragraph.alignment = align
    paragraph.paragraph_format.line_spacing = Pt(28)
    if indent:
        paragraph.paragraph_format.first_line_indent = Pt(32)
    return paragraph


def letter(parts: list[tuple[str, str]]) -> Docx:
    """Return a document of titles, headings and body paragraphs."""
    document = page_of()
    for kind, text in parts:
        if kind == "title":
            line(document, text, "方正小标宋简体", 22, align=CENTER)
        elif kind == "center":
            line(document, text, "仿宋", 16, align=CENTER)
        elif kind == "right":
            line(document, text, "仿宋", 16, align=RIGHT)
        elif kind == "h1":
            line(document, text, "黑体", 16, indent=True)
        else:
            flush = text.endswith("：") and "如下" not in text
            line(document, text, "仿宋", 16, indent=not flush)
    return document


def order() -> Docx:
    """Return the supervision order, a red title over a table of fields."""
    document = page_of()
    title = line(document, "云川市清河区人民政府督查室", "方正小标宋简体", 22, align=CENTER)
    title.runs[0].font.color.rgb = RGBColor(0xC0, 0, 0)
    line(document, "督办通知单", "方正小标宋简体", 26, align=CENTER)
    table = document.add_table(rows=0, cols=4, style="Table Grid")
    fields = list(ORDER.items())
    for (left, value), (right, second) in [(fields[0], fields[1]), (fields[2], fields[3])]:
        for cell, text in zip(table.add_row().cells, (left, value, right, second), strict=True):
            cell.text = text
    for label, text in fields[4:]:
        cells = table.add_row().cells
        cells[0].text = label
        cells[1].merge(cells[3]).text = text
    line(document, "2026年11月18日", "仿宋", 16, align=RIGHT)
    return document


def plan() -> Docx:
    """Return the duty breakdown plan of sixty tasks, a table whose categories are merged down."""
    document = page_of(landscape=True)
    line(document, "云川市清河区冲刺四季度谋划开门红", "方正小标宋简体", 22, align=CENTER)
    line(document, "重点工作任务分解和责任分工方案", "方正小标宋简体", 22, align=CENTER)
    line(document, "（2026年11月10日）", "楷体", 16, align=CENTER)
    line(document, "为确保圆满完成全年目标任务，制定本方案。"
         "各牵头单位每月25日前将进展情况报区委区政府督查室。", "仿宋", 16, indent=True)  # fmt: skip
    table = document.add_table(rows=1, cols=6, style="Table Grid")
    table.alignment = WD_TABLE_ALIGNMENT.CENTER
    repeat = OxmlElement("w:tblHeader")
    table.rows[0]._tr.get_or_add_trPr().append(repeat)
    fill(table.rows[0].cells, PLAN_HEADER)
    first, above = None, ""
    for n, (section, task, lead, support, limit) in enumerate(rows(), 1):
        cells = table.add_row().cells
        fill(cells, (str(n), section if section != above else "", task, lead, support, limit))
        if section == above and first is not None:
            first.merge(cells[1]).text = section
        else:
            first, above = cells[1], section
    for row in table.rows:
        for cell, width in zip(row.cells, PLAN_WIDTHS, strict=True):
            cell.width = Cm(width)
    return document


def fill(cells: tuple[object, ...], texts: tuple[str, ...]) -> None:
    """Write the texts into the cells of a row in the size of tables."""
    for cell, text in zip(cells, texts, strict=True):
        cell.text = text  # type: ignore[attr-defined]  # python-docx types a row's cells loosely
        for run in cell.paragraphs[0].runs:  # type: ignore[attr-defined]
            run.font.size = Pt(11)


def main() -> None:
    """Write all samples."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    texts = {
        "01-清河报-要闻版.txt": (torn_page(), "utf-8"),
        "02-清河时讯-第二版.txt": (PAPER_TWO, "utf-8"),
        "04-通知-清雪除冰.txt": (NOTICE, "gb18030"),
        "07-区领导批示抄清.txt": (INSTRUCTION, "utf-8-sig"),
        "09-双减冬季行动分工.txt": (SMALL_PLAN, "gb18030"),
    }
    for name, (text, encoding) in texts.items():
        (FOLDER / name).write_bytes(text.encode(encoding))
    documents = {
        "03-重点工作任务分解.docx": plan(),
        "05-常务会议纪要.docx": letter(MINUTES),
        "06-督办通知单.docx": order(),
        "08-督查通报.docx": letter(BRIEF),
    }
    for name, document in documents.items():
        document.save(str(FOLDER / name))


if __name__ == "__main__":
    main()
