"""制止 / 处罚 / 拆除: a category with several limits, from the pack to the page."""

import pytest

from taizhang.ledger.clocks import time_book
from taizhang.ledger.models import Item
from taizhang.rules.lifecycle.states import Command
from tests.build import DISPATCHED, HOUR, REGISTERED, a_proposal, do
from tests.desk.people import a_staffed_district, actor, client_of

pytestmark = pytest.mark.django_db
C = Command
ILLEGAL_BUILDING = "0101"


@pytest.fixture(autouse=True)
def district(db, settings) -> None:
    a_staffed_district(settings)


def an_illegal_building() -> Item:
    item = a_proposal(by=actor("clerk"))
    fields = {**REGISTERED, "category": ILLEGAL_BUILDING, "condition": "1"}
    item = do(item, C.REGISTER, fields, by=actor("clerk"))
    item = do(item, C.DISPATCH, DISPATCHED, by=actor("clerk"))
    return do(item, C.ACCEPT, by=actor("alice"))


def shown(username: str, item: Item, tail: str = "") -> str:
    return client_of(username).get(f"/items/{item.pk}/{tail}").content.decode()


def test_the_next_milestone_is_what_the_item_waits_for() -> None:
    item = an_illegal_building()
    first, *_ = item.facts.regime.milestones
    assert item.next_action == C.REPORT_PROGRESS
    assert item.due_at == item.facts.moments["milestone"].at
    assert f"节点：{first.name}" in shown("alice", item)


def test_the_lead_reports_a_milestone_in_the_form() -> None:
    item = an_illegal_building()
    first, second, *_ = item.facts.regime.milestones
    assert first.name in shown("alice", item, "act/report_progress")
    fields = {"progress": "已当场制止", "milestone": "1"}
    item = do(item, C.REPORT_PROGRESS, fields, by=actor("alice"))
    page = shown("alice", item)
    assert f"达到节点：{first.name}" in page
    assert f"节点：{second.name}" in page
    assert first.name not in shown("alice", item, "act/report_progress").split("<select")[1]
    names = [run.name for run in time_book(item, item.last_at + HOUR).runs if run.name]
    assert names == [first.name, second.name]


def test_an_item_with_one_limit_is_asked_for_no_milestone() -> None:
    item = do(a_proposal(by=actor("clerk")), C.REGISTER, REGISTERED, by=actor("clerk"))
    item = do(item, C.DISPATCH, DISPATCHED, by=actor("clerk"))
    item = do(item, C.ACCEPT, by=actor("alice"))
    assert "节点" not in shown("alice", item, "act/report_progress")
