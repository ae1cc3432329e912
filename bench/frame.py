"""The frame of all measurements: rows, alternating blocks, and the table that they end in."""

import gc
import json
import statistics
import time
from collections.abc import Callable, Iterable
from dataclasses import asdict, dataclass


@dataclass(frozen=True, slots=True)
class Row:
    """One figure; `reference` is the same work done by the peer, `ratio` how we compare with it."""

    name: str
    value: float
    unit: str
    reference: float | None = None
    ratio: float | None = None


class Skipped(Exception):
    """A measurement that cannot be made here, with the reason."""


def compared(name: str, ours: float, theirs: float, unit: str, *, digits: int = 3) -> Row:
    """Return a row with the ratio of ours to theirs."""
    ratio = round(ours / theirs, digits) if theirs else None
    return Row(name, round(ours, digits), unit, round(theirs, digits), ratio)


def alternating(
    ours: Callable[[], object],
    theirs: Callable[[], object],
    *,
    blocks: int = 7,
    clock: Callable[[], float] = time.process_time,
) -> tuple[float, float]:
    """Return the median seconds of each, run in turns so that a busy hour hits both alike."""
    spent: tuple[list[float], list[float]] = ([], [])
    for block in range(blocks):
        turns = ((ours, spent[0]), (theirs, spent[1]))
        for work, seconds in turns if block % 2 == 0 else reversed(turns):
            gc.collect()
            began = clock()
            work()
            seconds.append(clock() - began)
    return statistics.median(spent[0]), statistics.median(spent[1])


def percentile(values: Iterable[float], share: float) -> float:
    """Return the value that `share` of the values do not exceed."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(len(ordered) * share))]


def as_json(rows: Iterable[Row]) -> str:
    return json.dumps([asdict(row) for row in rows], ensure_ascii=False, indent=1)


def as_table(rows: Iterable[Row]) -> str:
    """Return the rows as a Markdown table."""
    lines = ["| measurement | value | unit | reference | ratio |", "|---|---:|---|---:|---:|"]
    lines += [
        f"| {row.name} | {shown(row.value)} | {row.unit} "
        f"| {shown(row.reference)} | {shown(row.ratio)} |"
        for row in rows
    ]
    return "\n".join(lines)


def shown(number: float | None) -> str:
    if number is None:
        return ""
    return f"{number:,.0f}" if abs(number) >= 1000 else f"{number:.3g}"
