"""What is promised of the measurements, and whether a measured row keeps it."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from bench.frame import Row, shown


@dataclass(frozen=True, slots=True)
class Promise:
    """A bound on the value or the ratio of every row whose name matches."""

    names: str
    of: str  # value | ratio
    least: float | None = None
    most: float | None = None

    def holds(self, row: Row) -> bool:
        """Tell whether a row keeps the promise."""
        found = row.value if self.of == "value" else row.ratio
        if found is None:
            return False
        return (self.least is None or found >= self.least) and (
            self.most is None or found <= self.most
        )

    @property
    def words(self) -> str:
        bound = f"≥ {shown(self.least)}" if self.most is None else f"≤ {shown(self.most)}"
        return f"{self.of} {bound}"


PROMISES = (
    Promise(r"reading(_real_pages)?", "ratio", least=1.0),
    Promise(r"command_(sqlite|postgres.*)", "ratio", least=0.3),
    Promise(r"command_cpu_ms", "value", most=2.0),
    Promise(r"command_statements", "value", most=6),
    Promise(r"page_.*_database_.*|list_.*k", "ratio", most=2.0),
    Promise(r"page_cpu_ms|page_(open|late|closed|search|unit)_cpu_.*", "value", most=25.0),
    Promise(r"page_growth", "value", most=1.3),
    Promise(r"tick_growth|tick_share", "value", most=1.3),
    Promise(r"search_exact_.*", "value", least=1.0),
    Promise(r"search_newest_.*", "value", most=50.0),
)


def promise_of(row: Row) -> Promise | None:
    """Return what is promised of a row, if anything."""
    return next((each for each in PROMISES if re.fullmatch(each.names, row.name)), None)


def as_kept(rows: Iterable[Row]) -> str:
    """Return the rows as a Markdown table that says of each what is promised, and if it holds."""
    lines = [
        "| measurement | value | unit | reference | ratio | promised | |",
        "|---|---:|---|---:|---:|---|---|",
    ]
    for row in rows:
        promise = promise_of(row)
        words, mark = "", ""
        if promise is not None:
            words, mark = promise.words, "holds" if promise.holds(row) else "**missed**"
        lines.append(
            f"| {row.name} | {shown(row.value)} | {row.unit} | {shown(row.reference)} "
            f"| {shown(row.ratio)} | {words} | {mark} |"
        )
    return "\n".join(lines)
