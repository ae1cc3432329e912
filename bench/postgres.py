"""A PostgreSQL server to measure on: the one that is named, or a private one for the time being."""

import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from bench import ground
from bench.frame import Skipped
from taizhang.config import environment


@contextmanager
def server() -> Iterator[dict[str, Any]]:
    """Yield the settings of a database on TAIZHANG_DATABASE_URL, else on a server of our own."""
    if ground.SERVER:
        yield environment.postgres(ground.SERVER)
        return
    with _private() as address:
        yield environment.postgres(f"postgresql://postgres@/postgres?host={address}")


@contextmanager
def _private() -> Iterator[Path]:
    """Start a server that careful settings hold to the disk, as in production; end it again."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=_version)
    if not found:
        raise Skipped("no PostgreSQL: TAIZHANG_DATABASE_URL names none, and none is installed")
    programs = found[-1].parent
    home = Path(tempfile.mkdtemp(prefix="taizhang-pg-", dir="/tmp"))
    as_owner = _owning(home)
    data = home / "data"
    ours = ["-D", str(data), "-U", "postgres", "--auth=trust", "--encoding=UTF8"]
    flags = f"-k {home} -c listen_addresses=''"
    try:
        _run([*as_owner, str(programs / "initdb"), *ours, "--locale=C.UTF-8"])
        control = [*as_owner, str(programs / "pg_ctl"), "-D", str(data)]
        _run([*control, "-w", "-l", str(home / "log"), "-o", flags, "start"])
        yield home
        _run([*control, "-m", "fast", "stop"])
    finally:
        shutil.rmtree(home, ignore_errors=True)


def _version(program: Path) -> float:
    return float(program.parent.parent.name)


def _owning(home: Path) -> list[str]:
    """Give the folder to somebody whom PostgreSQL runs as, which is never root."""
    if os.getuid() != 0:
        return []
    owner = pwd.getpwnam("postgres")
    os.chown(home, owner.pw_uid, owner.pw_gid)
    return ["runuser", "-u", "postgres", "--"]


def _run(command: list[str]) -> None:
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, cwd="/tmp")
