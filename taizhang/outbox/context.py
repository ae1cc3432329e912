"""What every page's frame knows of messages: how many are not read."""

from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from taizhang.org.actors import acting_in
from taizhang.outbox.inbox import unread_count
from taizhang.outbox.models import CAP


def bell(request: HttpRequest) -> dict[str, object]:
    """Return the count on the bell; nothing is asked of the database where no page shows it."""
    if not hasattr(request, "user") or not request.user.is_authenticated:
        return {}
    return {"unread": SimpleLazyObject(lambda: _unread(request))}


def _unread(request: HttpRequest) -> str:
    acting = acting_in(request)
    count = unread_count(acting.region, acting.actor)
    return f"{CAP}+" if count > CAP else str(count or "")
