"""Requests: one mechanism for everything that somebody wants and somebody else decides."""

from datetime import timedelta
from typing import Any

import pytest

from taizhang.ledger import actions, checks
from taizhang.ledger.models import Item, OpenRequestRow
from taizhang.record.bodies import hashes_in
from taizhang.record.models import Entry, Text
from taizhang.rules.lifecycle.facts import Actor
from taizhang.rules.lifecycle.states import Command, RequestKind
from taizhang.rules.refused import Refused
from tests.build import (
    CHARLIE,
    CLERK,
    DAY,
    DEPUTY,
    DIRECTOR,
    FAILED,
    HANDLER,
    HEAD,
    HOUR,
    INSPECTOR,
    LEADER,
    SUBMITTED,
    a_closed,
    a_command_id,
    a_dispatched,
    a_proposal,
    a_submitted,
    an_item,
    do,
)

C, R = Command, RequestKind
pytestmark = pytest.mark.django_db
REPORTER = Actor("reporter")


def ask(item: Item, kind: RequestKind, fields: dict[str, Any], by: Actor, **given: Any) -> Item:
    at = item.last_at + HOUR
    return actions.ask(item.pk, kind, fields, by=by, at=at, command_id=a_command_id(), **given)


def answer(item: Item, by: Actor, *, granted: bool = True, **fields: Any) -> Item:
    row = OpenRequestRow.objects.filter(item=item.pk).earliest("request")
    at = item.last_at + HOUR
    return actions.answer(
        item.pk, row.request, fields, granted=granted, by=by, at=at, command_id=a_command_id()
    )


def until(item: Item, days: int) -> dict[str, Any]:
    assert item.promised_at is not None
    return {"until": item.promised_at + timedelta(days=days), "reason": "连续降雨"}


def test_an_extension_moves_the_deadline_and_keeps_the_original(district: None) -> None:
    item = an_item()
    original, promised = item.original_at, item.promised_at
    asked = ask(item, R.EXTENSION, until(item, 10), HANDLER)
    row = OpenRequestRow.objects.get(item=item.pk)
    assert (row.kind, row.decider, row.decides_as) == ("extension", "dcb", "supervisor")
    assert row.due_at > asked.last_at
    after = answer(asked, DIRECTOR)
    assert after.promised_at == promised + 10 * DAY
    assert after.original_at == original
    assert not OpenRequestRow.objects.exists()
    assert checks.check().breaches == []


def test_a_denial_needs_its_reason_and_changes_nothing(district: None) -> None:
    asked = ask(an_item(), R.EXTENSION, until(an_item(), 10), HANDLER)
    with pytest.raises(Refused, match="理由"):
        answer(asked, DIRECTOR, granted=False)
    after = answer(asked, DIRECTOR, granted=False, reason="时间足够")
    assert after.promised_at == asked.promised_at
    assert not OpenRequestRow.objects.exists()


def test_nobody_decides_what_he_asked(district: None) -> None:
    item = an_item()
    asked = ask(item, R.SUSPENSION, {"until": item.last_at + 9 * DAY, "reason": "雨季"}, CLERK)
    with pytest.raises(Refused, match="他人"):
        answer(asked, CLERK)
    assert answer(asked, DIRECTOR).state == "suspended"


def test_one_open_request_of_a_kind(district: None) -> None:
    asked = ask(an_item(), R.EXTENSION, until(an_item(), 10), HANDLER)
    with pytest.raises(Refused, match="已有一件"):
        ask(asked, R.EXTENSION, until(asked, 12), HANDLER)


def test_a_request_can_be_taken_back(district: None) -> None:
    asked = ask(an_item(), R.EXTENSION, until(an_item(), 10), HANDLER)
    request = OpenRequestRow.objects.get().request
    given = {"at": asked.last_at + HOUR, "command_id": a_command_id()}
    with pytest.raises(Refused, match="提出它的单位"):
        actions.take_back(asked.pk, request, by=CHARLIE, **given)
    actions.take_back(asked.pk, request, by=HANDLER, **given)
    assert not OpenRequestRow.objects.exists()


def test_a_request_lapses_with_an_entry_when_the_item_moves_on(district: None) -> None:
    asked = ask(an_item(), R.EXTENSION, until(an_item(), 10), HANDLER)
    after = do(asked, C.SUBMIT, SUBMITTED, by=HEAD)
    assert not OpenRequestRow.objects.exists()
    last = Entry.objects.of("990104", "item", asked.pk).reverse()[0]
    assert (last.command, last.by_kind, last.seq) == ("lapse", "system", after.seq)
    assert checks.check().breaches == []


def test_a_reassignment_counts_as_a_return(district: None) -> None:
    wish = {"reason": "应由生态局办", "believed": "sthj", "clause": "责任清单"}
    after = answer(ask(an_item(), R.REASSIGNMENT, wish, HANDLER), DIRECTOR)
    assert (after.state, after.returns, after.lead) == ("registered", 1, "")


def test_a_leader_ends_what_cannot_be_done_and_it_is_never_solved(district: None) -> None:
    wish = {"outcome": "impossible", "reason": "地块已征收"}
    after = answer(ask(an_item(), R.TERMINATION, wish, HANDLER), LEADER)
    assert (after.state, after.outcome) == ("closed", "impossible")


def test_voiding_needs_a_second_person(district: None) -> None:
    after = answer(ask(an_item(), R.VOIDING, {"reason": "误立"}, CLERK), DIRECTOR)
    assert (after.state, after.due_at) == ("voided", None)


def test_an_upheld_objection_sends_a_closed_item_back(district: None) -> None:
    asked = ask(a_closed(), R.OBJECTION, {"reason": "没有清干净"}, REPORTER)
    with pytest.raises(Refused, match="原决定"):
        answer(asked, DIRECTOR)  # who closed it
    after = answer(asked, DEPUTY)
    assert (after.state, after.rebounds) == ("registered", 1)


def test_an_appeal_stands_beside_the_fact_and_does_not_change_it(district: None) -> None:
    failed = do(a_submitted(), C.VERIFY_FAIL, FAILED, by=INSPECTOR)
    asked = ask(failed, R.APPEAL, {"subject": failed.seq, "reason": "当时已清完"}, HEAD)
    after = answer(asked, DIRECTOR)
    assert after.facts.exempt == (failed.seq,)
    assert after.reworks == 1


def test_a_handler_submits_with_the_signature_of_the_head(district: None) -> None:
    item = an_item()
    with pytest.raises(Refused) as why:
        do(item, C.SUBMIT, SUBMITTED, by=HANDLER)
    assert why.value.code == "needs_signature"
    asked = ask(item, R.SIGNATURE, SUBMITTED, HANDLER, carries=C.SUBMIT)
    assert OpenRequestRow.objects.awaiting(HEAD).count() == 1
    assert OpenRequestRow.objects.awaiting(HANDLER).count() == 0
    after = answer(asked, HEAD)
    assert after.state == "submitted"
    assert checks.check().breaches == []


def test_declining_and_reopening_take_two_persons(district: None) -> None:
    fields = {"outcome": "beyond_duty", "reason": "属市级事权"}
    item = a_proposal()
    with pytest.raises(Refused, match="签批"):
        do(item, C.DECLINE, fields, by=CLERK)
    declined = answer(ask(item, R.SIGNATURE, fields, CLERK, carries=C.DECLINE), DIRECTOR)
    assert declined.state == "declined"
    wish = {"reason": "市里发回"}
    again = answer(ask(declined, R.SIGNATURE, wish, DEPUTY, carries=C.REOPEN), DIRECTOR)
    assert (again.state, again.next_action) == ("proposed", "register")
    assert checks.check().breaches == []


def test_erasing_removes_the_text_everywhere_and_keeps_the_record_whole(district: None) -> None:
    item = an_item(title="王小明家门口积水", words="电话一三九", place="团结路")
    assert Item.objects.matching("积水").get() == item
    wish = {"entry": 1, "authority": "个人信息保护法第四十七条"}
    asked = ask(item, R.SIGNATURE, wish, CLERK, carries=C.ERASE)
    after = answer(asked, DIRECTOR)
    stored = Item.objects.get(pk=item.pk)
    assert "王小明" not in stored.title + stored.haystack
    assert stored.place == ""
    assert not Item.objects.matching("积水").exists()
    first = Entry.objects.get(stream=item.pk, seq=1)
    assert not Text.objects.filter(hash__in=list(hashes_in(first.data))).exists()
    assert after.state == "in_progress"
    assert checks.check().breaches == []


def test_erased_progress_is_not_shown(district: None) -> None:
    item = do(an_item(), C.REPORT_PROGRESS, {"progress": "联系人李某某"}, by=HANDLER)
    wish = {"entry": item.seq, "authority": "依法删除"}
    answer(ask(item, R.SIGNATURE, wish, CLERK, carries=C.ERASE), DIRECTOR)
    assert "李某某" not in Item.objects.get(pk=item.pk).last_progress


def test_an_item_whose_request_is_open_is_not_archived(district: None) -> None:
    asked = ask(a_closed(), R.OBJECTION, {"reason": "没有清干净"}, REPORTER)
    with pytest.raises(Refused, match="申请没有决定"):
        do(asked, C.ARCHIVE, by=CLERK)


def test_a_reporter_who_is_not_satisfied_opens_an_objection(district: None) -> None:
    item = do(a_closed(), C.RATE, {"solved": "no", "words": "还在堆"}, by=REPORTER)
    assert OpenRequestRow.objects.get(item=item.pk).kind == "objection"
    assert answer(item, DEPUTY).state == "registered"
    assert checks.check().breaches == []


def test_a_dispatched_item_may_be_terminated(district: None) -> None:
    wish = {"outcome": "withdrawn", "reason": "诉求人撤回"}
    after = answer(ask(a_dispatched(), R.TERMINATION, wish, CLERK), LEADER)
    assert after.state == "closed"
