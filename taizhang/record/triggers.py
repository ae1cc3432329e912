"""Triggers that keep rows for ever: the migration operation that makes them, and a look at them."""

from collections.abc import Iterable, Sequence
from string import Template
from typing import Any

from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.migrations.operations.base import Operation

Keys = Sequence[Sequence[str]]

GUARDED = ("record_entry", "record_erasure", "record_text", "record_evidence")

# INSERT OR REPLACE passes by triggers on UPDATE and DELETE, hence the third.
_ON_SQLITE = (
    "CREATE TRIGGER ${table}_no_update BEFORE UPDATE ON $table $refuse",
    "CREATE TRIGGER ${table}_no_delete BEFORE DELETE ON $table $unless $refuse",
    "CREATE TRIGGER ${table}_no_replace BEFORE INSERT ON $table WHEN $taken $refuse",
)
_REFUSE = "BEGIN SELECT RAISE(ABORT, 'record: rows of $table are kept as they are'); END"
_UNLESS = (
    "WHEN NOT EXISTS (SELECT 1 FROM record_erasure"
    " WHERE region = OLD.region AND hash = OLD.$column)"
)
_TAKEN = "EXISTS (SELECT 1 FROM $table WHERE $same)"

# A WHEN clause of PostgreSQL may not look into another table, so the function seeks the leave.
# ENABLE ALWAYS: also where a replica or a restore switches ordinary triggers off.
_ON_POSTGRESQL = (
    """
CREATE OR REPLACE FUNCTION ${table}_refuse() RETURNS trigger LANGUAGE plpgsql AS $$$$
BEGIN
    $unless
    RAISE EXCEPTION 'record: rows of $table are kept as they are'
        USING ERRCODE = 'integrity_constraint_violation';
END $$$$
""",
    "CREATE TRIGGER ${table}_no_update BEFORE UPDATE ON $table"
    " FOR EACH ROW EXECUTE FUNCTION ${table}_refuse()",
    "CREATE TRIGGER ${table}_no_delete BEFORE DELETE ON $table"
    " FOR EACH ROW EXECUTE FUNCTION ${table}_refuse()",
    "CREATE TRIGGER ${table}_no_truncate BEFORE TRUNCATE ON $table"
    " FOR EACH STATEMENT EXECUTE FUNCTION ${table}_refuse()",
    "ALTER TABLE $table ENABLE ALWAYS TRIGGER ${table}_no_update",
    "ALTER TABLE $table ENABLE ALWAYS TRIGGER ${table}_no_delete",
    "ALTER TABLE $table ENABLE ALWAYS TRIGGER ${table}_no_truncate",
)
_LEAVE = """IF TG_OP = 'DELETE' THEN
        IF EXISTS (SELECT 1 FROM record_erasure
                   WHERE region = OLD.region AND hash = OLD.$column) THEN
            RETURN OLD;
        END IF;
    END IF;"""


class KeepForEver(Operation):
    """Make a table append-only; with `erasable`, a row may go once an erasure names that column.

    An AlterField on SQLite rebuilds the table and silently drops the triggers: repeat this
    operation after every one. The tests try each trigger after all migrations.
    """

    reversible = True

    def __init__(self, table: str, keys: Keys, erasable: str = "") -> None:
        self.table = table
        self.keys = keys
        self.erasable = erasable

    def state_forwards(self, _app_label: str, _state: Any) -> None:
        """Change nothing that the models know of."""

    def database_forwards(self, _app: str, schema_editor: Any, _from: Any, _to: Any) -> None:
        for statement in self._statements(schema_editor.connection.vendor):
            schema_editor.execute(statement, params=None)

    def database_backwards(self, _app: str, schema_editor: Any, _from: Any, _to: Any) -> None:
        vendor = schema_editor.connection.vendor
        for name in names(vendor, self.table):
            where = f" ON {self.table}" if vendor == "postgresql" else ""
            schema_editor.execute(f"DROP TRIGGER {name}{where}", params=None)

    def describe(self) -> str:
        return f"Keep rows of {self.table} for ever"

    def _statements(self, vendor: str) -> Iterable[str]:
        is_sqlite = vendor == "sqlite"
        templates: Sequence[str] = _ON_SQLITE if is_sqlite else _ON_POSTGRESQL
        unless = _UNLESS if is_sqlite else _LEAVE
        words = {
            "table": self.table,
            "unless": _filled(unless, column=self.erasable) if self.erasable else "",
            "refuse": _filled(_REFUSE, table=self.table),
            "taken": " OR ".join(map(self._taken, self.keys)),
        }
        return [_filled(template, **words) for template in templates]

    def _taken(self, key: Sequence[str]) -> str:
        same = " AND ".join(f"{column} = NEW.{column}" for column in key)
        return _filled(_TAKEN, table=self.table, same=same)


def _filled(template: str, **words: str) -> str:
    return Template(template).substitute(words)


def names(vendor: str, table: str) -> list[str]:
    """Return the names of the triggers that a guarded table must have."""
    third = "no_truncate" if vendor == "postgresql" else "no_replace"
    return [f"{table}_no_update", f"{table}_no_delete", f"{table}_{third}"]


def missing(connection: BaseDatabaseWrapper, tables: Iterable[str] = GUARDED) -> list[str]:
    """Return the names of the triggers that should stand in the database and do not."""
    if connection.vendor == "postgresql":
        # tgenabled 'A': fires always; anything else means that somebody switched it down.
        query = "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal AND tgenabled = 'A'"
    else:
        query = "SELECT name FROM sqlite_master WHERE type = 'trigger'"
    with connection.cursor() as cursor:
        cursor.execute(query)
        standing = {row[0] for row in cursor.fetchall()}
    expected = [name for table in tables for name in names(connection.vendor, table)]
    return [name for name in expected if name not in standing]
