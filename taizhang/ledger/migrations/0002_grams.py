"""The index of pairs of characters in which a search looks, in the manner of each database."""

from django.db import migrations

MAKE = {
    # No content of its own: the index is half as large, and must be told what it forgets.
    "sqlite": (
        "CREATE VIRTUAL TABLE ledger_gram USING fts5"
        "(grams, content='', tokenize='unicode61 remove_diacritics 0')",
    ),
    "postgresql": (
        "CREATE TABLE ledger_gram (item bigint PRIMARY KEY, grams tsvector NOT NULL)",
        "CREATE INDEX ledger_gram_grams ON ledger_gram USING gin (grams)",
    ),
}


def make(_apps, schema_editor):
    for statement in MAKE[schema_editor.connection.vendor]:
        schema_editor.execute(statement, params=None)


def drop(_apps, schema_editor):
    schema_editor.execute("DROP TABLE ledger_gram", params=None)


class Migration(migrations.Migration):

    dependencies = [("ledger", "0001_first")]

    operations = [migrations.RunPython(make, drop)]
