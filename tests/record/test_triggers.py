"""Rows of the record are kept for ever: each way around that is tried after all migrations."""

import pytest
from django.db import DatabaseError, connection, transaction

from taizhang.record import actions
from taizhang.record.models import Entry, Erasure, Evidence, Text
from taizhang.record.triggers import GUARDED, missing, names

from .writing import ALICE, BOB, NOON, REGION, a_picture, an_entry

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _one_row_in_each_table(tmp_path, settings):
    settings.DATA_DIR = tmp_path
    entry = an_entry(texts={"note": "河边又堆了垃圾"})
    actions.keep(a_picture(), "河边.jpg", region=REGION, at=NOON)
    actions.erase(
        region=REGION, kind="item", stream=7, seq=2, command_id="e", by=ALICE, second=BOB,
        hashes=[entry.data["note"]["text"]], authority="第四十七条", at=NOON, year=2026,
    )  # fmt: skip


def _is_refused(statement: str) -> bool:
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)
    except DatabaseError as error:
        return "kept as they are" in str(error)
    return False


@pytest.mark.parametrize("table", GUARDED)
def test_no_row_is_updated(table):
    assert _is_refused(f"UPDATE {table} SET region = '000000'")


@pytest.mark.parametrize("table", GUARDED)
def test_no_row_is_deleted(table):
    assert _is_refused(f"DELETE FROM {table}")


@pytest.mark.parametrize("model", [Entry, Erasure, Text, Evidence])
def test_no_row_is_replaced_by_id_or_by_key(model):
    if connection.vendor != "sqlite":
        pytest.skip("REPLACE is a word of SQLite")
    table = model._meta.db_table
    columns = [field.column for field in model._meta.concrete_fields]
    listed = ", ".join(columns)
    before = list(model.objects.values_list())
    other_id = ", ".join("id + 1" if name == "id" else name for name in columns)
    assert _is_refused(f"INSERT OR REPLACE INTO {table} ({listed}) SELECT {listed} FROM {table}")
    assert _is_refused(f"INSERT OR REPLACE INTO {table} ({listed}) SELECT {other_id} FROM {table}")
    assert list(model.objects.values_list()) == before


@pytest.mark.parametrize("table", GUARDED)
def test_no_table_is_truncated(table):
    if connection.vendor != "postgresql":
        pytest.skip("TRUNCATE is a word of PostgreSQL")
    assert _is_refused(f"TRUNCATE {table}")
    assert _is_refused(f"TRUNCATE {table} CASCADE")


def test_a_replica_does_not_switch_the_triggers_off():
    if connection.vendor != "postgresql":
        pytest.skip("session_replication_role is a setting of PostgreSQL")
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")
    assert _is_refused("DELETE FROM record_entry")


def test_every_guarded_table_has_its_triggers_and_a_lost_one_is_named():
    assert missing(connection) == []
    name = names(connection.vendor, "record_entry")[1]
    on_table = " ON record_entry" if connection.vendor == "postgresql" else ""
    with connection.cursor() as cursor:
        cursor.execute(f"DROP TRIGGER {name}{on_table}")
    assert missing(connection) == [name]
