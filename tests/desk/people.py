"""People of the desk's tests: each as an actor of the ledger and as somebody who can sign in."""

from datetime import datetime
from typing import Any

from django.test import Client
from django.utils import timezone

from taizhang.org.actions import add_people
from taizhang.org.models import Person, Post
from taizhang.packs.people import NewPerson
from taizhang.rules.lifecycle.facts import SYSTEM, Actor
from taizhang.rules.lifecycle.states import Role
from tests.build import DAY, MONDAY, a_district, demo_pack

R = Role
CAST = {
    "director": ("单主任", "dcb", (R.SUPERVISOR, R.ARBITER, R.HEAD)),
    "clerk": ("倪经办", "dcb", (R.INTAKE, R.SUPERVISOR)),
    "deputy": ("舒副主任", "dcb", (R.INTAKE, R.SUPERVISOR, R.HEAD)),
    "inspector": ("温督查", "dcb", (R.INSPECTOR,)),
    "leader": ("樊区长", "qld", (R.LEADER,)),
    "admin": ("梅管理", "dcb", (R.ADMIN,)),
    "alice": ("安经办", "cgj", (R.HANDLER,)),
    "head": ("安局长", "cgj", (R.HEAD,)),
    "bob": ("包经办", "sthj", (R.HANDLER,)),
    "street": ("江街道", "990104001", (R.HANDLER,)),
    "charlie": ("柴经办", "jyj", (R.HANDLER, R.HEAD)),
}


THURSDAY = MONDAY + 3 * DAY  # when the pages of these tests are looked at


def a_staffed_district(settings: Any, at: datetime = THURSDAY) -> None:
    """Adopt the demo pack, let every one of the cast hold a post, and set the pages' clock."""
    settings.CLOCK_AHEAD = at - timezone.now()
    a_district()
    people = [
        NewPerson(username, name, unit, "经办", roles)
        for username, (name, unit, roles) in CAST.items()
    ]
    add_people(
        people, pack=demo_pack(), password="Qinghe-2026-ok", must_change=False, by=SYSTEM,
        at=MONDAY - DAY,
    )  # fmt: skip


def actor(username: str) -> Actor:
    post = Post.objects.select_related("person").get(person__username=username)
    return Actor("person", post.person_id, post.pk, post.unit, post.role_set)


def client_of(username: str) -> Client:
    client = Client()
    client.force_login(Person.objects.get(username=username))
    return client
