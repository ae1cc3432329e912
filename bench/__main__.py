"""`python -m bench [--json] [--proof FILE] [NAME…]`: measure, and print one table."""

import argparse
import importlib
import platform
import sys
from datetime import UTC, datetime
from pathlib import Path

from bench.frame import Row, Skipped, as_json, as_table

# What can be measured, and the function `rows() -> Iterable[Row]` of the module that does it.
MEASUREMENTS = {
    "reading": "bench.reading",
    "command_sqlite": "bench.command_sqlite",
    "command_postgres": "bench.command_postgres",
    "pages": "bench.pages",
    "search": "bench.search",
    "server": "bench.server",
}


def measured(names: list[str]) -> list[Row]:
    """Return the rows of the named measurements; say on stderr which cannot be made, and why."""
    rows: list[Row] = []
    for name in names:
        print(f"{name} …", file=sys.stderr, flush=True)
        try:
            rows += importlib.import_module(MEASUREMENTS[name]).rows()
        except Skipped as skipped:
            print(f"{name}: skipped, {skipped}", file=sys.stderr)
    return rows


def present() -> list[str]:
    """Return the measurements whose module is there."""
    here = Path(__file__).parent
    return [
        name
        for name, module in MEASUREMENTS.items()
        if (here / f"{module.rpartition('.')[2]}.py").exists()
    ]


def proof(rows: list[Row]) -> str:
    day = datetime.now(UTC).date()
    return (
        f"# Measured\n\nBy `just prove` on {day}, Python {platform.python_version()}, "
        f"{platform.machine()}. Absolute figures are of that machine and hour; a ratio compares "
        f"with its reference, measured in turns in the same run.\n\n{as_table(rows)}\n"
    )


def main() -> int:
    parser = argparse.ArgumentParser(prog="bench", description=__doc__)
    parser.add_argument("names", nargs="*", metavar="NAME", help=", ".join(MEASUREMENTS))
    parser.add_argument("--json", action="store_true", help="a list of objects")
    parser.add_argument("--proof", type=Path, metavar="FILE", help="write the table there as well")
    given = parser.parse_args()
    unknown = [name for name in given.names if name not in MEASUREMENTS]
    if unknown:
        parser.error(f"unknown: {', '.join(unknown)}; there are: {', '.join(MEASUREMENTS)}")
    rows = measured(given.names or present())
    print(as_json(rows) if given.json else as_table(rows))
    if given.proof:
        given.proof.write_text(proof(rows), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
