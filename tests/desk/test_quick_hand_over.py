"""＋快速交办 and 现场交办: from the spoken word to an item that waits for its lead."""

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from taizhang.ledger.models import Item, Order
from tests.desk.people import a_staffed_district, client_of
from tests.desk.pictures import a_picture

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def district(db: Any, settings: Any) -> None:
    a_staffed_district(settings)


def hand_over(username: str, **fields: Any) -> Any:
    client = client_of(username)
    form = client.get("/quick/").context["form"]
    begin = {name: form[name].value() for name in ("command_id", "source", "campaign")}
    begin["source"] = form.fields["source"].choices[0][0]
    return client.post("/quick/", {**begin, **fields}, follow=True)


def test_one_sentence_one_unit_and_some_days_are_enough() -> None:
    done = hand_over("clerk", title="清理新桥路积雪", units="区城管局", days="3")
    item = Item.objects.get()
    assert (item.state, item.lead, item.title) == ("dispatched", "cgj", "清理新桥路积雪")
    assert item.promised_at is not None
    assert item.promised_at.isoformat() == "2026-03-10T15:59:59+00:00"
    shown = done.content.decode()
    assert item.number in shown
    assert "【督办提醒】" in shown


def test_a_group_becomes_one_order_with_an_item_for_each_unit() -> None:
    done = hand_over("clerk", title="各街道报送除雪力量", units=["各街道", "区城管局"], days="1")
    order = Order.objects.get()
    numbers = [item.number for item in Item.objects.order_by("number")]
    assert numbers == [f"{order.number}-{n:02d}" for n in range(1, 10)]
    assert f"/orders/{order.pk}/notices.zip" in done.content.decode()


def test_the_same_order_sent_twice_is_one() -> None:
    client = client_of("clerk")
    form = client.get("/quick/").context["form"]
    fields = {name: form[name].value() for name in ("command_id", "campaign")}
    fields |= {"title": "清雪", "units": "区城管局", "source": "meeting"}
    for _ in range(2):
        assert client.post("/quick/", fields).status_code == 302
    assert Item.objects.count() == 1


def test_a_photo_of_the_meeting_goes_along() -> None:
    photo = SimpleUploadedFile("板书.jpg", a_picture(), "image/jpeg")
    hand_over("clerk", title="清雪", units="区城管局", evidence=photo)
    item = Item.objects.get()
    shown = client_of("alice").get(f"/items/{item.pk}/").content.decode()
    assert f"?item={item.pk}&amp;size=thumb" in shown


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"units": "区城馆局"}, "没有叫“区城馆局”的单位"),
        ({"units": "区"}, "不止一个单位"),
        ({"days": "3", "deadline": "2026-03-20T18:00"}, "时限只填一种"),
        ({"deadline": "2026-03-01T18:00"}, "时限须晚于现在"),
        ({"title": ""}, "这个字段是必填项"),
    ],
)
def test_what_is_wrong_is_said_where_it_is_wrong(wrong: dict[str, str], said: str) -> None:
    answer = hand_over("clerk", **{"title": "清雪", "units": "区城管局", **wrong})
    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert not Item.objects.exists()


def test_an_inspector_hands_over_on_the_spot_with_a_photo() -> None:
    photo = SimpleUploadedFile("现场.jpg", a_picture(), "image/jpeg")
    hand_over(
        "inspector", title="渣土积存", units="区城管局", place="沿河路", category="0111/1",
        evidence=photo,
    )  # fmt: skip
    item = Item.objects.get()
    assert (item.state, item.lead, item.category) == ("dispatched", "cgj", "0111")
    assert item.facts.regime.campaign == "general"


def test_on_the_spot_the_photo_is_a_must() -> None:
    answer = hand_over("inspector", title="渣土", units="区城管局", category="0111/1")
    assert answer.status_code == 422
    assert not Item.objects.exists()


@pytest.mark.parametrize("username", ["alice", "charlie", "admin", "leader"])
def test_who_may_not_order_is_told_who_may(username: str) -> None:
    answer = client_of(username).get("/quick/")
    assert answer.status_code == 403
    assert "督查部门" in answer.content.decode()
    assert client_of(username).post("/quick/", {"title": "x"}).status_code == 403


def test_the_result_shows_only_what_the_reader_may_see() -> None:
    hand_over("clerk", title="清雪", units="区城管局")
    item = Item.objects.get()
    assert "清雪" not in client_of("charlie").get(f"/quick/done?items={item.pk}").content.decode()


def test_days_are_said_as_a_moment_while_they_are_typed() -> None:
    client = client_of("clerk")
    assert "3月10日" in client.get("/quick/moment?days=3").content.decode()
    assert client.get("/quick/moment?days=abc").content.decode().strip() == ""


def test_the_duty_list_names_who_leads_such_matters() -> None:
    shown = client_of("clerk").get("/quick/suggest", {"title": "红旗街路面坑洼"}).content.decode()
    assert "区市政中心" in shown


def test_on_the_spot_the_words_suggest_a_category_and_say_why_the_place_its_street() -> None:
    typed = {"title": "桥下井盖缺失", "place": "望舒街道沿河路12号"}
    shown = client_of("inspector").get("/quick/suggest", typed).content.decode()
    assert 'data-value="0601/1">井盖缺失破损' in shown
    assert "“井盖缺失、井盖”" in shown
    assert 'data-pick="id_area" data-value="望舒街道"' in shown


def test_the_category_that_is_chosen_says_whose_matter_it_is() -> None:
    typed = {"title": "这里很乱", "place": "望舒街道", "category": "0110/1"}
    shown = client_of("inspector").get("/quick/suggest", typed).content.decode()
    assert 'data-pick="id_units" data-value="望舒街道"' in shown


def test_a_word_that_stands_in_any_text_suggests_no_unit() -> None:
    shown = client_of("clerk").get("/quick/suggest", {"title": "落实资金"}).content.decode()
    assert "id_units" not in shown


def test_several_possible_leads_are_all_shown_each_with_the_clause_it_rests_on() -> None:
    typed = {"title": "空中缆线杂乱", "place": "望舒街道"}
    shown = client_of("clerk").get("/quick/suggest", typed).content.decode()
    assert 'data-value="区城管局"' in shown
    assert 'data-value="区科工信局"' in shown
    assert "可能的牵头单位有2家" in shown
    assert "清编办〔2026〕6号" in shown


def test_of_a_border_strip_both_streets_are_shown_and_the_packs_lead_is_kept() -> None:
    typed = {"title": "积存垃圾渣土", "place": "柳叶渠沿线12号"}
    shown = client_of("inspector").get("/quick/suggest", typed).content.decode()
    assert 'data-pick="id_area" data-value="望舒街道"' in shown
    assert 'data-pick="id_area" data-value="棠梨街道"' in shown
    hand_over("clerk", title="清理渣土", units="区城管局", place="柳叶渠沿线12号")
    assert Item.objects.get().area == "990104002"
