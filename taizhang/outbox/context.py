"""What every page's frame knows of messages, and that some sessions see one item only."""

from dataclasses import replace

from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from taizhang.org.actors import acting_in
from taizhang.org.context import frame
from taizhang.outbox.inbox import unread_count
from taizhang.outbox.middleware import ONE_ITEM
from taizhang.outbox.models import CAP


def bell(request: HttpRequest) -> dict[str, object]:
    """Return the count on the bell; nothing is asked of the database where no page shows it.

    Whoever came by a link to one item gets a frame without the rooms that it does not open.
    """
    if not hasattr(request, "user") or not request.user.is_authenticated:
        return {}
    if request.session.get(ONE_ITEM) is not None:
        shell = replace(frame(request), nav=(), posts=(), order="")
        return {"one_item": True, "shell": shell}
    return {"unread": SimpleLazyObject(lambda: _unread(request))}


def _unread(request: HttpRequest) -> str:
    acting = acting_in(request)
    count = unread_count(acting.region, acting.actor)
    return f"{CAP}+" if count > CAP else str(count or "")
