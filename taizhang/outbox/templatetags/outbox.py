"""Tags of the outbox for pages of other apps."""

from typing import Any

from django import template
from django.template import Context

from taizhang.ledger.models import Item
from taizhang.org.actors import actor_of, pack_of
from taizhang.outbox.handed_out import helper_form_for, links_of
from taizhang.outbox.reached import reached_by
from taizhang.web.clock import now

register = template.Library()


@register.inclusion_tag("outbox/item_messages.html", takes_context=True)
def item_messages(context: Context, item: Item) -> dict[str, Any]:
    """Show who was told what about an item, what came of it, and the links that open it."""
    request, at = context["request"], now()
    pack, actor = pack_of(request), actor_of(request)
    is_limited = bool(context.get("one_item"))
    return {
        "item": item,
        "reached": reached_by(item, pack),
        "links": [] if is_limited else links_of(item, actor, at),
        "helper_form": None if is_limited else helper_form_for(item, pack, actor, at),
        "now": context.get("now"),
        "csrf_token": context.get("csrf_token"),
    }
