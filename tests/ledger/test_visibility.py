"""Who sees what: the office the district, a unit what involves it, a stranger nothing."""

import pytest

from taizhang.ledger import terms
from taizhang.ledger.models import Item, OpenRequestRow
from taizhang.rules.lifecycle.facts import Actor
from taizhang.rules.lifecycle.states import Command, RequestKind
from taizhang.rules.lights import Light
from tests.build import (
    ADMIN,
    CHARLIE,
    CLERK,
    DAY,
    DIRECTOR,
    DISPATCHED,
    HANDLER,
    HEAD,
    INSPECTOR,
    LEADER,
    MONDAY,
    OTHER_HANDLER,
    REGION,
    REGISTERED,
    STREET,
    SUBMITTED,
    a_closed,
    a_dispatched,
    a_proposal,
    a_registered,
    a_submitted,
    an_item,
    do,
)
from tests.ledger.test_requests import ask, until

C = Command
pytestmark = pytest.mark.django_db


def seen_by(actor: Actor) -> set[int]:
    offices = terms.offices(REGION, MONDAY)
    return set(Item.objects.visible_to(actor, offices=offices).values_list("pk", flat=True))


def test_a_unit_sees_what_involves_it_and_the_office_everything(district: None) -> None:
    item, other = an_item(), a_proposal()
    for actor in (DIRECTOR, CLERK, INSPECTOR, LEADER):
        assert seen_by(actor) == {item.pk, other.pk}
    for actor in (HANDLER, HEAD, OTHER_HANDLER, STREET):
        assert seen_by(actor) == {item.pk}
    for actor in (CHARLIE, ADMIN, Actor("person", 7)):
        assert seen_by(actor) == set()


def test_a_unit_that_returned_an_item_still_sees_it(district: None) -> None:
    fields = {"reason": "非职责", "believed": "sthj", "clause": "清单"}
    item = do(a_dispatched(), C.RETURN, fields, by=HANDLER)
    assert item.pk in seen_by(HANDLER)


def test_the_unit_complained_of_sees_nothing_and_cannot_lead(district: None) -> None:
    item = a_proposal(complained_of=["sthj"], confidential=True)
    item = do(item, C.REGISTER, REGISTERED, by=CLERK)
    item = do(item, C.DISPATCH, {"lead": "cgj", "supports": ["sthj"]}, by=CLERK)
    assert seen_by(OTHER_HANDLER) == set()
    assert seen_by(HANDLER) == {item.pk}
    assert seen_by(LEADER) == set()  # confidential: not even the leaders, unless involved


def waiting(actor: Actor) -> list[int]:
    return list(Item.objects.awaiting(actor).values_list("pk", flat=True))


def test_an_item_waits_for_those_who_can_take_its_next_step(district: None) -> None:
    item = a_proposal()
    assert waiting(CLERK) == [item.pk]
    assert waiting(INSPECTOR) == waiting(HANDLER) == []
    item = do(item, C.REGISTER, REGISTERED, by=CLERK)
    assert waiting(DIRECTOR) == [item.pk]
    item = do(item, C.DISPATCH, DISPATCHED, by=CLERK)
    assert waiting(HANDLER) == [item.pk]
    assert waiting(CLERK) == waiting(OTHER_HANDLER) == []
    item = do(item, C.ACCEPT, by=HANDLER)
    do(item, C.SUBMIT, SUBMITTED, by=HEAD)
    assert waiting(INSPECTOR) == [item.pk]


def test_a_request_waits_for_its_decider(district: None) -> None:
    item = an_item()
    ask(item, RequestKind.EXTENSION, until(item, 5), HANDLER)
    assert waiting(DIRECTOR) == [item.pk]
    assert OpenRequestRow.objects.awaiting(DIRECTOR).count() == 1
    assert OpenRequestRow.objects.overdue(now=MONDAY).count() == 0


def test_lights_are_comparisons_with_the_present_moment(district: None) -> None:
    item, closed = an_item(), a_closed()
    assert item.yellow_at is not None
    assert item.due_at is not None
    for now, light in (
        (item.yellow_at - DAY / 24, Light.GREEN),
        (item.yellow_at, Light.YELLOW),
        (item.due_at, Light.YELLOW),
        (item.due_at + DAY, Light.RED),
    ):
        assert item.light(now) is light
        for each in (Light.GREEN, Light.YELLOW, Light.RED):
            found = Item.objects.with_light(each, now=now)
            assert (item in found) == (each is light)
    assert list(Item.objects.with_light(Light.GREY, now=MONDAY)) == [closed]
    assert closed.light(MONDAY) is Light.GREY


def test_pages_follow_one_another_without_gap_or_repetition(district: None) -> None:
    made = [a_registered(at=MONDAY + n * DAY) for n in range(3)] + [a_submitted()]
    seen: list[int] = []
    after = None
    while page := list(Item.objects.unfinished().in_due_order(after)[:2]):
        seen += [item.pk for item in page]
        assert page[-1].due_at is not None
        after = page[-1].due_at, page[-1].pk
    assert sorted(seen) == sorted(item.pk for item in made)
    assert len(seen) == len(set(seen))
    assert Item.objects.count_up_to(3) == 4
    newest = list(Item.objects.newest_first()[:2])
    assert [i.pk for i in Item.objects.newest_first(newest[-1].pk)] == sorted(seen)[:2][::-1]
