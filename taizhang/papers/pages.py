"""Pages of a Word file: its properties, its page numbers, its sections, its orientation."""

from copy import deepcopy
from datetime import UTC, date, datetime, time
from functools import cache
from io import BytesIO
from pathlib import Path

import docx
from docx.document import Document
from docx.enum.section import WD_ORIENT
from docx.oxml.ns import qn
from docx.section import _Footer
from docx.shared import Mm
from lxml.etree import _Element

from taizhang.papers.packing import packed_folder
from taizhang.papers.wordml import field, node, paragraph, printable, run

BLANK = Path(__file__).parent / "blank"
ONE_CHARACTER = 280  # 4号, in twentieths of a point


def blank_document(*, subject: str, author: str, made: date | datetime) -> Document:
    """Return an empty document with the styles, the paper and the page numbers of the standard."""
    made_at = moment(made)
    document = docx.Document(BytesIO(_blank()))
    properties = document.core_properties
    properties.title = printable(subject)[:255]
    properties.author = properties.last_modified_by = printable(author)[:255]
    properties.created = properties.modified = made_at
    properties.revision = 1
    section = document.sections[0]
    _number(section.footer, "right")
    _number(section.even_page_footer, "left")
    return document


def moment(value: date | datetime) -> datetime:
    """Return the moment in UTC without a zone, as files hold it; a day counts from 0:00."""
    if not isinstance(value, datetime):
        return datetime.combine(value, time())
    return value.astimezone(UTC).replace(tzinfo=None) if value.tzinfo else value


def append(document: Document, *blocks: _Element) -> None:
    """Add paragraphs or tables at the end of the last section."""
    last = document.element.body[-1]
    for block in blocks:
        last.addprevious(block)


def break_section(document: Document, start: str) -> None:
    """End the section on a line too thin to see; `start` says where the next one begins."""
    coming = document.element.body[-1]
    past = deepcopy(coming)
    for kind in coming.findall(qn("w:type")):
        coming.remove(kind)
    size = coming.find(qn("w:pgSz"))
    size.addprevious(node("type", val=start))
    append(document, hairline(past))


def hairline(*properties: _Element) -> _Element:
    """Return an empty paragraph that takes next to no room, for what must hang on a paragraph."""
    thin = node("spacing", line=20, lineRule="exact")
    return paragraph("SmallText", adjust=(thin, *properties))


def lay_across(document: Document) -> None:
    """Turn the last section to landscape, with even margins for a wide table."""
    section = document.sections[-1]
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = Mm(297), Mm(210)
    section.top_margin, section.bottom_margin = Mm(22), Mm(22)
    section.left_margin = section.right_margin = Mm(20)
    section.footer_distance = Mm(12)
    for grid in document.element.body[-1].findall(qn("w:docGrid")):
        grid.getparent().remove(grid)


def _number(footer: _Footer, side: str) -> None:
    """Put — 1 — into the footer: 4号, one character in from the outer edge."""
    element = footer._element
    for old in list(element):
        element.remove(old)
    edge = node("ind", **{side: ONE_CHARACTER})
    number = [run("— "), *field("PAGE", "1"), run(" —")]
    element.append(paragraph("Footer", *number, adjust=(edge, node("jc", val=side))))


@cache
def _blank() -> bytes:
    return packed_folder(BLANK)
