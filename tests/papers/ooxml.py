"""What a validator says about a paper, and what can be read out of its parts."""

import json
import shutil
import subprocess
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest
from lxml import etree
from openxml_audit import OpenXmlValidator

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
SDK = shutil.which("ooxml-validator")  # the Open XML SDK of Microsoft as one program


def findings(data: bytes, name: str, folder: Path) -> list[str]:
    """Return what a validator that follows the Open XML SDK objects to; nothing if all is well."""
    path = folder / name
    path.write_bytes(data)
    result = OpenXmlValidator().validate(str(path))
    return [f"{error.part_uri}: {error.description}" for error in result.errors]


def sdk_findings(data: bytes, name: str, folder: Path) -> list[str]:
    """Return what Microsoft's own validator objects to, where it is installed."""
    if SDK is None:
        pytest.skip("ooxml-validator (Open XML SDK) is not on the path")
    path = folder / name
    path.write_bytes(data)
    done = subprocess.run([SDK, str(path)], capture_output=True, text=True, check=False)
    return [error["description"] for error in json.loads(done.stdout)["errors"]]


def part(data: bytes, name: str) -> etree._Element:
    with ZipFile(BytesIO(data)) as archive:
        return etree.fromstring(archive.read(name))


def body(data: bytes) -> etree._Element:
    return part(data, "word/document.xml").find(f"{W}body")


def words(element: etree._Element) -> str:
    return "".join(text.text or "" for text in element.iter(f"{W}t"))


def changed(data: bytes, name: str, old: str, new: str) -> bytes:
    """Return the archive with one part's text changed; the old text must be there."""
    out = BytesIO()
    with ZipFile(BytesIO(data)) as archive, ZipFile(out, "w") as copy:
        for entry in archive.namelist():
            content = archive.read(entry)
            if entry == name:
                assert old.encode() in content
                content = content.replace(old.encode(), new.encode(), 1)
            copy.writestr(entry, content)
    return out.getvalue()
