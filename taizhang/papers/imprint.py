"""The foot of the last page (版记), in a box that every word processor holds at the bottom."""

from dataclasses import dataclass
from datetime import date
from math import ceil
from string import Template

from docx.oxml.parser import parse_xml
from lxml.etree import _Element

from taizhang.papers import layout
from taizhang.papers.wordml import node, paragraph, run

LINE = 480  # 24 points for 4号
EMU = 635  # English metric units in a twentieth of a point
COPIES_ROOM = 26.5  # characters of 4号 on a line of the copies
OUTER, INNER = 8, 6  # eighths of a point: 0.35 and 0.25 mm

# A frame (framePr) or a floating table would be simpler, but LibreOffice lets both slide up when
# they are as wide as the type area.
BOX = Template("""\
<w:r xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"
     xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"
     xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"
     xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"
     xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape">
  <mc:AlternateContent><mc:Choice Requires="wps"><w:drawing>
    <wp:anchor distT="0" distB="0" distL="0" distR="0" simplePos="0" relativeHeight="2"
               behindDoc="0" locked="0" layoutInCell="1" allowOverlap="0">
      <wp:simplePos x="0" y="0"/>
      <wp:positionH relativeFrom="margin"><wp:align>left</wp:align></wp:positionH>
      <wp:positionV relativeFrom="margin"><wp:align>bottom</wp:align></wp:positionV>
      <wp:extent cx="$width" cy="$height"/>
      <wp:effectExtent l="0" t="0" r="0" b="0"/>
      <wp:wrapTopAndBottom/>
      <wp:docPr id="1" name="版记"/>
      <wp:cNvGraphicFramePr/>
      <a:graphic>
        <a:graphicData uri="http://schemas.microsoft.com/office/word/2010/wordprocessingShape">
          <wps:wsp>
            <wps:cNvSpPr txBox="1"/>
            <wps:spPr>
              <a:xfrm><a:off x="0" y="0"/><a:ext cx="$width" cy="$height"/></a:xfrm>
              <a:prstGeom prst="rect"><a:avLst/></a:prstGeom><a:noFill/><a:ln><a:noFill/></a:ln>
            </wps:spPr>
            <wps:txbx><w:txbxContent/></wps:txbx>
            <wps:bodyPr lIns="0" tIns="0" rIns="0" bIns="0" anchor="b"><a:noAutofit/></wps:bodyPr>
          </wps:wsp>
        </a:graphicData>
      </a:graphic>
    </wp:anchor>
  </w:drawing></mc:Choice></mc:AlternateContent>
</w:r>""")


@dataclass(frozen=True, slots=True, kw_only=True)
class Imprint:
    """To whom copies go, who printed the document and when."""

    printed_by: str
    printed: date
    copies: tuple[str, ...] = ()


def imprint_box(imprint: Imprint) -> _Element:
    """Return the run that holds the imprint; it hangs on the paragraph that it is put into."""
    copies = "，".join(imprint.copies)
    lines = 1 + (ceil(layout.width(copies) / COPIES_ROOM) if copies else 0)
    size = {"width": layout.TYPE_AREA * EMU, "height": (lines * LINE + 60) * EMU}
    box = parse_xml(BOX.substitute(size))
    content = next(element for element in box.iter() if element.tag.endswith("}txbxContent"))
    if copies:
        thin = node("spacing", line=20, lineRule="exact")
        hang = node("ind", left=4 * 280, right=280, hanging=3 * 280)
        content.append(paragraph("Imprint", adjust=(_rules(top=OUTER), thin)))
        content.append(paragraph("Imprint", run(f"抄送：{copies}。"), adjust=(hang,)))
    tabs = node("tabs", node("tab", val="right", pos=layout.TYPE_AREA - 280))
    dated = run(f"{layout.day(imprint.printed)}印发")
    printed = (run(f"　{imprint.printed_by}"), node("r", node("tab")), dated)
    rules = _rules(top=INNER if copies else OUTER, bottom=OUTER)
    content.append(paragraph("Imprint", *printed, adjust=(rules, tabs)))
    return box


def _rules(**weights: int) -> _Element:
    sides = weights.items()
    return node(
        "pBdr",
        *(node(side, val="single", sz=weight, space=1, color="auto") for side, weight in sides),
    )
