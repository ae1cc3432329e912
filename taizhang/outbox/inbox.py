"""Somebody's messages (消息) as the page lists them: what, which item, by when, read or not."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import connection
from django.urls import reverse
from django.utils.translation import gettext

from taizhang.ledger.models import Item
from taizhang.outbox.models import CAP, Message, Seen, person_address, unit_address
from taizhang.outbox.phrases import URGENT, phrase_of
from taizhang.rules.lifecycle.facts import Actor

PAGE = 50
# Written by hand, since every page asks it: the ORM takes ten times as long. Each half walks down
# one index; joined by OR they would cost a look at everybody's messages.
_UNREAD = """
SELECT COUNT(*) FROM (
    SELECT 1 FROM outbox_message AS told
    WHERE region = %(region)s AND "to" = %(unit)s
        AND id > COALESCE((SELECT upto FROM outbox_readmark WHERE person = %(person)s), 0)
        AND (doer IS NULL OR doer <> %(person)s) AND (ROLES)
        AND NOT EXISTS (
            SELECT 1 FROM outbox_seen WHERE message_id = told.id AND person = %(person)s
        )
    UNION ALL
    SELECT 1 FROM outbox_message AS told
    WHERE region = %(region)s AND "to" = %(self)s
        AND id > COALESCE((SELECT upto FROM outbox_readmark WHERE person = %(person)s), 0)
        AND NOT EXISTS (
            SELECT 1 FROM outbox_seen WHERE message_id = told.id AND person = %(person)s
        )
    LIMIT %(most)s
) AS found
"""


@dataclass(frozen=True, slots=True)
class Line:
    """One message as it is shown."""

    id: int
    url: str
    said: str
    number: str
    title: str
    due_at: datetime | None
    at: datetime
    is_read: bool
    is_urgent: bool


def page_of(
    region: str, actor: Actor, before: int | None = None, *, unread: bool = False
) -> tuple[list[Line], int]:
    """Return one page, the newest first, and the mark of the next page (0: there is none)."""
    own = Message.objects.of_region(region)
    parts = [own.told_to_unit(actor), own.told_to_person(actor)]
    found: dict[int, Message] = {}
    for part in parts:  # two short walks down one index each; an OR would read everything
        wanted = part.unread_by(actor.person or 0) if unread else part
        found |= {message.pk: message for message in wanted.newest_first(before)[: PAGE + 1]}
    newest = sorted(found.values(), key=lambda message: -message.pk)
    shown = newest[:PAGE]
    return lines_of(shown, actor.person or 0), shown[-1].pk if len(newest) > PAGE else 0


def lines_of(messages: Sequence[Message], person: int) -> list[Line]:
    """Return messages as they are shown, with two queries for the whole page."""
    ids = [message.pk for message in messages]
    fresh = set(Message.objects.filter(pk__in=ids).unread_by(person).values_list("pk", flat=True))
    items = items_of(messages)
    return [
        _line(message, items.get(message.item), message.pk not in fresh) for message in messages
    ]


def items_of(messages: Iterable[Message]) -> dict[int, Item]:
    """Return the items that messages are about, without their facts."""
    return Item.objects.for_lists().in_bulk({message.item for message in messages})


def _line(message: Message, item: Item | None, is_read: bool) -> Line:
    return Line(
        message.pk,
        reverse("message-open", args=(message.pk,)),
        phrase_of(message.kind, message.about),
        number_of(item),
        title_of(message, item),
        message.due_at,
        message.at,
        is_read,
        message.kind in URGENT,
    )


def number_of(item: Item | None) -> str:
    return (item.number or item.tracking) if item else ""


def title_of(message: Message, item: Item | None) -> str:
    """Return the item's title; of what is confidential only that it is."""
    if message.confidential or (item and item.confidential):
        return gettext("（保密事项，请打开后查看）")
    return item.title if item else ""


def unread_count(region: str, actor: Actor) -> int:
    """Return how many messages somebody has not read, up to a cap, with one query."""
    person = actor.person or 0
    given: dict[str, str | int] = {
        "region": region,
        "person": person,
        "unit": unit_address(actor.unit or ""),
        "self": person_address(person),
        "most": CAP + 1,
    }
    roles: dict[str, str | int] = {
        f"role{n}": f"% {role.value} %" for n, role in enumerate(sorted(actor.roles))
    }
    among = " OR ".join(f"roles LIKE %({name})s" for name in roles) or "1 = 0"
    with connection.cursor() as cursor:
        cursor.execute(_UNREAD.replace("ROLES", among), given | roles)
        row = cursor.fetchone()
    count: int = row[0]
    return count


def readers_of(messages: Iterable[int]) -> dict[int, list[int]]:
    """Return who has opened each message."""
    found: dict[int, list[int]] = {}
    rows = Seen.objects.filter(message__in=list(messages)).order_by("at", "pk")
    for message, person in rows.values_list("message", "person"):
        found.setdefault(message, []).append(person)
    return found
