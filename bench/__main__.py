"""`python -m bench [--json] [--proof FILE] [NAME…]`: measure, and print one table."""

import argparse
import importlib
import os
import platform
import sys
from datetime import UTC, datetime
from pathlib import Path

from bench.frame import Row, Skipped, as_json, as_table
from bench.promises import as_kept

# What can be measured, and the function `rows() -> Iterable[Row]` of the module that does it.
MEASUREMENTS = {
    "reading": "bench.reading",
    "command_sqlite": "bench.command_sqlite",
    "command_postgres": "bench.command_postgres",
    "pages": "bench.pages",
    "search": "bench.search",
    "tick": "bench.tick",
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


PROOF = """\
# Measured

On {day}: Python {python}, {machine}, {cores} cores, at a load of {load:.1f} when it ended (idle
is 0). Every figure is repeated by `uv run python -m bench NAME`, where NAME is one of
{names}.

Absolute figures are of that machine and hour. A ratio compares with the reference of its row: the
same work done by the peer in the same run, in alternating blocks. The peers: for `reading`, the
tokeniser of jieba on the same text; for `command_…`, the bare driver that writes exactly the same
rows in the same transactions; for lists, pages and search, the same question in SQL by hand.
`_10k`, `_100k` and `_1000k` are ledgers of so many items, most of them open, filled with true
entries that `taizhang check` finds sound.

{table}

`just prove` writes this page after it has run the tests with many examples. Among them: a hundred
people at the same fifty items before a real server, and a server that is killed with SIGKILL
twenty times in the middle of writing (three times in CI). After each, every acknowledged command
is there, none is half there, and `taizhang check` is clean ([tests/proof](../tests/proof)).
"""


def proof(rows: list[Row]) -> str:
    return PROOF.format(
        day=datetime.now(UTC).date(),
        python=platform.python_version(),
        machine=platform.machine(),
        cores=os.cpu_count(),
        load=os.getloadavg()[0],
        names=", ".join(f"`{name}`" for name in MEASUREMENTS),
        table=as_kept(rows),
    )


def main() -> int:
    parser = argparse.ArgumentParser(prog="bench", description=__doc__)
    parser.add_argument("names", nargs="*", metavar="NAME", help=", ".join(MEASUREMENTS))
    parser.add_argument("--json", action="store_true", help="a list of objects")
    parser.add_argument("--proof", type=Path, metavar="FILE", help="write the table there as well")
    parser.add_argument("--million", action="store_true", help="also ledgers of 1,000,000 items")
    given = parser.parse_args()
    unknown = [name for name in given.names if name not in MEASUREMENTS]
    if unknown:
        parser.error(f"unknown: {', '.join(unknown)}; there are: {', '.join(MEASUREMENTS)}")
    if given.million:
        filled = importlib.import_module("bench.filled")
        filled.SIZES.append(filled.MILLION)
    rows = measured(given.names or list(MEASUREMENTS))
    print(as_json(rows) if given.json else as_table(rows))
    if given.proof:
        given.proof.write_text(proof(rows), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
