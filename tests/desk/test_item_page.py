"""The item page, seen by those who may and those who may not."""

import pytest

from taizhang.intake.models import Binding, Requirement
from taizhang.ledger.models import Item
from taizhang.rules.lifecycle.states import Command
from tests.build import (
    FAILED,
    PASSED,
    SUBMITTED,
    do,
)
from tests.desk.people import a_staffed_district, actor, client_of
from tests.desk.pressing import press
from tests.desk.stories import an_item
from tests.intake.build import a_document

pytestmark = pytest.mark.django_db
C = Command
LATER = {"until": "2026-04-20T18:00", "reason": "连日降雪"}


@pytest.fixture(autouse=True)
def district(db, settings) -> None:
    a_staffed_district(settings)


def page(username: str, item: Item, tab: str = "") -> str:
    response = client_of(username).get(f"/items/{item.pk}/", {"tab": tab} if tab else {})
    assert response.status_code == 200
    return response.content.decode()


@pytest.mark.parametrize("username", ["alice", "head", "bob", "street", "clerk", "director"])
def test_everybody_with_a_part_sees_the_item(username: str) -> None:
    item = an_item(place="沿河路")
    shown = page(username, item)
    assert item.title in shown
    assert "下一步：区城管局申请销号" in shown


@pytest.mark.parametrize("username", ["charlie", "admin"])
@pytest.mark.parametrize("tail", ["", "act/annotate", "ask/extension", "feedback", "notice.docx"])
def test_an_outsider_finds_no_such_item(username: str, tail: str) -> None:
    client = client_of(username)
    assert client.get(f"/items/{an_item().pk}/{tail}").status_code in (403, 404)
    if tail != "notice.docx":
        assert client.get(f"/items/{an_item().pk}/{tail}").status_code == 404


@pytest.mark.parametrize("tab", ["children", "place", "repeats", "requests"])
def test_each_tab_can_be_opened(tab: str) -> None:
    item = an_item(place="沿河路")
    page("clerk", item, tab)


def test_a_full_story_is_told() -> None:
    item = an_item(words="沿河路渣土要尽快清理", place="沿河路")
    item = do(item, C.REPORT_PROGRESS, {"progress": "已调机械", "percent": 40}, by=actor("alice"))
    item = do(item, C.SUBMIT, SUBMITTED, by=actor("head"))
    assert "下一步：区督查办督查核查" in page("alice", item)
    item = do(item, C.VERIFY_FAIL, FAILED, by=actor("director"))
    shown = page("alice", item)
    for words in (
        "沿河路渣土要尽快清理",
        "已调机械",
        "完成40%",
        "东侧还有一处",
        "核查不通过：督查核查",
        "返工",
    ):
        assert words in shown
    item = do(item, C.SUBMIT, SUBMITTED, by=actor("head"))
    item = do(item, C.VERIFY_PASS, PASSED, by=actor("clerk"))
    shown = page("bob", item)
    assert "已销号" in shown
    assert "核查通过：督查核查" in shown


def test_the_page_costs_the_same_however_much_has_happened(django_assert_max_num_queries) -> None:
    item = an_item()
    for n in range(5):
        item = do(item, C.REPORT_PROGRESS, {"progress": f"第{n}天"}, by=actor("alice"))
    client = client_of("clerk")
    page_url = f"/items/{item.pk}/"
    client.get(page_url)
    with django_assert_max_num_queries(14):
        client.get(page_url)


def test_the_office_finds_the_document_behind_an_item_and_a_handler_only_the_excerpt() -> None:
    document, item = a_document(), an_item(words="这一句就是依据")
    requirement = Requirement.objects.filter(document=document).first()
    Binding.objects.create(requirement=requirement, item=item)
    link = f"/documents/{document.pk}/"
    assert link in page("clerk", item)
    handlers = page("alice", item)
    assert link not in handlers
    assert document.title not in handlers
    assert "这一句就是依据" in handlers


def test_whoever_has_asked_sees_that_it_waits_and_for_whom() -> None:
    item = press("alice", an_item(), "ask/suspension", **LATER)
    shown = page("alice", item)
    assert "待决定的申请" in shown
    assert "收回申请" in shown
    assert 'value="grant"' not in shown
    assert 'value="grant"' in page("director", item)
