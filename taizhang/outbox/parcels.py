"""The words of a message on its way out: what, which item, by when, and where to open it."""

from collections import Counter
from collections.abc import Callable, Sequence
from typing import NamedTuple

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext, ngettext

from taizhang.ledger.models import Item
from taizhang.outbox.inbox import items_of, number_of, title_of
from taizhang.outbox.models import Delivery, Message
from taizhang.outbox.phrases import phrase_of
from taizhang.packs.load import Pack
from taizhang.record.ids import short_code
from taizhang.web.moments import full_words

LISTED = 40  # lines of one digest; the rest is counted
Address = Callable[[Message], str]


class Parcel(NamedTuple):
    """What is sent, to which address, and the id that it bears at every attempt."""

    url: str
    title: str
    body: str
    uid: str


class Words(NamedTuple):
    """Title and text of what is sent."""

    title: str
    body: str


def words_of(delivery: Delivery, pack: Pack, address: Address) -> Words:
    """Return what a delivery says; `address` gives the link of a message, or nothing."""
    if delivery.message is not None:
        return _of_message(delivery.message, pack, address)
    messages = list(delivery.digest.messages.order_by("id")) if delivery.digest else []
    return _of_digest(messages, pack, address)


def _of_message(message: Message, pack: Pack, address: Address) -> Words:
    item = items_of([message]).get(message.item)
    said = phrase_of(message.kind, message.about)
    title = f"{_mark(pack)}{said} {number_of(item)}".strip()
    lines = [title_of(message, item), _place(message, item), _due(message), address(message)]
    return Words(title, "\n".join(line for line in lines if line))


def _of_digest(messages: Sequence[Message], pack: Pack, address: Address) -> Words:
    items = items_of(messages)
    n = len(messages)
    title = _mark(pack) + ngettext("今日汇总：%(n)s条消息", "今日汇总：%(n)s条消息", n) % {"n": n}
    counted = Counter(phrase_of(message.kind, message.about) for message in messages)
    lines = ["；".join(f"{said} {times}" for said, times in counted.most_common())]
    for message in messages[:LISTED]:
        item = items.get(message.item)
        said = phrase_of(message.kind, message.about)
        parts = [said, number_of(item), title_of(message, item), _due(message), address(message)]
        lines.append("· " + " ".join(part for part in parts if part))
    if n > LISTED:
        lines.append(gettext("其余 %(n)s 条请登录台账查看。") % {"n": n - LISTED})
    return Words(title, "\n".join(lines))


def _mark(pack: Pack) -> str:
    return f"【{pack.district.short}{gettext('督办')}】"


def _place(message: Message, item: Item | None) -> str:
    if item is None or not item.place or message.confidential or item.confidential:
        return ""
    return gettext("地点：%(place)s") % {"place": item.place}


def _due(message: Message) -> str:
    if message.due_at is None:
        return ""
    return gettext("时限：%(at)s") % {"at": full_words(message.due_at)}


def site() -> str:
    """Return the address under which people reach the ledger, empty where none is known."""
    origins: list[str] = settings.CSRF_TRUSTED_ORIGINS
    return origins[0].rstrip("/") if origins else ""


def plain_address(message: Message) -> str:
    """Return the address of a message's item for whoever signs in with a password."""
    return site() and site() + reverse("item-short", args=(short_code(message.item),))


def link_address(token: str) -> str:
    """Return the address that opens one item for whoever holds the token."""
    return site() + reverse("link-open", args=(token,))
