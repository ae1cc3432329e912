"""What the worker does for the outbox: follow the record, make digests, send what is ready."""

import importlib
import logging
from datetime import datetime

from taizhang.org.models import Edition
from taizhang.org.packs import current
from taizhang.outbox.actions import digests
from taizhang.outbox.actions.delivering import Claim, claim, mark
from taizhang.outbox.actions.following import (
    OVERLAP,
    cursor_at,
    id_at,
    looked_deep,
    new_entries,
    next_look,
    tell,
)
from taizhang.outbox.actions.links import make_open_link
from taizhang.outbox.models import Channel, Delivery, Message
from taizhang.outbox.parcels import Parcel, link_address, plain_address, site, words_of
from taizhang.packs.load import Pack
from taizhang.rules.refused import Refused
from taizhang.rules.workdays import SHANGHAI

logger = logging.getLogger(__name__)
AT_ONCE = 8  # so many channels are served side by side


class _Handled:
    """The entries that this process has handled: the overlap is looked at, not told again."""

    entries: frozenset[int] = frozenset()


def follow(now: datetime) -> int:
    """Make the messages of all new entries and the digests that are due; return how many messages.

    Entries are read again from a little before the last one; a message has a key, so that neither
    that nor a second worker tells anything twice.
    """
    cursor = cursor_at(now)
    look = next_look(cursor, now)
    made = 0
    for entries in new_entries(look, _Handled.entries):
        made += tell(entries, cursor, now)
        _Handled.entries |= {entry.id for entry in entries}
    if cursor.deep_on != look.deep_on:
        looked_deep(look)
    oldest = min(look.start, id_at(now - 2 * OVERLAP))
    _Handled.entries = frozenset(number for number in _Handled.entries if number > oldest)
    if Channel.objects.active().exists():
        digests.make_due(_packs(now), now)
    return made


def send(now: datetime) -> int:
    """Try what is ready to go, once each, and return how many attempts were made."""
    if not Delivery.objects.ready(now).exists():
        return 0
    packs = _packs(now)
    claims = claim(packs, now, most=AT_ONCE)
    if not claims:
        return 0
    # Loaded here, by the worker, when there is something to send: it costs a second.
    sending = importlib.import_module("taizhang.outbox.sending")
    errors = sending.send([_parcel(one, packs[one.delivery.region], now) for one in claims])
    for one, error in zip(claims, errors, strict=True):
        mark(one, error, now, packs[one.delivery.region])
        if error:
            logger.warning("送达 %s 第 %s 次未成功：%s", one.delivery.pk, one.attempt, error)
    return len(claims)


def _parcel(one: Claim, pack: Pack, now: datetime) -> Parcel:
    words = words_of(one.delivery, pack, lambda message: _address(one, pack, message, now))
    return Parcel(one.delivery.channel.url, words.title, words.body, one.delivery.uid)


def _address(one: Claim, pack: Pack, message: Message, now: datetime) -> str:
    """Return where a message's item is opened: by a person without a password, if the pack lets."""
    telling, person = pack.district.telling, one.delivery.channel.person
    if person is None or not telling.links or not site():
        return plain_address(message)
    token = make_open_link(message, person, hours=telling.hours, at=now)
    return link_address(token) if token else plain_address(message)


def _packs(now: datetime) -> dict[str, Pack]:
    """Return the pack in force in each region that has one."""
    today = now.astimezone(SHANGHAI).date()
    found: dict[str, Pack] = {}
    for region in Edition.objects.order_by().values_list("region", flat=True).distinct():
        try:
            found[region] = current(region, today)
        except Refused:  # adopted, and not yet in force
            continue
    return found
