"""Packing: Office files are zip archives; the same paper is the same bytes whenever it is made."""

from io import BytesIO
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

EPOCH = (1980, 1, 1, 0, 0, 0)
CONTENT_TYPES = "[Content_Types].xml"


def packed(parts: dict[str, bytes]) -> bytes:
    """Return the archive of these parts, the list of content types first as readers expect it."""
    archive = BytesIO()
    with ZipFile(archive, "w", ZIP_DEFLATED) as out:
        for name in sorted(parts, key=lambda name: (name != CONTENT_TYPES, name)):
            entry = ZipInfo(name, EPOCH)
            entry.compress_type = ZIP_DEFLATED
            entry.external_attr = 0o600 << 16
            entry.create_system = 3
            out.writestr(entry, parts[name])
    return archive.getvalue()


def repacked(data: bytes) -> bytes:
    """Return the same archive without the moment and the machine of its making."""
    with ZipFile(BytesIO(data)) as archive:
        return packed({name: archive.read(name) for name in archive.namelist()})


def packed_folder(folder: Path) -> bytes:
    """Return the archive of the files of a folder, named as they lie there."""
    files = (path for path in folder.rglob("*") if path.is_file())
    return packed({path.relative_to(folder).as_posix(): path.read_bytes() for path in files})
