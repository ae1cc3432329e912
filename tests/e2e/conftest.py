"""A real server on a fresh data folder, and a real browser in front of it.

`district` starts `taizhang up` as a user would. `page_as("name")` opens a page as a demo person; what
the browser complains about, or any request to another host, fails the test.
"""

import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

CHROMIUM = Path("/usr/bin/chromium")
DEMO_PASSWORD = "qinghe-2026"
PHONE = {"width": 390, "height": 844}
DESKTOP = {"width": 1440, "height": 900}
SHOTS = Path(__file__).parent / "shots"
START_S = 60


def free_port() -> int:
    with closing(socket.socket()) as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@dataclass
class District:
    """A running `taizhang up`, its data folder and its address."""

    folder: Path
    log: Path
    arguments: tuple[str, ...] = ()
    port: int = field(default_factory=free_port)
    process: "subprocess.Popen[bytes] | None" = None

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def start(self, *, days_ahead: float = 0) -> "District":
        """Start the server; with `days_ahead` its clock shows a later day, for limits that pass."""
        command = [sys.executable, "-m", "taizhang", "up", "--data", str(self.folder)]
        command += ["--port", str(self.port), *self.arguments]
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                command,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
                env=clean_environment(days_ahead),
            )
        self._wait_for_first_page()
        return self

    def _wait_for_first_page(self) -> None:
        assert self.process is not None
        until = time.monotonic() + START_S
        while time.monotonic() < until and self.process.poll() is None:
            try:
                with urllib.request.urlopen(f"{self.url}/", timeout=START_S) as answer:
                    assert answer.status == 200
                    return
            except ConnectionError:
                time.sleep(0.05)
            except urllib.error.URLError as error:
                if not isinstance(error.reason, ConnectionError):
                    raise
                time.sleep(0.05)
        pytest.fail(f"taizhang up did not serve:\n{self.log.read_text('utf-8')}")

    def stop(self, how: signal.Signals = signal.SIGINT) -> int:
        """Stop the server as Ctrl-C does and return its exit code."""
        assert self.process is not None
        self.process.send_signal(how)
        return self.process.wait(timeout=10)

    def later(self, days: float) -> "District":
        """Start again with the same record, so many days later."""
        self.stop()
        return self.start(days_ahead=days)


def clean_environment(days_ahead: float = 0) -> dict[str, str]:
    """Return an environment in which nothing but the data folder decides."""
    import os

    kept = {name: value for name, value in os.environ.items() if not name.startswith("TAIZHANG_")}
    kept.pop("DJANGO_SETTINGS_MODULE", None)
    if days_ahead:
        kept["TAIZHANG_CLOCK_AHEAD"] = str(days_ahead)
    return kept


@pytest.fixture(scope="session")
def master_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The data folder as `taizhang up` leaves it after its first start, to be copied."""
    place = tmp_path_factory.mktemp("master")
    district = District(place / "data", place / "log").start()
    assert district.stop() == 0, district.log.read_text("utf-8")
    return place / "data"


@pytest.fixture
def district(master_folder: Path, tmp_path: Path) -> Iterator[District]:
    """The demo district, served from a folder of the test's own."""
    shutil.copytree(master_folder, tmp_path / "data")
    district = District(tmp_path / "data", tmp_path / "log").start()
    yield district
    assert district.stop() == 0
    said = district.log.read_text("utf-8")
    assert "Traceback" not in said, said


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    if not CHROMIUM.exists():
        pytest.skip("needs Debian's chromium: apt-get install chromium fonts-noto-cjk")
    playwright = pytest.importorskip("playwright.sync_api")
    with playwright.sync_playwright() as started:
        chromium = started.chromium.launch(
            executable_path=str(CHROMIUM), args=["--no-sandbox", "--disable-background-networking"]
        )
        yield chromium
        chromium.close()
