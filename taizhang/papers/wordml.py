"""WordprocessingML: elements made in one line each, and text that XML can carry."""

import re

from docx.oxml.ns import qn
from docx.oxml.parser import OxmlElement
from lxml.etree import _Element

UNPRINTABLE = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def printable(text: str) -> str:
    """Return the text without characters that XML 1.0 cannot hold, lines ended by line feeds."""
    return re.sub("\r\n?", "\n", UNPRINTABLE.sub("", text))


def node(name: str, *children: _Element, **attributes: str | int) -> _Element:
    """Return the element `w:name`, attributes in the same namespace, children in order."""
    made = OxmlElement(f"w:{name}")
    for key, value in attributes.items():
        made.set(qn(f"w:{key}"), str(value))
    made.extend(children)
    return made


def run(
    text: str, *, font: str = "", color: str = "", bold: bool = False, points: float = 0
) -> _Element:
    """Return a run that shows the text; line feeds become line breaks."""
    look = []
    if font:
        look.append(node("rFonts", ascii=font, eastAsia=font, hAnsi=font))
    if bold:
        look.append(node("b"))
    if color:
        look.append(node("color", val=color))
    if points:
        look += [node(tag, val=round(points * 2)) for tag in ("sz", "szCs")]
    made = node("r")
    if look:
        made.append(node("rPr", *look))
    for place, line in enumerate(printable(text).split("\n")):
        if place:
            made.append(node("br"))
        made.append(_text(line))
    return made


def paragraph(style: str, *runs: _Element, adjust: tuple[_Element, ...] = ()) -> _Element:
    """Return a paragraph in a named style; `adjust` holds what its place demands beyond it."""
    return node("p", node("pPr", node("pStyle", val=style), *adjust), *runs)


def field(code: str, shown: str) -> list[_Element]:
    """Return the runs of a field such as PAGE, with the value to show until Word has its own."""
    command = node("instrText")
    command.text = f" {code} "
    command.set(qn("xml:space"), "preserve")
    return [
        node("r", node("fldChar", fldCharType="begin")),
        node("r", command),
        node("r", node("fldChar", fldCharType="separate")),
        run(shown),
        node("r", node("fldChar", fldCharType="end")),
    ]


def _text(line: str) -> _Element:
    made = node("t")
    made.text = line
    made.set(qn("xml:space"), "preserve")
    return made
