"""The measures of GB/T 9704-2012, read back out of a document as Word will read them."""

from datetime import date

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from taizhang.papers import layout
from taizhang.papers.document import Letterhead, OfficialDocument
from taizhang.papers.imprint import Imprint
from taizhang.rules.refused import Refused
from tests.papers.ooxml import W, body, part, words

MM = 1440 / 25.4
RELATIONS = "word/_rels/document.xml.rels"
RELATION_ID = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
ISSUED = date(2026, 5, 9)
HAN = st.text(st.characters(min_codepoint=0x4E00, max_codepoint=0x9FA5), min_size=1, max_size=60)


def a_document(fill=lambda paper: None):
    paper = OfficialDocument(subject="通报", author="督查室", made=ISSUED)
    fill(paper)
    return paper.to_bytes()


def value(element, path, name="val"):
    return element.find(path.replace("w:", W)).get(f"{W}{name}")


def style(data, identity):
    styles = part(data, "word/styles.xml")
    return next(one for one in styles.iter(f"{W}style") if one.get(f"{W}styleId") == identity)


def paragraphs(data, identity):
    every = body(data).iter(f"{W}p")
    return [one for one in every if value(one, "w:pPr/w:pStyle") == identity]


def test_the_paper_is_a4_with_the_margins_and_the_grid_of_the_standard():
    section = body(a_document()).find(f"{W}sectPr")
    size, margins, grid = (section.find(f"{W}{name}") for name in ("pgSz", "pgMar", "docGrid"))
    assert [round(int(size.get(f"{W}{side}")) / MM) for side in "wh"] == [210, 297]
    sides = ("top", "bottom", "left", "right")
    assert [round(int(margins.get(f"{W}{side}")) / MM) for side in sides] == [37, 35, 28, 26]
    assert grid.get(f"{W}type") == "linesAndChars"
    assert (
        int(int(grid.get(f"{W}linePitch")) * 22) <= 225 * MM < int(grid.get(f"{W}linePitch")) * 23
    )


def test_a_line_holds_twenty_eight_characters_of_body_text_and_not_one_more():
    normal = style(a_document(), "Normal")
    tightening = int(value(normal, "w:rPr/w:spacing")) / 20
    assert 28 * (16 + tightening) <= layout.TYPE_AREA / 20 < 29 * (16 + tightening)


def test_body_text_is_fangsong_of_size_three_with_two_characters_before_each_paragraph():
    data = a_document()
    defaults = part(data, "word/styles.xml").find(f"{W}docDefaults")
    assert value(defaults, "w:rPrDefault/w:rPr/w:rFonts", "eastAsia") == "仿宋_GB2312"
    assert value(defaults, "w:rPrDefault/w:rPr/w:sz") == "32"
    assert value(style(data, "Normal"), "w:pPr/w:spacing", "lineRule") == "exact"
    assert value(style(data, "BodyText1"), "w:pPr/w:ind", "firstLineChars") == "200"


@pytest.mark.parametrize(
    ("level", "font"), [(1, "黑体"), (2, "楷体_GB2312"), (3, "仿宋_GB2312"), (4, "仿宋_GB2312")]
)
def test_headings_have_their_fonts_and_show_in_the_outline(level, font):
    heading = style(a_document(), f"Heading{level}")
    assert value(heading, "w:rPr/w:rFonts", "eastAsia") == font
    assert value(heading, "w:pPr/w:outlineLvl") == str(level - 1)


def test_every_font_names_what_may_stand_in_for_it():
    data = a_document()
    fonts = {
        font.get(f"{W}name"): value(font, "w:altName") for font in part(data, "word/fontTable.xml")
    }
    used = {
        fonts_of.get(f"{W}eastAsia")
        for fonts_of in part(data, "word/styles.xml").iter(f"{W}rFonts")
    }
    assert used <= set(fonts)
    assert "FangSong" in fonts["仿宋_GB2312"]
    assert "KaiTi" in fonts["楷体_GB2312"]


def test_every_style_that_a_document_uses_is_defined():
    def fill(paper):
        paper.letterhead(Letterhead(mark="督查室", number="清政督〔2026〕1号", urgency="特急"))
        paper.title("关于情况的通报")
        paper.recipients(["各街道办事处"])
        for level in (1, 2, 3, 4):
            paper.heading(level, "标题")
        paper.body("正文")
        paper.attachments(["一览表"])
        paper.signed("督查室", ISSUED)
        paper.remark("联系电话：0990-5550112")
        paper.imprint(Imprint(printed_by="办公室", printed=ISSUED, copies=("区委办公室",)))

    data = a_document(fill)
    defined = {one.get(f"{W}styleId") for one in part(data, "word/styles.xml").iter(f"{W}style")}
    assert {one.get(f"{W}val") for one in body(data).iter(f"{W}pStyle")} <= defined


def test_the_head_is_red_and_the_red_line_is_as_wide_as_the_type_area():
    head = Letterhead(mark="云川市清河区人民政府督查室", number="清政督〔2026〕12号")
    data = a_document(lambda paper: paper.letterhead(head))
    (mark,) = paragraphs(data, "IssuerMark")
    (number,) = paragraphs(data, "DocumentNumber")
    assert value(style(data, "IssuerMark"), "w:rPr/w:color") == "FF0000"
    assert round(int(value(mark, "w:pPr/w:spacing", "before")) / MM) == 35
    line = style(data, "DocumentNumber").find(f"{W}pPr/{W}pBdr/{W}bottom")
    assert line.get(f"{W}color") == "FF0000"
    assert round(int(line.get(f"{W}space")) / 72 * 25.4) == 4
    assert number.find(f"{W}pPr/{W}ind") is None
    assert words(number) == "清政督〔2026〕12号"


def test_a_mark_too_long_for_a_line_is_set_smaller():
    assert layout.mark_points("督查室") == layout.MARK_POINTS
    long = "云川市清河区人民政府督查工作领导小组办公室"
    assert layout.mark_points(long) * layout.width(long) <= layout.TYPE_AREA / 20


def test_to_a_superior_the_signer_stands_beside_the_number():
    head = Letterhead(mark="督查室", number="清政督〔2026〕3号", signer="办公室主任")
    (number,) = paragraphs(a_document(lambda paper: paper.letterhead(head)), "DocumentNumber")
    assert words(number) == "　清政督〔2026〕3号签发人：办公室主任"
    assert number.find(f"{W}pPr/{W}ind") is None  # the red line would shrink with the text
    assert number.find(f".//{W}rFonts").get(f"{W}eastAsia") == "楷体_GB2312"


@pytest.mark.parametrize(
    "number",
    [
        "清政督[2026]12号",
        "清政督〔26〕12号",
        "清政督〔2026〕012号",
        "清政督〔2026〕第12号",
        "",
        "12号",
    ],
)
def test_a_number_that_breaks_the_standard_is_refused_with_an_example(number):
    with pytest.raises(Refused, match="清政督〔2026〕12号"):
        a_document(lambda paper: paper.letterhead(Letterhead(mark="督查室", number=number)))


def test_dates_have_no_leading_zeros():
    assert layout.day(date(2026, 5, 9)) == "2026年5月9日"


def test_page_numbers_stand_outside_right_on_odd_pages_left_on_even_ones():
    data = a_document()
    section = body(data).find(f"{W}sectPr")
    relations = {one.get("Id"): one.get("Target") for one in part(data, RELATIONS)}
    sides = {}
    for reference in section.iter(f"{W}footerReference"):
        target = relations[reference.get(RELATION_ID)]
        (line,) = part(data, f"word/{target}").iter(f"{W}p")
        assert words(line) == "— 1 —"
        sides[reference.get(f"{W}type")] = value(line, "w:pPr/w:jc")
    assert sides == {"default": "right", "even": "left"}
    assert part(data, "word/settings.xml").find(f"{W}evenAndOddHeaders") is not None
    footer = style(data, "Footer")
    assert value(footer, "w:rPr/w:rFonts", "eastAsia") == "宋体"
    assert value(footer, "w:rPr/w:sz") == "28"


@given(HAN)
def test_a_date_without_a_seal_begins_two_characters_after_the_name(organ):
    assume(layout.width(organ) <= 26)
    name, dated = layout.signature_lefts(organ, ISSUED, sealed=False)
    assert dated == name + 2
    longer = max(layout.width(organ), layout.width("2026年5月9日") + 2)
    assert name + longer <= 28


def test_a_name_without_a_seal_keeps_two_characters_from_the_edge_and_so_does_a_longer_date():
    assert layout.signature_lefts("清河区督查室", ISSUED, sealed=False)[0] == 28 - 2 - 6
    assert layout.signature_lefts("督查室", ISSUED, sealed=False)[1] == 28 - 2 - 6


@given(HAN)
def test_under_a_seal_the_name_is_centred_above_a_date_four_characters_in(organ):
    assume(layout.width(organ) <= 28)
    name, dated = layout.signature_lefts(organ, ISSUED, sealed=True)
    assert name + layout.width(organ) / 2 == dated + 3
    assert name >= 0
    assert name + layout.width(organ) <= 28
    assert dated + 6 <= 24


@given(HAN)
def test_a_title_loses_nothing_and_fits_its_lines(title):
    lines = layout.title_lines(title)
    assert "".join(lines) == title
    assert all(layout.width(line) <= layout.TITLE_CHARACTERS for line in lines)


@pytest.mark.parametrize(
    ("title", "lines"),
    [
        ("关于积水点整治的督办通知", 1),
        ("关于加强城区道路积水点位整治和汛期值守工作的督办通知", 2),
        ("关于对2026年第一季度全区在建工地扬尘污染防治“六个百分之百”落实情况开展专项督查的通知", 3),
    ],
)
def test_a_long_title_breaks_into_lines_of_like_length_not_before_a_particle(title, lines):
    got = layout.title_lines(title)
    assert len(got) == lines
    assert not any(line.startswith(("的", "和", "”", "、")) for line in got)
    assert max(map(layout.width, got)) - min(map(layout.width, got)) <= 8


def test_a_title_keeps_the_lines_that_its_writer_chose():
    assert layout.title_lines("关于积水点\n整治的通知") == ["关于积水点", "整治的通知"]


def test_one_attachment_bears_no_number_and_several_do():
    single = paragraphs(a_document(lambda paper: paper.attachments(["位置图"])), "Attachments")
    assert [words(one) for one in single] == ["附件：位置图"]
    several = paragraphs(a_document(lambda paper: paper.attachments(["图", "表"])), "Attachments")
    assert [words(one) for one in several] == ["附件：1.图", "2.表"]


def test_the_imprint_hangs_at_the_foot_of_the_page_between_lines():
    foot = Imprint(printed_by="区政府办公室", printed=ISSUED, copies=("甲局", "乙局"))
    data = a_document(lambda paper: paper.imprint(foot))
    lines = [words(one) for one in paragraphs(data, "Imprint") if words(one)]
    assert lines == ["抄送：甲局，乙局。", "　区政府办公室2026年5月9日印发"]
    box = next(one for one in body(data).iter() if one.tag.endswith("}positionV"))
    assert [box.get("relativeFrom"), box[0].text] == ["margin", "bottom"]
    rules = [one.get(f"{W}sz") for side in ("top", "bottom") for one in body(data).iter(W + side)]
    assert sorted(rules) == ["6", "8", "8"]
