"""The shape of the source: short files, short functions, doors that write through actions only."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.repo.tree import PACKAGE, modules, name_of, parsed

LONGEST_FILE = 400
LONGEST_FUNCTION = 40
ORM_WRITES = {
    "acreate",
    "bulk_create",
    "bulk_update",
    "create",
    "delete",
    "get_or_create",
    "save",
    "update_or_create",
}
SQL_WRITES = ("INSERT INTO", "INSERT OR", "UPDATE ", "DELETE FROM", "TRUNCATE ")
DATABASE_APPS = ("record", "org", "ledger", "intake", "outbox", "desk", "web", "config")
# These save pictures and documents; none of them touches a row.
NOT_ROWS = {"taizhang/record/evidence.py": {"save"}}


def test_a_file_is_short_enough_to_be_read_in_one_sitting() -> None:
    lengths = {name_of(file): len(file.read_text("utf-8").splitlines()) for file in modules()}
    assert {name: n for name, n in lengths.items() if n > LONGEST_FILE} == {}


def test_a_function_fits_on_a_screen() -> None:
    long = {
        f"{name_of(file)}:{node.lineno} {node.name}": length
        for file in modules()
        for node in ast.walk(parsed(file))
        if isinstance(node, ast.FunctionDef)
        and (length := (node.end_lineno or 0) - node.lineno + 1) >= LONGEST_FUNCTION
    }
    assert long == {}


def test_nothing_is_imported_inside_a_function() -> None:
    hidden = [
        f"{name_of(file)}:{inner.lineno}"
        for file in modules()
        for node in ast.walk(parsed(file))
        if isinstance(node, ast.FunctionDef)
        for inner in ast.walk(node)
        if isinstance(inner, (ast.Import, ast.ImportFrom))
    ]
    assert hidden == []


def is_action(file: Path) -> bool:
    return file.name == "actions.py" or "actions" in file.relative_to(PACKAGE).parts


def writes(file: Path) -> Iterator[str]:
    """Yield the places where a file writes rows, by the ORM or by SQL."""
    allowed = NOT_ROWS.get(name_of(file), set())
    for node in ast.walk(parsed(file)):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            if node.func.attr in ORM_WRITES - allowed or _updates_rows(node):
                yield f"{name_of(file)}:{node.lineno} .{node.func.attr}()"
        elif isinstance(node, ast.Constant) and str(node.value).lstrip().startswith(SQL_WRITES):
            yield f"{name_of(file)}:{node.lineno} {str(node.value).split()[0]}"


def _updates_rows(call: ast.Call) -> bool:
    """Tell QuerySet.update from the update of a dict or a hash: by what it is called on."""
    assert isinstance(call.func, ast.Attribute)
    on = ast.unparse(call.func.value)
    return call.func.attr == "update" and any(
        part in on for part in (".objects", ".filter(", ".exclude(")
    )


@pytest.mark.parametrize("app", DATABASE_APPS)
def test_rows_are_written_by_actions_only(app: str) -> None:
    doors = [
        file
        for file in modules()
        if file.relative_to(PACKAGE).parts[0] == app
        and not is_action(file)
        and file.name != "triggers.py"
    ]
    assert [place for file in doors for place in writes(file)] == []


CLOCKS = {"datetime", "date", "timezone", "datetime.datetime", "datetime.date", "time"}


def test_the_present_moment_is_asked_for_in_one_place() -> None:
    """Doors ask `web.clock`; below views, jobs and commands time is an argument."""
    asked = [
        f"{name_of(file)}:{node.lineno}"
        for file in modules()
        for node in ast.walk(parsed(file))
        if isinstance(node, ast.Attribute)
        and node.attr in {"now", "today", "utcnow", "time"}
        and ast.unparse(node.value) in CLOCKS
    ]
    assert [place for place in asked if not place.startswith("taizhang/web/clock.py")] == []
    assert asked != []
