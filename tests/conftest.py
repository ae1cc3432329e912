"""What all tests share: profiles of hypothesis, and databases for tests that commit.

Entries cannot be deleted, so nothing that a test has committed can be flushed: a test that commits
asks for `fresh_database`, a migrated database of its own, which its threads may use as well.
"""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.db import connections
from hypothesis import HealthCheck, settings

from tests.district import District

settings.register_profile("dev", max_examples=25, deadline=None)
settings.register_profile(
    "ci",
    max_examples=200,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.register_profile("prove", max_examples=2000, deadline=None)
settings.load_profile(
    os.environ.get("HYPOTHESIS_PROFILE") or ("ci" if os.environ.get("CI") else "dev")
)

ALIAS = "default"


@contextmanager
def database_instead(name: str) -> Iterator[None]:
    """Let every thread use the database `name` until the block ends."""
    before, wrapper = connections.settings[ALIAS], connections[ALIAS]
    _close_pool(wrapper)
    connections.settings[ALIAS] = {**before, "NAME": name}
    connections[ALIAS] = connections.create_connection(ALIAS)
    try:
        yield
    finally:
        connections[ALIAS].close()
        _close_pool(connections[ALIAS])
        connections.settings[ALIAS] = before
        connections[ALIAS] = wrapper


def _close_pool(wrapper: Any) -> None:
    if wrapper.vendor == "postgresql":  # pools are kept by alias, whatever database they lead to
        wrapper.close()
        wrapper.close_pool()


def _on_server(*statements: str) -> None:
    with database_instead("postgres"), connections[ALIAS].cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)


@pytest.fixture(scope="session")
def migrated_database(
    tmp_path_factory: pytest.TempPathFactory, django_db_blocker: Any
) -> Iterator[str]:
    """A database after all migrations, to be copied and never used itself."""
    with django_db_blocker.unblock():
        if connections[ALIAS].vendor == "sqlite":
            name = str(tmp_path_factory.mktemp("migrated") / "taizhang.db")
            with database_instead(name):
                call_command("migrate", verbosity=0, interactive=False)
                with connections[ALIAS].cursor() as cursor:
                    cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            yield name
        else:
            name = f"taizhang_template_{os.getpid()}"
            _on_server(f'CREATE DATABASE "{name}"')
            with database_instead(name):
                call_command("migrate", verbosity=0, interactive=False)
            yield name
            _on_server(f'DROP DATABASE "{name}" WITH (FORCE)')


@pytest.fixture
def fresh_database(migrated_database: str, tmp_path: Path, django_db_blocker: Any) -> Iterator[str]:
    """A migrated database of the test's own: it may commit, and its threads see one another."""
    with django_db_blocker.unblock():
        if connections[ALIAS].vendor == "sqlite":
            name = str(tmp_path / "taizhang.db")
            shutil.copyfile(migrated_database, name)
            with database_instead(name):
                yield name
        else:
            name = f"taizhang_fresh_{os.getpid()}"
            _on_server(f'CREATE DATABASE "{name}" TEMPLATE "{migrated_database}"')
            with database_instead(name):
                yield name
            _on_server(f'DROP DATABASE "{name}" WITH (FORCE)')


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
