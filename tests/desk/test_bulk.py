"""Many items at once: all are done, or none, and the page says which stood in the way."""

from io import BytesIO
from typing import Any
from zipfile import ZipFile

import pytest
from django.test import Client

from taizhang.ledger.models import Item
from taizhang.record.models import Entry
from taizhang.rules.lifecycle.states import State
from tests.build import a_closed, a_dispatched, a_registered, an_item
from tests.desk.people import a_staffed_district, client_of

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def district(db: Any, settings: Any) -> None:
    a_staffed_district(settings)


def filled_in(client: Client, what: str, items: list[Item], **fields: Any) -> dict[str, Any]:
    """Return what a browser sends: the form of the page for these items, with these fields."""
    ids = [str(item.pk) for item in items]
    page = client.get(f"/items/bulk/{what}", {"ids": ids, "back": "?tab=open"})
    sent: dict[str, Any] = {"all": ids, "ids": ids, "back": "?tab=open", **fields}
    for line in page.context["lines"]:
        sent |= {f"command-{line.row.id}": line.command_id, f"seq-{line.row.id}": line.seq}
    return sent


def state(item: Item) -> str:
    return Item.objects.get(pk=item.pk).state


def test_registered_items_are_handed_out_together_each_to_its_own_lead() -> None:
    first, second = a_registered(), a_registered()
    client = client_of("clerk")
    own = {f"lead-{second.pk}": "区生态环境局", f"deadline-{second.pk}": "2027-03-31"}
    sent = filled_in(client, "dispatch", [first, second], lead="区城管局", supports="各街道", **own)
    answer = client.post("/items/bulk/dispatch", sent)
    assert answer.status_code == 302
    assert answer["Location"] == "/items/?tab=open"
    one, other = Item.objects.get(pk=first.pk), Item.objects.get(pk=second.pk)
    assert (one.lead, other.lead) == ("cgj", "sthj")
    assert one.state == other.state == State.DISPATCHED
    assert one.support_units == other.support_units
    assert len(one.support_units) > 1
    assert other.promised_at is not None
    assert other.promised_at.isoformat() == "2027-03-31T15:59:59+00:00"


def test_sending_the_same_page_twice_hands_out_once() -> None:
    item, client = a_registered(), client_of("clerk")
    sent = filled_in(client, "dispatch", [item], lead="cgj")
    for _ in range(2):
        assert client.post("/items/bulk/dispatch", sent).status_code == 302
    assert Entry.objects.filter(stream=item.pk, command="dispatch").count() == 1


def test_one_refusal_stops_all_and_is_taken_out_of_the_choice() -> None:
    good, bad, client = a_registered(), a_dispatched(), client_of("clerk")
    sent = filled_in(client, "dispatch", [good, bad], lead="cgj")
    entries = Entry.objects.count()
    answer = client.post("/items/bulk/dispatch", sent)
    assert answer.status_code == 422
    assert Entry.objects.count() == entries
    assert state(good) == State.REGISTERED
    chosen = {line.row.id: line.is_chosen for line in answer.context["lines"]}
    assert chosen == {good.pk: True, bad.pk: False}
    assert [line.row.id for line in answer.context["refused"]] == [bad.pk]
    assert "待签收" in answer.content.decode()
    again = {**sent, "ids": [str(good.pk)]}
    assert client.post("/items/bulk/dispatch", again).status_code == 302
    assert state(good) == State.DISPATCHED


@pytest.mark.parametrize("lead", ["", "没有这个局", "各街道"])
def test_a_lead_that_is_no_single_unit_is_said_at_its_row(lead: str) -> None:
    item, client = a_registered(), client_of("clerk")
    answer = client.post("/items/bulk/dispatch", filled_in(client, "dispatch", [item], lead=lead))
    assert answer.status_code == 422
    assert [line.row.id for line in answer.context["refused"]] == [item.pk]
    assert state(item) == State.REGISTERED


def test_one_text_urges_many_and_each_unit_finds_its_own_together() -> None:
    items, client = [an_item(), an_item(), a_registered()], client_of("clerk")
    ids = [str(item.pk) for item in items]
    page = client.get("/items/bulk/urge", {"ids": ids})
    groups = {group.unit: len(group.lines) for group in page.context["groups"]}
    assert groups == {"区城管局": 2, "未定牵头": 1}
    sent = filled_in(client, "urge", items, words="请抓紧")
    assert client.post("/items/bulk/urge", sent).status_code == 302
    assert [Item.objects.get(pk=item.pk).urges for item in items] == [1, 1, 1]


def test_notices_of_several_come_in_one_archive_and_of_one_as_a_document() -> None:
    one, other, client = a_dispatched(), a_dispatched(), client_of("clerk")
    answer = client.get("/items/bulk/notices", {"ids": [one.pk, other.pk]})
    assert answer["Content-Type"] == "application/zip"
    names = ZipFile(BytesIO(answer.content)).namelist()
    assert sorted(names) == sorted(f"督办通知单-{item.number}.docx" for item in (one, other))
    answer = client.get("/items/bulk/notices", {"ids": [one.pk]})
    assert "wordprocessingml" in answer["Content-Type"]


def test_what_cannot_have_a_notice_is_named_and_the_rest_offered() -> None:
    ready, raw, client = a_dispatched(), a_registered(), client_of("clerk")
    answer = client.get("/items/bulk/notices", {"ids": [ready.pk, raw.pk]})
    assert answer.status_code == 422
    assert [line.row.id for line in answer.context["refused"]] == [raw.pk]
    assert answer.context["rest"] == 1


@pytest.mark.parametrize("what", ["dispatch", "urge", "notices"])
@pytest.mark.parametrize("who", ["alice", "charlie", "inspector", "leader", "admin"])
def test_only_a_supervising_post_of_the_office_does_many_at_once(what: str, who: str) -> None:
    item = a_closed()
    assert client_of(who).get(f"/items/bulk/{what}", {"ids": item.pk}).status_code == 403
