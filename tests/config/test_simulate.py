"""`taizhang simulate` and `up --demo`: months that were lived, the same again by the same seed."""

import re
import shutil
from pathlib import Path

import pytest

from taizhang.config.inputs import DEMO
from tests.config.test_command_line import said, taizhang
from tests.district import District

pytestmark = pytest.mark.slow
ASKED = ("simulate", "--months", "1", "--seed", "7", "--items", "25", "--until", "2026-05-31")


def test_the_same_seed_and_day_give_the_same_digest_and_a_ledger_is_not_touched(
    tmp_path: Path,
) -> None:
    digests = []
    for name in ("one", "other"):
        done = taizhang(*ASKED, data=tmp_path / name)
        assert done.returncode == 0, said(done)
        assert "已演练 1 个月" in said(done)
        checked = taizhang("check", data=tmp_path / name)
        assert "核验通过" in said(checked)
        digests += re.findall(r"digest ([0-9a-f]{64})", checked.stdout)
    assert len(digests) == 2
    assert digests[0] == digests[1]
    again = taizhang(*ASKED, data=tmp_path / "one")
    assert again.returncode == 2
    assert "已有台账" in said(again)
    assert digests[0] in said(taizhang("check", data=tmp_path / "one"))


@pytest.mark.parametrize(
    ("wrong", "reason"),
    [
        (("--months", "0"), "--months"),
        (("--items", "-3"), "--items"),
        (("--until", "tomorrow"), "不是日期"),
        (("--until", "2199-01-01"), "不能晚于今天"),
    ],
)
def test_what_cannot_be_lived_is_said_and_leaves_nothing(
    wrong: tuple[str, str], reason: str, tmp_path: Path
) -> None:
    done = taizhang("simulate", *wrong, data=tmp_path / "data")
    assert done.returncode == 2
    assert reason in said(done)
    assert not (tmp_path / "data").exists()


def test_a_district_without_people_cannot_be_lived_and_leaves_nothing(tmp_path: Path) -> None:
    pack = shutil.copytree(DEMO, tmp_path / "pack", ignore=shutil.ignore_patterns("people.csv"))
    done = taizhang("simulate", "--pack", pack, data=tmp_path / "data")
    assert done.returncode == 2
    assert "演练须有" in said(done)
    assert not (tmp_path / "data").exists()


def test_a_demonstration_starts_on_three_lived_months(tmp_path: Path) -> None:
    district = District(tmp_path / "data", tmp_path / "log", ("--demo",)).start()
    assert district.stop() == 0
    told = (tmp_path / "log").read_text("utf-8")
    assert "已演练 3 个月" in told
    assert "行动要求" in told
    checked = said(taizhang("check", data=tmp_path / "data"))
    assert "核验通过" in checked
    assert 400 <= int(re.findall(r"items (\d+)", checked)[0]) <= 700
