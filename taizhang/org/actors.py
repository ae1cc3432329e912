"""Who acts in a request: the signed-in person in the post that they have chosen."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import cast

from django.contrib.sessions.backends.base import SessionBase
from django.http import HttpRequest

from taizhang.org.models import Person, Post
from taizhang.org.packs import current
from taizhang.packs.load import Pack
from taizhang.rules.lifecycle.facts import Actor
from taizhang.rules.lifecycle.states import Role

POST_KEY = "post"


@dataclass(frozen=True)
class Acting:
    """A person with the posts that they hold now and the one that they act in."""

    person: Person
    posts: tuple[Post, ...]
    post: Post | None

    @property
    def region(self) -> str:
        return self.person.region

    @cached_property
    def pack(self) -> Pack:
        """Return the pack in force, asked for once in a request."""
        return current(self.region)

    @property
    def actor(self) -> Actor:
        """Return what the rules know of them; without a post they may do nothing."""
        if self.post is None:
            return Actor("person", self.person.id)
        return Actor("person", self.person.id, self.post.id, self.post.unit, self.post.role_set)


class SignedInRequest(HttpRequest):
    """A request that has passed the door: the middleware has put on it who acts."""

    acting: Acting


def acting_for(person: Person, session: SessionBase, at: datetime) -> Acting:
    """Return who acts: in the chosen post while it lasts, else in the first that they hold."""
    posts = tuple(Post.objects.current(at).filter(person=person).order_by("begins", "id"))
    chosen = session.get(POST_KEY)
    post = next((post for post in posts if post.id == chosen), posts[0] if posts else None)
    return Acting(person, posts, post)


def acting_in(request: HttpRequest) -> Acting:
    return cast(SignedInRequest, request).acting


def actor_of(request: HttpRequest) -> Actor:
    return acting_in(request).actor


def region_of(request: HttpRequest) -> str:
    return acting_in(request).region


def pack_of(request: HttpRequest) -> Pack:
    return acting_in(request).pack


def has_role(request: HttpRequest, *roles: Role) -> bool:
    """Tell whether the post that acts holds one of these roles."""
    return not actor_of(request).roles.isdisjoint(roles)


def names(ids: Iterable[int | None]) -> dict[int, str]:
    """Return the full names of people by number, in one query for a page."""
    people = Person.objects.numbered(number for number in ids if number is not None)
    return dict(people.values_list("id", "full_name"))
