"""The time account of an item in words: a row for each turn, a line for each day, the sums."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from itertools import groupby, pairwise

from django.utils import timezone
from django.utils.functional import Promise as Words
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from taizhang.desk.deadline_words import derivation_lines
from taizhang.ledger.clocks import TimeBook
from taizhang.rules.attribution import Span, Total, Why
from taizhang.rules.clock_runs import ClockRun
from taizhang.rules.lifecycle.states import State
from taizhang.rules.workdays import NO_TIME, ONE_DAY
from taizhang.web.labels import word_of

WHY_WORDS: dict[Why, Words] = {
    Why.COUNTS: _("计入时限"),
    Why.NIGHT: _("下班时间"),
    Why.LUNCH: _("午休"),
    Why.WEEKEND: _("周末"),
    Why.HOLIDAY: _("放假"),
    Why.UNDISPATCHED: _("尚未交办"),
    Why.STANDING: _("长期坚持，不设办理时限"),
    Why.SUSPENDED: _("暂缓，停表"),
    Why.SUBMITTED: _("待核查，停表"),
    Why.DISCLOSED: _("公示，停表"),
    Why.FINISHED: _("已经办结"),
    Why.FIRST_DAY: _("起算当日不计"),
    Why.TODAY: _("当日未满，日终计入"),
}
Part = tuple[str, str]
"""A reason, and how long it held."""


@dataclass(frozen=True, slots=True)
class Day:
    """One day of a turn, or several days that did not count for one reason."""

    first: date
    last: date
    counted: str
    hours: str  # the runs of time that counted: 09:20–12:00
    parts: tuple[Part, ...]
    is_counting: bool


@dataclass(frozen=True, slots=True)
class Turn:
    """One turn of one unit."""

    begin: datetime
    end: datetime
    leg: int
    state: str
    clock: str
    unit: str
    counted: str
    is_lost: bool
    parts: tuple[Part, ...]
    days: tuple[Day, ...]


@dataclass(frozen=True, slots=True)
class Sum:
    """The sums of one unit or leg."""

    name: str
    held: str
    worked: str
    counted: str
    lost: str


@dataclass(frozen=True, slots=True)
class RunLine:
    """One run of one clock."""

    clock: str
    unit: str
    begin: datetime
    due: datetime
    end: datetime | None
    is_late: bool


@dataclass(frozen=True, slots=True)
class Told:
    """The whole account in words."""

    turns: tuple[Turn, ...]
    legs: tuple[Sum, ...]
    units: tuple[Sum, ...]
    reasons: tuple[Part, ...]
    runs: tuple[RunLine, ...]
    deadline: tuple[str, ...]


def told(book: TimeBook) -> Told:
    """Return the account in the reader's language."""
    account = book.account
    return Told(
        turns=tuple(_turns(book)),
        legs=tuple(_sum(leg_word(leg), total) for leg, total in account.by_leg().items()),
        units=tuple(_sum(_title(book, unit), total) for unit, total in account.by_unit().items()),
        reasons=tuple((str(WHY_WORDS[w]), time_words(t)) for w, t in account.by_reason().items()),
        runs=tuple(_run(book, run) for run in book.runs),
        deadline=tuple(derivation_lines(book)),
    )


def time_words(length: timedelta) -> str:
    """Return how long something is, in hours and minutes."""
    hours, minutes = divmod(length // timedelta(minutes=1), 60)
    if not hours:
        return gettext("%(minutes)s分") % {"minutes": minutes}
    if not minutes:
        return gettext("%(hours)s小时") % {"hours": hours}
    return gettext("%(hours)s小时%(minutes)s分") % {"hours": hours, "minutes": minutes}


def leg_word(leg: int) -> str:
    """Return the word of a leg (轮)."""
    return gettext("第%(n)s轮") % {"n": leg} if leg else gettext("立项之前")


def why_word(span: Span) -> str:
    """Return why a span counts or does not; a holiday goes by its name."""
    if span.why is Why.HOLIDAY and span.holiday:
        return gettext(span.holiday)
    return str(WHY_WORDS[span.why])


def _title(book: TimeBook, unit: str) -> str:
    return book.pack.units.title(unit) if unit else ""


def _sum(name: str, total: Total) -> Sum:
    lost = time_words(total.lost) if total.lost else ""
    held, worked = time_words(total.held), time_words(total.worked)
    return Sum(name, held, worked, time_words(total.counted), lost)


def _run(book: TimeBook, run: ClockRun) -> RunLine:
    word = word_of(run.clock, "clock")
    if run.name:
        word = f"{word}（{run.name}）"
    if run.kind is not None:
        word = f"{word}（{word_of(run.kind, 'request')}）"
    late = run.is_late(book.now)
    return RunLine(word, _title(book, run.unit), run.begin, run.due.at, run.end, late)


def _turns(book: TimeBook) -> Iterator[Turn]:
    for (leg, state, clock, unit, is_lost), group in groupby(book.account.spans, _whose):
        spans = list(group)
        yield Turn(
            spans[0].begin,
            spans[-1].end,
            leg,
            word_of(state, "state"),
            word_of(clock, "clock") if clock else "",
            _title(book, unit),
            time_words(_counted(spans)),
            is_lost,
            tuple(_parts(spans)),
            tuple(_days(spans)),
        )


def _whose(span: Span) -> tuple[int, State, str, str, bool]:
    return span.leg, span.state, span.clock, span.unit, span.is_lost


def _counted(spans: Sequence[Span]) -> timedelta:
    return sum((span.counted for span in spans), NO_TIME)


def _parts(spans: Sequence[Span]) -> Iterator[Part]:
    """Yield what did not count, by reason."""
    lengths: dict[str, timedelta] = {}
    for span in spans:
        if span.why is not Why.COUNTS:
            word = why_word(span)
            lengths[word] = lengths.get(word, NO_TIME) + span.length
    yield from ((word, time_words(length)) for word, length in lengths.items())


def _days(spans: Sequence[Span]) -> Iterator[Day]:
    """Yield the days; days on which nothing else happened stand together."""
    pieces = [piece for span in spans for piece in _cut(span)]
    for _first, group in groupby(pieces, lambda piece: timezone.localtime(piece.begin).date()):
        yield _day(list(group))


def _cut(span: Span) -> Iterator[Span]:
    """Yield a span cut at the first and at the last midnight in it."""
    begin, end = timezone.localtime(span.begin), timezone.localtime(span.end)
    first, last = _midnight(begin), _midnight(end)
    if begin != first:
        first += ONE_DAY
    marks = [begin, *(mark for mark in (first, last) if begin < mark < end), end]
    for a, b in pairwise(dict.fromkeys(marks)):
        yield replace(span, begin=a, end=b)


def _midnight(at: datetime) -> datetime:
    return at.replace(hour=0, minute=0, second=0, microsecond=0)


def _day(pieces: Sequence[Span]) -> Day:
    last = timezone.localtime(pieces[-1].end - timedelta(microseconds=1)).date()
    first = timezone.localtime(pieces[0].begin).date()
    counting = [piece for piece in pieces if piece.why is Why.COUNTS]
    hours = "、".join(f"{piece.begin:%H:%M}–{_until(piece.end)}" for piece in counting)
    whole = first != last or not counting
    counted = time_words(_counted(pieces))
    hours = "" if whole else hours
    return Day(first, last, counted, hours, tuple(_parts(pieces)), bool(counting))


def _until(end: datetime) -> str:
    return f"{end:%H:%M}" if end != _midnight(end) else "24:00"
