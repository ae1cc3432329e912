"""Who sees which item: the one way in which a page of the desk gets at one."""

from django.http import Http404, HttpRequest

from taizhang.ledger import terms
from taizhang.ledger.doers import DISTRICT_WIDE
from taizhang.ledger.models import Item, ItemQuerySet
from taizhang.org.actors import acting_in, actor_of, pack_of, region_of


def offices_for(request: HttpRequest) -> frozenset[str]:
    """Return the offices of supervision and of the leaders under the pack in force."""
    return terms.offices_of(terms.of(pack_of(request).digest))


def items_for(request: HttpRequest) -> ItemQuerySet:
    """Return the items that the reader may see."""
    own = Item.objects.of_region(region_of(request))
    return own.visible_to(actor_of(request), offices=offices_for(request))


def item_for(request: HttpRequest, item: int) -> Item:
    """Return an item that the reader may see; to everybody else there is none."""
    found = items_for(request).filter(pk=item).first() if acting_in(request).post else None
    if found is None:
        raise Http404
    return found


def is_of_an_office(request: HttpRequest) -> bool:
    """Tell whether the reader works in an office that sees the whole district."""
    actor = actor_of(request)
    return actor.unit in offices_for(request) and not actor.roles.isdisjoint(DISTRICT_WIDE)
