"""Builders: the smallest valid thing of the ledger, changed by what the test names.

People are actors of the demo pack's units; the moments are ordinary working hours of 2026.
"""

import hashlib
import io
import random
import uuid
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any

from PIL import Image

import taizhang.packs
from taizhang.ledger import actions
from taizhang.ledger.models import Item
from taizhang.org.actions import adopt_pack
from taizhang.packs.load import Pack, load
from taizhang.record.actions import keep
from taizhang.rules.lifecycle.facts import SYSTEM, Actor
from taizhang.rules.lifecycle.states import Command, Role

C, R = Command, Role
REGION = "990104"
MONDAY = datetime(2026, 3, 2, 1, 0, tzinfo=UTC)  # nine o'clock in the morning, a working day
HOUR = timedelta(hours=1)
DAY = timedelta(days=1)


def a_picture(colour: tuple[int, int, int]) -> bytes:
    buffer = io.BytesIO()
    Image.new("RGB", (6, 4), colour).save(buffer, "PNG")
    return buffer.getvalue()


PICTURES = (a_picture((90, 90, 90)), a_picture((200, 220, 200)))
PHOTO, SECOND_PHOTO = (hashlib.sha256(picture).hexdigest() for picture in PICTURES)


def an_actor(person: int, unit: str, *roles: Role) -> Actor:
    return Actor("person", person, 1000 + person, unit, frozenset(roles))


DIRECTOR = an_actor(1, "dcb", R.SUPERVISOR, R.ARBITER, R.HEAD)
CLERK = an_actor(2, "dcb", R.INTAKE, R.SUPERVISOR)
DEPUTY = an_actor(3, "dcb", R.INTAKE, R.SUPERVISOR, R.HEAD)
INSPECTOR = an_actor(4, "dcb", R.INSPECTOR)
LEADER = an_actor(5, "qld", R.LEADER)
ADMIN = an_actor(6, "dcb", R.ADMIN)
HANDLER = an_actor(11, "cgj", R.HANDLER)
HEAD = an_actor(12, "cgj", R.HEAD)
OTHER_HANDLER = an_actor(13, "sthj", R.HANDLER)
OTHER_HEAD = an_actor(14, "sthj", R.HEAD)
STREET = an_actor(15, "990104001", R.HANDLER)
CHARLIE = an_actor(99, "jyj", R.HANDLER, R.HEAD)
EVERYBODY = (
    DIRECTOR, CLERK, DEPUTY, INSPECTOR, LEADER, HANDLER, HEAD, OTHER_HANDLER, OTHER_HEAD, STREET,
    CHARLIE, ADMIN,
)  # fmt: skip


@cache
def demo_pack() -> Pack:
    return load(Path(taizhang.packs.__file__).parent / "demo")


def a_district() -> None:
    """Adopt the demo pack and keep two photos that every piece of evidence may be."""
    adopt_pack(demo_pack(), by=SYSTEM, at=MONDAY - DAY)
    for picture in PICTURES:
        keep(picture, "现场.png", region=REGION, at=MONDAY - DAY)


CHANCE = random.Random()  # a test that has to repeat itself seeds it


def a_command_id() -> str:
    return str(uuid.UUID(int=CHANCE.getrandbits(128), version=4))


def a_proposal(*, by: Actor = CLERK, at: datetime = MONDAY, **given: Any) -> Item:
    fields = {"title": "清理沿街乱堆的渣土", "source": "meeting", "campaign": "general", **given}
    return actions.propose(REGION, fields, by=by, at=at, command_id=a_command_id())


REGISTERED = {
    "category": "0101",
    "condition": "2",  # has one limit only
    "basis": "区政府常务会议纪要",
    "approver": "区长",
    "supervising_unit": "dcb",
    "criteria": "现场干净，不再反复",
}
DISPATCHED = {"lead": "cgj", "supports": ["sthj"], "area": "990104001"}
SUBMITTED = {"outcome": "solved", "result": "已清运完毕", "evidence": [PHOTO, SECOND_PHOTO]}
PASSED = {"where": "on_site", "ticked": True, "opinion": "与标准相符", "evidence": [PHOTO]}
FAILED = {"where": "on_site", "missing": "东侧还有一处"}


def do(
    item: Item | int,
    command: Command,
    fields: Mapping[str, Any] | None = None,
    *,
    by: Actor,
    after: timedelta = HOUR,
    at: datetime | None = None,
    **given: Any,
) -> Item:
    """Give a command an hour after the last one, unless told when."""
    row = Item.objects.get(pk=item if isinstance(item, int) else item.pk)
    given.setdefault("command_id", a_command_id())
    return actions.act(row.pk, command, fields or {}, by=by, at=at or row.last_at + after, **given)


def a_registered(**given: Any) -> Item:
    return do(a_proposal(**given), C.REGISTER, REGISTERED, by=CLERK)


def a_dispatched(**given: Any) -> Item:
    return do(a_registered(**given), C.DISPATCH, DISPATCHED, by=CLERK)


def an_item(**given: Any) -> Item:
    """Return an item that its lead has accepted."""
    return do(a_dispatched(**given), C.ACCEPT, by=HANDLER)


def a_submitted(**given: Any) -> Item:
    return do(an_item(**given), C.SUBMIT, SUBMITTED, by=HEAD)


def a_closed(**given: Any) -> Item:
    return do(a_submitted(**given), C.VERIFY_PASS, PASSED, by=DIRECTOR)
