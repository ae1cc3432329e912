"""What is given more rarely: arbitration, signed commands, feedback from the street, secrets."""

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from taizhang.ledger.models import Item
from taizhang.rules.lifecycle.states import Command
from tests.build import DISPATCHED, a_proposal, do
from tests.desk.people import a_staffed_district, actor, client_of
from tests.desk.pictures import a_picture
from tests.desk.pressing import answered, press
from tests.desk.stories import a_dispatched, a_registered, an_item

pytestmark = pytest.mark.django_db
C = Command
NOT_OURS = {"reason": "非本局道路", "believed": "zjj", "clause": "三定规定"}


@pytest.fixture(autouse=True)
def district(db: Any, settings: Any) -> None:
    a_staffed_district(settings)


def test_after_two_returns_the_arbiter_settles_who_leads() -> None:
    item = a_dispatched()
    do(item, C.RETURN, NOT_OURS, by=actor("alice"))
    do(item, C.DISPATCH, DISPATCHED, by=actor("clerk"))
    do(item, C.RETURN, NOT_OURS, by=actor("alice"))
    shown = client_of("director").get(f"/items/{item.pk}/").content.decode()
    assert "下一步：区督查办裁定交办" in shown
    fields = {"lead": "区住建局", "statements": "两家意见附后", "clause": "市政设施养护职责"}
    after = press("director", item, "act/arbitrate", **fields)
    assert (after.state, after.lead) == ("dispatched", "zjj")


def test_a_refused_proposal_is_signed_and_can_be_opened_again_with_two_names() -> None:
    item = a_proposal(by=actor("clerk"))
    fields = {"outcome": "beyond_duty", "reason": "属市管道路"}
    asked = press("clerk", item, "act/decline", **fields)
    assert asked.state == "proposed"
    assert answered("director", asked).state == "declined"
    asked = press("deputy", asked, "act/reopen", reason="市里转回本区")
    assert answered("director", asked).state == "proposed"


def test_a_text_is_erased_by_law_with_two_names() -> None:
    item = do(an_item(), C.ANNOTATE, {"words": "反映人张某的电话"}, by=actor("clerk"))
    fields = {"entry": str(item.seq), "authority": "个人信息保护法第四十七条"}
    asked = press("clerk", item, "act/erase", **fields)
    assert "反映人张某" in client_of("clerk").get(f"/items/{item.pk}/").content.decode()
    answered("director", asked)
    shown = client_of("clerk").get(f"/items/{item.pk}/").content.decode()
    assert "反映人张某" not in shown
    assert "已依规删除" in shown


def hand_in(username: str, item: Item, **fields: Any) -> Any:
    client = client_of(username)
    form = client.get(f"/items/{item.pk}/feedback").context["form"]
    return client.post(f"/items/{item.pk}/feedback", {**form.initial, **fields})


def a_photo() -> SimpleUploadedFile:
    return SimpleUploadedFile("整改后.jpg", a_picture(), "image/jpeg")


def test_the_street_accepts_and_feeds_back_in_one_go() -> None:
    item = a_dispatched()
    done = hand_in("alice", item, words="已到场清理", outcome="progress", evidence=a_photo())
    assert done.status_code == 302
    after = Item.objects.get(pk=item.pk)
    assert (after.state, after.last_progress) == ("in_progress", "已到场清理")
    assert after.handler == actor("alice").person


def test_the_head_accepts_and_submits_in_one_go() -> None:
    item = a_dispatched()
    assert hand_in("head", item, words="清完", outcome="done", album=a_photo()).status_code == 302
    assert Item.objects.get(pk=item.pk).state == "submitted"


def test_a_handler_who_says_done_has_it_signed_by_the_head() -> None:
    item = a_dispatched()
    hand_in("alice", item, words="清完", outcome="done", evidence=a_photo())
    after = Item.objects.get(pk=item.pk)
    assert [request.carries for request in after.facts.requests] == [C.SUBMIT]
    assert "送审签" not in client_of("head").get(f"/items/{item.pk}/").content.decode()
    assert answered("head", after).state == "submitted"


def test_done_needs_a_photo_and_a_refusal_accepts_nothing() -> None:
    item = a_dispatched()
    answer = hand_in("alice", item, words="清完", outcome="done")
    assert answer.status_code == 422
    assert "照片" in answer.content.decode()
    assert Item.objects.get(pk=item.pk).state == "dispatched"


@pytest.mark.parametrize("username", ["bob", "clerk", "street"])
def test_only_the_lead_feeds_back(username: str) -> None:
    item = a_dispatched()
    answer = hand_in(username, item, words="清完", outcome="progress")
    assert answer.status_code == 422
    assert Item.objects.get(pk=item.pk).seq == item.seq


@pytest.mark.parametrize(("username", "status"), [("clerk", 200), ("leader", 404), ("bob", 404)])
def test_a_secret_item_is_seen_only_by_those_who_have_a_part(username: str, status: int) -> None:
    item = a_registered(confidential=True)
    assert client_of(username).get(f"/items/{item.pk}/").status_code == status


@pytest.mark.parametrize("username", ["bob", "street", "charlie", "clerk", "alice", "admin"])
def test_nobody_else_decides_a_request(username: str) -> None:
    asked = press("alice", an_item(), "ask/termination", outcome="impossible", reason="已征收")
    request = asked.facts.requests[0]
    address = f"/items/{asked.pk}/requests/{request.id}/answer"
    fields = {"command_id": "00000000-0000-4000-8000-000000000000", "answer": "grant"}
    assert client_of(username).post(address, fields).status_code in (404, 409)
    assert Item.objects.get(pk=asked.pk).facts.requests == asked.facts.requests


def test_the_phone_offers_three_buttons_to_the_lead_and_none_to_an_onlooker() -> None:
    item = a_dispatched()
    shown = client_of("alice").get(f"/items/{item.pk}/").content.decode()
    bar = shown[shown.index('class="action-bar"') :]
    assert all(words in bar for words in ("签收", "拍照反馈", "不是我的"))
    onlooker = client_of("bob").get(f"/items/{item.pk}/").content.decode()
    assert "拍照反馈" not in onlooker


def test_what_waits_to_be_signed_says_by_whom_and_offers_no_second_feedback() -> None:
    photos = [SimpleUploadedFile(f"{n}.jpg", a_picture(), "image/jpeg") for n in range(2)]
    fields = {"outcome": "solved", "result": "已清理", "evidence": photos}
    item = press("alice", an_item(), "act/submit", **fields)
    assert item.facts.requests
    shown = client_of("alice").get(f"/items/{item.pk}/").content.decode()
    assert "（已送区城管局签批）" in shown
    assert 'class="action-bar"' not in shown


def test_the_form_in_a_dialog_is_the_form_alone() -> None:
    item = an_item()
    answer = client_of("alice").get(
        f"/items/{item.pk}/act/report_progress", headers={"HX-Request": "true"}
    )
    shown = answer.content.decode()
    assert "<form" in shown
    assert "<html" not in shown
