"""Builders: the demo district adopted, and people in it."""

from datetime import UTC, datetime
from functools import cache
from pathlib import Path

import taizhang.packs
from taizhang.org.actions import add_person, adopt_pack, grant_post
from taizhang.org.models import Edition, Person, Post
from taizhang.packs.load import Pack, load
from taizhang.rules.lifecycle.facts import SYSTEM
from taizhang.rules.lifecycle.states import Role

MORNING = datetime(2026, 10, 12, 1, 0, tzinfo=UTC)
PASSWORD = "Qinghe-2026-ok"
DEMO = Path(taizhang.packs.__file__).parent / "demo"


@cache
def the_pack() -> Pack:
    return load(DEMO)


def region() -> str:
    return the_pack().district.region


def an_edition() -> Edition:
    """Adopt the demo pack, or return it where the test has done so already."""
    known = Edition.objects.filter(digest=the_pack().digest).first()
    return known or adopt_pack(the_pack(), by=SYSTEM, at=MORNING)


def a_person(username: str = "anyi", **given) -> Person:
    an_edition()
    fields = {
        "region": region(),
        "full_name": "安一",
        "password": PASSWORD,
        "must_change": False,
        "by": SYSTEM,
        "at": MORNING,
    }
    return add_person(username=username, **{**fields, **given})


def a_post(person: Person, *roles: Role, unit: str = "", title: str = "经办", **given) -> Post:
    fields = {"by": SYSTEM, "at": MORNING, "pack": the_pack()}
    return grant_post(
        person,
        unit=unit or office(),
        title=title,
        roles=roles or (Role.HANDLER,),
        **{**fields, **given},
    )


def office() -> str:
    """Return the supervising unit of the demo district."""
    return the_pack().district.parts.supervising


def another_unit() -> str:
    return next(unit.code for unit in the_pack().units if unit.parent and unit.code != office())


def an_administrator(username: str = "guanli") -> Person:
    person = a_person(username, full_name="管理")
    a_post(person, Role.ADMIN, title="系统管理员")
    return person
