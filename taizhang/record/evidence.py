"""Evidence files: known by content, kept by hash, shown through copies without metadata."""

import hashlib
import io
import os
import tempfile
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from pathlib import Path

import filetype
import pillow_heif
from django.conf import settings
from PIL import Image, ImageOps, UnidentifiedImageError

from taizhang.record.exif import Claim, claim_of
from taizhang.rules.refused import Refused

MAX_PIXELS = 80_000_000  # about 240 MB once decoded; the largest telephone cameras stay below
MAX_UNPACKED = 200 * 1024 * 1024
THUMBNAIL = (320, 320)
VIEW = (1600, 1600)
HEIC = "image/heic"
PICTURES = {"image/jpeg", "image/png", "image/webp", HEIC}
PDF = "application/pdf"
OFFICE = {
    "word/document.xml": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xl/workbook.xml": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
SUFFIXES = {
    "image/jpeg": ".jpg",
    "image/png": ".png",
    "image/webp": ".webp",
    HEIC: ".heic",
    PDF: ".pdf",
    OFFICE["word/document.xml"]: ".docx",
    OFFICE["xl/workbook.xml"]: ".xlsx",
}
# Where "heic" begins, filetype tells; some cameras write the same pictures as image/heif.
ALIASES = {"image/heif": HEIC}

pillow_heif.register_heif_opener()


@dataclass(frozen=True, slots=True)
class Sight:
    """What a file turned out to be; time and place are its own claims."""

    sha256: str
    mime: str
    width: int | None = None
    height: int | None = None
    taken_at: datetime | None = None
    latitude: Decimal | None = None
    longitude: Decimal | None = None


def examine(data: bytes, name: str) -> Sight:
    """Return what the bytes are, whatever their name says; refuse what cannot be kept or shown."""
    _require_size(data, name)
    sha256 = hashlib.sha256(data).hexdigest()
    mime = _mime(data, name)
    if mime not in PICTURES:
        return Sight(sha256, mime)
    with _opened(data, name) as image:
        claim = claim_of(image)
        width, height = ImageOps.exif_transpose(image).size if claim.is_turned else image.size
    return Sight(sha256, mime, width, height, *_time_and_place(claim))


def _time_and_place(claim: Claim) -> tuple[datetime | None, Decimal | None, Decimal | None]:
    return claim.taken_at, claim.latitude, claim.longitude


def _require_size(data: bytes, name: str) -> None:
    limit: int = settings.EVIDENCE_MAX_BYTES
    if not data:
        raise Refused("empty_file", "文件“%(name)s”是空的，请重新选择。", name=name)
    if len(data) > limit:
        size, most = len(data) / 1024 / 1024, limit / 1024 / 1024
        raise Refused(
            "too_large",
            "文件“%(name)s”有 %(size)s MB，超过上限 %(most)s MB。",
            name=name,
            size=f"{size:.1f}",
            most=f"{most:.0f}",
        )


def _mime(data: bytes, name: str) -> str:
    if data.startswith(b"PK\x03\x04"):
        return _office_mime(data, name)
    kind = filetype.guess(data[:8192])
    mime = "" if kind is None else str(kind.mime)
    mime = ALIASES.get(mime, mime)
    if mime not in SUFFIXES:
        raise _unknown(name)
    return mime


def _unknown(name: str) -> Refused:
    return Refused(
        "file_type",
        "文件“%(name)s”的内容不是可以接收的类型；"
        "可以上传照片（JPEG、PNG、WebP、HEIC）、PDF、Word（docx）和 Excel（xlsx）。",
        name=name,
    )


def _office_mime(data: bytes, name: str) -> str:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            members = archive.infolist()
    except zipfile.BadZipFile as error:
        raise Refused(
            "broken_file", "文件“%(name)s”已损坏，请重新导出后上传。", name=name
        ) from error
    if sum(member.file_size for member in members) > MAX_UNPACKED:
        raise Refused("too_large", "文件“%(name)s”展开后过大，不能接收。", name=name)
    names = {member.filename for member in members}
    if any(member.endswith("vbaProject.bin") for member in names):
        raise Refused("macros", "文件“%(name)s”带有宏，请另存为不带宏的文件后上传。", name=name)
    for part, mime in OFFICE.items():
        if part in names:
            return mime
    raise _unknown(name)


def _opened(data: bytes, name: str) -> Image.Image:
    """Return the decoded picture; a truncated one is found out here and not on somebody's page."""
    too_many = Refused(
        "too_many_pixels",
        "照片“%(name)s”像素过多（上限 %(most)s 万像素）。",
        name=name,
        most=MAX_PIXELS // 10_000,
    )
    try:
        image = Image.open(io.BytesIO(data))
        is_small = image.width * image.height <= MAX_PIXELS
        if is_small:
            image.load()
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise too_many from error
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError) as error:
        raise Refused(
            "broken_file", "照片“%(name)s”已损坏或不完整，请重新拍摄或上传。", name=name
        ) from error
    if not is_small:
        raise too_many
    return image


def folder() -> Path:
    """Return the folder that all evidence lies in."""
    return Path(settings.DATA_DIR) / "evidence"


def path_of(sha256: str) -> Path:
    """Return where the bytes with this hash lie."""
    return folder() / sha256[:2] / sha256


def thumbnail_of(sha256: str) -> Path:
    """Return where the small picture lies (JPEG, upright, without metadata)."""
    return path_of(sha256).with_suffix(".thumb.jpg")


def view_of(sha256: str, mime: str) -> tuple[Path, str]:
    """Return the file that a browser can show and its type: HEIC is shown as JPEG."""
    if mime == HEIC:
        return path_of(sha256).with_suffix(".view.jpg"), "image/jpeg"
    return path_of(sha256), mime


def store(sha256: str, data: bytes, mime: str) -> None:
    """Write the bytes and their copies, each whole or not at all, before any row names them."""
    place = path_of(sha256)
    if place.exists():
        return
    if mime in PICTURES:
        with _opened(data, sha256[:8]) as image:
            upright = ImageOps.exif_transpose(image).convert("RGB")
        if mime == HEIC:
            _write(place.with_suffix(".view.jpg"), _jpeg(upright, VIEW))
        _write(thumbnail_of(sha256), _jpeg(upright, THUMBNAIL))
    _write(place, data)


def _jpeg(image: Image.Image, size: tuple[int, int]) -> bytes:
    copy = image.copy()
    copy.thumbnail(size)
    copy.info.clear()  # Pillow would carry comments and XMP of the original along
    buffer = io.BytesIO()
    copy.save(buffer, "JPEG", quality=82, optimize=True)
    return buffer.getvalue()


def _write(place: Path, data: bytes) -> None:
    place.parent.mkdir(parents=True, exist_ok=True)
    handle, temporary = tempfile.mkstemp(dir=place.parent, prefix=".new-")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        Path(temporary).replace(place)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise
    _sync_folder(place.parent)


def _sync_folder(place: Path) -> None:
    handle = os.open(place, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def discard(sha256: str) -> None:
    """Remove the bytes and their copies."""
    place = path_of(sha256)
    for path in (place, thumbnail_of(sha256), place.with_suffix(".view.jpg")):
        path.unlink(missing_ok=True)


def damaged(sha256: str, size: int) -> str | None:
    """Return what is wrong with a kept file, or None when its bytes still have their hash."""
    place = path_of(sha256)
    if not place.is_file():
        return "文件缺失"
    if place.stat().st_size != size:
        return "文件大小不符"
    with place.open("rb") as file:
        found = hashlib.file_digest(file, "sha256").hexdigest()
    return None if found == sha256 else "文件内容与指纹不符"


def hashes_in(value: object) -> Iterator[str]:
    """Yield everything in the data of an entry that may be the hash of a piece of evidence."""
    if isinstance(value, str):
        if len(value) == 64 and set(value) <= set("0123456789abcdef"):
            yield value
    elif isinstance(value, dict):
        for part in value.values():
            yield from hashes_in(part)
    elif isinstance(value, list):
        for part in value:
            yield from hashes_in(part)
