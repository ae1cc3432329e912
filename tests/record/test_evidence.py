"""Evidence: what is accepted, what is seen in it, what is shown of it."""

import io
import zipfile
from datetime import UTC, datetime
from decimal import Decimal

import docx
import openpyxl
import pytest
from PIL import Image

from taizhang.record import evidence
from taizhang.record.actions import keep
from taizhang.record.models import Evidence, Text
from taizhang.rules.refused import Refused

from .writing import NOON, REGION, a_picture

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _own_folder(tmp_path, settings):
    settings.DATA_DIR = tmp_path


def kept(data, name="现场.jpg"):
    return keep(data, name, region=REGION, at=NOON)


def a_document() -> bytes:
    buffer = io.BytesIO()
    docx.Document().save(buffer)
    return buffer.getvalue()


def a_workbook() -> bytes:
    buffer = io.BytesIO()
    openpyxl.Workbook().save(buffer)
    return buffer.getvalue()


def an_archive(**members: bytes) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name.replace("__", "/"), data)
    return buffer.getvalue()


def some_exif(turned: int = 1) -> Image.Exif:
    exif = Image.Exif()
    exif[0x0112] = turned
    exif.get_ifd(0x8769)[0x9003] = "2026:10:12 08:30:00"
    exif.get_ifd(0x8825).update({1: "N", 2: (34.0, 45.0, 36.0), 3: "E", 4: (113.0, 40.0, 12.0)})
    return exif


@pytest.mark.parametrize(
    ("kind", "mime"),
    [("JPEG", "image/jpeg"), ("PNG", "image/png"), ("WEBP", "image/webp"), ("HEIF", "image/heic")],
)
def test_a_photo_is_kept_whole_with_a_small_copy(kind, mime):
    data = a_picture(kind, (800, 600))
    piece = kept(data)
    assert (piece.mime, piece.width, piece.height, piece.size) == (mime, 800, 600, len(data))
    assert evidence.path_of(piece.sha256).read_bytes() == data
    with Image.open(evidence.thumbnail_of(piece.sha256)) as small:
        assert small.format == "JPEG"
        assert max(small.size) == 320


@pytest.mark.parametrize(
    ("make", "mime"),
    [
        (lambda: b"%PDF-1.7\n%%EOF", "application/pdf"),
        (a_document, evidence.OFFICE["word/document.xml"]),
        (a_workbook, evidence.OFFICE["xl/workbook.xml"]),
    ],
)
def test_documents_are_kept_as_they_are(make, mime):
    piece = kept(make(), "方案")
    assert (piece.mime, piece.width, piece.is_picture) == (mime, None, False)


def test_heic_is_shown_as_jpeg():
    piece = kept(a_picture("HEIF", (64, 48)))
    path, mime = evidence.view_of(piece.sha256, piece.mime)
    with Image.open(path) as shown:
        assert (mime, shown.format, shown.size) == ("image/jpeg", "JPEG", (64, 48))
    piece = kept(a_picture("PNG"))
    assert evidence.view_of(piece.sha256, piece.mime) == (
        evidence.path_of(piece.sha256),
        "image/png",
    )


def test_time_and_place_are_read_from_the_photo():
    piece = kept(a_picture(exif=some_exif()))
    assert piece.taken_at == datetime(2026, 10, 12, 0, 30, tzinfo=UTC)
    assert (piece.latitude, piece.longitude) == (Decimal("34.760000"), Decimal("113.670000"))


@pytest.mark.parametrize("broken", ["yesterday", "2026:13:40 00:00:00", ""])
def test_nonsense_in_a_photo_is_no_reason_to_refuse_it(broken):
    exif = some_exif()
    exif.get_ifd(0x8769)[0x9003] = broken
    exif.get_ifd(0x8825)[2] = (340.0, 0.0, 0.0)
    piece = kept(a_picture(exif=exif))
    assert (piece.taken_at, piece.latitude, piece.longitude) == (None, None, None)


def test_a_photo_taken_sideways_is_shown_upright_without_its_metadata():
    piece = kept(a_picture(size=(80, 40), exif=some_exif(turned=6), comment=b"where I live"))
    assert (piece.width, piece.height) == (40, 80)
    small = evidence.thumbnail_of(piece.sha256)
    with Image.open(small) as shown:
        assert shown.size == (40, 80)
        assert dict(shown.getexif()) == {}
    assert b"where I live" not in small.read_bytes()


def test_the_same_photo_is_kept_once_and_its_name_is_text():
    first, second = kept(a_picture(), "王某家门口.jpg"), kept(a_picture(), "b.jpg")
    assert first == second
    assert Evidence.objects.count() == 1
    assert Text.objects.get(hash=first.name_hash).text == "王某家门口.jpg"


def bomb() -> bytes:
    return an_archive(**{"word__document.xml": bytes(evidence.MAX_UNPACKED + 1)})


@pytest.mark.parametrize(
    ("data", "code", "words"),
    [
        (b"", "empty_file", "是空的"),
        (b"MZ\x90\x00 a program", "file_type", "可以上传照片"),
        (b"<svg onload='x'></svg>", "file_type", "可以上传照片"),
        (a_picture()[:500], "broken_file", "损坏"),
        (a_picture("PNG", (400, 300))[:200], "broken_file", "损坏"),
        (b"PK\x03\x04 not a zip", "broken_file", "损坏"),
        (an_archive(readme=b"hello"), "file_type", "可以上传照片"),
        (an_archive(word__document=b"", word__vbaProject_bin=b""), "file_type", "可以上传"),
        (an_archive(**{"word__document.xml": b"", "word__vbaProject.bin": b""}), "macros", "宏"),
        (a_picture("GIF"), "file_type", "可以上传照片"),
    ],
)
def test_what_cannot_be_kept_is_refused_with_the_reason(data, code, words):
    with pytest.raises(Refused, match=words) as refused:
        kept(data, "附件")
    assert refused.value.code == code
    assert not Evidence.objects.exists()
    assert not evidence.folder().exists()


def test_a_file_that_unpacks_without_end_is_refused():
    with pytest.raises(Refused, match="展开后过大"):
        kept(bomb(), "方案.docx")


def test_a_photo_of_too_many_pixels_is_refused_before_it_is_decoded(monkeypatch):
    monkeypatch.setattr(evidence, "MAX_PIXELS", 1000)
    with pytest.raises(Refused, match="像素过多"):
        kept(a_picture(size=(50, 40)))
    monkeypatch.setattr(Image, "MAX_IMAGE_PIXELS", 500)
    with pytest.raises(Refused, match="像素过多"):
        kept(a_picture("PNG", size=(50, 40)))


def test_a_file_above_the_limit_is_refused(settings):
    settings.EVIDENCE_MAX_BYTES = 100
    with pytest.raises(Refused, match="超过上限"):
        kept(a_picture())


def test_a_failed_write_leaves_nothing_half(monkeypatch):
    monkeypatch.setattr(evidence.os, "fsync", lambda handle: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        kept(b"%PDF-1.7\n")
    assert [path for path in evidence.folder().rglob("*") if path.is_file()] == []


def test_a_damaged_file_is_noticed():
    piece = kept(b"%PDF-1.7\n%%EOF")
    path = evidence.path_of(piece.sha256)
    assert evidence.damaged(piece.sha256, piece.size) is None
    path.write_bytes(b"%PDF-1.7\n%%EOG")
    assert evidence.damaged(piece.sha256, piece.size) == "文件内容与指纹不符"
    path.write_bytes(b"")
    assert evidence.damaged(piece.sha256, piece.size) == "文件大小不符"
    path.unlink()
    assert evidence.damaged(piece.sha256, piece.size) == "文件缺失"
