"""Files as offices keep them, and why others are refused."""

import io
import zipfile
from pathlib import Path

import pytest
from docx import Document
from docx.document import Document as Docx

from taizhang.reading.formats import LARGEST, decode, load
from taizhang.reading.model import Unreadable
from taizhang.reading.numbering import chinese, written

TEXT = "各街道、各乡镇要落实属地责任，建立问题台账，十二月底前完成整改任务。"


def docx(build: Docx) -> bytes:
    """Return a docx as bytes."""
    buffer = io.BytesIO()
    build.save(buffer)
    return buffer.getvalue()


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030", "utf-8-sig", "utf-16"])
def test_text_is_read_in_every_usual_encoding(encoding: str) -> None:
    source = decode(TEXT.encode(encoding), "a.txt")
    assert source.text.strip() == TEXT
    assert source.format == "txt"


def test_a_byte_order_mark_keeps_its_place_so_that_offsets_hold() -> None:
    data = TEXT.encode("utf-8-sig")
    assert len(decode(data, "a.txt").text) == len(data.decode("utf-8"))


def test_line_ends_are_kept_as_they_are() -> None:
    assert (
        decode("各街道\r\n各乡镇要落实\r\n".encode(), "a.txt").text == "各街道\r\n各乡镇要落实\r\n"
    )


def zipped(**members: bytes) -> bytes:
    """Return a zip archive with members; double underscores stand for slashes."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name.replace("__", "/"), data)
    return buffer.getvalue()


REFUSED = [
    (b"", "空文件"),
    (b" \n\r\n", "空文件"),
    ("\ufeff \u3000".encode(), "空文件"),
    (bytes(range(256)) * 20, "二进制"),
    (b"\x01\x02\x03\x04\x05\x06" * 40, "二进制"),
    ((TEXT + "\n2026").encode("utf-16-le"), "二进制文件，或是没有标记的 UTF-16"),
    (TEXT.encode("big5", "ignore") * 3, "乱码"),
    (TEXT.encode().decode("gb18030", "replace").encode() * 2, "乱码"),
    (TEXT.encode().decode("latin-1").encode() * 2, "乱码"),
    (b"\xff\xfe\x00", "UTF-8"),
    (b"%PDF-1.7 ...", "PDF"),
    (b"{\\rtf1 abc}", "RTF"),
    (b"\x89PNG\r\n....", "图片"),
    (b"Rar!....", "压缩包"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "旧版 Office"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "密码"),
    (b"PK\x03\x04 broken", "已损坏"),
    (zipped(a__b=b"x"), "不是 docx"),
    (zipped(xl__workbook=b"x"), "电子表格"),
    (zipped(word__styles=b"x"), "缺少正文"),
    (docx(Document()), "没有文字"),
]


@pytest.mark.parametrize(("data", "why"), REFUSED)
def test_what_cannot_be_read_is_refused_in_words_for_people(data: bytes, why: str) -> None:
    with pytest.raises(Unreadable) as refused:
        decode(data, "坏文件.txt")
    assert why in str(refused.value)
    assert "坏文件.txt" in str(refused.value)


def test_a_broken_part_of_a_docx_is_named_so() -> None:
    data = zipped(**{"word__document.xml": b"<w:document"})
    with pytest.raises(Unreadable, match="内部格式已损坏"):
        decode(data, "a.docx")


def test_an_archive_that_unpacks_to_far_too_much_is_refused() -> None:
    data = zipped(**{"word__document.xml": b"0" * (201 * 1024 * 1024)})
    with pytest.raises(Unreadable, match="解压后过大"):
        decode(data, "a.docx")


def test_a_file_of_200_mb_is_refused_without_being_read(tmp_path: Path) -> None:
    path = tmp_path / "huge.txt"
    with path.open("wb") as file:
        file.truncate(200 * 1024 * 1024)
    with pytest.raises(Unreadable, match="200 MB，超过 20 MB"):
        load(path)
    with pytest.raises(Unreadable, match="超过 20 MB"):
        decode(b"a" * (LARGEST + 1), "a.txt")


def test_a_missing_file_is_told(tmp_path: Path) -> None:
    with pytest.raises(Unreadable, match="不存在"):
        load(tmp_path / "none.txt")
    with pytest.raises(Unreadable, match="不是文件"):
        load(tmp_path)


def test_a_docx_gives_its_paragraphs_tables_and_printed_numbers() -> None:
    document = Document()
    document.add_paragraph("推进重点项目建设。", style="List Number")
    document.add_paragraph("做好民生实事工作。", style="List Number")
    document.add_paragraph("不编号", style="List Bullet")
    table = document.add_table(rows=2, cols=3)
    table.cell(0, 0).merge(table.cell(1, 0)).text = "城市管理"
    table.cell(0, 1).text, table.cell(1, 1).text = "整治背街小巷", "拆除违法建设"
    table.cell(0, 2).text, table.cell(1, 2).text = "区城市管理局", "各街道\n各乡镇"
    source = decode(docx(document), "a.docx")
    assert source.text.startswith("1.推进重点项目建设。\n2.做好民生实事工作。\n不编号\n")
    [found] = source.tables
    cells = [[source.text[s:e] for s, e in row] for row in found.rows]
    assert cells == [
        ["城市管理", "整治背街小巷", "区城市管理局"],
        ["城市管理", "拆除违法建设", "各街道\n各乡镇"],
    ]
    assert found.span[1] <= len(source.text)


def test_cells_that_go_over_columns_stand_in_each_of_them() -> None:
    document = Document()
    table = document.add_table(rows=2, cols=3)
    table.cell(0, 0).merge(table.cell(0, 2)).text = "一、重点项目"
    table.cell(1, 0).text = "推进建设任务"
    [found] = decode(docx(document), "a.docx").tables
    assert len(set(found.rows[0])) == 1
    assert len(found.rows[0]) == 3


@pytest.mark.parametrize(
    ("n", "form", "text"),
    [
        (3, "decimal", "3"),
        (12, "chineseCounting", "十二"),
        (20, "chineseCountingThousand", "二十"),
        (2, "decimalEnclosedCircle", "②"),
        (21, "decimalEnclosedCircle", "21"),
        (2, "lowerLetter", "b"),
        (2, "upperLetter", "B"),
        (9, "lowerRoman", "ix"),
        (14, "upperRoman", "XIV"),
        (1, "ideographTraditional", "甲"),
        (7, "decimalZero", "07"),
    ],
)
def test_automatic_numbers_are_printed_in_their_format(n: int, form: str, text: str) -> None:
    assert written(n, form) == text


@pytest.mark.parametrize(
    ("n", "text"), [(0, "〇"), (10, "十"), (103, "一百零三"), (110, "一百一十"), (1000, "1000")]
)
def test_chinese_numerals_are_written_as_people_do(n: int, text: str) -> None:
    assert chinese(n) == text
