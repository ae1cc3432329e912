"""The messages page and the bell: one's own unit and person, read and unread, page by page."""

from typing import Any

import pytest

from taizhang.ledger import actions as ledger
from taizhang.outbox import tasks
from taizhang.outbox.inbox import PAGE
from taizhang.outbox.models import Message, Seen
from taizhang.rules.lifecycle.states import Command, RequestKind
from tests.build import (
    CLERK,
    HOUR,
    REGISTERED,
    a_command_id,
    a_dispatched,
    a_proposal,
    do,
)
from tests.desk.people import THURSDAY, actor, client_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("district")]


def lines(who: str, address: str = "/messages/") -> list[Any]:
    page = client_of(who).get(address)
    assert page.status_code == 200
    return list(page.context["lines"])


def bell(who: str) -> str:
    return str(client_of(who).get("/messages/").context["unread"])


def test_a_unit_reads_what_it_was_told_and_others_do_not() -> None:
    item = a_dispatched()
    tasks.follow(THURSDAY)
    assert [(line.number, line.said) for line in lines("alice")] == [
        (item.number, "新交办，请签收")
    ]
    assert bell("alice") == bell("head") == "1"
    assert lines("charlie") == []
    assert bell("charlie") == ""


def test_opening_a_message_leads_to_its_item_and_is_read_by_that_person_only() -> None:
    item = a_dispatched()
    tasks.follow(THURSDAY)
    message = Message.objects.get(to="u:cgj")
    answer = client_of("alice").post(f"/messages/{message.pk}/open")
    assert answer["Location"] == f"/items/{item.pk}/"
    client_of("alice").post(f"/messages/{message.pk}/open")
    assert Seen.objects.count() == 1
    assert (bell("alice"), bell("head")) == ("", "1")
    assert [line.is_read for line in lines("alice")] == [True]
    assert lines("alice", "/messages/?tab=unread") == []


def test_nobody_opens_a_message_that_is_not_theirs() -> None:
    a_dispatched()
    tasks.follow(THURSDAY)
    message = Message.objects.get(to="u:cgj")
    assert client_of("charlie").post(f"/messages/{message.pk}/open").status_code == 404
    assert client_of("alice").post(f"/messages/{2**70}/open").status_code == 404
    assert not Seen.objects.exists()


def test_everything_is_read_at_once_and_what_comes_later_is_not() -> None:
    a_dispatched()
    tasks.follow(THURSDAY)
    client_of("alice").post("/messages/read")
    assert bell("alice") == ""
    a_dispatched()
    tasks.follow(THURSDAY)
    assert bell("alice") == "1"
    assert bell("head") == "2"


def test_who_proposed_a_matter_is_told_in_person_that_it_was_declined() -> None:
    item = a_proposal(by=actor("inspector"))
    fields = {"outcome": "answered", "reason": "已答复"}
    item = ledger.ask(
        item.pk, RequestKind.SIGNATURE, fields, carries=Command.DECLINE, by=actor("clerk"),
        at=item.last_at + HOUR, command_id=a_command_id(),
    )  # fmt: skip
    ledger.answer(
        item.pk, item.seq, granted=True, by=actor("director"), at=item.last_at + HOUR,
        command_id=a_command_id(),
    )  # fmt: skip
    tasks.follow(THURSDAY)
    assert [line.said for line in lines("inspector")] == ["不予立项"]
    assert {line.said for line in lines("clerk")} == {"申请已同意：不立项"}
    assert "不予立项" not in {line.said for line in lines("deputy")}, "told to one, not to the unit"


def test_a_confidential_item_is_told_by_its_number_only() -> None:
    item = do(
        a_proposal(confidential=True, title="线索若干"), Command.REGISTER, REGISTERED, by=CLERK
    )
    item = do(item, Command.DISPATCH, {"lead": "cgj"}, by=CLERK)
    tasks.follow(THURSDAY)
    page = client_of("alice").get("/messages/").content.decode()
    assert item.number in page
    assert "线索若干" not in page


def test_pages_go_on_behind_the_last_line() -> None:
    item = a_dispatched()
    tasks.follow(THURSDAY)
    first = Message.objects.get(to="u:cgj")
    many = [
        Message(**{**_columns(first), "key": f"k{n}", "item": item.pk}) for n in range(PAGE + 4)
    ]
    Message.objects.bulk_create(many)
    page = client_of("alice").get("/messages/")
    assert len(page.context["lines"]) == PAGE
    rest = lines("alice", f"/messages/?before={page.context['older']}")
    assert len(rest) == 5
    assert client_of("alice").get("/messages/?before=x").status_code == 200
    assert bell("alice") == str(PAGE + 5)


def _columns(message: Message) -> dict[str, Any]:
    return {f.attname: getattr(message, f.attname) for f in Message._meta.fields if f.name != "id"}


def test_more_messages_cost_no_more_queries(django_assert_max_num_queries: Any) -> None:
    for _ in range(3):
        a_dispatched()
    tasks.follow(THURSDAY)
    client = client_of("alice")
    client.get("/messages/")
    with django_assert_max_num_queries(9):
        client.get("/messages/")
