"""`taizhang up` from the first start to Ctrl-C, and again."""

import os
import signal
import stat
import time
import urllib.request
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.config.test_command_line import said, taizhang
from tests.district import District

PROCESSES = Path("/proc")
pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not PROCESSES.is_dir(), reason="looks at processes through /proc"),
]


def workers_of(district: District) -> list[int]:
    """Return the worker processes that serve the data folder of a district."""
    wanted = f"taizhang.config\0worker\0--data\0{district.folder}\0".encode()
    return [
        int(path.parent.name) for path in PROCESSES.glob("[0-9]*/cmdline") if wanted in read(path)
    ]


def read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError:  # it has ended meanwhile
        return b""


def soon(claim: Callable[[], bool], seconds: float = 10) -> bool:
    until = time.monotonic() + seconds
    while not (held := claim()) and time.monotonic() < until:
        time.sleep(0.05)
    return held


def test_a_stranger_is_answered_in_chinese(district: District) -> None:
    with urllib.request.urlopen(district.url) as answer:
        page = answer.read().decode()
    assert answer.status == 200
    assert 'lang="zh' in page
    assert "登录" in page


def test_the_terminal_says_where_to_look_and_as_whom_to_sign_in(master_folder: Path) -> None:
    said = (master_folder.parent / "log").read_text("utf-8")
    assert "http://127.0.0.1:" in said
    assert "登录" in said
    assert "行动要求" in said


def test_the_secret_key_is_the_owners_alone(master_folder: Path) -> None:
    assert stat.S_IMODE((master_folder / "secret-key").stat().st_mode) == 0o600


@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGTERM])
def test_stopping_is_quick_and_leaves_no_process(district: District, how: signal.Signals) -> None:
    assert soon(lambda: len(workers_of(district)) == 1)
    began = time.monotonic()
    assert district.stop(how) == 0
    assert time.monotonic() - began < 3
    assert workers_of(district) == []
    district.start()


def test_a_worker_that_dies_is_started_again(district: District) -> None:
    assert soon(lambda: len(workers_of(district)) == 1)
    [first] = workers_of(district)
    os.kill(first, signal.SIGKILL)
    assert soon(lambda: workers_of(district) not in ([], [first]))


def test_a_worker_ends_when_its_server_was_killed(district: District) -> None:
    assert soon(lambda: len(workers_of(district)) == 1)
    district.stop(signal.SIGKILL)
    assert soon(lambda: workers_of(district) == [])
    district.start()


def test_starting_again_keeps_everything_and_reads_nothing_twice(district: District) -> None:
    before = said(taizhang("check", data=district.folder))
    district.later(days=0)
    after = said(taizhang("check", data=district.folder))
    assert before == after
    assert "核验通过" in after
