"""The files of a pack as one run of bytes, the same for the same files, and back into a folder."""

import hashlib
import io
import zipfile
from collections.abc import Iterator
from pathlib import Path

KEPT = {".toml", ".csv", ".docx"}
LEFT_OUT = {"samples"}
# Zip knows no time before 1980; a fixed one keeps the bytes equal.
NO_TIME = (1980, 1, 1, 0, 0, 0)


def packed(folder: Path) -> bytes:
    """Return the files of a pack's folder as a zip in a fixed order."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for path in _files(folder):
            info = zipfile.ZipInfo(path.relative_to(folder).as_posix(), NO_TIME)
            info.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(info, path.read_bytes())
    return buffer.getvalue()


def _files(folder: Path) -> Iterator[Path]:
    for path in sorted(folder.rglob("*")):
        inside = path.relative_to(folder)
        if path.is_file() and path.suffix in KEPT and not LEFT_OUT.intersection(inside.parts):
            yield path


def unpack(content: bytes, folder: Path) -> None:
    """Write the files of an edition into an empty folder."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        archive.extractall(folder)


def content_digest(content: bytes) -> str:
    """Return a digest over names and bytes of the files, whatever wrote the zip around them."""
    digest = hashlib.sha256()
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        for name in sorted(archive.namelist()):
            part = archive.read(name)
            digest.update(f"{name}\0{len(part)}\0".encode())
            digest.update(part)
    return digest.hexdigest()
