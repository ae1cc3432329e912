"""One item from the first word to the archive, through the actions."""

import pytest

from taizhang.ledger.models import Involvement, Item
from taizhang.record.models import Entry, Text
from taizhang.rules.lifecycle.states import Command
from tests.build import (
    CLERK,
    DAY,
    DIRECTOR,
    DISPATCHED,
    FAILED,
    HANDLER,
    HEAD,
    PASSED,
    REGISTERED,
    SUBMITTED,
    a_proposal,
    do,
)

C = Command
pytestmark = pytest.mark.django_db


def test_an_item_goes_round_the_whole_loop(district: None) -> None:
    item = a_proposal()
    assert (item.state, item.next_unit, item.next_action) == ("proposed", "dcb", "register")
    assert item.number is None
    assert item.tracking
    item = do(item, C.REGISTER, REGISTERED, by=CLERK)
    assert item.number == "清督〔2026〕1号"
    item = do(item, C.DISPATCH, DISPATCHED, by=CLERK)
    assert (item.state, item.next_unit, item.next_action) == ("dispatched", "cgj", "accept")
    item = do(item, C.ACCEPT, by=HANDLER)
    item = do(item, C.REPORT_PROGRESS, {"progress": "已清一半", "percent": 50}, by=HANDLER)
    item = do(item, C.SUBMIT, SUBMITTED, by=HEAD)
    item = do(item, C.VERIFY_FAIL, FAILED, by=DIRECTOR)
    assert (item.state, item.reworks) == ("in_progress", 1)
    item = do(item, C.SUBMIT, SUBMITTED, by=HEAD)
    item = do(item, C.VERIFY_PASS, PASSED, by=DIRECTOR)
    assert (item.state, item.finished) == ("closed", True)
    item = do(item, C.ARCHIVE, by=CLERK, after=DAY)
    stored = Item.objects.get(pk=item.pk)
    assert (stored.state, stored.due_at, stored.next_unit) == ("archived", None, "")
    assert stored.last_progress == "已清一半"
    assert stored.title == "清理沿街乱堆的渣土"
    assert Entry.objects.filter(stream=item.pk).count() == stored.seq == 10
    parts = set(Involvement.objects.filter(item=item.pk).values_list("unit", "part"))
    assert {("cgj", "lead"), ("sthj", "support"), ("990104001", "area")} < parts
    assert Text.objects.filter(text="已清运完毕").count() == 2
