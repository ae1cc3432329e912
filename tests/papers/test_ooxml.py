"""Every paper opens cleanly: by two validators, and in LibreOffice where there is one."""

import posixpath
import re
import shutil
import subprocess
from io import BytesIO
from zipfile import ZipFile

import pytest
from lxml import etree

from taizhang.papers.fate_table import fate_table_docx, fate_table_xlsx
from taizhang.papers.matrix import matrix_docx, matrix_xlsx
from taizhang.papers.notice import notice_docx
from taizhang.papers.sheet import sheet_xlsx
from tests.papers.build import FATES, FULL, MATRIX, NOTICE, SHEET
from tests.papers.ooxml import changed, findings, sdk_findings

PAPERS = {
    "notice.docx": (notice_docx, NOTICE),
    "full_notice.docx": (notice_docx, FULL),
    "fates.docx": (fate_table_docx, FATES),
    "fates.xlsx": (fate_table_xlsx, FATES),
    "matrix.docx": (matrix_docx, MATRIX),
    "matrix.xlsx": (matrix_xlsx, MATRIX),
    "sheet.xlsx": (sheet_xlsx, SHEET),
}
DOCUMENT = "word/document.xml"


def made(name):
    make, value = PAPERS[name]
    return make(value)


@pytest.mark.parametrize("name", PAPERS)
def test_a_validator_finds_nothing_in_any_paper(name, tmp_path):
    assert findings(made(name), name, tmp_path) == []


@pytest.mark.parametrize("name", PAPERS)
def test_the_validator_of_microsoft_finds_nothing_either(name, tmp_path):
    assert sdk_findings(made(name), name, tmp_path) == []


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("<w:tcW", "<w:vAlign w:val='top'/><w:tcW"),
        ('w:lineRule="exact"', 'w:lineRule="exactly"'),
        ('w:hRule="atLeast"', 'w:hRule="high"'),
        ("<w:tblGrid>", "<w:tblRaster>"),
    ],
)
def test_the_validator_does_notice_a_broken_paper(old, new, tmp_path):
    spoilt = changed(notice_docx(NOTICE), DOCUMENT, old, new)
    if "tblRaster" in new:
        spoilt = changed(spoilt, DOCUMENT, "</w:tblGrid>", "</w:tblRaster>")
    assert findings(spoilt, "spoilt.docx", tmp_path)


@pytest.mark.parametrize("name", PAPERS)
def test_every_part_is_well_formed_typed_and_every_relationship_leads_somewhere(name):
    with ZipFile(BytesIO(made(name))) as archive:
        names = archive.namelist()
        parts = {entry: etree.fromstring(archive.read(entry)) for entry in names}
    types = parts["[Content_Types].xml"]
    typed = {node.get("PartName") for node in types if node.get("PartName")}
    assert names[0] == "[Content_Types].xml"
    assert typed <= {f"/{entry}" for entry in names}
    for entry, root in parts.items():
        if entry.endswith(".rels"):
            folder = posixpath.dirname(posixpath.dirname(entry))
            ids = [relation.get("Id") for relation in root]
            assert len(ids) == len(set(ids))
            for relation in root:
                target = posixpath.join("/", folder, relation.get("Target"))
                assert posixpath.normpath(target).lstrip("/") in parts


@pytest.mark.parametrize("name", PAPERS)
def test_the_same_paper_is_the_same_bytes(name):
    first = made(name)
    assert first == made(name)
    with ZipFile(BytesIO(first)) as archive:
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}


@pytest.mark.slow
def test_libreoffice_lays_a_full_notice_out_on_one_sheet_and_its_receipt_on_another(tmp_path):
    office = shutil.which("soffice")
    if office is None:
        pytest.skip("LibreOffice (soffice) is not installed")
    profile = f"-env:UserInstallation=file://{tmp_path}/profile"
    order = [office, profile, "--headless", "--convert-to", "pdf", "--outdir", tmp_path / "pdf"]
    files = [tmp_path / name for name in ("full_notice.docx", "fates.docx")]
    for file in files:
        file.write_bytes(made(file.name))
    subprocess.run([*order, *files], check=True, capture_output=True, timeout=120)
    pages = {
        path.stem: len(re.findall(rb"/Type\s*/Page\b", path.read_bytes()))
        for path in (tmp_path / "pdf").glob("*.pdf")
    }
    assert pages == {"full_notice": 3, "fates": 1}
