"""My desk, the landing page and the table of units."""

from io import BytesIO
from typing import Any

import pytest
from django.test import Client
from openpyxl import load_workbook

from taizhang.ledger import actions
from taizhang.rules.lifecycle.states import Command, RequestKind
from tests.build import (
    DAY,
    DIRECTOR,
    HANDLER,
    HOUR,
    a_command_id,
    a_dispatched,
    a_proposal,
    a_registered,
    a_submitted,
    an_item,
    do,
)
from tests.desk.people import a_staffed_district, actor, client_of

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def district(db: Any, settings: Any) -> None:
    a_staffed_district(settings)


def todos(who: str, **asked: str) -> dict[int, str]:
    """Return the items on the desk of somebody, with what the page says to do next."""
    page = client_of(who).get("/desk/", asked)
    assert page.status_code == 200
    return {todo.row.id: todo.act for todo in page.context["todos"]}


def counters(who: str) -> dict[str, str]:
    page = client_of(who).get("/desk/")
    return {word: number for word, number, _, _ in page.context["counters"]}


def test_a_stranger_is_told_what_this_is_and_where_to_sign_in(client: Client) -> None:
    page = client.get("/")
    assert page.status_code == 200
    text = page.content.decode()
    assert "闭环督办台账" in text
    assert 'href="/sign-in"' in text


def test_the_landing_page_names_the_invented_people_of_the_demo_only(client: Client) -> None:
    assert "director" in client.get("/").content.decode()
    assert client.get("/").context["people"]


def test_who_is_signed_in_goes_on_to_the_desk() -> None:
    assert client_of("alice").get("/")["Location"] == "/desk/"


def test_an_item_lies_on_the_desk_of_whoever_has_the_next_step() -> None:
    item = a_registered()
    assert todos("clerk") == {item.pk: "交办"}
    assert todos("alice") == {}
    item = do(item, Command.DISPATCH, {"lead": "cgj"}, by=DIRECTOR)
    assert todos("alice") == {item.pk: "签收"}
    assert todos("clerk") == todos("charlie") == {}


def test_a_check_is_not_called_passed_before_it_is_made() -> None:
    item = a_submitted()
    assert todos("inspector") == {item.pk: "核查"}


def test_a_request_lies_on_the_desk_of_who_decides_it() -> None:
    item = an_item()
    assert item.promised_at is not None
    wish = {"until": item.promised_at + 5 * DAY, "reason": "连续降雨"}
    by, at = actor("alice"), item.last_at + HOUR
    actions.ask(item.pk, RequestKind.EXTENSION, wish, by=by, at=at, command_id=a_command_id())
    assert todos("director") == {item.pk: "审批：延期"}
    assert todos("director", scope="sign") == {item.pk: "审批：延期"}
    assert counters("director")["待签批"] == "1"
    assert counters("alice")["待签批"] == "0"


def test_the_counters_count_what_their_pages_list() -> None:
    an_item(), a_submitted(), a_registered()
    client = client_of("clerk")
    for word, number, href, _ in client.get("/desk/").context["counters"]:
        if href.startswith("/items/"):
            assert len(client.get(href).context["rows"]) == int(number), word


@pytest.mark.parametrize("who", ["charlie", "admin"])
def test_an_outsider_has_an_empty_desk(who: str) -> None:
    an_item(), a_proposal()
    page = client_of(who).get("/desk/")
    assert page.context["todos"] == []
    assert page.context["changes"] == []
    assert "今天没有待办" in page.content.decode()


def test_an_empty_desk_says_what_comes_next() -> None:
    item = do(a_registered(), Command.DISPATCH, {"lead": "cgj"}, by=DIRECTOR)
    item = do(item, Command.ACCEPT, by=HANDLER)
    assert item.due_at is not None
    words = client_of("clerk").get("/desk/").context["nothing"]
    assert words.startswith("今天没有待办；下一件：")


def test_a_campaign_narrows_the_whole_desk() -> None:
    item = a_registered()
    assert todos("clerk", campaign="general") == {item.pk: "交办"}
    assert todos("clerk", campaign="key_projects") == {}
    assert todos("clerk", campaign="unknown") == {item.pk: "交办"}


def test_changes_since_yesterday_are_told_once_for_each_item() -> None:
    item = an_item()
    do(item, Command.REPORT_PROGRESS, {"progress": "已进场"}, by=HANDLER, after=3 * DAY)
    told = client_of("clerk").get("/desk/").context["changes"]
    assert [change.title for change in told] == ["报进展"]
    assert client_of("charlie").get("/desk/").context["changes"] == []


def test_a_leader_sees_decisions_escalations_and_who_is_late() -> None:
    item = an_item()
    do(item, Command.ESCALATE, {"level": "1", "reason": "进展慢"}, by=DIRECTOR)
    page = client_of("leader").get("/desk/")
    assert [row.id for row, _ in page.context["escalated"]] == [item.pk]
    assert "late_units" in page.context
    assert set(todos("leader", scope="raised")) == {item.pk}


def test_more_rows_cost_no_more_queries(django_assert_num_queries: Any) -> None:
    for who, queries in (("clerk", 17), ("alice", 12), ("leader", 16)):
        client = client_of(who)
        a_dispatched()
        client.get("/desk/")
        for _ in range(4):
            a_dispatched()
        with django_assert_num_queries(queries):
            client.get("/desk/")


def test_every_number_of_the_table_leads_to_as_many_rows() -> None:
    an_item(), a_dispatched(), a_submitted(), a_proposal()
    client = client_of("clerk")
    page = client.get("/table/")
    assert [line["name"] for line in page.context["lines"]] == ["区城管局", "未定牵头"]
    numbers = 0
    for line in page.context["lines"]:
        for _, cell in line["cells"]:
            for _, _, _, n, url in cell:
                assert len(client.get(url).context["rows"]) == n, url
                numbers += n
    assert numbers == 2 * 4  # each in its state and once more in the sum of its unit


@pytest.mark.parametrize("kind", ["docx", "xlsx"])
def test_the_table_goes_out_as_a_document_and_as_a_sheet(kind: str) -> None:
    an_item()
    answer = client_of("clerk").get(f"/table/export/{kind}")
    assert answer.status_code == 200
    assert answer.content[:2] == b"PK"
    if kind == "xlsx":
        rows = load_workbook(BytesIO(answer.content)).active.iter_rows(values_only=True)
        assert any(row[0] == "区城管局" for row in rows)
    assert client_of("alice").get(f"/table/export/{kind}").status_code == 403


def test_a_unit_sees_how_it_is_doing_and_no_other_unit() -> None:
    a_submitted()
    page = client_of("alice").get("/table/")
    figures = page.context["figures"]
    assert (figures.open, figures.accepted, figures.submitted) == (1, 1, 1)
    assert figures.response_hours == 1
    assert client_of("alice").get("/table/cgj/").status_code == 200
    assert client_of("clerk").get("/table/cgj/").context["figures"].open == 1
    assert client_of("charlie").get("/table/cgj/").status_code == 404
    assert client_of("charlie").get("/table/").context["figures"].open == 0
