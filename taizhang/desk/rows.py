"""Rows of the ledger as pages and sheets show them: made in Python, once for each row of a page."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import cache

from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from taizhang.ledger.models import Item
from taizhang.packs.load import Pack
from taizhang.packs.model import Source
from taizhang.papers.sheet import Column, Kind, Value
from taizhang.rules.lifecycle.states import Command, State
from taizhang.rules.lights import Light
from taizhang.web.labels import word_of
from taizhang.web.moments import full_words, moment_words, remaining_words
from taizhang.web.templatetags.taizhang import light as light_mark
from taizhang.web.templatetags.taizhang import state as state_badge


@dataclass(frozen=True, slots=True)
class Row:
    """One item as a line of a list shows it."""

    id: int
    key: str
    url: str
    is_late: bool
    light: SafeString
    number: str
    has_number: bool
    source: str
    title: str
    place: str
    lead: str
    supports: str
    handed: str
    due: SafeString
    left: SafeString
    remaining: str
    original: str
    progress: str
    progressed: str
    state: SafeString
    again: str
    step: str


@dataclass(frozen=True, slots=True)
class Line:
    """One item as a short list shows it, where only what is next matters."""

    id: int
    url: str
    is_late: bool
    light: SafeString
    number: str
    title: str
    place: str
    lead: str
    left: SafeString
    step: str


# What a line is made of: an item has many more columns, and loading them takes longer than the SQL.
OF_A_LINE = (
    "number", "title", "place", "lead", "next_unit", "next_action", "due_at", "yellow_at",
    "finished", "level",
)  # fmt: skip
NOTHING = SafeString("")
SOURCES = frozenset(Source)


class Rowing:
    """Makes rows for one reader at one moment; what repeats from row to row is made once."""

    def __init__(self, pack: Pack, now: datetime) -> None:
        self.now = now
        self.calendar = pack.calendar
        self.title: Callable[[str], str] = cache(pack.units.title)
        self.badge = cache(state_badge)
        self.light = cache(lambda light: light_mark(light, words=False))
        self.step = cache(step_word)
        self.url = reverse("item-detail", args=[0]).replace("0", "{}", 1).format

    def rows(self, items: Iterable[Item]) -> list[Row]:
        return [self.row(item) for item in items]

    def line(self, item: Item) -> Line:
        """Return an item of which `OF_A_LINE` is loaded."""
        light = item.light(self.now)
        return Line(
            id=item.pk,
            url=self.url(item.pk),
            is_late=light is Light.RED,
            light=self.light(light),
            number=item.number or gettext("未编号"),
            title=item.title,
            place=item.place,
            lead=self.title(item.lead) if item.lead else "",
            left=self._left(item, light, self._remaining(item)),
            step=self._step(item),
        )

    def row(self, item: Item) -> Row:
        light, remaining = item.light(self.now), self._remaining(item)
        original, promised = item.original_at, item.promised_at
        return Row(
            id=item.pk,
            key=str(item.pk),
            url=self.url(item.pk),
            is_late=light is Light.RED,
            light=self.light(light),
            number=item.number or gettext("未编号"),
            has_number=item.number is not None,
            source=source_word(item.source),
            title=item.title,
            place=item.place,
            lead=self.title(item.lead) if item.lead else "",
            supports="、".join(map(self.title, item.supports.split())) if item.supports else "",
            handed=self._day(item.dispatched_at),
            due=self._due(item),
            left=self._left(item, light, remaining),
            remaining=remaining,
            original=self._day(original) if original and original != promised else "",
            progress=item.last_progress,
            progressed=self._day(item.last_progress_at),
            state=self.badge(item.state),
            again=again(item),
            step=self._step(item),
        )

    def _day(self, at: datetime | None) -> str:
        return moment_words(at, self.now) if at else ""

    def _left(self, item: Item, light: Light, remaining: str) -> SafeString:
        if not item.due_at or not remaining:
            return NOTHING
        return _time(item.due_at, remaining, "late" if light is Light.RED else "left")

    def _due(self, item: Item) -> SafeString:
        if item.standing and not item.promised_at:
            return format_html("{}", gettext("长期坚持"))
        at = item.promised_at or item.due_at
        return _time(at, self._day(at), "") if at else NOTHING

    def _remaining(self, item: Item) -> str:
        if item.due_at is None or item.finished:
            return ""
        return remaining_words(item.due_at, self.now, self.calendar)

    def _step(self, item: Item) -> str:
        if not item.next_action:
            return ""
        return f"{self.title(item.next_unit)} · {self.step(item.next_action)}"


def _time(at: datetime, words: str, look: str) -> SafeString:
    return format_html('<time class="{}" title="{}">{}</time>', look, full_words(at), words)


def step_word(action: str) -> str:
    """Return what is to be done; a check may turn out either way, so it is not called passed."""
    if action == Command.VERIFY_PASS:
        return gettext("核查")
    return word_of(Command(action), "command")


def source_word(source: str) -> str:
    """Return the word of a source (来源)."""
    return word_of(Source(source), "source") if source in SOURCES else source


def again(item: Item) -> str:
    """Return how often it was returned, sent back and came again, as 退1 · 返2."""
    if not (item.returns or item.reworks or item.rebounds or item.repeats):
        return ""
    counts = (
        (gettext("退%(n)s"), item.returns),
        (gettext("返%(n)s"), item.reworks),
        (gettext("弹%(n)s"), item.rebounds),
        (gettext("重%(n)s"), item.repeats),
    )
    return " ".join(words % {"n": n} for words, n in counts if n)


def columns() -> tuple[Column, ...]:
    """Return the columns of an exported ledger: those of the page, none joined to another."""
    return (
        Column(gettext("灯"), 9, Kind.LIGHT),
        Column(gettext("编号"), 20),
        Column(gettext("来源"), 12),
        Column(gettext("事项"), 44),
        Column(gettext("地点"), 22),
        Column(gettext("牵头"), 16),
        Column(gettext("配合"), 24),
        Column(gettext("交办日"), 12, Kind.DATE),
        Column(gettext("原时限"), 17, Kind.MOMENT),
        Column(gettext("现时限"), 17, Kind.MOMENT),
        Column(gettext("最新进展"), 36),
        Column(gettext("进展日期"), 12, Kind.DATE),
        Column(gettext("状态"), 10),
        Column(gettext("退回"), 6, Kind.NUMBER),
        Column(gettext("返工"), 6, Kind.NUMBER),
        Column(gettext("反弹"), 6, Kind.NUMBER),
        Column(gettext("重复"), 6, Kind.NUMBER),
    )


def values(items: Iterable[Item], pack: Pack, now: datetime) -> Iterator[tuple[Value, ...]]:
    """Yield each item as the cells of a sheet."""
    title = cache(pack.units.title)
    for item in items:
        yield (
            item.light(now).value,
            item.number or gettext("未编号"),
            source_word(item.source),
            item.title,
            item.place,
            title(item.lead) if item.lead else "",
            "、".join(map(title, item.support_units)),
            item.dispatched_at,
            item.original_at,
            item.promised_at or item.due_at,
            item.last_progress,
            item.last_progress_at,
            word_of(State(item.state), "state"),
            item.returns,
            item.reworks,
            item.rebounds,
            item.repeats,
        )
