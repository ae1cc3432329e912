"""The files of the project, as the tests of this folder look at them."""

import ast
import subprocess
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "taizhang"
SHARED = ROOT.parent / "shared"
_IGNORED = (ROOT / ".gitignore").read_text("utf-8").split()


@cache
def kept_files() -> tuple[Path, ...]:
    """Return every file that git keeps or would keep; without git, all but what it would ignore."""
    return tuple(sorted(file for file in _listed() or _found(ROOT) if file.is_file()))


def _listed() -> list[Path]:
    command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    try:
        asked = subprocess.run(command, cwd=ROOT, text=True, capture_output=True, check=False)
    except FileNotFoundError:
        return []
    return [ROOT / name for name in asked.stdout.split("\0") if name]


def _found(folder: Path) -> Iterator[Path]:
    for place in folder.iterdir():
        if _is_ignored(place):
            continue
        if place.is_dir():
            yield from _found(place)
        else:
            yield place


def _is_ignored(place: Path) -> bool:
    anywhere = [line.rstrip("/") for line in _IGNORED if not line.startswith("/")]
    return (
        any(place.match(line) for line in anywhere)
        or f"/{name_of(place)}" in {line.rstrip("/") for line in _IGNORED}
        or place.name == ".git"
    )


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
