"""Deliveries reach real receivers, whatever those do: nothing lost, the same id at each attempt."""

import logging
from datetime import datetime, timedelta
from typing import Any

import pytest

from taizhang.ledger.models import Item
from taizhang.org.actions import grant_post
from taizhang.org.models import Person
from taizhang.outbox import sending, tasks
from taizhang.outbox.actions.channels import add_channel, end_channel
from taizhang.outbox.actions.delivering import try_again
from taizhang.outbox.models import FAILED, GIVEN_UP, SENT, Channel, Delivery, Message
from taizhang.outbox.parcels import Parcel
from taizhang.record.models import Entry
from taizhang.rules.lifecycle.states import Command, Role
from tests.build import (
    ADMIN,
    DAY,
    DIRECTOR,
    HOUR,
    MONDAY,
    REGION,
    a_command_id,
    a_dispatched,
    an_item,
    demo_pack,
    do,
)  # fmt: skip
from tests.outbox.receivers import Taken, a_closed_port, a_mail_server, a_webhook

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("district")]
MINUTE = timedelta(minutes=1)
LATE = MONDAY + 70 * DAY + HOUR  # a Monday at ten; every limit has passed


def a_channel(url: str, *, unit: str = "cgj", who: str = "", at: datetime = MONDAY) -> Channel:
    person = Person.objects.get(username=who) if who else None
    return add_channel(
        region=REGION, name="渠道", url=url, unit="" if who else unit, person=person, by=ADMIN,
        at=at, command_id=a_command_id(),
    )  # fmt: skip


def hook(taken: Taken) -> str:
    return f"json://127.0.0.1:{taken.port}/"


def an_urging(at: datetime = LATE) -> None:
    """Urge an item that is overdue: its lead is told at once."""
    do(Item.objects.get(), Command.URGE, {"words": "抓紧"}, by=DIRECTOR, at=at)
    assert tasks.follow(at) == 1


def only() -> Delivery:
    return Delivery.objects.get()


def until_done(start: datetime = LATE, *, minutes: int = 400) -> int:
    """Let the sender look once a minute until nothing waits; return how often it tried."""
    tried = 0
    for n in range(minutes):
        tried += tasks.send(start + n * MINUTE)
        if not Delivery.objects.unfinished().exists():
            break
    return tried


@pytest.fixture(autouse=True)
def an_overdue_item(district: None, monkeypatch: pytest.MonkeyPatch) -> Item:
    """An item whose own messages are old; no receiver is waited for longer than a test may take."""
    monkeypatch.setattr(sending, "READ_S", 1.0)
    item = an_item()
    tasks.follow(LATE - DAY)
    return item


def test_what_hurries_is_sent_at_once_and_says_what_where_and_by_when() -> None:
    with a_webhook() as taken:
        a_channel(hook(taken))
        an_urging()
        assert tasks.send(LATE) == 1
    [(uid, parcel)] = taken.parcels
    assert uid == only().uid
    assert parcel["title"].startswith("【清河区督办】催办 清督〔2026〕")
    assert "清理沿街乱堆的渣土" in parcel["message"]
    assert only().state == SENT


@pytest.mark.parametrize("mood", ["fail", "rubbish", "drop", "hang", "deaf"])
def test_a_receiver_in_a_bad_mood_gets_the_same_parcel_again(mood: str) -> None:
    with a_webhook(mood, mood) as taken:
        a_channel(hook(taken))
        an_urging()
        tasks.send(LATE)
        assert only().state == FAILED
        assert only().last_error
        assert until_done(LATE + MINUTE) == 2
    assert only().state == SENT
    assert only().attempts == 3
    assert set(taken.ids) == {only().uid}
    assert len(taken.once) == 1


def test_a_receiver_that_drips_for_ever_does_not_hold_the_others_up() -> None:
    with a_webhook("drip") as slow, a_webhook() as good:
        parcels = [Parcel(hook(one), "题", "文", "a" * 8) for one in (slow, good)]
        assert sending.send(parcels, within=1.5) == [sending.TOO_SLOW, ""]
    assert good.ids == ["a" * 8]


def test_after_so_many_attempts_it_is_given_up_and_can_be_tried_again() -> None:
    a_channel(f"json://127.0.0.1:{a_closed_port()}/")
    an_urging()
    assert until_done() == 8
    assert only().state == GIVEN_UP
    assert tasks.send(LATE + DAY) == 0
    try_again(only(), at=LATE + DAY)
    assert tasks.send(LATE + DAY) == 1
    assert only().state == FAILED


def test_pauses_double_and_the_channel_rests_meanwhile() -> None:
    with a_webhook("fail", "fail", "fail") as taken:
        a_channel(hook(taken))
        an_urging()
        an_urging()
        assert Delivery.objects.count() == 2
        tried = [n for n in range(12) if tasks.send(LATE + n * MINUTE)]
    assert tried[:3] == [0, 1, 3] or tried[:3] == [0, 1, 2]
    assert len(taken.once) == 2


def test_a_mail_bears_one_message_id_the_same_at_every_attempt() -> None:
    with a_mail_server("fail", "drop", "rubbish") as taken:
        a_channel(f"mailto://127.0.0.1:{taken.port}?from=tz@qinghe.example&to=li@qinghe.example")
        an_urging()
        until_done()
    assert only().state == SENT, only().last_error
    assert len(taken.parcels) == 2
    assert set(taken.ids) == {f"<{only().uid}@taizhang>"}
    assert all(len(parcel["ids"]) == 1 for _, parcel in taken.parcels)
    assert "催办" in taken.parcels[0][1]["title"]


def test_a_robot_that_refuses_in_a_good_answer_has_not_taken_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    refusal = b'{"errcode": 310000, "errmsg": "sign not match"}'
    with a_webhook() as taken:
        monkeypatch.setattr(
            sending.wecombot.NotifyWeComBot, "notify_url",
            f"http://127.0.0.1:{taken.port}/?key={{key}}", raising=False,
        )  # fmt: skip
        parcel = Parcel("wecombot://12345678-1234-1234-1234-123456789012/", "题", "文", "uid")
        taken.answer = _ok(refusal)
        assert sending.send([parcel]) != [""]
        taken.answer = _ok(b'{"errcode": 0, "errmsg": "ok"}')
        assert sending.send([parcel]) == [""]


def _ok(body: bytes) -> bytes:
    return b"HTTP/1.1 200 OK\r\nContent-Length: %d\r\nConnection: close\r\n\r\n" % len(body) + body


def test_no_secret_of_an_address_is_logged_or_kept_outside_the_channel(caplog: Any) -> None:
    caplog.set_level(logging.DEBUG)
    secret = "s3cretpassw0rd"
    with a_webhook("fail") as taken:
        a_channel(f"json://user:{secret}@127.0.0.1:{taken.port}/{secret}/?+Key={secret}")
        an_urging()
        tasks.send(LATE)
    assert secret not in caplog.text
    assert secret not in only().last_error
    assert not Entry.objects.filter(body__contains=secret).exists()


def test_an_ended_channel_sends_nothing_more_and_forgets_its_address() -> None:
    with a_webhook() as taken:
        channel = a_channel(hook(taken))
        an_urging()
        end_channel(channel, by=ADMIN, at=LATE, command_id=a_command_id())
        tasks.send(LATE)
    assert taken.parcels == []
    assert only().state == GIVEN_UP
    assert Channel.objects.get().url == ""


def test_who_holds_two_posts_gets_one_message() -> None:
    with a_webhook() as taken:
        a_channel(hook(taken), who="alice")
        grant_post(
            Person.objects.get(username="alice"), unit="sthj", title="兼职", roles=[Role.HANDLER],
            pack=demo_pack(), by=ADMIN, at=MONDAY,
        )  # fmt: skip
        item = a_dispatched(at=LATE - 2 * HOUR)
        tasks.follow(LATE)
        assert set(Message.objects.filter(item=item.pk).values_list("unit", flat=True)) == {
            "cgj", "sthj", "990104001",
        }  # fmt: skip
        until_done()
    assert len(taken.parcels) == 1


def test_the_person_who_did_it_gets_nothing() -> None:
    with a_webhook() as taken:
        a_channel(hook(taken), who="director")
        an_urging()
        until_done()
    assert taken.parcels == []
