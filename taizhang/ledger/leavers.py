"""Open items of people who leave (交接): what would be with nobody, and what already is."""

from collections.abc import Iterable, Iterator
from datetime import datetime

from django.db.models import Q

from taizhang.ledger.doers import WORKERS
from taizhang.ledger.models import Item, ItemQuerySet
from taizhang.org.models import Person, Post
from taizhang.record.checks import Breach
from taizhang.rules.lifecycle.states import Role


def left_open(person: Person, kept: Iterable[Post]) -> ItemQuerySet:
    """Return the open items that nobody would answer for, if the person kept only these posts."""
    kept = list(kept)
    alone = Q(handler=person.pk) & ~Q(lead__in=_units(kept))
    if not _is_leader(kept):
        alone |= Q(sponsor=person.pk)
    return Item.objects.of_region(person.region).open().filter(alone)


def handled_elsewhere(person: Person, posts: Iterable[Post]) -> ItemQuerySet:
    """Return the open items that the person handles for a unit outside these posts."""
    own = Item.objects.of_region(person.region).open().filter(handler=person.pk)
    return own.exclude(lead__in={post.unit for post in posts})


def stood_for(person: Person, kept: Iterable[Post]) -> ItemQuerySet:
    """Return the open items that lose their sponsor, if the person kept only these posts."""
    own = Item.objects.of_region(person.region).open().filter(sponsor=person.pk)
    return own.none() if _is_leader(kept) else own


def _units(posts: Iterable[Post]) -> set[str]:
    return {post.unit for post in posts if not post.role_set.isdisjoint(WORKERS)}


def _is_leader(posts: Iterable[Post]) -> bool:
    return any(Role.LEADER in post.role_set for post in posts)


def abandoned(at: datetime, *, region: str | None = None) -> Iterator[Breach]:
    """Yield the open items whose handler or sponsor holds no post any more: to be handed over."""
    here = Post.objects.current(at).filter(person__is_active=True).values("person")
    items = Item.objects.all() if region is None else Item.objects.of_region(region)
    items = items.open().order_by("region", "pk")
    for role, word in (("handler", "经办人"), ("sponsor", "包保领导")):
        gone = items.filter(**{f"{role}__isnull": False}).exclude(**{f"{role}__in": here})
        for pk, number in gone.values_list("pk", "number").iterator():
            yield Breach(f"事项 {number or pk}", f"{word}已无现任岗位，请办理交接")
