"""Who acts (人员): the district's real posts, found by unit and by what they may do."""

import random
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field

from taizhang.org.models import Post
from taizhang.rules.lifecycle.facts import Actor
from taizhang.rules.lifecycle.states import Role

WORKING = (Role.HANDLER, Role.HEAD)


@dataclass(slots=True)
class Cast:
    """The people of a district in their posts."""

    rng: random.Random
    by_unit: dict[str, list[Actor]] = field(default_factory=dict)
    _found: dict[tuple[str, tuple[Role, ...]], list[Actor]] = field(default_factory=dict)

    def with_roles(self, unit: str, *roles: Role) -> list[Actor]:
        """Return who holds one of the roles in a unit."""
        key = unit, roles
        if key not in self._found:
            people = self.by_unit.get(unit, [])
            self._found[key] = [actor for actor in people if not actor.roles.isdisjoint(roles)]
        return self._found[key]

    def someone(self, unit: str, *roles: Role, but: Collection[int] = ()) -> Actor | None:
        """Return one of them who is not among the persons to be passed over."""
        able = [actor for actor in self.with_roles(unit, *roles) if actor.person not in but]
        return self.rng.choice(able) if able else None

    def can_lead(self, unit: str) -> bool:
        """Return whether a unit has somebody to work and somebody to sign."""
        return bool(self.with_roles(unit, *WORKING) and self.with_roles(unit, Role.HEAD))


def cast_of(region: str, rng: random.Random) -> Cast:
    """Return the cast of a region: everybody who holds a post, in the order of their ids."""
    cast = Cast(rng)
    for actor in _actors(Post.objects.of_region(region).filter(ends__isnull=True).order_by("id")):
        cast.by_unit.setdefault(actor.unit or "", []).append(actor)
    return cast


def _actors(posts: Iterable[Post]) -> Iterable[Actor]:
    for post in posts:
        yield Actor("person", post.person_id, post.id, post.unit, post.role_set)
