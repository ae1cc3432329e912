"""What a person leaves behind when a post ends (交接): what goes to whom, and what cannot go."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from taizhang.ledger.doers import WORKERS
from taizhang.ledger.leavers import handled_elsewhere, stood_for
from taizhang.ledger.models import Item, ItemQuerySet, OpenRequestRow, RequestQuerySet
from taizhang.org.models import Person, Post, PostQuerySet
from taizhang.rules.lifecycle.facts import Actor
from taizhang.rules.lifecycle.states import Role


@dataclass(frozen=True)
class Estate:
    """What is open with the holder of a post, as of a moment."""

    post: Post
    at: datetime

    @cached_property
    def handled(self) -> Sequence[Item]:
        """Return what they handle for the post's unit, whoever has the next step."""
        own = self._open.filter(handler=self.post.person_id, lead=self.post.unit)
        return list(own.in_due_order())

    @cached_property
    def sponsored(self) -> Sequence[Item]:
        """Return what they stand for (包保), unless another post keeps them a leader."""
        return list(stood_for(self.post.person, self._kept).for_lists().in_due_order())

    @cached_property
    def strays(self) -> Sequence[Item]:
        """Return what they handle for a unit in which they hold no post: its head assigns it."""
        elsewhere = handled_elsewhere(self.post.person, [self.post, *self._kept])
        return list(elsewhere.for_lists().in_due_order())

    @cached_property
    def requests(self) -> Sequence[OpenRequestRow]:
        """Return the requests that they may decide."""
        return list(self._asked.awaiting(self._actor).order_by("due_at", "pk"))

    @cached_property
    def unanswered(self) -> Sequence[OpenRequestRow]:
        """Return those of them that nobody else in the unit may decide."""
        others = set(self._asked.awaiting(self._rest).values_list("pk", flat=True))
        return [request for request in self.requests if request.pk not in others]

    @cached_property
    def untaken(self) -> Sequence[Item]:
        """Return the items whose next step nobody else in the unit can take."""
        if not self.post.role_set - self._rest.roles:
            return []
        others = self._open.awaiting(self._rest, asked=()).order_by().values("pk")
        mine = self._open.awaiting(self._actor, asked=()).exclude(pk__in=others)
        return list(mine.in_due_order())

    @cached_property
    def numbers(self) -> dict[int, str]:
        """Return how the items of the requests are named."""
        items = Item.objects.filter(pk__in={request.item for request in self.requests})
        rows = items.values_list("pk", "number", "tracking")
        return {pk: number or tracking for pk, number, tracking in rows}

    @property
    def _open(self) -> ItemQuerySet:
        return Item.objects.of_region(self.post.region).open().for_lists()

    @property
    def _asked(self) -> RequestQuerySet:
        return OpenRequestRow.objects.filter(region=self.post.region)

    @property
    def _actor(self) -> Actor:
        post = self.post
        return Actor("person", post.person_id, post.pk, post.unit, post.role_set)

    @cached_property
    def _rest(self) -> Actor:
        """Return what the unit can still do without the post."""
        posts = Post.objects.current(self.at).of_region(self.post.region)
        held = posts.of_units([self.post.unit]).filter(person__is_active=True)
        roles = [post.role_set for post in held.exclude(pk=self.post.pk)]
        return Actor("person", None, None, self.post.unit, frozenset().union(*roles))

    @cached_property
    def _kept(self) -> list[Post]:
        return list(others_of(self.post, self.at))


def others_of(post: Post, at: datetime) -> PostQuerySet:
    """Return the other posts that its holder has now."""
    return Post.objects.current(at).filter(person=post.person_id).exclude(pk=post.pk)


def colleagues_of(post: Post, at: datetime) -> dict[Person, Post]:
    """Return who else works in the post's unit now and may handle items, each with a post."""
    held = _of_others(post, at).of_units([post.unit])
    return {one.person: one for one in held if not one.role_set.isdisjoint(WORKERS)}


def leaders_beside(post: Post, at: datetime) -> dict[Person, Post]:
    """Return the other leaders of the region, each with a post."""
    return {one.person: one for one in _of_others(post, at).holding(Role.LEADER)}


def _of_others(post: Post, at: datetime) -> PostQuerySet:
    posts = Post.objects.current(at).of_region(post.region).filter(person__is_active=True)
    return posts.exclude(person=post.person_id).select_related("person").order_by("id")
