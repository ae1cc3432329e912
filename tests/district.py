"""A real server on a data folder of the test's own: `taizhang up`, started as a user would."""

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path

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
        command = [sys.executable, "-m", "taizhang.config", "up", "--data", str(self.folder)]
        command += ["--port", str(self.port), *self.arguments]
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                command,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
                env=clean_environment(days_ahead),
            )
        try:
            self._wait_for_first_page()
        except BaseException:
            self.process.kill()  # its worker follows by itself
            self.process.wait()
            raise
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
        raise AssertionError(f"taizhang up did not serve:\n{self.log.read_text('utf-8')}")

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
    kept = {name: value for name, value in os.environ.items() if not name.startswith("TAIZHANG_")}
    kept.pop("DJANGO_SETTINGS_MODULE", None)
    if days_ahead:
        kept["TAIZHANG_CLOCK_AHEAD"] = str(days_ahead)
    return kept
