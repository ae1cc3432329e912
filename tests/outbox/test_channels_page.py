"""Channels in the settings: for administrators only; an address is a secret once it is saved."""

from typing import Any

import pytest

from taizhang.outbox import tasks
from taizhang.outbox.models import GIVEN_UP, WAITING, Channel, Delivery
from taizhang.outbox.schemes import masked, require_address
from taizhang.record.models import Entry
from taizhang.rules.refused import Refused
from tests.build import a_command_id, a_dispatched
from tests.desk.people import THURSDAY, client_of
from tests.outbox.test_sending import a_channel

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("district")]
SECRET = "dingtalk://SECabcdef0123456789@0123456789abcdef0123456789abcdef"


def added(**given: str) -> Any:
    fields = {"command_id": a_command_id(), "unit": "cgj", "name": "工作群", "url": SECRET, **given}
    return client_of("admin").post("/settings/channels/", fields)


def test_a_channel_is_shown_masked_and_kept_out_of_the_entries() -> None:
    assert added().status_code == 302
    page = client_of("admin").get("/settings/channels/").content.decode()
    assert "工作群" in page
    assert "区城管局" in page
    assert masked(SECRET) in page
    assert "SECabcdef" not in page
    entry = Entry.objects.get(kind="channel")
    assert entry.command == "add_channel"
    assert "SECabcdef" not in entry.body


def test_a_channel_may_belong_to_a_person() -> None:
    added(unit="", username="alice")
    assert Channel.objects.get().owner.startswith("p:")


@pytest.mark.parametrize(
    "given",
    [
        {"url": "http://qinghe.example/"},
        {"url": "file:///etc/passwd"},
        {"url": "json://"},
        {"url": "json://h:port/"},
        {"unit": "", "username": ""},
        {"username": "alice"},
        {"unit": "", "username": "nobody"},
        {"name": ""},
    ],
)
def test_what_is_no_channel_is_refused_with_its_reason(given: dict[str, str]) -> None:
    page = added(**given)
    assert page.status_code == 422
    assert page.context["form"].errors
    assert "SECabcdef" not in page.content.decode()
    assert not Channel.objects.exists()


def test_only_administrators_see_and_change_channels() -> None:
    channel = a_channel("json://127.0.0.1/")
    for who in ("clerk", "director", "alice", "leader"):
        client = client_of(who)
        assert client.get("/settings/channels/").status_code == 403
        assert client.post(f"/settings/channels/{channel.pk}/end").status_code == 403
        assert client.post("/settings/deliveries/1/again").status_code == 403
    assert Channel.objects.active().exists()


def test_ending_a_channel_deletes_its_address() -> None:
    channel = a_channel("json://127.0.0.1/")
    client_of("admin").post(f"/settings/channels/{channel.pk}/end")
    channel.refresh_from_db()
    assert channel.ended_at is not None
    assert channel.url == ""
    assert "json://" not in client_of("admin").get("/settings/channels/").context["rows"]


def test_what_was_given_up_is_listed_and_queued_again_by_a_press() -> None:
    a_channel("json://127.0.0.1/")
    a_dispatched()
    tasks.follow(THURSDAY)
    Delivery.objects.update(state=GIVEN_UP, attempts=8, last_error="坏了")
    delivery = Delivery.objects.first()
    assert delivery is not None
    assert "坏了" in client_of("admin").get("/settings/channels/").content.decode()
    client_of("admin").post(f"/settings/deliveries/{delivery.pk}/again")
    delivery.refresh_from_db()
    assert (delivery.state, delivery.attempts) == (WAITING, 0)


@pytest.mark.parametrize("scheme", ["apprise", "syslog", "windows", "dbus", "xml", "ftp"])
def test_only_the_known_ways_out_are_taken(scheme: str) -> None:
    with pytest.raises(Refused, match="开头"):
        require_address(f"{scheme}://host/")


def test_a_short_address_is_masked_whole() -> None:
    assert masked("json://host") == "json://…"
