"""A drill is a district's true life: lawful, repeatable, and with everything that goes wrong."""

from collections import Counter
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.db import transaction

from taizhang.config.checking import check_all
from taizhang.ledger.models import Item, Order
from taizhang.org.models import Post
from taizhang.record.models import Entry, Evidence
from taizhang.rules.lifecycle.due import standing
from taizhang.rules.lifecycle.states import Command
from taizhang.rules.workdays import SHANGHAI
from taizhang.simulation.world import World
from tests.build import demo_pack
from tests.simulation.build import BEGIN, UNTIL, a_lived_district

pytestmark = pytest.mark.slow
DAILY = {
    Command.PROPOSE, Command.REGISTER, Command.DISPATCH, Command.ACCEPT, Command.RETURN,
    Command.REPORT_PROGRESS, Command.SUBMIT, Command.VERIFY_PASS, Command.VERIFY_FAIL,
    Command.URGE, Command.ASK, Command.GRANT, Command.DENY, Command.ARCHIVE, Command.REPLY,
    Command.HAND_OVER, Command.FIX_ON_SPOT, Command.DECLINE,
}  # fmt: skip


@pytest.fixture(scope="module")
def lived(django_db_setup: None, django_db_blocker: Any) -> Iterator[World]:
    """A district that is lived once for all tests of this module, and then taken back."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield a_lived_district(350)
        transaction.set_rollback(True)


def test_a_lived_district_is_sound_and_nobody_tried_what_the_rules_refuse(lived: World) -> None:
    assert check_all() == 0
    assert lived.refused == Counter()
    assert set(lived.commands) >= DAILY


def test_everybody_acts_in_a_post_that_they_hold_and_most_in_working_hours(lived: World) -> None:
    posts = {post.id: post for post in Post.objects.all()}
    calendar = demo_pack().calendar
    acts = list(Entry.objects.filter(kind="item", by_kind="person"))
    for entry in acts:
        post = posts[entry.post or 0]
        assert (post.person_id, post.unit) == (entry.person, entry.unit)
        assert post.begins <= entry.at
    walls = [calendar.local(entry.at) for entry in acts]
    working = [
        wall
        for wall in walls
        if wall.date() in calendar
        and any(begin <= wall.time() < end for begin, end in calendar.slots)
    ]
    assert len(working) > 0.85 * len(walls)
    assert all(6 <= wall.hour < 23 for wall in walls)


def test_it_all_lies_between_the_first_moment_and_the_last(lived: World) -> None:
    moments = Entry.objects.filter(kind="item").values_list("at", flat=True)
    assert min(moments) >= BEGIN
    assert max(moments) <= UNTIL
    own = Item.objects.filter(number__isnull=False, parent__isnull=True, order__isnull=True)
    numbers = [
        *own.values_list("number", flat=True),
        *Order.objects.values_list("number", flat=True),
    ]
    taken = sorted(int((number or "").split("〕")[1].removesuffix("号")) for number in numbers)
    assert taken == list(range(1, len(taken) + 1))


def test_the_system_has_done_whatever_was_due_of_it(lived: World) -> None:
    waiting = Item.objects.filter(wakes_at__lte=UNTIL - timedelta(minutes=2))
    # a closed item whose request is undecided wakes in vain until somebody decides
    assert [item for item in waiting if not item.facts.requests] == []


def test_what_is_open_waits_for_a_unit_that_has_somebody(lived: World) -> None:
    units = set(Post.objects.values_list("unit", flat=True))
    steps = [standing(item.facts) for item in Item.objects.filter(finished=False)]
    assert {step.unit for step in steps if step is not None} <= units


def test_an_order_puts_one_task_to_several_units_under_its_number(lived: World) -> None:
    orders = list(Order.objects.all())
    assert orders
    for order in orders:
        parts = Item.objects.filter(order=order.pk)
        assert parts.count() >= 3
        assert all((part.number or "").startswith(f"{order.number}-") for part in parts)
        assert len({part.lead or part.facts.put_to for part in parts}) == parts.count()


def test_the_photos_that_entries_name_are_kept(lived: World) -> None:
    kept = set(Evidence.objects.values_list("sha256", flat=True))
    named = {
        sha256
        for entry in Entry.objects.filter(kind="item")
        for name in ("evidence", "before", "after")
        for sha256 in entry.data.get(name, [])
    }
    assert named
    assert named <= kept


def test_citizens_call_also_when_the_offices_are_closed(lived: World) -> None:
    called = Entry.objects.filter(kind="item", command="propose", by_kind="reporter")
    hours = {at.astimezone(SHANGHAI).hour for at in called.values_list("at", flat=True)}
    assert hours & {7, 19, 20, 21, 22}
