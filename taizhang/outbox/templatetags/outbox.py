"""Tags of the outbox for pages of other apps."""

from typing import Any

from django import template
from django.template import Context

from taizhang.ledger.models import Item
from taizhang.org.actors import pack_of
from taizhang.outbox.reached import reached_by

register = template.Library()


@register.inclusion_tag("outbox/item_messages.html", takes_context=True)
def item_messages(context: Context, item: Item) -> dict[str, Any]:
    """Show who was told what about an item, through which channel, and what came of it."""
    request = context["request"]
    return {"reached": reached_by(item, pack_of(request)), "now": context.get("now")}
