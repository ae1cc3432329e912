"""A process that is killed in the middle of writing: what was acknowledged is there, and whole."""

import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from django.db import connection

from taizhang.ledger import checks as ledger
from taizhang.record import checks as record
from taizhang.record.models import Entry
from tests.build import a_district
from tests.district import clean_environment

KILLS = 20 if os.environ.get("HYPOTHESIS_PROFILE") == "prove" else 3
ROOT = Path(__file__).resolve().parents[2]


def acknowledged_before_the_kill(folder: Path, seconds: float) -> set[str]:
    """Let a process write for so long after its first word, kill it, return what it had said."""
    writer = subprocess.Popen(
        [sys.executable, "-m", "tests.busy_writer", str(folder)],
        cwd=ROOT,
        env=clean_environment(),
        stdout=subprocess.PIPE,
        text=True,
        process_group=0,
    )
    assert writer.stdout is not None
    first = writer.stdout.readline()
    assert first, "the writer did not start"
    time.sleep(seconds)
    os.killpg(writer.pid, signal.SIGKILL)
    said, _ = writer.communicate()
    # The last line may have been cut by the kill: then nobody has heard it.
    return set((first + said).rpartition("\n")[0].split("\n"))


@pytest.mark.slow
@pytest.mark.skipif(connection.vendor != "sqlite", reason="kills the process that holds the file")
def test_what_was_acknowledged_survives_a_kill_and_nothing_is_half_there(
    fresh_database: str,
) -> None:
    a_district()
    connection.close()
    chance, told = random.Random(2026), set()
    for _ in range(KILLS):
        told |= acknowledged_before_the_kill(Path(fresh_database).parent, chance.uniform(0.2, 0.8))
        kept = set(Entry.objects.filter(kind="item").values_list("command_id", flat=True))
        assert told - kept == set()
        assert record.check().breaches == []
        assert ledger.check().breaches == []
        connection.close()
    assert len(told) > KILLS * 10
