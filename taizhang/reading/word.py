"""The text of a docx as it is printed: paragraphs with their automatic numbers, and tables."""

import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

from taizhang.reading.model import Range, Table
from taizhang.reading.numbering import Numbering

MAIN = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
P, TBL, TR, TC, T = (MAIN + n for n in ("p", "tbl", "tr", "tc", "t"))
BREAKS = {MAIN + "tab": "\t", MAIN + "br": "\n", MAIN + "cr": "\n", MAIN + "noBreakHyphen": "-"}
UNSEEN = {MAIN + n for n in ("del", "moveFrom", "pPr", "rPr", "instrText", "txbxContent")} | {
    FALLBACK
}
HOLDERS = {MAIN + n for n in ("sdt", "sdtContent", "ins", "moveTo", "customXml", "smartTag")}


class Malformed(Exception):
    """A docx whose parts are missing or broken."""


@dataclass(slots=True)
class Page:
    """Text as it grows, and the tables found in it."""

    parts: list[str] = field(default_factory=list)
    length: int = 0
    tables: list[Table] = field(default_factory=list)

    def write(self, text: str) -> Range:
        """Add text and return the range where it stands."""
        start = self.length
        self.parts.append(text)
        self.length += len(text)
        return start, self.length


def read(archive: zipfile.ZipFile) -> tuple[str, tuple[Table, ...]]:
    """Return the text of a docx and its tables, whose cells are ranges of that text."""
    document = parse(archive, "word/document.xml")
    if document is None:
        raise Malformed("缺少正文部分")
    numbering = Numbering(parse(archive, "word/numbering.xml"), parse(archive, "word/styles.xml"))
    page = Page()
    body = document.find(MAIN + "body")
    for block in blocks(body if body is not None else document):
        if block.tag == P:
            page.write(paragraph(block, numbering) + "\n")
            for box in text_boxes(block):
                page.write(paragraph(box, numbering) + "\n")
        else:
            write_table(page, block, numbering)
    return "".join(page.parts), tuple(page.tables)


def parse(archive: zipfile.ZipFile, part: str) -> etree._Element | None:
    """Return a part of the archive as a tree, or None where there is no such part."""
    if part not in archive.namelist():
        return None
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False)
    try:
        return etree.fromstring(archive.read(part), parser)
    except etree.XMLSyntaxError as error:
        raise Malformed("内部格式已损坏") from error


def blocks(parent: etree._Element) -> Iterator[etree._Element]:
    """Yield paragraphs and tables in printed order, also out of content controls."""
    for child in parent:
        if child.tag in (P, TBL):
            yield child
        elif child.tag in HOLDERS:
            yield from blocks(child)


def paragraph(element: etree._Element, numbering: Numbering) -> str:
    """Return a paragraph as printed, its automatic number first."""
    return numbering.label(element) + "".join(pieces(element))


def pieces(element: etree._Element) -> Iterator[str]:
    """Yield the visible pieces of text under an element."""
    for child in element:
        if child.tag == T:
            yield child.text or ""
        elif child.tag in BREAKS:
            yield BREAKS[child.tag]
        elif child.tag not in UNSEEN:
            yield from pieces(child)


def text_boxes(element: etree._Element) -> Iterator[etree._Element]:
    """Yield the paragraphs of text boxes anchored in a paragraph, each once."""
    for box in element.iter(MAIN + "txbxContent"):
        if not any(a.tag == FALLBACK for a in box.iterancestors()):
            yield from (block for block in blocks(box) if block.tag == P)


def write_table(page: Page, table: etree._Element, numbering: Numbering) -> None:
    """Write a table, a line a row and cells parted by tabs, and keep where its cells stand."""
    rows: list[tuple[Range, ...]] = []
    for row in inner(table, TR):
        above = rows[-1] if rows else ()
        cells: list[Range] = []
        for cell in inner(row, TC):
            width, continued = merging(cell)
            if cells:
                page.write("\t")
            if continued and len(cells) < len(above):
                span = above[len(cells)]
            else:
                span = page.write(cell_text(cell, numbering))
            cells.extend([span] * width)
        page.write("\n")
        if cells:
            rows.append(tuple(cells))
    if rows:
        page.tables.append(Table(tuple(rows)))


def inner(parent: etree._Element, tag: str) -> Iterator[etree._Element]:
    """Yield rows of a table or cells of a row, also out of content controls."""
    for child in parent:
        if child.tag == tag:
            yield child
        elif child.tag in HOLDERS:
            yield from inner(child, tag)


def merging(cell: etree._Element) -> tuple[int, bool]:
    """Return over how many columns a cell goes, and whether it goes on from the row above."""
    span = cell.find(f"{MAIN}tcPr/{MAIN}gridSpan")
    merge = cell.find(f"{MAIN}tcPr/{MAIN}vMerge")
    width = int(span.get(MAIN + "val", "1")) if span is not None else 1
    return max(1, min(width, 60)), merge is not None and merge.get(MAIN + "val") != "restart"


def cell_text(cell: etree._Element, numbering: Numbering) -> str:
    """Return the lines of a cell; a table within it gives its cells one by one."""
    lines = []
    for block in blocks(cell):
        if block.tag == P:
            lines.append(paragraph(block, numbering))
        else:
            lines += [cell_text(c, numbering) for r in inner(block, TR) for c in inner(r, TC)]
    return "\n".join(line for line in lines if line.strip()).strip()
