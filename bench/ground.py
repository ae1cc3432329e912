"""Where the ledger is measured: Django over a throw-away folder, and databases with the demo pack.

Importing this starts Django; whatever measures the ledger imports it before anything of the ledger.
"""

import atexit
import os
import shutil
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import django
from django.core.management import call_command
from django.db import connection, connections

FOLDER = Path(tempfile.mkdtemp(prefix="taizhang-bench-"))
atexit.register(shutil.rmtree, FOLDER, ignore_errors=True)
SERVER = os.environ.pop("TAIZHANG_DATABASE_URL", "")
os.environ["TAIZHANG_DATA"] = str(FOLDER)
os.environ["TAIZHANG_HOSTS"] = "testserver"
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "taizhang.config.settings")
django.setup()

from taizhang.config import environment  # noqa: E402  (Django first)
from tests.build import a_district  # noqa: E402


@contextmanager
def database(instead: dict[str, Any]) -> Iterator[None]:
    """Let every thread use another database until the block ends."""
    before, wrapper = connections.settings["default"], connections["default"]
    _leave(wrapper)
    connections.settings["default"] = {**before, **instead}
    connections["default"] = connections.create_connection("default")
    try:
        yield
    finally:
        _leave(connections["default"])
        connections.settings["default"] = before
        connections["default"] = wrapper


def _leave(wrapper: Any) -> None:
    wrapper.close()
    if wrapper.vendor == "postgresql":
        wrapper.close_pool()


def prepared() -> Path:
    """Return a SQLite file after all migrations, with the demo pack adopted, to be copied."""
    path = FOLDER / "prepared.db"
    if not path.exists():
        with database(sqlite_at(path)):
            prepare()
            checkpoint()
    return path


def sqlite_at(path: Path) -> dict[str, Any]:
    return environment.sqlite(path)


def a_copy(of: Path, name: str) -> Path:
    path = FOLDER / f"{name}.db"
    shutil.copyfile(of, path)
    return path


def prepare() -> None:
    """Bring an empty database to where the first item can be entered."""
    call_command("migrate", verbosity=0, interactive=False)
    a_district()


def checkpoint() -> None:
    """Move what stands in the log into the file itself, so that it can be copied."""
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def bare_sqlite(path: Path) -> sqlite3.Connection:
    """Return the driver's own connection, with the same care for the disk as ours."""
    bare = sqlite3.connect(path, isolation_level=None)
    for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON"):
        bare.execute(f"PRAGMA {pragma}")
    return bare
