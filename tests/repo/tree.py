"""The files of the project, as the tests of this folder look at them."""

import ast
import subprocess
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "taizhang"
SHARED = ROOT.parent / "shared"


@cache
def kept_files() -> tuple[Path, ...]:
    """Return every file that git keeps or would keep; without git, every file of a source tree."""
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        text=True,
        capture_output=True,
        check=False,
    ).stdout.splitlines()
    files = (ROOT / name for name in listed) if listed else ROOT.rglob("*")
    return tuple(sorted(file for file in files if file.is_file()))


def texts() -> Iterator[tuple[str, str]]:
    """Yield name and content of every kept file that is text."""
    for file in kept_files():
        try:
            yield name_of(file), file.read_text(encoding="utf-8")
        except UnicodeDecodeError:
            continue


def name_of(file: Path) -> str:
    return file.relative_to(ROOT).as_posix()


def modules(*, migrations: bool = False) -> list[Path]:
    """Return the Python files of the package."""
    return [
        file
        for file in sorted(PACKAGE.rglob("*.py"))
        if migrations or "migrations" not in file.parts
    ]


@cache
def parsed(file: Path) -> ast.Module:
    return ast.parse(file.read_text(encoding="utf-8"))
