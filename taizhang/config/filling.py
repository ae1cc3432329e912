"""Filling an empty data folder: tables, pack, people, and the first documents."""

from collections.abc import Sequence
from pathlib import Path

from django.core.management import call_command


def migrate() -> None:
    call_command("migrate", verbosity=0, interactive=False)


def fill(pack: Path, files: Sequence[Path]) -> None:
    """Bring the data folder up to date; adopt the pack and read the files if it is new."""
    migrate()
