"""What becomes of a pack and of documents in a folder that already holds a ledger."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from taizhang.config.filling import Wanted, fill
from taizhang.config.inputs import DEMO
from taizhang.config.stop import Stop
from taizhang.intake.models import Document
from taizhang.org.models import Edition, Person
from taizhang.org.packs import current
from taizhang.packs.load import load
from tests.config.test_command_line import PLAN

NAME = 'name = "云川市清河区"'
REGION = 'region = "990104"'
OwnPack = Callable[[str, str], Path]


@pytest.fixture
def own_pack(tmp_path: Path) -> OwnPack:
    """A function that makes a pack like the demonstration's with one line of it changed."""

    def made(line: str, instead: str) -> Path:
        folder = tmp_path / f"pack-{len(list(tmp_path.iterdir()))}"
        shutil.copytree(DEMO, folder, ignore=shutil.ignore_patterns("samples"))
        district = folder / "district.toml"
        before = district.read_text("utf-8")
        assert line in before
        district.write_text(before.replace(line, instead), "utf-8")
        return folder

    return made


def wanted(folder: Path, *files: Path) -> Wanted:
    return Wanted(pack=load(folder), folder=folder, is_demo=folder == DEMO, files=files)


@pytest.fixture
def demo_district(fresh_database: str) -> None:
    fill(wanted(DEMO))


def test_a_changed_pack_of_the_same_district_becomes_its_next_edition(
    demo_district: None, own_pack: OwnPack, capsys: pytest.CaptureFixture[str]
) -> None:
    people = Person.objects.count()
    changed = own_pack(NAME, 'name = "云川市清河新区"')
    fill(wanted(changed))
    assert "已作为新版本采用" in capsys.readouterr().out
    assert Edition.objects.count() == 2
    assert current("990104").district.name == "云川市清河新区"
    assert Person.objects.count() == people
    fill(wanted(changed))
    assert Edition.objects.count() == 2


def test_a_ledger_goes_on_with_its_own_pack_when_none_is_named(
    demo_district: None, own_pack: OwnPack, tmp_path: Path
) -> None:
    fill(wanted(own_pack(NAME, 'name = "云川市清河新区"')))
    (tmp_path / "plan.txt").write_text(PLAN, "utf-8")
    fill(wanted(DEMO, tmp_path / "plan.txt"))
    assert current("990104").district.name == "云川市清河新区"
    assert Document.objects.count() == 1


def test_another_district_is_refused_whole(demo_district: None, own_pack: OwnPack) -> None:
    with pytest.raises(Stop, match="990104"):
        fill(wanted(own_pack(REGION, 'region = "990105"')))
    assert Edition.objects.count() == 1
