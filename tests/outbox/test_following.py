"""Entries become messages: to whom, once, and never to the doer."""

from datetime import timedelta

import pytest

from taizhang.ledger import actions as ledger
from taizhang.ledger.tasks import tick
from taizhang.outbox import tasks
from taizhang.outbox.models import LATER, NOW, Cursor, Message
from taizhang.outbox.phrases import PHRASES
from taizhang.outbox.telling import OF_ACTION, SILENT, TELLING
from taizhang.rules.lifecycle.states import Command, RequestKind
from tests.build import (
    CLERK,
    DAY,
    DIRECTOR,
    FAILED,
    HANDLER,
    HEAD,
    HOUR,
    LEADER,
    MONDAY,
    OTHER_HANDLER,
    REGION,
    REGISTERED,
    a_closed,
    a_command_id,
    a_dispatched,
    a_proposal,
    a_registered,
    a_submitted,
    an_item,
    do,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("district")]
C = Command
SOON = MONDAY + 3 * DAY


def told(**about: object) -> dict[tuple[str, str], Message]:
    """Return the messages, by whom they are to and what they say."""
    return {(one.to, one.kind): one for one in Message.objects.filter(**about)}


def latest(item_id: int) -> set[tuple[str, str]]:
    """Return what the last entry of an item made somebody be told."""
    seq = ledger_seq(item_id)
    return set(told(item=item_id, seq=seq))


def ledger_seq(item_id: int) -> int:
    return int(Message.objects.filter(item=item_id).order_by("-seq").values_list("seq")[0][0])


def test_a_dispatch_is_told_to_lead_support_and_area() -> None:
    item = a_dispatched()
    tasks.follow(SOON)
    assert latest(item.pk) == {
        ("u:cgj", "dispatched"), ("u:sthj", "support"), ("u:990104001", "area"),
    }  # fmt: skip


def test_a_return_is_told_to_the_supervisor_and_the_second_one_to_the_arbiter() -> None:
    given = {"reason": "不在职责范围", "believed": "sthj", "clause": "职责清单第3条"}
    item = do(a_dispatched(), C.RETURN, given, by=HEAD)
    tasks.follow(SOON)
    assert latest(item.pk) == {("u:dcb", "to_dispatch")}
    item = do(item, C.DISPATCH, {"lead": "cgj"}, by=CLERK)
    item = do(item, C.RETURN, given, by=HEAD)
    tasks.follow(SOON)
    message = told(item=item.pk, seq=item.seq)["u:dcb", "to_arbitrate"]
    assert {"arbiter", "supervisor"} <= message.role_words


def test_submitting_is_told_to_whoever_verifies_and_failing_to_the_lead() -> None:
    item = a_submitted()
    tasks.follow(SOON)
    assert latest(item.pk) == {("u:dcb", "to_verify")}
    item = do(item, C.VERIFY_FAIL, FAILED, by=DIRECTOR)
    tasks.follow(SOON)
    assert ("u:cgj", "rework") in latest(item.pk)


def test_a_request_is_told_to_its_decider_and_the_answer_to_its_asker() -> None:
    item = an_item()
    asked = {"until": item.promised_at + DAY, "reason": "连日降雨"}
    item = ledger.ask(
        item.pk, RequestKind.EXTENSION, asked, by=HEAD, at=item.last_at + HOUR,
        command_id=a_command_id(),
    )  # fmt: skip
    tasks.follow(SOON)
    assert latest(item.pk) == {("u:dcb", "asked")}
    assert told(item=item.pk, seq=item.seq)["u:dcb", "asked"].about == "extension"
    request = item.seq
    item = ledger.answer(
        item.pk, request, {"reason": "工期足够"}, granted=False, by=DIRECTOR,
        at=item.last_at + HOUR, command_id=a_command_id(),
    )  # fmt: skip
    tasks.follow(SOON)
    assert latest(item.pk) == {(f"p:{HEAD.person}", "denied")}


def test_urging_reaches_the_lead_and_a_hung_up_item_the_leader() -> None:
    item = do(an_item(), C.URGE, {"words": "抓紧"}, by=DIRECTOR)
    tasks.follow(SOON)
    assert latest(item.pk) == {("u:cgj", "urged")}
    item = do(item, C.ESCALATE, {"level": "1", "reason": "临近"}, by=DIRECTOR)
    tasks.follow(SOON)
    assert latest(item.pk) == {("u:cgj", "escalated")}
    item = do(item, C.ESCALATE, {"level": "3", "reason": "逾期"}, by=LEADER)
    tasks.follow(SOON)
    assert latest(item.pk) == {("u:cgj", "escalated")}, "the leader did it himself"


def test_the_rungs_of_the_ladder_are_told_to_whose_clock_it_is_and_the_last_to_the_leader() -> None:
    item = an_item()
    assert item.due_at is not None
    rungs = []
    for moment in (item.due_at - HOUR, item.due_at + HOUR, item.due_at + 10 * DAY):
        tick(moment)
        tasks.follow(moment)
        rungs.append(set(told(item=item.pk, at=moment)))
    assert rungs == [
        {("u:cgj", "reminded")},
        {("u:cgj", "urged")},
        {("u:cgj", "escalated"), ("u:qld", "escalated")},
    ]
    assert told(kind="urged")["u:cgj", "urged"].due_at == item.due_at
    tasks.follow(item.due_at + 11 * DAY)
    assert Message.objects.filter(kind="escalated").count() == 2


def test_a_verifier_who_lets_it_lie_is_urged_and_not_the_lead() -> None:
    item = a_submitted()
    assert item.due_at is not None
    late = item.due_at + HOUR
    tick(late)
    tasks.follow(late)
    assert set(told(item=item.pk, at=late)) == {("u:dcb", "urged")}


def test_the_doers_own_unit_is_not_told_of_its_own_act() -> None:
    item = a_registered()
    tasks.follow(SOON)
    assert told(item=item.pk) == {}
    item = do(do(item, C.DISPATCH, {"lead": "cgj"}, by=CLERK), C.ACCEPT, by=HANDLER)
    tasks.follow(SOON)
    assert set(told(item=item.pk)) == {("u:cgj", "dispatched")}


def test_what_a_support_reports_is_told_to_the_lead() -> None:
    item = do(an_item(), C.REPORT_PROGRESS, {"progress": "水质已测"}, by=OTHER_HANDLER)
    tasks.follow(SOON)
    assert ("u:cgj", "progress") in latest(item.pk)


def test_nothing_is_told_twice_however_often_the_record_is_read() -> None:
    a_closed()
    made = tasks.follow(SOON)
    assert made == Message.objects.count() > 3
    tasks._Handled.entries = frozenset()
    assert tasks.follow(SOON + HOUR) == 0
    assert tasks.follow(SOON + 40 * DAY) == 0
    assert tasks.follow(SOON - 40 * DAY) == 0
    assert Message.objects.count() == made


def test_an_entry_that_is_committed_late_is_told_all_the_same() -> None:
    first = a_proposal(at=SOON)
    do(first, C.REGISTER, REGISTERED, by=CLERK)
    tasks.follow(SOON + HOUR)
    late = a_dispatched(at=SOON - timedelta(minutes=65))
    assert late.last_at == SOON + timedelta(minutes=55)
    tasks.follow(SOON + HOUR)
    assert told(item=late.pk)


def test_a_clock_that_is_put_back_loses_no_message() -> None:
    a_dispatched(at=SOON)
    tasks.follow(SOON + 3 * HOUR)
    assert Cursor.objects.get().last > 0
    earlier = a_dispatched(at=SOON - 30 * DAY)
    tasks.follow(earlier.last_at)
    assert told(item=earlier.pk)


def test_what_is_due_today_or_overdue_hurries_and_the_rest_waits_for_the_digest() -> None:
    item = a_dispatched()
    tasks.follow(MONDAY + 3 * HOUR)
    message = told(item=item.pk)["u:cgj", "dispatched"]
    assert message.due_at is not None
    assert message.urgency == (NOW if message.due_at.date() == MONDAY.date() else LATER)
    other = do(an_item(), C.URGE, {"words": "抓紧"}, by=DIRECTOR)
    tasks.follow(other.last_at + 60 * DAY)
    assert told(item=other.pk)["u:cgj", "urged"].urgency == NOW


def test_a_unit_that_is_complained_of_is_told_nothing() -> None:
    item = a_dispatched(complained_of=["990104001"])
    tasks.follow(SOON)
    assert not [to for to, _ in told(item=item.pk) if to == "u:990104001"]


def test_every_command_is_in_the_table_or_silent_on_purpose() -> None:
    named = {line.command for line in TELLING}
    assert named | SILENT == set(Command)
    assert named & SILENT == set()


def test_every_kind_has_its_words() -> None:
    kinds = {line.kind for line in TELLING if line.kind} | set(OF_ACTION.values())
    assert kinds == set(PHRASES)


def test_another_region_is_not_mixed_in() -> None:
    a_dispatched()
    tasks.follow(SOON)
    assert set(Message.objects.values_list("region", flat=True)) == {REGION}
