"""The command line: one clear sentence and an exit code for whatever is wrong."""

import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from taizhang.config.cli import main
from tests.district import clean_environment

PLAN = """\
清河区冬季供暖保障任务分解方案

1.开展供热管网隐患排查，11月底前完成。牵头单位：区城市管理局；责任单位：各街道办事处。
2.建立24小时值班制度，12月15日前完成。牵头单位：区应急管理局；责任单位：区住房城乡建设局。
"""


def taizhang(
    *arguments: str | Path, data: Path | None = None
) -> "subprocess.CompletedProcess[str]":
    """Run the command as a user would."""
    command = [sys.executable, "-m", "taizhang.config", *map(str, arguments)]
    if data is not None:
        command += ["--data", str(data)]
    return subprocess.run(
        command, capture_output=True, text=True, timeout=60, check=False, env=clean_environment()
    )


def said(done: "subprocess.CompletedProcess[str]") -> str:
    assert "Traceback" not in done.stderr, done.stderr
    return done.stdout + done.stderr


@pytest.fixture
def taken_port() -> Iterator[int]:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        yield other.getsockname()[1]


def test_no_command_is_wrong_usage() -> None:
    done = taizhang()
    assert done.returncode == 2
    assert "usage: taizhang" in said(done)


def test_a_taken_port_is_said_and_leaves_nothing(taken_port: int, tmp_path: Path) -> None:
    done = taizhang("up", "--port", str(taken_port), data=tmp_path / "data")
    assert done.returncode == 2
    assert f"127.0.0.1:{taken_port} 不能监听" in said(done)
    assert not (tmp_path / "data").exists()


def test_an_impossible_port_is_said(tmp_path: Path) -> None:
    done = taizhang("up", "--port", "70000", data=tmp_path / "data")
    assert done.returncode == 2
    assert "70000 不能监听" in said(done)


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("picture.txt", b"\x89PNG\r\n\x1a\n" + bytes(100), "是图片"),
        ("empty.txt", b"", "是空文件"),
        ("report.pdf", b"%PDF-1.7 ...", "PDF"),
    ],
)
def test_a_file_that_cannot_be_read_is_said_and_leaves_nothing(
    name: str, content: bytes, reason: str, tmp_path: Path
) -> None:
    (tmp_path / name).write_bytes(content)
    done = taizhang("up", "--port", "0", tmp_path / name, data=tmp_path / "data")
    assert done.returncode == 2
    assert reason in said(done)
    assert not (tmp_path / "data").exists()


def test_a_file_that_requires_nothing_is_said_and_leaves_nothing(tmp_path: Path) -> None:
    (tmp_path / "poem.txt").write_text("秋风起，桂花香。河水静静地流过小城。\n", "utf-8")
    done = taizhang("up", "--port", "0", tmp_path / "poem.txt", data=tmp_path / "data")
    assert done.returncode == 1
    assert "未发现行动要求" in said(done)
    assert not (tmp_path / "data").exists()


def test_a_broken_pack_is_said_with_its_mistakes_and_leaves_nothing(tmp_path: Path) -> None:
    (tmp_path / "pack").mkdir()
    (tmp_path / "pack" / "district.toml").write_text("name = 1\n", "utf-8")
    done = taizhang("up", "--port", "0", "--pack", tmp_path / "pack", data=tmp_path / "data")
    assert done.returncode == 2
    assert "units.csv" in said(done)
    assert not (tmp_path / "data").exists()


def test_a_data_folder_that_is_a_file_is_said(tmp_path: Path) -> None:
    (tmp_path / "data").write_text("mine", "utf-8")
    done = taizhang("up", "--empty", "--port", "0", data=tmp_path / "data")
    assert done.returncode == 2
    assert "不是目录" in said(done)
    assert (tmp_path / "data").read_text("utf-8") == "mine"


@pytest.mark.parametrize("command", ["check", "worker"])
def test_a_folder_without_a_ledger_is_said(command: str, tmp_path: Path) -> None:
    done = taizhang(command, data=tmp_path / "nowhere")
    assert done.returncode == 2
    assert "没有台账" in said(done)
    assert not (tmp_path / "nowhere").exists()


def test_reading_lists_requirements_as_lines_of_json(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "plan.txt").write_text(PLAN, "utf-8")
    assert main(["read", str(tmp_path / "plan.txt"), "--jsonl"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert len(lines) == 1
    assert "区城市管理局" in lines[0]


def test_reading_goes_on_after_a_file_that_cannot_be_read(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "plan.txt").write_text(PLAN, "utf-8")
    (tmp_path / "empty.txt").write_bytes(b"")
    assert main(["read", str(tmp_path / "empty.txt"), str(tmp_path / "plan.txt")]) == 2
    shown = capsys.readouterr()
    assert "是空文件" in shown.err
    assert "供热管网" in shown.out


def test_the_demo_pack_can_be_adopted(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["pack", "check", "taizhang/packs/demo"]) == 0
    said = capsys.readouterr().out
    assert "可以采用" in said
    assert "提醒 warning: areas.geojson：无主地带" in said
    assert "990104" in said


def test_a_pack_with_mistakes_is_not_adopted(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["pack", "check", str(tmp_path)]) == 1
    assert "district.toml" in capsys.readouterr().out
