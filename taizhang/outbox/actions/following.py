"""Following the record: entries become messages, each once, and those that hurry set out."""

import logging
import uuid
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import date, datetime, timedelta
from typing import NamedTuple

from django.db import transaction

from taizhang.ledger.actions.writing import KIND
from taizhang.ledger.events import event_of
from taizhang.org.packs import current
from taizhang.outbox.models import (
    NOW,
    Channel,
    Cursor,
    Delivery,
    Message,
    person_address,
    roles_text,
    unit_address,
)
from taizhang.outbox.routes import Routes
from taizhang.outbox.telling import Case, Told, told
from taizhang.outbox.timing import urgency
from taizhang.packs.load import Pack
from taizhang.record.ids import COUNTER_BITS, EPOCH
from taizhang.record.models import Entry
from taizhang.rules.lifecycle.facts import Facts
from taizhang.rules.lifecycle.fold import Event, absorb
from taizhang.rules.lifecycle.states import Command
from taizhang.rules.workdays import SHANGHAI

logger = logging.getLogger(__name__)
NAME = "entries"
AT_ONCE = 200
# An entry bears the moment at which its command began, and may be committed after later ones.
OVERLAP = timedelta(minutes=10)
DEEP = timedelta(days=2)
SHOWN = timedelta(days=7)  # of the entries that were there before the first look
ANSWERS = frozenset({Command.GRANT, Command.DENY, Command.TAKE_BACK})
_MILLISECOND = timedelta(milliseconds=1)


def id_at(moment: datetime) -> int:
    """Return the smallest id that an entry of this moment can have."""
    return max((moment - EPOCH) // _MILLISECOND, 0) << COUNTER_BITS


def cursor_at(now: datetime) -> Cursor:
    """Return how far the record has been read; what is older than the first look is not sent."""
    made = {"last": id_at(now - SHOWN), "since": now - OVERLAP, "deep_on": None}
    return Cursor.objects.get_or_create(name=NAME, defaults=made)[0]


class Look(NamedTuple):
    """From which entry on the record is read this time."""

    start: int
    deep_on: date | None


def next_look(cursor: Cursor, now: datetime) -> Look:
    """Return where to begin: a little before the last entry, once a day far before.

    A clock that has been put back gives entries smaller ids than those already read, so the look
    begins before the present moment as well.
    """
    today = now.astimezone(SHANGHAI).date()
    if cursor.deep_on != today:
        reach = min(cursor.last, id_at(now - DEEP))
        return Look(reach, today)
    overlap = id_at(EPOCH + OVERLAP)
    return Look(min(cursor.last, id_at(now)) - overlap, today)


def new_entries(look: Look, handled: frozenset[int]) -> Iterator[list[Entry]]:
    """Yield the entries of items from `look` on, some at a time, without those handled already."""
    behind = look.start
    while True:
        every = Entry.objects.filter(id__gt=behind, kind=KIND).order_by("id")
        ids = list(every.values_list("id", flat=True)[:AT_ONCE])
        if not ids:
            return
        behind = ids[-1]
        wanted = [number for number in ids if number not in handled]
        if wanted:
            yield list(Entry.objects.filter(id__in=wanted).order_by("id"))


def tell(entries: Sequence[Entry], cursor: Cursor, now: datetime) -> int:
    """Make the messages of these entries that are not there yet; return how many were made."""
    today = now.astimezone(SHANGHAI).date()
    packs = {region: current(region, today) for region in {entry.region for entry in entries}}
    found = [
        _message(one, entry, case, packs[entry.region], now)
        for entry, case in _cases(entries)
        for one in told(case)
    ]
    with transaction.atomic():
        # One at a time: messages are numbered in the order in which they become visible.
        Cursor.objects.select_for_update().get(name=NAME)
        fresh = _insert(found)
        _set_out([message for message in fresh if message.at >= cursor.since], now)
        behind = Cursor.objects.filter(name=NAME, last__lt=entries[-1].id)
        behind.update(last=entries[-1].id)
    return len(fresh)


def looked_deep(look: Look) -> None:
    """Note that the day's far look has been made."""
    Cursor.objects.filter(name=NAME).exclude(deep_on=look.deep_on).update(deep_on=look.deep_on)


def _message(one: Told, entry: Entry, case: Case, pack: Pack, now: datetime) -> Message:
    unit = pack.units.current(one.recipient.unit)
    person = one.recipient.person
    to = unit_address(unit) if person is None else person_address(person)
    return Message(
        region=entry.region,
        key=f"{entry.id}:{to}",
        to=to,
        unit=unit,
        roles=roles_text([role.value for role in one.recipient.roles]),
        person=person,
        kind=one.kind,
        about=one.about,
        urgency=urgency(one.due_at, now, pack),
        item=entry.stream,
        entry=entry.id,
        seq=entry.seq,
        doer=entry.person if entry.by_kind == "person" else None,
        confidential=case.after.confidential,
        due_at=one.due_at,
        at=entry.at,
        made_at=now,
    )


def _insert(found: Iterable[Message]) -> list[Message]:
    """Write the messages whose key is new, and return them with their numbers."""
    by_key = {message.key: message for message in found}
    known = set(Message.objects.filter(key__in=by_key).values_list("key", flat=True))
    fresh = [message for key, message in by_key.items() if key not in known]
    return Message.objects.bulk_create(fresh)


def _set_out(messages: Sequence[Message], now: datetime) -> None:
    """Send what hurries on its way, once through each channel for each entry."""
    urgent = [message for message in messages if message.urgency == NOW]
    if not urgent or not Channel.objects.active().exists():
        return
    routes = {region: Routes(region, now) for region in {m.region for m in urgent}}
    Delivery.objects.bulk_create(
        (
            delivery_of(channel, message, now)
            for message in urgent
            for channel in routes[message.region].of(message)
        ),
        ignore_conflicts=True,
    )


def delivery_of(channel: Channel, message: Message, now: datetime) -> Delivery:
    """Return the sending of a message through a channel, not yet tried."""
    return Delivery(
        region=message.region,
        # Who holds two posts is told of an entry once.
        key=f"{channel.pk}:{message.entry}",
        uid=uuid.uuid4().hex,
        channel=channel,
        message=message,
        due_at=message.due_at,
        next_at=now,
        made_at=now,
    )


def _cases(entries: Sequence[Entry]) -> Iterator[tuple[Entry, Case]]:
    """Yield each entry with its item before and after it."""
    wanted = {entry.id for entry in entries}
    for stream in _streams(entries):
        try:
            yield from _cases_of(stream, wanted)
        except (ValueError, KeyError, TypeError):
            # What is wrong with one item must not keep the others from being told.
            logger.exception("事项 %s 的留痕不能重放，未作送达", stream[0].stream)


def _cases_of(stream: Sequence[Entry], wanted: Collection[int]) -> Iterator[tuple[Entry, Case]]:
    events: list[Event] = []
    facts = Facts(stream[0].stream)
    for entry in stream:
        event = event_of(entry)
        events.append(event)
        before, facts = facts, absorb(facts, event)
        if entry.id in wanted:
            yield entry, Case(before, facts, event, events[0], _asked(event, events))


def _streams(entries: Sequence[Entry]) -> Iterator[list[Entry]]:
    """Yield the streams of the entries, each from its first entry up to the last wanted one."""
    upto = {(entry.region, entry.stream): entry.seq for entry in entries}
    for entry in entries:
        key = entry.region, entry.stream
        upto[key] = max(upto[key], entry.seq)
    streams: dict[tuple[str, int], list[Entry]] = defaultdict(list)
    for region in sorted({region for region, _ in upto}):
        ids = [stream for where, stream in upto if where == region]
        every = Entry.objects.filter(region=region, kind=KIND, stream__in=ids)
        for entry in every.order_by("stream", "seq"):
            if entry.seq <= upto[region, entry.stream]:
                streams[region, entry.stream].append(entry)
    yield from streams.values()


def _asked(event: Event, events: Sequence[Event]) -> Event | None:
    if event.command not in ANSWERS:
        return None
    seq = int(event.data["request"])
    return events[seq - 1] if 0 < seq <= len(events) else None
