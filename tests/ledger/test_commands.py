"""Every command of the table once, through the action, with its refusal."""

from collections.abc import Callable
from typing import Any, NamedTuple

import pytest

from taizhang.ledger import actions, checks
from taizhang.ledger.models import Item, OpenRequestRow
from taizhang.record.models import Counter, Entry, Text
from taizhang.rules.lifecycle.facts import SYSTEM, Actor
from taizhang.rules.lifecycle.moves import MOVE, MOVES
from taizhang.rules.lifecycle.states import Command, RequestKind
from taizhang.rules.refused import Refused
from tests.build import (
    CHARLIE,
    CLERK,
    DAY,
    DEPUTY,
    DIRECTOR,
    DISPATCHED,
    FAILED,
    HANDLER,
    HEAD,
    HOUR,
    INSPECTOR,
    LEADER,
    OTHER_HANDLER,
    PASSED,
    PHOTO,
    REGISTERED,
    SUBMITTED,
    a_closed,
    a_command_id,
    a_dispatched,
    a_proposal,
    a_registered,
    a_submitted,
    an_item,
    do,
)

C, R = Command, RequestKind
pytestmark = pytest.mark.django_db
REPORTER = Actor("reporter")
RETURNED = {"reason": "不属本单位职责", "believed": "sthj", "clause": "责任清单第三条"}


def twice_returned() -> Item:
    item = a_dispatched()
    for lead, by in (("cgj", HANDLER), ("sthj", OTHER_HANDLER)):
        if item.state == "registered":
            item = do(item, C.DISPATCH, {"lead": lead}, by=CLERK)
        item = do(item, C.RETURN, {**RETURNED, "believed": "cgj"}, by=by)
    return item


def suspended() -> Item:
    item = an_item()
    until = item.last_at + 30 * DAY
    return granted(item, R.SUSPENSION, {"until": until, "reason": "等雨季过去"}, HANDLER, DIRECTOR)


def granted(
    item: Item,
    kind: RequestKind,
    fields: dict[str, Any],
    asker: Actor,
    decider: Actor,
    carries: Command | None = None,
) -> Item:
    at = item.last_at + HOUR
    item = actions.ask(
        item.pk, kind, fields, by=asker, at=at, command_id=a_command_id(), carries=carries
    )
    row = OpenRequestRow.objects.get(item=item.pk)
    return actions.answer(
        item.pk, row.request, granted=True, by=decider, at=at + HOUR, command_id=a_command_id()
    )


def disclosed() -> Item:
    item = a_proposal(campaign="inspection_rectification", source="upper_level")
    item = do(item, C.CHECK, {"finding": "true", "evidence": [PHOTO]}, by=INSPECTOR)
    item = do(item, C.FIX_ON_SPOT, ON_THE_SPOT, by=INSPECTOR)
    assert item.state == "disclosed"
    return item


def declined() -> Item:
    fields = {"outcome": "beyond_duty", "reason": "属市级事权"}
    return granted(a_proposal(), R.SIGNATURE, fields, CLERK, DIRECTOR, C.DECLINE)


ON_THE_SPOT = {
    **REGISTERED,
    "lead": "cgj",
    "before": [PHOTO],
    "after": [PHOTO],
    "stood_for_lead": "现场负责人",
}
HANDED_OVER = {**REGISTERED, **DISPATCHED, "evidence": [PHOTO]}
CHECKED = {"finding": "true", "evidence": [PHOTO]}


class Case(NamedTuple):
    """How to come to where a command is legal, what it carries, who gives it, where it leads."""

    make: Callable[[], Item]
    fields: dict[str, Any]
    by: Actor
    state: str


CASES: dict[Command, Case] = {
    C.CHECK: Case(a_proposal, CHECKED, INSPECTOR, "proposed"),
    C.REGISTER: Case(a_proposal, REGISTERED, CLERK, "registered"),
    C.HAND_OVER: Case(a_proposal, HANDED_OVER, INSPECTOR, "dispatched"),
    C.FIX_ON_SPOT: Case(a_proposal, ON_THE_SPOT, INSPECTOR, "closed"),
    C.DISPATCH: Case(a_registered, DISPATCHED, CLERK, "dispatched"),
    C.ARBITRATE: Case(
        twice_returned,
        {"lead": "cgj", "statements": "各执一词", "clause": "条例第五条"},
        DIRECTOR,
        "dispatched",
    ),
    C.ACCEPT: Case(a_dispatched, {}, HANDLER, "in_progress"),
    C.RETURN: Case(a_dispatched, RETURNED, HANDLER, "registered"),
    C.RECALL: Case(an_item, {"reason": "改派"}, CLERK, "registered"),
    C.ASSIGN: Case(an_item, {"handler": 11}, HEAD, "in_progress"),
    C.AMEND: Case(an_item, {"reason": "增加配合", "supports": ["zjj"]}, CLERK, "in_progress"),
    C.REPORT_PROGRESS: Case(an_item, {"progress": "正在清运"}, HANDLER, "in_progress"),
    C.CONFIRM: Case(an_item, {"note": "节点完成", "kept": True}, CLERK, "in_progress"),
    C.REPLY: Case(an_item, {"answer": "已安排"}, HANDLER, "in_progress"),
    C.REPEAT: Case(a_closed, {"words": "又堆了", "new_tracking": "T2"}, CLERK, "registered"),
    C.URGE: Case(an_item, {"words": "请抓紧"}, LEADER, "in_progress"),
    C.ESCALATE: Case(an_item, {"level": 2, "reason": "久拖不决"}, LEADER, "in_progress"),
    C.RESUME: Case(suspended, {}, CLERK, "in_progress"),
    C.SUBMIT: Case(an_item, SUBMITTED, HEAD, "submitted"),
    C.WITHDRAW: Case(a_submitted, {"reason": "材料不全"}, HEAD, "in_progress"),
    C.VERIFY_PASS: Case(a_submitted, PASSED, DIRECTOR, "closed"),
    C.VERIFY_FAIL: Case(a_submitted, FAILED, INSPECTOR, "in_progress"),
    C.ARCHIVE: Case(a_closed, {}, CLERK, "archived"),
    C.REBOUND: Case(a_closed, {"reason": "又脏了", "evidence": [PHOTO]}, INSPECTOR, "registered"),
    C.RATE: Case(a_closed, {"solved": "yes", "satisfied": 5}, REPORTER, "closed"),
    C.ANNOTATE: Case(an_item, {"words": "注意安全"}, CLERK, "in_progress"),
    C.ATTACH: Case(an_item, {"evidence": [PHOTO]}, HANDLER, "in_progress"),
    C.CORRECT: Case(an_item, {"entry": 1, "words": "地点应为东侧"}, CLERK, "in_progress"),
}
ELSEWHERE = {
    C.PROPOSE: "test_story",
    C.TAKE_OVER: "see test_taking_over",
    C.DECLINE: "test_requests: needs a signature",
    C.REOPEN: "test_requests: needs a signature",
    C.ERASE: "test_requests: needs a signature",
    C.MERGE: "test_several",
    C.ABSORB: "test_several",
    C.DIVIDE: "test_several",
    C.SPLIT: "test_several",
    C.CLOSE: "test_tick",
    C.REVISIT_PASS: "test_tick",
    C.REBASE: "test_editions",
}


def test_no_command_is_left_out() -> None:
    assert {move.command for move in MOVES} == set(CASES) | set(ELSEWHERE)


@pytest.mark.parametrize("command", CASES)
def test_a_command_does_what_the_table_says(district: None, command: Command) -> None:
    case = CASES[command]
    before = case.make()
    after = do(before, command, case.fields, by=case.by)
    stored = Item.objects.get(pk=before.pk)
    assert after.state == stored.state == case.state
    assert stored.seq > before.seq
    assert after.facts == stored.facts
    assert Entry.objects.filter(stream=before.pk, command=command).exists()
    assert checks.check().breaches == []


@pytest.mark.parametrize("command", CASES)
def test_a_refused_act_leaves_no_trace(district: None, command: Command) -> None:
    item = CASES[command].make()
    counts = [model.objects.count() for model in (Entry, Text, Item)]
    numbers = list(Counter.objects.values_list("value"))
    row = Item.objects.filter(pk=item.pk).values().get()
    stranger = SYSTEM if MOVE[command].by == {REPORTER} else CHARLIE
    with pytest.raises(Refused) as why:
        do(item, command, CASES[command].fields, by=stranger)
    assert why.value.code == "who"
    assert [model.objects.count() for model in (Entry, Text, Item)] == counts
    assert list(Counter.objects.values_list("value")) == numbers
    assert Item.objects.filter(pk=item.pk).values().get() == row


@pytest.mark.parametrize("command", CASES)
def test_a_double_click_does_it_once(district: None, command: Command) -> None:
    case = CASES[command]
    item, id = case.make(), a_command_id()
    first = do(item, command, case.fields, by=case.by, command_id=id)
    again = do(item, command, case.fields, by=case.by, command_id=id)
    assert (again.pk, again.seq, again.state) == (first.pk, first.seq, first.state)
    assert Entry.objects.filter(stream=item.pk, command_id=id).count() == 1


def test_a_unit_that_the_pack_does_not_know_is_refused(district: None) -> None:
    with pytest.raises(Refused, match="nowhere"):
        do(a_registered(), C.DISPATCH, {"lead": "nowhere"}, by=CLERK)


def test_evidence_that_was_never_uploaded_is_refused(district: None) -> None:
    with pytest.raises(Refused, match="重新上传"):
        do(an_item(), C.SUBMIT, {**SUBMITTED, "evidence": ["ef" * 32]}, by=HEAD)


def test_an_item_that_is_not_there_is_refused(district: None) -> None:
    with pytest.raises(Refused, match="没有编号"):
        actions.act(5, C.URGE, {"words": "?"}, by=CLERK, at=an_item().last_at, command_id="x")


def test_the_public_notice_ends_before_closing(district: None) -> None:
    with pytest.raises(Refused, match="公示期未满"):
        do(disclosed(), C.CLOSE, by=CLERK)


def test_numbers_have_no_gap_and_a_declined_proposal_has_none(district: None) -> None:
    first, without, second = a_registered(), declined(), a_registered()
    assert (first.number, without.number, second.number) == (
        "清督〔2026〕1号",
        None,
        "清督〔2026〕2号",
    )
    assert without.state == "declined"
    assert checks.check().breaches == []


def test_who_waited_for_the_row_is_not_told_that_time_runs_backwards(district: None) -> None:
    item = an_item()
    after = do(item, C.ANNOTATE, {"words": "同时按下"}, by=DEPUTY, at=item.last_at - HOUR / 60)
    assert after.last_at == item.last_at
    with pytest.raises(Refused, match="时间"):
        do(item, C.ANNOTATE, {"words": "昨天的表"}, by=DEPUTY, at=item.last_at - DAY)
