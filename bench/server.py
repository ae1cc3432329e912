"""The whole program as it is started: seconds to the first page, and memory after some work."""

import tempfile
import time
from pathlib import Path

from bench.frame import Row, Skipped
from tests.district import District
from tests.proof.visiting import sign_in

PAGES = ("/desk/", "/items/", "/documents/", "/table/", "/settings/pack/", "/quick/")
TIMES = 10


def rows() -> list[Row]:
    """Return how long the first and a later start take, and what server and worker hold then."""
    with tempfile.TemporaryDirectory(prefix="taizhang-bench-") as folder:
        place = Path(folder)
        district = District(place / "data", place / "log")
        first = _started(district)
        district.stop()
        later = _started(district)
        try:
            _look_around(district)
            server, worker = _memory(district)
        finally:
            district.stop()
    return [
        Row("start_s", round(later, 2), "s"),
        Row("start_first_s", round(first, 2), "s"),
        Row("memory_mb", round(server + worker, 1), "MB"),
        Row("memory_server_mb", round(server, 1), "MB"),
        Row("memory_worker_mb", round(worker, 1), "MB"),
    ]


def _started(district: District) -> float:
    began = time.monotonic()
    district.start()
    return time.monotonic() - began


def _look_around(district: District) -> None:
    """Open the main pages several times over, as an officer does in the morning."""
    officer = sign_in(district.port, "niyumo")
    for page in PAGES * TIMES:
        officer.get(page)


def _memory(district: District) -> tuple[float, float]:
    """Return the megabytes of the server and of its worker, shared pages in proportion."""
    assert district.process is not None
    server = district.process.pid
    workers = [pid for pid, parent in _parents().items() if parent == server]
    return _megabytes(server), sum(map(_megabytes, workers))


def _parents() -> dict[int, int]:
    """Return the parent of every process."""
    if not Path("/proc/self/smaps_rollup").exists():
        raise Skipped("this system does not tell what a process holds (/proc)")
    found: dict[int, int] = {}
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            behind_name = stat.read_text().rpartition(")")[2].split()
        except OSError:  # it has ended meanwhile
            continue
        found[int(stat.parent.name)] = int(behind_name[1])
    return found


def _megabytes(process: int) -> float:
    told = Path(f"/proc/{process}/smaps_rollup").read_text().splitlines()
    return next(int(line.split()[1]) for line in told if line.startswith("Pss:")) / 1024
