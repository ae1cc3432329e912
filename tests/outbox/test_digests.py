"""When people are told: digests on working days, quiet hours, holidays, and clocks that jump."""

from dataclasses import replace
from datetime import datetime, time, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from taizhang.ledger.models import Item
from taizhang.outbox import tasks
from taizhang.outbox.models import LATER, NOW, Delivery, Digest
from taizhang.outbox.timing import LONGEST_PAUSE, is_digest_time, open_hours, pause_after, urgency
from taizhang.packs.read_telling import Telling
from taizhang.rules.lifecycle.states import Command, Role
from taizhang.rules.workdays import SHANGHAI
from tests.build import CLERK, DAY, DIRECTOR, HOUR, MONDAY, a_registered, an_actor, demo_pack, do
from tests.outbox.receivers import a_webhook
from tests.outbox.test_sending import a_channel, hook

PACK = demo_pack()
FIRST = datetime(2024, 1, 1)  # noqa: DTZ001  (the strategy adds the zone)
MOMENTS = st.datetimes(FIRST, FIRST + timedelta(days=1095), timezones=st.just(SHANGHAI))


def shanghai(month: int, day: int, hour: int, minute: int = 0) -> datetime:
    return datetime(2026, month, day, hour, minute, tzinfo=SHANGHAI)


@given(now=MOMENTS)
def test_nothing_leaves_in_quiet_hours_and_on_days_off_only_what_is_due_that_day(
    now: datetime,
) -> None:
    hours = open_hours(now, PACK)
    assert (hours is None) == (not time(7) <= now.time() < time(21))
    if hours is not None:
        assert bool(hours) == (now.date() not in PACK.calendar)
        bounds = dict(hours.children)
        assert not hours or bounds["due_at__gte"] <= now < bounds["due_at__lt"]


@given(now=MOMENTS)
def test_a_digest_is_made_on_working_days_from_half_past_eight_until_quiet(now: datetime) -> None:
    is_working = now.date() in PACK.calendar
    assert is_digest_time(now, PACK) == (is_working and time(8, 30) <= now.time() < time(21))


@given(now=MOMENTS, due=MOMENTS)
def test_at_once_is_what_is_overdue_or_due_today(now: datetime, due: datetime) -> None:
    assert (urgency(due, now, PACK) == NOW) == (due.date() <= now.date())
    assert urgency(None, now, PACK) == LATER


def test_pauses_grow_up_to_a_bound() -> None:
    pauses = [pause_after(n) for n in range(1, 60)]
    assert pauses == sorted(pauses)
    assert pauses[0] == timedelta(minutes=1)
    assert max(pauses) == LONGEST_PAUSE
    assert all(b == 2 * a or b == LONGEST_PAUSE for a, b in pairwise(pauses))


@given(st.times(), st.times(), st.times())
def test_quiet_hours_may_cross_midnight(begin: time, end: time, hour: time) -> None:
    telling = Telling(quiet=(begin, end))
    crossing = begin >= end
    inside = (hour >= begin or hour < end) if crossing else begin <= hour < end
    assert telling.is_quiet(hour) == inside
    assert not replace(telling, quiet=None).is_quiet(hour)


def a_message(at: datetime) -> None:
    """Dispatch something that is not due for long: who supports it is told in a digest."""
    item = a_registered(at=at - 2 * HOUR)
    far = {"lead": "cgj", "supports": ["sthj"], "deadline_kind": "date", "deadline": at + 90 * DAY}
    do(item, Command.DISPATCH, far, by=CLERK, at=at)
    tasks.follow(at)


@pytest.fixture
def telling(district: None) -> None:
    """A channel whose digest of Thursday has been made: it had nothing to say."""
    a_channel("json://127.0.0.1:9/", unit="sthj", at=MONDAY)
    tasks.follow(shanghai(3, 5, 9))


THURSDAY_EVENING = shanghai(3, 5, 19)


@pytest.mark.django_db
@pytest.mark.usefixtures("telling")
class TestDigests:
    def test_everything_that_does_not_hurry_comes_once_at_half_past_eight(self) -> None:
        a_message(THURSDAY_EVENING)
        a_message(THURSDAY_EVENING)
        tasks.follow(shanghai(3, 6, 8, 29))
        assert not Delivery.objects.exists()
        assert not Digest.objects.filter(day="2026-03-06").exists()
        tasks.follow(shanghai(3, 6, 8, 30))
        tasks.follow(shanghai(3, 6, 8, 31))
        tasks.follow(shanghai(3, 6, 17))
        [delivery] = Delivery.objects.all()
        assert delivery.digest is not None
        assert delivery.digest.messages.count() == 2

    def test_a_day_off_has_no_digest_and_the_next_working_day_tells_all(self) -> None:
        tasks.follow(shanghai(3, 6, 9))
        a_message(shanghai(3, 6, 19))
        for day in (7, 8):
            tasks.follow(shanghai(3, day, 12))
        assert not Delivery.objects.exists()
        tasks.follow(shanghai(3, 9, 12))
        assert Delivery.objects.count() == 1

    def test_a_worker_that_was_down_makes_the_digest_late_but_not_twice(self) -> None:
        a_message(THURSDAY_EVENING)
        tasks.follow(shanghai(3, 6, 15))
        tasks.follow(shanghai(3, 6, 16))
        assert Delivery.objects.count() == 1

    def test_a_clock_that_jumps_tells_nothing_twice_and_loses_nothing(self) -> None:
        a_message(THURSDAY_EVENING)
        jumps = [shanghai(3, 9, 9), shanghai(3, 6, 9), shanghai(3, 10, 9), shanghai(3, 9, 9)]
        for moment in jumps:
            tasks.follow(moment)
        assert Delivery.objects.count() == 1
        a_message(shanghai(3, 10, 19))
        for moment in (shanghai(3, 11, 9), shanghai(3, 10, 9), shanghai(3, 12, 9)):
            tasks.follow(moment)
        told = [d.digest.messages.count() for d in Delivery.objects.all() if d.digest]
        assert told == [1, 1]

    def test_on_a_day_off_only_what_is_due_that_day_leaves(self) -> None:
        with a_webhook() as taken:
            a_channel(hook(taken), unit="jyj")
            for deadline in (shanghai(3, 7, 23, 59), shanghai(3, 6, 18)):
                item = a_registered(at=shanghai(3, 5, 9))
                given = {"lead": "jyj", "deadline_kind": "date", "deadline": deadline}
                item = do(item, Command.DISPATCH, given, by=CLERK)
                do(item, Command.ACCEPT, by=an_actor(99, "jyj", Role.HANDLER))
            tasks.follow(shanghai(3, 5, 20))
            Delivery.objects.all().delete()
            saturday = shanghai(3, 7, 10)
            for item in Item.objects.filter(lead="jyj"):
                do(item, Command.URGE, {"words": "抓紧"}, by=DIRECTOR, at=saturday)
            tasks.follow(saturday)
            assert tasks.send(saturday) == 1
            assert tasks.send(saturday) == 0
            assert tasks.send(shanghai(3, 9, 8)) == 1

    def test_what_hurries_waits_for_the_morning_in_quiet_hours(self) -> None:
        with a_webhook() as taken:
            a_channel(hook(taken), unit="jyj")
            item = a_registered(at=shanghai(3, 2, 9))
            item = do(item, Command.DISPATCH, {"lead": "jyj"}, by=CLERK)
            tasks.follow(shanghai(3, 5, 12))
            tasks.send(shanghai(3, 5, 12))
            taken.parcels.clear()
            night = shanghai(3, 5, 21, 5)
            do(item, Command.URGE, {"words": "已逾期"}, by=DIRECTOR, at=night)
            tasks.follow(night)
            tasks.send(night)
            tasks.send(shanghai(3, 6, 6, 59))
            assert taken.parcels == []
            tasks.send(shanghai(3, 6, 7, 0))
            assert [parcel["title"][:9] for _, parcel in taken.parcels] == ["【清河区督办】催办"]
