"""Where measurements of the ledger stand: Django over a throw-away database, with the demo pack."""

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any


@cache
def folder() -> Path:
    """Return the throw-away data folder, after Django has been set up over it."""
    made = Path(tempfile.mkdtemp(prefix="taizhang-bench-"))
    os.environ["TAIZHANG_DATA"] = str(made)
    os.environ.setdefault("TAIZHANG_SECRET_KEY", "only-for-measurements")
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "taizhang.config.settings")
    import django

    django.setup()
    return made


@contextmanager
def database(settings: dict[str, Any]) -> Iterator[None]:
    """Let every thread use another database until the block ends."""
    from django.db import connections

    before, wrapper = connections.settings["default"], connections["default"]
    wrapper.close()
    if wrapper.vendor == "postgresql":
        wrapper.close_pool()
    connections.settings["default"] = {**before, **settings}
    connections["default"] = connections.create_connection("default")
    try:
        yield
    finally:
        connections["default"].close()
        if connections["default"].vendor == "postgresql":
            connections["default"].close_pool()
        connections.settings["default"] = before
        connections["default"] = wrapper


def migrated_sqlite(name: str) -> Path:
    """Return a SQLite file after all migrations, with the demo pack adopted."""
    path = folder() / name
    prepared = folder() / "prepared.db"
    if not prepared.exists():
        with database(sqlite_settings(prepared)):
            prepare()
            checkpoint()
    shutil.copyfile(prepared, path)
    return path


def sqlite_settings(path: Path) -> dict[str, Any]:
    from taizhang.config import environment

    return environment.sqlite(path)


def prepare() -> None:
    """Bring an empty database to where the first item can be entered."""
    from django.core.management import call_command

    from tests.build import a_district

    call_command("migrate", verbosity=0, interactive=False)
    a_district()


def checkpoint() -> None:
    """Move what stands in the log into the file itself, so that it can be copied."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
