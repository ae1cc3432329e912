"""Two people at one item: the later is told, where it matters."""

import pytest

from taizhang.record.refusals import Conflict
from taizhang.rules.lifecycle.states import Command
from tests.build import CLERK, DAY, DEPUTY, HANDLER, LEADER, an_item, do

C = Command
pytestmark = pytest.mark.django_db


def test_a_note_in_between_is_no_conflict(district: None) -> None:
    item = an_item()
    do(item, C.ANNOTATE, {"words": "批注"}, by=DEPUTY)
    after = do(item, C.REPORT_PROGRESS, {"progress": "已清"}, by=HANDLER, seen=item.seq)
    assert after.seq == item.seq + 2


def test_whoever_saw_another_state_is_told_so(district: None) -> None:
    item = an_item()
    do(item, C.RECALL, {"reason": "改派"}, by=CLERK)
    with pytest.raises(Conflict, match="状态、牵头单位"):
        do(item, C.URGE, {"words": "请抓紧"}, by=LEADER, seen=item.seq)


def test_whoever_saw_another_deadline_is_told_so(district: None) -> None:
    item = an_item()
    fields = {"reason": "领导要求", "deadline": item.last_at + 2 * DAY, "deadline_basis": "批示"}
    do(item, C.AMEND, fields, by=CLERK)
    with pytest.raises(Conflict, match="办理时限"):
        do(item, C.URGE, {"words": "请抓紧"}, by=LEADER, seen=item.seq)
    do(item, C.URGE, {"words": "请抓紧"}, by=LEADER, seen=item.seq + 1)
