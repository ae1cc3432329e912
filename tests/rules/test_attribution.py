"""The time account: on whatever history, every minute is somebody's and counted once, or not."""

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from itertools import pairwise
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from taizhang.rules.attribution import Account, Why, account
from taizhang.rules.clock import PRINTED, Limit, TimeUnit, counts_days, due
from taizhang.rules.lifecycle.facts import SYSTEM, Facts
from taizhang.rules.lifecycle.fold import Event, absorb
from taizhang.rules.lifecycle.guards import Guards, limit_from
from taizhang.rules.lifecycle.relations import Setting
from taizhang.rules.lifecycle.states import Command, RequestKind, State
from taizhang.rules.refused import Refused
from taizhang.rules.workdays import NO_TIME, SHANGHAI, Calendar, Rest
from tests.rules.lifecycle.build import (
    ARBITER,
    CHIEF,
    HANDLER,
    INSPECTOR,
    OFFICER,
    OTHER,
    REPORTER,
    Story,
    a_regime,
)

C, R, S = Command, RequestKind, State
MINUTE = timedelta(minutes=1)
SPRING = Calendar(
    edition="Spring Festival 2026",
    holidays=frozenset(date(2026, 2, n) for n in range(15, 24)),
    shifted=frozenset({date(2026, 2, 14), date(2026, 2, 28)}),
    years=frozenset({2026, 2027}),
    names={date(2026, 2, n): "春节" for n in range(15, 24)},
)
START = datetime(2026, 2, 9, 9, tzinfo=SHANGHAI)
LIMITS = (
    Limit(10, TimeUnit.WORK_DAY, PRINTED), Limit(12, TimeUnit.NATURAL_DAY, PRINTED),
    Limit(20, TimeUnit.WORK_HOUR), Limit(4, TimeUnit.WORK_DAY), Limit(70, TimeUnit.URGENT_HOUR),
    Limit(9, TimeUnit.NATURAL_DAY),
)  # fmt: skip
Deed = tuple[Any, Any, dict[str, Any]]
ITS_LEAD = {"B1": HANDLER, "B2": OTHER}
LEAD = "lead"
TO_B2 = {"lead": "B2", "supports": []}
DEEDS: dict[State, tuple[Deed, ...]] = {
    S.PROPOSED: (
        (C.REGISTER, OFFICER, {}), (C.REGISTER, OFFICER, {}), (C.REGISTER, OFFICER, {}),
        (C.REGISTER, OFFICER, {"standing": True}), (C.HAND_OVER, INSPECTOR, {}),
        (C.FIX_ON_SPOT, INSPECTOR, {}), (C.DECLINE, OFFICER, {}),
    ),
    S.REGISTERED: (
        (C.DISPATCH, OFFICER, {}), (C.DISPATCH, OFFICER, TO_B2), (C.ARBITRATE, ARBITER, {}),
    ),
    S.DISPATCHED: (
        (C.ACCEPT, LEAD, {}), (C.ACCEPT, LEAD, {}), (C.RETURN, LEAD, {}), (C.RECALL, OFFICER, {}),
    ),
    S.IN_PROGRESS: (
        (C.SUBMIT, LEAD, {}), (C.SUBMIT, LEAD, {}), (R.SUSPENSION, LEAD, {}),
        (R.REASSIGNMENT, LEAD, {}), (R.EXTENSION, LEAD, {}), (C.RECALL, OFFICER, {}),
        (C.URGE, OFFICER, {}), (C.MERGE, OFFICER, {}), (C.CONFIRM, OFFICER, {}),
        (C.AMEND, OFFICER, {}),
    ),
    S.SUSPENDED: ((C.RESUME, OFFICER, {}), (C.RESUME, OFFICER, {}), (C.RECALL, OFFICER, {})),
    S.SUBMITTED: (
        (C.VERIFY_PASS, CHIEF, {}), (C.VERIFY_PASS, INSPECTOR, {}), (C.VERIFY_FAIL, CHIEF, {}),
        (C.WITHDRAW, LEAD, {}), (C.VERIFY_FAIL, INSPECTOR, {}), (C.URGE, OFFICER, {}),
    ),
    S.DISCLOSED: ((R.OBJECTION, REPORTER, {}), (C.CLOSE, OFFICER, {})),
    S.CLOSED: (
        (C.REBOUND, INSPECTOR, {}), (C.REBOUND, INSPECTOR, {}), (C.ARCHIVE, OFFICER, {}),
        (R.OBJECTION, REPORTER, {}),
    ),
    S.ARCHIVED: ((C.REBOUND, INSPECTOR, {}),),
    S.DECLINED: ((C.REOPEN, CHIEF, {}), (R.OBJECTION, REPORTER, {})),
    S.SUPERSEDED: ((C.REOPEN, OFFICER, {}), (R.OBJECTION, REPORTER, {})),
}  # fmt: skip


@dataclass
class Life(Story):
    """A story before, over and after a Spring Festival."""

    at: datetime = START

    def setting(self, *, pins: bool = False) -> Setting:
        return replace(super().setting(pins=pins), calendar=SPRING)

    def do(self, deed: Any, by: Any, fields: dict[str, Any]) -> None:
        """Do it if the rules let it be done, with the consent that it needs."""
        by = ITS_LEAD[self.facts.lead or ""] if by == LEAD else by
        try:
            if isinstance(deed, R):
                self.ask(deed, by, **fields)
                self.grant(OFFICER if by is not OFFICER else CHIEF)
            else:
                self.act(deed, by, **fields)
        except Refused:
            return

    def account(self, now: datetime | None = None) -> Account:
        return account(1, self.entries, SPRING, now or self.at)


@st.composite
def lives(draw: st.DrawFn) -> Life:
    """Return the life of an item to which many things happened in any order."""
    guards = Guards(public_notice=draw(st.booleans()), steps=draw(st.integers(1, 2)))
    life = Life(a_regime(guards, handling=draw(st.sampled_from(LIMITS))))
    life.open()
    length = draw(st.integers(0, 30))
    steps = st.lists(st.tuples(st.integers(0, 119), waits), min_size=length, max_size=length)
    for n, minutes in draw(steps):
        life.at += minutes * MINUTE
        deeds = DEEDS[life.facts.state]
        life.do(*deeds[n % len(deeds)])
    life.at += draw(waits) * MINUTE
    return life


waits = st.one_of(st.integers(0, 90), st.integers(0, 4 * 1440))


@given(lives())
def test_every_minute_from_the_opening_to_now_lies_in_exactly_one_span(life: Life) -> None:
    spans = life.account().spans
    assert [a.end for a, b in pairwise(spans)] == [b.begin for a, b in pairwise(spans)]
    assert all(span.length > NO_TIME for span in spans)
    if spans:
        assert (spans[0].begin, spans[-1].end) == (life.facts.opened_at, life.at)


@given(lives(), st.lists(st.integers(0, 30 * 1440), min_size=2, max_size=2))
def test_what_has_been_counted_never_becomes_less(life: Life, minutes: list[int]) -> None:
    first, second = (START + n * MINUTE for n in sorted(minutes))
    early, late = life.account(first), life.account(second)
    for leg, total in early.by_leg().items():
        assert all(a <= b for a, b in zip(total, late.by_leg()[leg], strict=True))
    for unit, total in early.by_unit().items():
        assert total.held <= late.by_unit()[unit].held


@given(lives())
def test_legs_units_and_reasons_add_up_to_the_whole(life: Life) -> None:
    account = life.account()
    total = account.total()
    legs = account.by_leg().values()
    for index, whole in enumerate(total):
        assert sum((leg[index] for leg in legs), NO_TIME) == whole
    ended = sum((s.length for s in account.spans if not s.unit), NO_TIME)
    assert sum((u.held for u in account.by_unit().values()), ended) == total.held
    assert sum((u.counted for u in account.by_unit().values()), NO_TIME) == total.counted
    assert sum(account.by_reason().values(), NO_TIME) == total.held
    assert account.by_reason().get(Why.COUNTS, NO_TIME) == total.counted


@given(lives(), st.data())
def test_a_remark_changes_no_minute(life: Life, data: st.DataObject) -> None:
    before = life.account()
    n = data.draw(st.integers(1, len(life.entries)))
    at = data.draw(st.sampled_from([life.entries[n - 1].at, (life.entries[n:] or [life])[0].at]))
    remark = Event(n + 1, at, OFFICER, C.ANNOTATE, {})
    later = [event._replace(seq=event.seq + 1) for event in life.entries[n:]]
    later = [_moved_on(event, n) for event in later]
    after = account(1, [*life.entries[:n], remark, *later], SPRING, life.at)
    assert after.spans == before.spans


def _moved_on(event: Event, n: int) -> Event:
    """Return the entry with its requests named as they are once another entry stands before."""
    data = dict(event.data)
    if data.get("request", 0) > n:
        data["request"] += 1
    if "requests" in data:
        data["requests"] = [seq + (seq > n) for seq in data["requests"]]
    return event._replace(data=data)


@dataclass
class Round:
    """One dispatched leg, found by folding entry after entry."""

    start: datetime
    limit: Limit
    until: datetime | None = None
    pauses: tuple[tuple[datetime, datetime | None], ...] = ()


def rounds_of(events: list[Event], now: datetime) -> list[Round]:
    found: list[Round] = []
    facts = Facts(1)
    for event in events:
        if event.at > now:
            break
        was, facts = facts, absorb(facts, event)
        start = facts.leg_started_at
        if found and was.leg_started_at is not None and start != was.leg_started_at:
            found[-1].until = found[-1].until or event.at
        if start is None or facts.standing:
            continue
        if was.leg_started_at != start:
            text = facts.handling_limit
            limit = limit_from(text) if text else Limit(0, TimeUnit.NATURAL_DAY)
            found.append(Round(start, limit))
        found[-1].pauses = facts.pauses
        over = facts.state in (S.CLOSED, S.ARCHIVED, S.DECLINED, S.VOIDED, S.SUPERSEDED)
        if over and found[-1].until is None:
            found[-1].until = event.at
    return found


def works(minute: datetime) -> bool:
    wall = minute.astimezone(SHANGHAI)
    slots = any(begin <= wall.time() < end for begin, end in SPRING.slots)
    return slots and wall.date() in SPRING


def by_brute_force(one: Round, now: datetime) -> timedelta:
    """Count the minutes of a leg one by one, the slow and obvious way."""
    if counts_days(one.limit):
        return days_by_brute_force(one, now)
    count, minute = 0, one.start
    while minute < min(one.until or now, now):
        paused = any(a <= minute and (b is None or minute < b) for a, b in one.pauses)
        count += not paused and (not one.limit.is_working or works(minute))
        minute += MINUTE
    return count * MINUTE


def days_by_brute_force(one: Round, now: datetime) -> timedelta:
    day, count = one.start.astimezone(SHANGHAI).date() + timedelta(days=1), 0
    while True:
        over = datetime.combine(day + timedelta(days=1), datetime.min.time(), SHANGHAI)
        if over > min(one.until or now, now):
            return count * timedelta(days=1)
        paused = any(a < over and (b is None or over <= b) for a, b in one.pauses)
        count += not paused and (not one.limit.is_working or day in SPRING)
        day += timedelta(days=1)


@given(lives())
def test_each_leg_counts_what_counting_minute_by_minute_gives(life: Life) -> None:
    expected = sum((by_brute_force(r, life.at) for r in rounds_of(life.entries, life.at)), NO_TIME)
    assert life.account().total().counted == expected


@given(lives())
def test_the_deadline_in_every_entry_is_where_the_account_has_used_up_the_limit(
    life: Life,
) -> None:
    facts = Facts(1)
    for n, event in enumerate(life.entries, 1):
        facts = absorb(facts, event)
        moment = facts.moments.get("handling")
        is_running = facts.state in (S.REGISTERED, S.DISPATCHED, S.IN_PROGRESS)
        if moment is None or not is_running or facts.deadline_kind != "budget":
            continue
        if moment.at < event.at:
            continue  # used up before: nothing is left to be counted
        limit = limit_from(facts.handling_limit)
        over = moment.at + timedelta(seconds=counts_days(limit))  # 24:00 is written 23:59:59
        reached = account(1, life.entries[:n], SPRING, over)
        used = reached.by_leg()[facts.leg].counted
        whole = limit.amount * timedelta(days=1) if counts_days(limit) else limit.length
        if facts.floor_from is None:
            assert used == whole
        else:
            rework = due(facts.floor_from, facts.regime.limits.rework, SPRING, pauses=_since(facts))
            assert used == whole or moment.at == rework.at


def _since(facts: Facts) -> list[tuple[datetime, datetime | None]]:
    begun = facts.floor_from
    return [pause for pause in facts.pauses if begun is not None and pause[0] >= begun]


@given(st.integers(0, 20_000), st.integers(0, 20_000), st.sampled_from(LIMITS[2:]))
def test_however_long_the_clock_stands_still_nothing_is_counted(
    one: int, other: int, limit: Limit
) -> None:
    accounts = []
    for minutes in (one, other):
        life = Life(a_regime(handling=limit)).in_progress()
        life.do(R.SUSPENSION, HANDLER, {"until": life.at + timedelta(days=300)})
        before = life.account().total().counted
        life.at += minutes * MINUTE
        assert life.account().total().counted == before
        life.act(C.RESUME, OFFICER)
        accounts.append(life.account().total().counted)
    assert accounts[0] == accounts[1]


def story(limit: Limit, guards: Guards | None = None) -> Life:
    life = Life(a_regime(guards, handling=limit))
    life.open()
    return life


def test_nights_lunches_weekends_and_holidays_by_name_use_up_no_working_time() -> None:
    life = story(Limit(10, TimeUnit.WORK_DAY))
    life.act(C.REGISTER, OFFICER)
    life.act(C.DISPATCH, OFFICER)  # Monday 11:00
    life.at = datetime(2026, 2, 25, 11, tzinfo=SHANGHAI)
    spans = life.account().spans
    assert {s.holiday for s in spans if s.why is Why.HOLIDAY} == {"春节"}
    hours = {why: span.total_seconds() / 3600 for why, span in life.account().by_reason().items()}
    assert hours == {
        Why.UNDISPATCHED: 2, Why.COUNTS: 5 + 5 * 8 + 8 + 3, Why.HOLIDAY: 9 * 24, Why.LUNCH: 14,
        Why.NIGHT: 6 + 6 * 14 - 0 + 8,
    }  # fmt: skip
    assert next(s.rest for s in spans if s.why is Why.LUNCH) is Rest.LUNCH


def test_a_return_shows_the_hours_that_were_lost_at_the_unit_that_gave_it_back() -> None:
    life = story(Limit(10, TimeUnit.WORK_DAY))
    life.act(C.REGISTER, OFFICER)
    life.act(C.DISPATCH, OFFICER)
    life.at += timedelta(hours=4)  # until 15:00, of which two were lunch
    life.act(C.RETURN, HANDLER)
    life.act(C.DISPATCH, OFFICER, lead="B2", supports=[])
    units = life.account().by_unit()
    assert units["B1"].lost == timedelta(hours=3)
    assert units["B1"].counted == timedelta(hours=3)  # a dispute stops no clock
    assert units["DC"].lost == NO_TIME


def test_a_submission_that_lies_counts_against_the_unit_that_is_to_verify() -> None:
    life = story(Limit(10, TimeUnit.WORK_DAY))
    for deed, by in ((C.REGISTER, OFFICER), (C.DISPATCH, OFFICER), (C.ACCEPT, HANDLER),
                     (C.SUBMIT, HANDLER)):  # fmt: skip
        life.act(deed, by)
    before = life.account().by_unit()
    life.at += timedelta(days=2)
    after = life.account()
    assert after.by_unit()["B1"] == before["B1"]
    assert after.by_unit()["DC"].worked == before["DC"].worked + timedelta(hours=16)
    assert after.spans[-1].clock == "verification"
    assert after.by_reason()[Why.SUBMITTED] == timedelta(days=2)


def test_a_withdrawn_submission_counts_as_if_it_had_never_been() -> None:
    life = story(Limit(10, TimeUnit.WORK_DAY))
    for deed, by in ((C.REGISTER, OFFICER), (C.DISPATCH, OFFICER), (C.ACCEPT, HANDLER),
                     (C.SUBMIT, HANDLER)):  # fmt: skip
        life.act(deed, by)
    life.at += timedelta(days=1)
    assert Why.SUBMITTED in life.account().by_reason()
    life.act(C.WITHDRAW, HANDLER)
    assert Why.SUBMITTED not in life.account().by_reason()


def test_the_day_a_printed_limit_starts_on_and_today_do_not_count_yet() -> None:
    life = story(Limit(10, TimeUnit.WORK_DAY, PRINTED))
    life.act(C.REGISTER, OFFICER)
    life.act(C.DISPATCH, OFFICER)
    life.at += timedelta(days=2)
    reasons = life.account().by_reason()
    assert reasons[Why.FIRST_DAY] == timedelta(hours=13)
    assert reasons[Why.COUNTS] == timedelta(days=1)
    assert reasons[Why.TODAY] == timedelta(hours=11)


def test_an_item_that_has_ended_is_nobodys() -> None:
    life = story(Limit(10, TimeUnit.WORK_DAY))
    life.act(C.DECLINE, OFFICER)
    life.at += timedelta(days=3)
    last = life.account().spans[-1]
    assert (last.unit, last.clock, last.why) == ("", "", Why.FINISHED)


def test_the_system_takes_part_like_anybody_else() -> None:
    life = story(Limit(10, TimeUnit.WORK_DAY), Guards(deemed_accepted=True))
    life.act(C.REGISTER, OFFICER)
    life.act(C.DISPATCH, OFFICER)
    life.at = life.facts.moments["response"].at
    life.act(C.ACCEPT, SYSTEM)
    assert life.account().by_unit()["B1"].counted > timedelta(hours=8)
