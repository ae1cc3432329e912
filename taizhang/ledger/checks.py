"""The ledger's half of `taizhang check`: every item is what its entries add up to, and lawful.

Invariants 1–5 and 7 of the lifecycle; the record's own checks look at gaps, texts and triggers.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from itertools import groupby, islice
from typing import Any

from taizhang.ledger.models import Involvement, Item, OpenRequestRow
from taizhang.ledger.numbers import number_breaches
from taizhang.ledger.projection import columns, parts, request_columns
from taizhang.ledger.replay import replay
from taizhang.record.checks import Breach
from taizhang.record.models import Entry, Reporter
from taizhang.rules.lifecycle.due import standing
from taizhang.rules.lifecycle.facts import Facts
from taizhang.rules.lifecycle.states import ENDED

KIND = "item"
CHUNK = 200
Stream = list[Entry]


@dataclass(slots=True)
class Report:
    """What a look over all items found."""

    items: int = 0
    open_items: int = 0
    breaches: list[Breach] = field(default_factory=list)

    @property
    def is_sound(self) -> bool:
        """Tell whether nothing was found wrong."""
        return not self.breaches


def check(*, region: str | None = None, progress: Callable[[int], None] | None = None) -> Report:
    """Return what a pass over all items finds; memory stays bounded however many there are."""
    report = Report()
    walk = _streams(region)
    while some := list(islice(walk, CHUNK)):
        _check_some(some, report)
        if progress:
            progress(report.items)
    stored = Item.objects.all() if region is None else Item.objects.of_region(region)
    rows = stored.count()
    if rows != report.items:
        report.breaches.append(Breach("台账", f"有 {rows} 行事项，而存证中有 {report.items} 件"))
    report.breaches += number_breaches(region)
    return report


def _streams(region: str | None) -> Iterator[Stream]:
    """Yield the entries of one item after the other."""
    entries = Entry.objects.filter(kind=KIND)
    if region is not None:
        entries = entries.filter(region=region)
    walk = entries.order_by("region", "stream", "seq").iterator(chunk_size=1000)
    for _, stream in groupby(walk, key=lambda entry: (entry.region, entry.stream)):
        yield list(stream)


def _check_some(some: list[Stream], report: Report) -> None:
    ids = [stream[0].stream for stream in some]
    items = Item.objects.in_bulk(ids)
    units = _grouped(Involvement.objects.filter(item__in=ids))
    requests = _grouped(OpenRequestRow.objects.filter(item__in=ids))
    reporters = _grouped_reporters(ids)
    for stream in some:
        id = stream[0].stream
        report.items += 1
        played = replay(stream)
        found = list(played.wrong)
        facts = played.facts
        if facts is not None:
            report.open_items += facts.state not in ENDED
            found += (lost := list(_unaccounted(facts)))
            found += _wrong_requests(requests.get(id, []), facts)
            if not lost:
                found += _differences(items.get(id), facts)
                found += _wrong_parts(units.get(id, []), facts)
        found += _told(stream, reporters.get(id, []))
        name = (items[id].number if id in items else None) or str(id)
        report.breaches += [Breach(f"事项 {name}", what) for what in found]


def _grouped(rows: Iterable[Any]) -> dict[int, list[Any]]:
    found: dict[int, list[Any]] = {}
    for row in rows:
        found.setdefault(row.item, []).append(row)
    return found


def _grouped_reporters(ids: list[int]) -> dict[int, list[Reporter]]:
    found: dict[int, list[Reporter]] = {}
    for row in Reporter.objects.filter(kind=KIND, stream__in=ids):
        found.setdefault(row.stream, []).append(row)
    return found


def _differences(item: Item | None, facts: Facts) -> Iterator[str]:
    """Yield what the row says otherwise than the entries (invariant 1)."""
    if item is None:
        yield "有存证而台账无此行"
        return
    for name, value in columns(facts).items():
        stored = getattr(item, name)
        if stored != value:
            shown = "事实" if name == "facts_text" else f"{name}={stored!r}，应为{value!r}"
            yield f"台账与存证不符：{shown}"


def _wrong_parts(rows: list[Involvement], facts: Facts) -> Iterator[str]:
    stored = {(row.unit, row.part) for row in rows}
    for unit, part in sorted(stored ^ {tuple(p) for p in parts(facts)}):
        yield f"涉及单位与存证不符：{unit}（{part}）"


def _wrong_requests(rows: list[OpenRequestRow], facts: Facts) -> Iterator[str]:
    stored = {row.request: row for row in rows}
    for request in facts.requests:
        row = stored.pop(request.id, None)
        wanted = request_columns(facts, request)
        if row is None or any(getattr(row, name) != value for name, value in wanted.items()):
            yield f"第 {request.id} 条申请与台账不符"
    for left in stored:
        yield f"第 {left} 条申请已了结而台账仍列为待决定"


def _unaccounted(facts: Facts) -> Iterator[str]:
    """Yield what of an open item waits for nobody, nothing or no moment (invariant 2)."""
    if facts.state in ENDED:
        return
    try:
        step = standing(facts)
    except IndexError:
        step = None
    if step is None or not step.unit:
        yield f"状态 {facts.state} 没有责任单位、下一步或时限"
    for request in facts.requests:
        if not request.decider:
            yield f"第 {request.id} 条申请没有决定单位"


def _told(stream: Stream, reporters: list[Reporter]) -> Iterator[str]:
    """Yield the entries that give away who raised the matter (invariant 7)."""
    for reporter in reporters:
        secrets = [word for word in (reporter.name, reporter.phone) if len(word) > 1]
        for entry in stream:
            if any(word in entry.body for word in secrets):
                yield f"第 {entry.seq} 条含有反映人身份"
