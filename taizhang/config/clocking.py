"""Printing the time account of one item (计时明细), as lines or as JSON."""

import json
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Q
from django.utils import timezone

from taizhang.config.stop import OK, Stop
from taizhang.desk.clock_words import Day, Sum, Told, Turn, told
from taizhang.ledger.clocks import TimeBook, time_book
from taizhang.ledger.models import Item
from taizhang.record.ids import plain_code
from taizhang.rules.attribution import Span, Total
from taizhang.rules.clock_runs import ClockRun
from taizhang.rules.derivation import Derivation
from taizhang.web.clock import now

LARGEST = 2**63


def show(wanted: str, *, as_json: bool) -> int:
    """Print the account of the item that a number, a tracking code or an id names."""
    book = time_book(found(wanted), now())
    if as_json:
        print(json.dumps(plain(book), ensure_ascii=False, indent=2))
    else:
        print("\n".join(lines(book)))
    return OK


def found(wanted: str) -> Item:
    named = Q(number=wanted) | Q(tracking=plain_code(wanted))
    if wanted.isdecimal() and int(wanted) < LARGEST:
        named |= Q(pk=int(wanted))
    items = list(Item.objects.filter(named)[:2])
    if len(items) != 1:
        raise Stop(
            f"没有编号、查询码或标识为“{wanted}”的事项。(No item has this number, code or id.)"
        )
    return items[0]


def lines(book: TimeBook) -> list[str]:
    """Return the account as it is printed."""
    item, words = book.item, told(book)
    return [
        f"{item.number or item.tracking} {item.title}",
        f"截至 {stamp(book.now)}，日历 {book.pack.calendar.edition}",
        *(["立项时的日历版本与现在不同。"] if book.is_of_another_edition else []),
        *_section("时限推算 how the deadline comes about", words.deadline),
        *_section("各单位 units", map(_sum_line, words.units)),
        *_section("各轮 legs", map(_sum_line, words.legs)),
        *_section("各原因 reasons", (f"{word} {time}" for word, time in words.reasons)),
        *_section("各时限 clocks", _runs(words)),
        *_section("每一分钟 every minute", (line for turn in words.turns for line in _turn(turn))),
    ]


def _section(title: str, rows: Any) -> list[str]:
    return ["", title, *(f"  {row}" for row in rows)]


def stamp(at: datetime) -> str:
    return f"{timezone.localtime(at):%Y-%m-%d %H:%M}"


def _sum_line(total: Sum) -> str:
    lost = f"，退回耗时 {total.lost}" if total.lost else ""
    return f"{total.name}：在手 {total.held}，工作时间 {total.worked}，计入 {total.counted}{lost}"


def _runs(words: Told) -> list[str]:
    return [
        f"{run.clock} {run.unit} {stamp(run.begin)} 起，应于 {stamp(run.due)}，"
        + (f"{stamp(run.end)} 止" if run.end else "未完")
        + ("，逾期" if run.is_late else "")
        for run in words.runs
    ]


def _turn(turn: Turn) -> list[str]:
    lost = "，后被退回" if turn.is_lost else ""
    head = f"{stamp(turn.begin)} – {stamp(turn.end)} {turn.state} {turn.unit}".rstrip()
    return [f"{head}，计入 {turn.counted}{lost}", *(f"  {_day(day)}" for day in turn.days)]


def _day(day: Day) -> str:
    dates = f"{day.first:%m-%d}" + (f"–{day.last:%m-%d}" if day.last != day.first else "")
    counted = [f"计入 {day.counted}" + (f"（{day.hours}）" if day.hours else "")]
    parts = [f"{word} {time}" for word, time in day.parts]
    return f"{dates} " + "，".join([*(counted if day.is_counting else []), *parts])


def plain(book: TimeBook) -> dict[str, Any]:
    """Return the account as plain values; lengths in seconds, moments in ISO 8601."""
    account, promise = book.account, book.promise
    return {
        "item": str(book.item.pk),
        "number": book.item.number,
        "tracking": book.item.tracking,
        "now": book.now.isoformat(),
        "calendar": book.pack.calendar.edition,
        "calendar_pinned": account.facts.calendar,
        "spans": [_span(span) for span in account.spans],
        "units": {unit: _total(total) for unit, total in account.by_unit().items()},
        "legs": {str(leg): _total(total) for leg, total in account.by_leg().items()},
        "reasons": {why: _seconds(time) for why, time in account.by_reason().items()},
        "clocks": [_clock(run, book.now) for run in book.runs],
        "deadline": promise
        and {
            "at": promise.at.isoformat(),
            "original": promise.original and promise.original.isoformat(),
            "is_as_recorded": promise.is_as_recorded,
            "of_limit": promise.of_limit and _derivation(promise.of_limit),
            "of_rework": promise.of_rework and _derivation(promise.of_rework),
            "words": list(told(book).deadline),
        },
    }


def _span(span: Span) -> dict[str, Any]:
    return {
        "begin": span.begin.isoformat(),
        "end": span.end.isoformat(),
        "seconds": _seconds(span.length),
        "leg": span.leg,
        "state": span.state,
        "clock": span.clock,
        "unit": span.unit,
        "counts": bool(span.counted),
        "why": span.why,
        "holiday": span.holiday,
        "is_lost": span.is_lost,
    }


def _total(total: Total) -> dict[str, float]:
    return {name: _seconds(time) for name, time in total._asdict().items()}


def _seconds(length: timedelta) -> float:
    return length.total_seconds()


def _clock(run: ClockRun, at: datetime) -> dict[str, Any]:
    return {
        "clock": run.clock,
        "unit": run.unit,
        "kind": run.kind,
        "name": run.name,
        "begin": run.begin.isoformat(),
        "due": run.due.at.isoformat(),
        "end": run.end and run.end.isoformat(),
        "is_late": run.is_late(at),
        "times_moved": run.times_moved,
    }


def _derivation(found: Derivation) -> dict[str, Any]:
    return {
        "start": found.start.isoformat(),
        "limit": [found.limit.amount, found.limit.unit, found.limit.basis],
        "at": found.at.isoformat(),
        "is_provisional": found.is_provisional,
        "working_days": found.working_days,
        "days_off": [
            {"rest": off.rest, "name": off.name, "first": str(off.first), "last": str(off.last)}
            for off in found.days_off
        ],
        "made_up": [str(day) for day in found.made_up],
        "pauses": [[begin.isoformat(), end.isoformat()] for begin, end in found.pauses],
    }
