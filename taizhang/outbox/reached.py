"""What became of each message about an item (送达情况), as the item's page lists it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from taizhang.ledger.models import Item
from taizhang.org.actors import names
from taizhang.outbox.inbox import readers_of
from taizhang.outbox.models import FAILED, GIVEN_UP, SENDING, SENT, WAITING, Delivery, Message
from taizhang.outbox.phrases import phrase_of
from taizhang.outbox.schemes import KIND_WORDS
from taizhang.packs.load import Pack

SHOWN = 30
STATE_WORDS: dict[str, Promise] = {
    WAITING: _("待发送"),
    SENDING: _("发送中"),
    FAILED: _("重试中"),
    SENT: _("已送达"),
    GIVEN_UP: _("未送达"),
}


@dataclass(frozen=True, slots=True)
class Way:
    """One way out that a message took, and what came of it."""

    channel: str
    state: str
    word: str
    at: datetime | None
    tries: int


@dataclass(frozen=True, slots=True)
class Reached:
    """One message about the item."""

    to: str
    said: str
    at: datetime
    readers: str
    ways: Sequence[Way]

    @property
    def is_lost(self) -> bool:
        return any(way.state == GIVEN_UP for way in self.ways)


def reached_by(item: Item, pack: Pack) -> list[Reached]:
    """Return the newest messages about an item, with four queries however many there are."""
    messages = list(Message.objects.filter(item=item.pk).newest_first()[:SHOWN])
    if not messages:
        return []
    ids = [message.pk for message in messages]
    readers = readers_of(ids)
    ways = _ways(ids)
    people = names([m.person for m in messages] + [p for every in readers.values() for p in every])
    return [
        Reached(
            people.get(m.person, "") if m.person else pack.units.title(m.unit),
            phrase_of(m.kind, m.about),
            m.at,
            "、".join(people.get(person, "") for person in readers.get(m.pk, ())),
            ways.get(m.pk, ()),
        )
        for m in messages
    ]


def _ways(ids: Sequence[int]) -> dict[int, list[Way]]:
    found: dict[int, list[Way]] = {}
    for message, delivery in _deliveries(ids):
        found.setdefault(message, []).append(
            Way(
                str(KIND_WORDS[delivery.channel.kind]),
                delivery.state,
                str(STATE_WORDS[delivery.state]),
                delivery.sent_at,
                delivery.attempts,
            )
        )
    return found


def _deliveries(ids: Sequence[int]) -> Iterator[tuple[int, Delivery]]:
    alone = Delivery.objects.filter(message__in=ids).select_related("channel")
    yield from ((delivery.message_id or 0, delivery) for delivery in alone.order_by("pk"))
    lines = Message.objects.filter(pk__in=ids).values_list("pk", "digest__delivery")
    pairs = [(message, number) for message, number in lines if number is not None]
    together = Delivery.objects.select_related("channel").in_bulk({n for _, n in pairs})
    yield from ((message, together[number]) for message, number in pairs)
