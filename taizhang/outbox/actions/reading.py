"""Reading messages: each opened one is noted, and everything at once up to a mark."""

from datetime import datetime

from django.db import transaction
from django.db.models import Max

from taizhang.outbox.models import Message, ReadMark, Seen
from taizhang.rules.lifecycle.facts import Actor

MOST = 1000  # so many are noted one by one, so that others see that they were read


def open_message(message: Message, *, by: Actor, at: datetime) -> None:
    """Note that somebody has opened a message, once."""
    if by.person is not None:
        Seen.objects.get_or_create(message=message, person=by.person, defaults={"at": at})


@transaction.atomic
def read_all(region: str, *, by: Actor, at: datetime) -> None:
    """Note everything that was told to this actor as read."""
    if by.person is None:
        return
    upto = Message.objects.of_region(region).aggregate(last=Max("id"))["last"] or 0
    told = Message.objects.of_region(region).told_to(by).unread_by(by.person)
    fresh = told.newest_first()[:MOST]
    Seen.objects.bulk_create(
        [Seen(message=message, person=by.person, at=at) for message in fresh],
        ignore_conflicts=True,
    )
    ReadMark.objects.update_or_create(person=by.person, defaults={"upto": upto})
