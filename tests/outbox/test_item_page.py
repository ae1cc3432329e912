"""The item's page says who was told, through which channel, and what came of it."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from taizhang.outbox import tasks
from taizhang.outbox.models import Message
from taizhang.outbox.reached import reached_by
from tests.build import HOUR, MONDAY, a_dispatched, demo_pack
from tests.desk.people import THURSDAY, client_of
from tests.outbox.receivers import a_closed_port
from tests.outbox.test_sending import a_channel

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("district")]


def test_the_page_names_who_was_told_and_who_has_read_it() -> None:
    item = a_dispatched()
    tasks.follow(THURSDAY)
    message = Message.objects.get(to="u:cgj")
    client_of("alice").post(f"/messages/{message.pk}/open")
    page = client_of("clerk").get(f"/items/{item.pk}/").content.decode()
    assert "新交办，请签收" in page
    assert "安经办" in page
    assert "站内未读" in page


def test_what_could_not_be_delivered_is_said_on_the_item() -> None:
    a_channel(f"json://127.0.0.1:{a_closed_port()}/")
    item = a_dispatched()
    tasks.follow(MONDAY + 3 * HOUR)
    for n in range(400):
        tasks.send(THURSDAY + n * timedelta(minutes=1))
    [lead] = [one for one in reached_by(item, demo_pack()) if one.to == "区城管局"]
    assert lead.is_lost
    assert [way.word for way in lead.ways] == ["未送达"]
    assert "未送达" in client_of("clerk").get(f"/items/{item.pk}/").content.decode()


def test_many_messages_cost_no_more_queries(django_assert_max_num_queries: Any) -> None:
    item = a_dispatched()
    tasks.follow(THURSDAY)
    with CaptureQueriesContext(connection) as few:
        reached_by(item, demo_pack())
    first = Message.objects.filter(item=item.pk)[0]
    for n in range(10):
        first.pk, first.key = None, f"k{n}"
        first.save(force_insert=True)
    with django_assert_max_num_queries(len(few)):
        assert len(reached_by(item, demo_pack())) == 13
