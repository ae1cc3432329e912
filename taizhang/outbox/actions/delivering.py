"""Sending, as far as rows go: claim with a lease, then mark what became of it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Min

from taizhang.outbox.models import (
    FAILED,
    GIVEN_UP,
    SENDING,
    SENT,
    WAITING,
    Channel,
    Delivery,
)
from taizhang.outbox.timing import open_hours, pause_after
from taizhang.packs.load import Pack

LEASE = timedelta(minutes=2)  # longer than any attempt may take
FEW = 100
ERROR_SHOWN = 200
BROKEN_OFF = "发送多次中断"


@dataclass(frozen=True, slots=True)
class Claim:
    """A delivery that this process alone may try, until its lease runs out."""

    delivery: Delivery
    attempt: int


def claim(packs: dict[str, Pack], now: datetime, *, most: int) -> list[Claim]:
    """Claim up to `most` deliveries that may go now, at most one a channel; committed at once.

    The claim is one conditional UPDATE: whoever else has seen the same row changes nothing.
    """
    found: list[Claim] = []
    for delivery in _first_of_each_channel(packs, now):
        taken = _taken(delivery, packs[delivery.region], now)
        if taken is not None:
            found.append(taken)
        if len(found) == most:
            break
    return found


def _first_of_each_channel(packs: dict[str, Pack], now: datetime) -> Iterator[Delivery]:
    """Yield what each channel may send next, so that a long queue holds no other channel up."""
    for region, pack in packs.items():
        hours = open_hours(now, pack)
        if hours is None:
            continue
        ready = Delivery.objects.ready(now).filter(region=region).filter(hours)
        waiting = ready.order_by().values("channel").annotate(first=Min("next_at"))
        whole = ready.select_related("channel", "message", "digest")
        for channel, _ in list(waiting.order_by("first").values_list("channel", "first")[:FEW]):
            yield from whole.filter(channel=channel)[:1]


def _taken(delivery: Delivery, pack: Pack, now: datetime) -> Claim | None:
    """Take the row if it is still as it was seen; give up what broke off too often."""
    same = Delivery.objects.filter(pk=delivery.pk, state=delivery.state, attempts=delivery.attempts)
    if delivery.channel.ended_at is not None:
        same.update(state=GIVEN_UP, lease_until=None, last_error="渠道已停用")
        return None
    if delivery.attempts >= pack.district.telling.attempts:
        same.update(state=GIVEN_UP, lease_until=None, last_error=BROKEN_OFF)
        return None
    attempt = delivery.attempts + 1
    taken = same.update(state=SENDING, attempts=attempt, lease_until=now + LEASE)
    return Claim(delivery, attempt) if taken else None


def mark(done: Claim, error: str, now: datetime, pack: Pack) -> None:
    """Note that an attempt has ended, well or with an error, unless its lease went to another."""
    with transaction.atomic():
        mine = Delivery.objects.select_for_update().filter(
            pk=done.delivery.pk, state=SENDING, attempts=done.attempt
        )
        delivery = mine.first()
        if delivery is None:
            return
        delivery.lease_until = None
        delivery.last_error = error[:ERROR_SHOWN]
        if not error:
            delivery.state, delivery.sent_at = SENT, now
        elif done.attempt >= pack.district.telling.attempts:
            delivery.state = GIVEN_UP
        else:
            delivery.state, delivery.next_at = FAILED, now + pause_after(done.attempt)
        delivery.save(update_fields=["state", "sent_at", "next_at", "lease_until", "last_error"])
        rest = delivery.next_at if delivery.state == FAILED else None
        Channel.objects.filter(pk=delivery.channel_id).update(resting_until=rest)


def try_again(delivery: Delivery, *, at: datetime) -> None:
    """Let what was given up be tried again from the beginning."""
    given_up = Delivery.objects.filter(pk=delivery.pk, state=GIVEN_UP)
    given_up.update(state=WAITING, attempts=0, next_at=at, last_error="")
