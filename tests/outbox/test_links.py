"""Links to one item: signed in for that item only, for a while, revocable; a helper's upload."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from taizhang.ledger.models import Item
from taizhang.org.actions import end_post, retire
from taizhang.org.models import Person, Post
from taizhang.outbox import tasks
from taizhang.outbox.actions.links import bearer_of, make_open_link
from taizhang.outbox.models import Message, OneItemLink
from taizhang.outbox.tokens import OPEN, UPLOAD, hash_of, new_token
from taizhang.record.models import Entry, Text
from taizhang.rules.lifecycle.states import Command
from tests.build import ADMIN, CLERK, HOUR, PICTURES, a_command_id, a_dispatched, do
from tests.desk.people import THURSDAY, actor, client_of
from tests.outbox.receivers import a_webhook
from tests.outbox.test_sending import a_channel, hook
from tests.repo.test_routes import ROUTES

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("district")]
C = Command


@pytest.fixture
def item() -> Item:
    found = a_dispatched()
    tasks.follow(THURSDAY)
    return found


def a_token(who: str = "alice", at: Any = THURSDAY) -> str:
    person = Person.objects.get(username=who)
    return make_open_link(Message.objects.get(to="u:cgj"), person.pk, hours=24, at=at)


def opened(token: str) -> Client:
    client = Client()
    client.get(f"/l/{token}")
    return client


def test_a_link_opens_its_item_and_lets_it_be_accepted(item: Item) -> None:
    client = Client()
    answer = client.get(f"/l/{a_token()}")
    assert answer["Location"] == f"/items/{item.pk}/"
    assert answer["Referrer-Policy"] == "no-referrer"
    page = client.get(f"/items/{item.pk}/")
    assert page.status_code == 200
    assert "安经办" in page.content.decode()
    given = {"command_id": a_command_id(), "seq": item.seq}
    client.post(f"/items/{item.pk}/act/accept", given)
    item.refresh_from_db()
    assert (item.state, item.handler) == ("in_progress", actor("alice").person)


def test_only_the_hash_of_a_token_is_kept_and_each_use_is_an_entry(item: Item) -> None:
    token = a_token()
    link = OneItemLink.objects.get()
    assert link.token_hash == hash_of(token, OPEN)
    opened(token)
    opened(token)
    uses = Entry.objects.filter(kind="link", stream=link.pk)
    assert [entry.command for entry in uses.order_by("seq")] == ["use_link", "use_link"]
    assert not Entry.objects.filter(body__contains=token).exists()
    assert not Text.objects.filter(text__contains=token).exists()


def test_a_session_of_a_link_reaches_its_item_and_nothing_else(item: Item) -> None:
    client = opened(a_token())
    other = a_dispatched()
    for name, path in ROUTES:
        if name in {"sign-out", "set_language", "link-open", "upload", "sign-in", "styleguide"}:
            continue
        answer = client.get(path)
        assert answer.status_code == 302, path
        assert answer["Location"] == f"/items/{item.pk}/", path
        assert client.post(path).status_code == 403, path
    for path in (
        f"/items/{other.pk}/", f"/items/{other.pk}/act/accept", f"/items/{item.pk}/?tab=place",
        f"/items/{item.pk}/act/merge", f"/evidence/{'0' * 64}?item={other.pk}", "/desk/",
    ):  # fmt: skip
        assert client.get(path)["Location"] == f"/items/{item.pk}/", path


def test_the_page_of_a_link_shows_no_way_to_where_it_does_not_lead(item: Item) -> None:
    page = opened(a_token()).get(f"/items/{item.pk}/").content.decode()
    for name in ("desk", "item-list", "message-list", "change-password"):
        assert f'href="{reverse(name)}"' not in page


def test_a_link_ends_after_its_hours(item: Item, settings: Any) -> None:
    token = a_token()
    client = opened(token)
    settings.CLOCK_AHEAD += timedelta(hours=25)
    assert client.get(f"/items/{item.pk}/")["Location"].startswith("/sign-in")
    assert Client().get(f"/l/{token}").status_code == 410
    assert client.get("/messages/")["Location"].startswith("/sign-in"), "and the session with it"


def test_a_link_that_was_taken_back_ends_the_session_too(item: Item) -> None:
    token = a_token()
    client = opened(token)
    link = OneItemLink.objects.get()
    assert client_of("charlie").post(f"/links/{link.pk}/revoke").status_code == 404
    assert client_of("bob").post(f"/links/{link.pk}/revoke").status_code == 403
    client_of("clerk").post(f"/links/{link.pk}/revoke")
    assert client.get(f"/items/{item.pk}/")["Location"].startswith("/sign-in")
    assert Client().get(f"/l/{token}").status_code == 410


def test_who_leaves_takes_all_links_along(item: Item) -> None:
    token = a_token()
    client = opened(token)
    retire(Person.objects.get(username="alice"), by=ADMIN, at=THURSDAY, reason="调离")
    assert client.get(f"/items/{item.pk}/")["Location"].startswith("/sign-in")
    assert Client().get(f"/l/{token}").status_code == 410


def test_a_link_is_bound_to_the_post(item: Item) -> None:
    token = a_token()
    post = Post.objects.get(person__username="alice")
    end_post(post, by=ADMIN, at=THURSDAY, reason="轮岗")
    assert bearer_of(token, OPEN, THURSDAY + HOUR) is None


@pytest.mark.parametrize("token", ["x", "abc.def", "a" * 300, "." * 5])
def test_an_invented_token_opens_nothing(token: str) -> None:
    assert Client().get(f"/l/{token}").status_code == 410
    assert Client().get(f"/u/{token}").status_code == 410
    assert Client().post(f"/u/{token}", {"words": "x"}).status_code == 410


def test_a_token_of_one_purpose_is_none_of_the_other(item: Item) -> None:
    assert Client().get(f"/u/{a_token()}").status_code == 410
    assert hash_of(new_token(UPLOAD), OPEN) is None
    assert new_token(OPEN) != new_token(OPEN)


def test_who_is_signed_in_with_a_password_keeps_the_whole_session(item: Item) -> None:
    client = client_of("alice")
    client.get(f"/l/{a_token()}")
    assert client.get("/messages/").status_code == 200


def test_another_persons_link_does_not_open_in_ones_own_name(item: Item) -> None:
    client = client_of("clerk")
    client.get(f"/l/{a_token()}")
    assert "安经办" in client.get(f"/items/{item.pk}/").content.decode()
    assert client.get("/desk/").status_code == 302


def test_a_message_to_a_person_carries_the_link_and_one_to_a_unit_does_not(
    settings: Any,
) -> None:
    settings.CSRF_TRUSTED_ORIGINS = ["https://taizhang.example"]
    with a_webhook() as own, a_webhook() as group:
        a_channel(hook(own), who="alice", at=THURSDAY)
        a_channel(hook(group), unit="cgj", at=THURSDAY)
        item = a_dispatched()
        tasks.follow(THURSDAY)
        tasks.send(THURSDAY)
    [token] = re.findall(r"https://taizhang.example/l/(\S+)", own.parcels[0][1]["message"])
    assert Client().get(f"/l/{token}")["Location"] == f"/items/{item.pk}/"
    assert "https://taizhang.example/i/" in group.parcels[0][1]["message"]
    assert "/l/" not in group.parcels[0][1]["message"]


def an_upload_link(item: Item, who: str = "alice") -> str:
    do(item, C.ACCEPT, by=actor("alice"))
    given = {"command_id": a_command_id(), "helper": "王网格", "phone": "13000000000"}
    page = client_of(who).post(f"/items/{item.pk}/helper-link", given)
    return str(page.context["url"]) if page.status_code == 200 else ""


def test_a_helper_without_account_sends_photo_and_words_in_the_handlers_name(item: Item) -> None:
    address = an_upload_link(item)
    client = Client()
    page = client.get(address)
    text = page.content.decode()
    assert item.title in text
    assert "王网格" in text
    assert item.number not in text, "nothing but what and where"
    photo = SimpleUploadedFile("现场.png", PICTURES[0], "image/png")
    sent = {"words": "已清走两车", "photos": [photo],
            "command_id": page.context["form"].initial["command_id"]}  # fmt: skip
    assert "已收到" in client.post(address, sent).content.decode()
    item.refresh_from_db()
    entry = Entry.objects.of(item.region, "item", item.pk).last()
    assert entry is not None
    assert entry.command == "report_progress"
    assert entry.person == actor("alice").person
    assert len(entry.data["evidence"]) == 1
    assert "协办人王网格经上传链接" in item.last_progress
    link = OneItemLink.objects.get(purpose="upload")
    logged = Entry.objects.filter(kind="link", stream=link.pk).order_by("seq")
    assert [one.command for one in logged] == ["make_link", "use_link", "hand_in"]
    assert "王网格" not in "".join(one.body for one in logged)


def test_sending_twice_reports_once(item: Item) -> None:
    address = an_upload_link(item)
    sent = {"words": "已清走两车", "command_id": a_command_id()}
    for _ in range(2):
        assert Client().post(address, sent).status_code == 200
    item.refresh_from_db()
    assert item.seq == 5


@pytest.mark.parametrize("who", ["clerk", "bob", "street", "charlie"])
def test_only_the_lead_makes_upload_links(item: Item, who: str) -> None:
    assert an_upload_link(item, who) == ""
    assert not OneItemLink.objects.filter(purpose="upload").exists()


def test_a_helper_gets_no_further_than_the_page_of_the_link(item: Item) -> None:
    address = an_upload_link(item)
    client = Client()
    client.get(address)
    for path in (f"/items/{item.pk}/", "/desk/", "/messages/"):
        assert client.get(path)["Location"].startswith("/sign-in")


def test_an_upload_after_the_item_went_elsewhere_is_refused_in_words(item: Item) -> None:
    address = an_upload_link(item)
    do(item, C.RECALL, {"reason": "改派"}, by=CLERK)
    answer = Client().post(address, {"words": "已清走", "command_id": a_command_id()})
    assert answer.status_code == 422
    assert answer.context["form"].errors


def test_what_is_no_photo_and_a_form_without_words_are_refused(item: Item) -> None:
    address = an_upload_link(item)
    rubbish = SimpleUploadedFile("a.jpg", b"not a picture", "image/jpeg")
    wrong = {"words": "x", "photos": [rubbish], "command_id": a_command_id()}
    assert Client().post(address, wrong).status_code == 422
    assert Client().post(address, {"command_id": a_command_id()}).status_code == 422
    assert Client().post(address, {"words": "x", "command_id": "no"}).status_code == 422


def test_the_page_lists_links_and_offers_one_to_the_lead_only(item: Item) -> None:
    an_upload_link(item)
    opened(a_token())
    page = client_of("alice").get(f"/items/{item.pk}/").content.decode()
    assert "上传链接：王网格" in page
    assert "免登录链接：安经办" in page
    assert "给协办人发上传链接" in page
    assert "给协办人发上传链接" not in client_of("clerk").get(f"/items/{item.pk}/").content.decode()
