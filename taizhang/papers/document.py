"""Official documents (公文) in the layout of GB/T 9704-2012, filled from top to bottom."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from io import BytesIO

from lxml.etree import _Element

from taizhang.papers import layout, pages
from taizhang.papers.imprint import Imprint, imprint_box
from taizhang.papers.packing import repacked
from taizhang.papers.wordml import node, paragraph, printable, run


@dataclass(frozen=True, slots=True, kw_only=True)
class Letterhead:
    """The head of the first page (版头): who issues, under which number, how urgent."""

    mark: str
    number: str
    urgency: str = ""
    signer: str = ""


class OfficialDocument:
    """A document under construction; each method adds the next element of the page."""

    def __init__(self, *, subject: str, author: str, made: date) -> None:
        self._docx = pages.blank_document(subject=subject, author=author, made=made)

    def add(self, *blocks: _Element) -> None:
        """Append paragraphs or tables made elsewhere."""
        pages.append(self._docx, *blocks)

    def letterhead(self, head: Letterhead) -> None:
        """Append the issuer's mark in red, the number and the red line across the type area."""
        above = 0
        if head.urgency:
            self.add(paragraph("TopMark", run(head.urgency)))
            above = layout.LINE
        points = layout.mark_points(head.mark)
        room = _spacing(layout.MARK_TOP - above, line=points * 24)
        self.add(paragraph("IssuerMark", run(head.mark, points=points), adjust=(room,)))
        self.add(_number_line(layout.document_number(head.number), head.signer))

    def title(self, text: str) -> None:
        """Append the title, two lines below the red line."""
        lines = "\n".join(layout.title_lines(printable(text)))
        room = _spacing(2 * layout.LINE, line=680)
        self.add(paragraph("Title", run(lines), adjust=(room,)))

    def recipients(self, names: Sequence[str]) -> None:
        """Append who must act (主送机关), one line below the title."""
        self.add(paragraph("Recipients", run("，".join(names) + "：")))

    def heading(self, level: int, text: str) -> None:
        """Append a heading of level 1 to 4: 一、 （一） 1. （1）."""
        self.add(paragraph(f"Heading{level}", run(text)))

    def body(self, text: str) -> None:
        """Append body text, each line a paragraph that begins two characters in."""
        self.add(*(paragraph("BodyText1", run(line)) for line in printable(text).split("\n")))

    def attachments(self, names: Sequence[str]) -> None:
        """Append the list of attachments (附件说明), one line below the body."""
        for place, name in enumerate(names, 1):
            label = "附件：" if place == 1 else ""
            number = f"{place}." if len(names) > 1 else ""
            room = _spacing(layout.LINE if place == 1 else 0)
            hang = _from_left(5 + layout.width(number), hanging=layout.width(label + number))
            self.add(paragraph("Attachments", run(label + number + name), adjust=(room, hang)))

    def signed(self, organ: str, issued: date, *, sealed: bool = False) -> None:
        """Append the issuer's name and the date, placed for a document with or without a seal."""
        name, dated = layout.signature_lefts(organ, issued, sealed=sealed)
        room = _spacing(2 * layout.LINE if sealed else layout.LINE)
        self.add(
            paragraph("IssuerName", run(organ), adjust=(room, _from_left(name))),
            paragraph("IssueDate", run(layout.day(issued)), adjust=(_from_left(dated),)),
        )

    def remark(self, text: str) -> None:
        """Append a remark in parentheses (附注) below the date."""
        self.add(paragraph("Remark", run(f"（{text}）")))

    def imprint(self, imprint: Imprint) -> None:
        """Append the foot of the document, held at the bottom of the page that it falls on."""
        anchor = pages.hairline()
        anchor.append(imprint_box(imprint))
        self.add(anchor)

    def next_sheet(self) -> None:
        """Begin a new sheet of paper: what follows starts on the next odd page."""
        pages.break_section(self._docx, "oddPage")

    def lay_across(self) -> None:
        """Turn the present section to landscape, for a wide table."""
        pages.lay_across(self._docx)

    def to_bytes(self) -> bytes:
        """Return the docx; the same content gives the same bytes."""
        out = BytesIO()
        self._docx.save(out)
        return repacked(out.getvalue())


def _spacing(before: int, *, line: int = layout.LINE) -> _Element:
    return node("spacing", before=before, line=line, lineRule="exact")


def _from_left(characters: float, *, hanging: float = 0) -> _Element:
    left, back = (round(count * layout.CHARACTER) for count in (characters, hanging))
    return node("ind", left=left, hanging=back)


def _number_line(number: str, signer: str) -> _Element:
    """Return the number, centred; with a signer it moves left and the signer stands right.

    The character left free is a space and not an indent, which would shorten the red line.
    """
    if not signer:
        return paragraph("DocumentNumber", run(number))
    tabs = node("tabs", node("tab", val="right", pos=layout.TYPE_AREA - layout.CHARACTER))
    place = (tabs, node("jc", val="left"))
    name = run(signer, font="楷体_GB2312")
    signature = (run(f"　{number}"), node("r", node("tab")), run("签发人："), name)
    return paragraph("DocumentNumber", *signature, adjust=place)
