import zipfile
from io import BytesIO
from pathlib import Path

import pytest

import taizhang.packs
from taizhang.packs.load import load
from taizhang.packs.problems import BrokenPack
from taizhang.packs.source import files_of
from taizhang.packs.uploaded import MOST_FILES, uploaded

DEMO = load(Path(taizhang.packs.__file__).parent / "demo")
FILES = files_of(DEMO.content)


def zipped(files: dict[str, str], folder: str = "") -> bytes:
    held = BytesIO()
    with zipfile.ZipFile(held, "w") as archive:
        for name, text in files.items():
            archive.writestr(folder + name, text)
    return held.getvalue()


@pytest.mark.parametrize("folder", ["", "清河区/", "a/b/"])
def test_a_zip_of_the_whole_pack_is_the_pack_whatever_folder_it_lies_in(folder):
    assert uploaded({"pack.zip": zipped(FILES, folder)}, {}).digest == DEMO.digest


def test_one_changed_sheet_goes_over_the_edition_in_force():
    duties = FILES["duties.csv"].rsplit("\n", 2)[0] + "\n"
    pack = uploaded({"duties.csv": duties.encode("gb18030")}, FILES)
    assert len(pack.duties) == len(DEMO.duties) - 1
    assert files_of(pack.content)["units.csv"] == FILES["units.csv"]


def test_a_campaigns_file_is_put_among_the_campaigns():
    text = FILES["campaigns/key_projects.toml"].replace('"key_projects"', '"key_roads"', 1)
    pack = uploaded({"key_roads.toml": text.encode()}, FILES)
    assert {*pack.campaigns} == {*DEMO.campaigns, "key_roads"}


def test_files_beside_the_pack_are_left_out():
    whole = {**FILES, "people.csv": "x", "说明.docx": "x"}
    assert uploaded({"pack.zip": zipped(whole)}, {}).digest == DEMO.digest


def test_every_mistake_is_named_by_file_and_line():
    wrong = FILES["units.csv"].replace(",leader,", ",laeder,", 1)
    with pytest.raises(BrokenPack) as broken:
        uploaded({"units.csv": wrong.encode()}, FILES)
    assert any(
        p.file == "units.csv" and p.line and "laeder" in p.message for p in broken.value.problems
    )


@pytest.mark.parametrize(
    ("name", "raw", "said"),
    [
        ("pack.zip", b"PK no zip at all", "压缩包打不开"),
        ("pack.zip", zipped({f"campaigns/{n}.toml": "" for n in range(MOST_FILES + 1)}), "太大"),
        ("photo.jpg", b"\xff\xd8", "没有制度包的文件"),
        ("units.csv", b"\x00\xff\xfe\x00\x81", "编码无法识别"),
        ("duties.csv", b"code", "缺少"),
    ],
    ids=["broken zip", "too many files", "another file", "no text", "only a part and no base"],
)
def test_what_is_no_pack_is_refused_with_what_it_should_be(name, raw, said):
    with pytest.raises(BrokenPack) as broken:
        uploaded({name: raw}, {})
    assert said in str(broken.value)
