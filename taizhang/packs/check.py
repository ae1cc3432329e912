"""The checker: every mistake of a pack, by file, line and field."""

from pathlib import Path

from taizhang.packs.load import problems_in
from taizhang.packs.problems import Problem


def problems(folder: Path) -> list[Problem]:
    """Return every mistake in the pack, none where it can be adopted."""
    return problems_in(folder)
