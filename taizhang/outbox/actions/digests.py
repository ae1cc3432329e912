"""Digests (每日汇总): everything that does not hurry, once a working day for each owner."""

import uuid
from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.db.models import Max

from taizhang.org.models import Post
from taizhang.outbox.actions.following import NAME
from taizhang.outbox.models import (
    LATER,
    Channel,
    Cursor,
    Delivery,
    Digest,
    Message,
)
from taizhang.outbox.timing import is_digest_time
from taizhang.packs.load import Pack
from taizhang.rules.lifecycle.facts import Actor


def make_due(packs: dict[str, Pack], now: datetime) -> int:
    """Make the digests whose hour has come and return how many have something to say."""
    made = 0
    for region, pack in packs.items():
        if is_digest_time(now, pack):
            made += _of_region(region, pack, now)
    return made


def _of_region(region: str, pack: Pack, now: datetime) -> int:
    day = pack.calendar.local(now).date()
    every = Channel.objects.active().of_region(region)
    done = Digest.objects.filter(region=region, day=day).values_list("owner", flat=True)
    waiting = set(every.values_list("owner", flat=True)) - set(done)
    return sum(_make(region, owner, pack, now) for owner in sorted(waiting))


@transaction.atomic
def _make(region: str, owner: str, pack: Pack, now: datetime) -> bool:
    """Make one owner's digest of a day; its key is owner and day, so that a day has no second."""
    Cursor.objects.select_for_update().get(name=NAME)
    day = pack.calendar.local(now).date()
    if Digest.objects.filter(region=region, owner=owner, day=day).exists():
        return False
    channels = list(Channel.objects.active().of_region(region).filter(owner=owner))
    if not channels:
        return False
    lines = _lines(region, owner, channels, now)
    upto = Message.objects.aggregate(last=Max("id"))["last"] or 0
    digest = Digest.objects.create(region=region, owner=owner, day=day, upto=upto, made_at=now)
    digest.messages.set(lines)
    if lines:
        Delivery.objects.bulk_create(_sendings(digest, channels, now))
    return bool(lines)


def _lines(region: str, owner: str, channels: list[Channel], now: datetime) -> list[Message]:
    """Return what was told to an owner since its last digest, each entry once."""
    last = Digest.objects.filter(region=region, owner=owner).aggregate(upto=Max("upto"))["upto"]
    behind = last if last is not None else min(channel.begins_behind for channel in channels)
    told = Message.objects.of_region(region).filter(pk__gt=behind, urgency=LATER).order_by("pk")
    person = channels[0].person
    if person is None:
        return list(told.filter(to=owner))
    # Who holds two posts may have been told of an entry at once in one of them.
    sent = Delivery.objects.filter(channel__owner=owner).values("message__entry")
    told = told.exclude(entry__in=sent.filter(message__isnull=False))
    once: dict[int, Message] = {}
    for post in Post.objects.current(now).of_region(region).filter(person=person):
        actor = Actor("person", person, post.pk, post.unit, post.role_set)
        for message in told.told_to(actor):
            once.setdefault(message.entry, message)
    return sorted(once.values(), key=lambda message: message.pk)


def _sendings(digest: Digest, channels: Iterable[Channel], now: datetime) -> list[Delivery]:
    return [
        Delivery(
            region=digest.region,
            key=f"{channel.pk}:d{digest.pk}",
            uid=uuid.uuid4().hex,
            channel=channel,
            digest=digest,
            next_at=now,
            made_at=now,
        )
        for channel in channels
    ]
