"""Items of an old ledger come in as they stood, and go on from there."""

import pytest

from taizhang.ledger import actions
from taizhang.ledger.checks import check
from taizhang.ledger.command_ids import new_command_id
from taizhang.ledger.models import Item
from taizhang.rules.lifecycle.facts import Actor
from taizhang.rules.lifecycle.states import Command
from taizhang.rules.refused import Refused
from tests.build import CHARLIE, CLERK, HANDLER, HOUR, MONDAY, REGION, a_district, do

pytestmark = pytest.mark.django_db
OLD = {
    "row": "旧台账.xlsx:7",
    "old_number": "清督〔2025〕7号",
    "state": "in_progress",
    "source": "meeting",
    "title": "修复滨水路破损路面",
    "category": "general",
    "supervising_unit": "dcb",
    "lead": "cgj",
}


def take(by: Actor = CLERK, command_id: str | None = None, **changes: str) -> Item:
    fields = {name: value for name, value in {**OLD, **changes}.items() if value}
    command_id = command_id or new_command_id(MONDAY)
    return actions.take_over(REGION, fields, by=by, at=MONDAY, command_id=command_id)


@pytest.mark.parametrize("state", ["registered", "dispatched", "in_progress", "closed", "archived"])
def test_an_old_item_stands_where_it_stood_under_its_old_number(state: str) -> None:
    a_district()
    item = take(state=state, lead="" if state == "registered" else "cgj")
    assert (item.state, item.number) == (state, "清督〔2025〕7号")
    assert not check(region=REGION).breaches


def test_its_lead_goes_on_with_it() -> None:
    a_district()
    item = take()
    done = do(
        item, Command.REPORT_PROGRESS, {"progress": "已完成一半"}, by=HANDLER, at=MONDAY + HOUR
    )
    assert done.facts.seq == 2


def test_a_second_click_and_a_second_import_change_nothing() -> None:
    a_district()
    command_id = new_command_id(MONDAY)
    assert take(command_id=command_id).pk == take(command_id=command_id).pk
    with pytest.raises(Refused, match="不能重复转入"):
        take()
    assert Item.objects.count() == 1


def test_who_does_not_supervise_takes_nothing_over() -> None:
    a_district()
    with pytest.raises(Refused, match="督办单位"):
        take(by=CHARLIE)
    with pytest.raises(Refused, match="没有代码"):
        take(lead="nowhere")
    assert not Item.objects.exists()
