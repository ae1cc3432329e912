"""Messages (消息): what one's unit was told, the newest first, read and unread."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from taizhang.org.actors import actor_of, region_of
from taizhang.outbox.actions import reading
from taizhang.outbox.inbox import page_of
from taizhang.outbox.models import Message
from taizhang.web.clock import now

LARGEST = 2**63 - 1


@never_cache
@require_safe
def messages(request: HttpRequest) -> HttpResponse:
    unread = request.GET.get("tab") == "unread"
    before = _number(request.GET.get("before", ""))
    lines, older = page_of(region_of(request), actor_of(request), before, unread=unread)
    tabs = [
        (gettext("全部消息"), "?", not unread, None),
        (gettext("未读"), "?tab=unread", unread, None),
    ]
    given = {"lines": lines, "older": older, "tabs": tabs, "unread_only": unread}
    return render(request, "outbox/message_list.html", given)


def _number(text: str) -> int | None:
    number = int(text) if text.isascii() and text.isdecimal() else 0
    return number if 0 < number <= LARGEST else None


@require_POST
def open_message(request: HttpRequest, message_id: int) -> HttpResponse:
    """Note that the message was read, and lead to its item."""
    own = Message.objects.of_region(region_of(request)).told_to(actor_of(request))
    message = own.filter(pk=message_id).first() if message_id <= LARGEST else None
    if message is None:
        raise Http404
    reading.open_message(message, by=actor_of(request), at=now())
    return redirect("item-detail", message.item)


@require_POST
def read_all(request: HttpRequest) -> HttpResponse:
    reading.read_all(region_of(request), by=actor_of(request), at=now())
    return redirect("message-list")
