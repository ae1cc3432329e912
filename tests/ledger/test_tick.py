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


def wakes(item: Item) -> datetime:
    assert item.wakes_at is not None
    return item.wakes_at


@pytest.mark.django_db
def test_silence_counts_as_acceptance_where_the_campaign_says_so(district: None) -> None:
    item, usual = deemed(), a_dispatched()
    assert usual.wakes_at is None
    assert tick(wakes(item) - HOUR / 60) == 0
    assert tick(wakes(item)) == 1
    assert Item.objects.get(pk=item.pk).state == "in_progress"
    assert Item.objects.get(pk=usual.pk).state == "dispatched"
    last = Entry.objects.of("990104", "item", item.pk).reverse()[0]
    assert (last.command, last.by_kind, last.person) == ("accept", "system", None)
    assert tick(wakes(item) + DAY) == 0
    assert checks.check().breaches == []


@pytest.mark.django_db
def test_a_suspension_ends_by_itself_and_its_time_does_not_count(district: None) -> None:
    item = suspended()
    promised = item.promised_at
    assert tick(wakes(item)) == 1
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
    assert tick(wakes(item)) == 1
    assert Item.objects.get(pk=item.pk).state == "closed"
    assert checks.check().breaches == []


@pytest.mark.django_db
def test_a_closed_item_is_archived_in_time(district: None) -> None:
    item = a_closed()
    assert tick(wakes(item)) == 1
    assert Item.objects.get(pk=item.pk).state == "archived"


@pytest.mark.django_db
def test_a_drawn_item_is_looked_back_at_first(district: None) -> None:
    items = []
    while not any(item.facts.revisits_left for item in items):
        item = deemed()
        tick(wakes(item))
        item = do(item, C.SUBMIT, SUBMITTED, by=HEAD)
        while item.state == "submitted":
            item = do(item, C.VERIFY_PASS, PASSED, by=INSPECTOR)
        items.append(item)
    drawn = items[-1]
    assert (drawn.state, drawn.next_action, drawn.wakes_at) == ("closed", "revisit_pass", None)
    after = do(drawn, C.REVISIT_PASS, {"opinion": "没有反弹", "evidence": [PHOTO]}, by=INSPECTOR)
    assert after.next_action == "archive"
    assert checks.check().breaches == []


@pytest.mark.slow
def test_four_workers_give_each_command_once(fresh_database: str) -> None:
    a_district()
    items = [deemed(at=MONDAY + n * HOUR / 60) for n in range(12)]
    now = max(wakes(item) for item in items)
    given: list[int] = []

    def work() -> None:
        given.append(tick(now))
        connection.close()

    workers = [threading.Thread(target=work) for _ in range(4)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    assert sum(given) == 12
    assert Entry.objects.filter(command="accept").count() == 12
    assert checks.check().breaches == []


def test_one_broken_item_does_not_stop_the_rest(
    fresh_database: str, caplog: pytest.LogCaptureFixture
) -> None:
    a_district()
    first, second = deemed(), deemed()
    Item.objects.filter(pk=first.pk).update(facts_text="not JSON")
    tick(max(wakes(first), wakes(second)))
    assert Item.objects.get(pk=second.pk).state == "in_progress"
    assert str(first.pk) in caplog.text
