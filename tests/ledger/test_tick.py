"""What the system does by itself when a moment has passed, and only once."""

import threading
from datetime import datetime

import pytest
from django.db import connection

from taizhang.ledger import checks
from taizhang.ledger.models import Item
from taizhang.ledger.tasks import tick
from taizhang.record.models import Entry
from taizhang.rules.lifecycle.states import Command, RequestKind
from taizhang.rules.refused import Refused
from tests.build import (
    CLERK,
    DAY,
    DISPATCHED,
    HEAD,
    HOUR,
    INSPECTOR,
    MONDAY,
    PASSED,
    PHOTO,
    REGISTERED,
    SUBMITTED,
    a_closed,
    a_dispatched,
    a_district,
    a_proposal,
    do,
)
from tests.ledger.test_commands import disclosed, suspended

C, R = Command, RequestKind


def deemed(**given: object) -> Item:
    """Return a dispatched item of the campaign in which silence counts as acceptance."""
    item = a_proposal(campaign="hygienic_city", source="inspection", **given)
    item = do(item, C.REGISTER, REGISTERED, by=CLERK)
    return do(item, C.DISPATCH, DISPATCHED, by=CLERK)


def moves_on(item: Item) -> datetime:
    """Return when an item moves on by itself; the ladder may wake the system before."""
    assert item.wakes_at is not None
    clock = {"dispatched": "response", "suspended": "suspension", "disclosed": "notice"}
    return item.facts.moments[clock.get(item.state, "archive")].at


def climbed(item: Item) -> list[tuple[str, int]]:
    """Return the rungs that the system has climbed for an item: command and rung."""
    entries = Entry.objects.of("990104", "item", item.pk).filter(by_kind="system")
    return [(entry.command, entry.data["rung"][1]) for entry in entries if "rung" in entry.data]


@pytest.mark.django_db
def test_silence_counts_as_acceptance_where_the_campaign_says_so(district: None) -> None:
    item, usual = deemed(), a_dispatched()
    tick(moves_on(item) - HOUR / 60)
    assert Item.objects.get(pk=item.pk).state == "dispatched"
    tick(moves_on(item))
    assert Item.objects.get(pk=item.pk).state == "in_progress"
    assert Item.objects.get(pk=usual.pk).state == "dispatched"
    last = Entry.objects.of("990104", "item", item.pk).reverse()[0]
    assert (last.command, last.by_kind, last.person) == ("accept", "system", None)
    assert checks.check().breaches == []


@pytest.mark.django_db
def test_a_suspension_ends_by_itself_and_its_time_does_not_count(district: None) -> None:
    item = suspended()
    promised = item.promised_at
    tick(moves_on(item))
    after = Item.objects.get(pk=item.pk)
    assert after.state == "in_progress"
    assert after.promised_at is not None
    assert promised is not None
    assert after.promised_at > promised
    assert checks.check().breaches == []


@pytest.mark.django_db
def test_a_notice_ends_in_closing_unless_somebody_objects(district: None) -> None:
    item = disclosed()
    assert item.wakes_at is not None
    with pytest.raises(Refused, match="公示期"):
        do(item, C.CLOSE, by=CLERK)
    assert tick(moves_on(item)) == 1
    assert Item.objects.get(pk=item.pk).state == "closed"
    assert checks.check().breaches == []


@pytest.mark.django_db
def test_a_closed_item_is_archived_in_time(district: None) -> None:
    item = a_closed()
    assert tick(moves_on(item)) == 1
    assert Item.objects.get(pk=item.pk).state == "archived"


@pytest.mark.django_db
def test_a_drawn_item_is_looked_back_at_first(district: None) -> None:
    items = []
    while not any(item.facts.revisits_left for item in items):
        item = deemed()
        tick(moves_on(item))
        item = do(item, C.SUBMIT, SUBMITTED, by=HEAD)
        while item.state == "submitted":
            item = do(item, C.VERIFY_PASS, PASSED, by=INSPECTOR)
        items.append(item)
    drawn = items[-1]
    assert (drawn.state, drawn.next_action) == ("closed", "revisit_pass")
    tick(drawn.facts.moments["revisit"].at + DAY)
    assert climbed(drawn)[-1] == ("escalate", 3)
    drawn = Item.objects.get(pk=drawn.pk)
    assert drawn.state == "closed"
    after = do(drawn, C.REVISIT_PASS, {"opinion": "没有反弹", "evidence": [PHOTO]}, by=INSPECTOR)
    assert after.next_action == "archive"
    assert checks.check().breaches == []


@pytest.mark.slow
def test_four_workers_give_each_command_once(fresh_database: str) -> None:
    a_district()
    items = [deemed(at=MONDAY + n * HOUR / 60) for n in range(12)]
    now = max(moves_on(item) for item in items)
    given: list[int] = []

    def work() -> None:
        given.append(tick(now))
        connection.close()

    workers = [threading.Thread(target=work) for _ in range(4)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    assert sum(given) >= 12
    assert Entry.objects.filter(command="accept").count() == 12
    assert checks.check().breaches == []


def test_one_broken_item_does_not_stop_the_rest(
    fresh_database: str, caplog: pytest.LogCaptureFixture
) -> None:
    a_district()
    first, second = deemed(), deemed()
    Item.objects.filter(pk=first.pk).update(facts_text="not JSON")
    tick(max(moves_on(first), moves_on(second)))
    assert Item.objects.get(pk=second.pk).state == "in_progress"
    assert str(first.pk) in caplog.text


@pytest.mark.django_db
def test_a_unit_that_does_not_accept_is_reminded_urged_and_raised(district: None) -> None:
    item = a_dispatched()
    response = item.facts.moments["response"]
    assert tick(response.yellow - HOUR / 60) == 0
    for moment in (response.yellow, response.at, response.at + 5 * DAY):
        assert tick(moment) == 1
        assert tick(moment) == 0
    assert climbed(item) == [("urge", 1), ("urge", 2), ("escalate", 3)]
    after = Item.objects.get(pk=item.pk)
    assert (after.level, after.urges, after.state) == (1, 1, "dispatched")
    assert checks.check().breaches == []


@pytest.mark.django_db
def test_a_clock_that_jumps_ahead_and_back_urges_once(district: None) -> None:
    item = a_dispatched()
    response = item.facts.moments["response"]
    assert tick(response.at + 30 * DAY) == 1
    assert tick(response.yellow) == 0
    assert tick(response.at + 60 * DAY) == 0
    assert climbed(item) == [("escalate", 3)]
    assert checks.check().breaches == []


@pytest.mark.slow
def test_four_workers_climb_each_rung_once(fresh_database: str) -> None:
    a_district()
    items = [a_dispatched(at=MONDAY + n * HOUR / 60) for n in range(8)]
    now = max(item.facts.moments["response"].at for item in items)

    def work() -> None:
        tick(now)
        connection.close()

    workers = [threading.Thread(target=work) for _ in range(4)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    tick(now)
    assert [climbed(item) for item in items] == [[("urge", 2)]] * 8
    assert checks.check().breaches == []
