"""Commands that touch several items: orders, bulk, merging, dividing, breaking down."""

from typing import Any

import pytest

from taizhang.ledger import actions, checks
from taizhang.ledger.actions import BulkRefused, Given, Task
from taizhang.ledger.models import Item, Order, SavedFilter
from taizhang.org.models import Person
from taizhang.record.models import Counter, Entry
from taizhang.rules.lifecycle.facts import Actor
from taizhang.rules.lifecycle.states import Command
from taizhang.rules.refused import Refused
from tests.build import (
    CLERK,
    DAY,
    DIRECTOR,
    DISPATCHED,
    HANDLER,
    HEAD,
    HOUR,
    INSPECTOR,
    LEADER,
    MONDAY,
    OTHER_HANDLER,
    REGION,
    REGISTERED,
    SUBMITTED,
    a_command_id,
    a_dispatched,
    a_proposal,
    a_registered,
    an_item,
    do,
)

C = Command
pytestmark = pytest.mark.django_db


def quick(*units: str, **given: Any) -> list[Item]:
    fields = {"by": CLERK, "at": MONDAY, "command_id": a_command_id(), **given}
    return actions.quick_hand_over(REGION, "迎检点位保洁", units, **fields)


def test_what_was_only_spoken_is_dispatched_at_once(district: None) -> None:
    [item] = quick("cgj", deadline=MONDAY + DAY)
    assert (item.state, item.lead, item.number) == ("dispatched", "cgj", "清督〔2026〕1号")
    assert item.promised_at == MONDAY + DAY
    assert not Order.objects.exists()


def test_an_order_to_several_units_has_one_number(district: None) -> None:
    items = quick("cgj", "sthj", "990104001")
    order = Order.objects.get()
    assert order.number == "清督〔2026〕1号"
    assert [i.number for i in items] == [f"清督〔2026〕1号-0{n}" for n in (1, 2, 3)]
    assert {i.order for i in Item.objects.all()} == {order.pk}
    assert Entry.objects.get(kind="order").data["items"] == [i.pk for i in items]
    assert a_registered().number == "清督〔2026〕2号"
    assert checks.check().breaches == []


def test_a_double_click_makes_one_order(district: None) -> None:
    id = a_command_id()
    first = quick("cgj", "sthj", command_id=id)
    again = quick("cgj", "sthj", command_id=id)
    assert [i.pk for i in first] == [i.pk for i in again]
    assert Item.objects.count() == 2
    assert Counter.objects.get().value == 1


def test_an_order_of_which_one_part_is_refused_is_not_given_at_all(district: None) -> None:
    with pytest.raises(Refused):
        quick("cgj", "nowhere")
    assert not Item.objects.exists()
    assert not Counter.objects.exists()


def test_many_tasks_become_dispatched_items_at_once(district: None) -> None:
    tasks = [
        Task({"title": f"任务{n}", "source": "document"}, REGISTERED, {"lead": "cgj"})
        for n in range(5)
    ]
    ids = [a_command_id() for _ in tasks]
    made = actions.hand_out(REGION, tasks, by=CLERK, at=MONDAY, command_ids=ids)
    again = actions.hand_out(REGION, tasks, by=CLERK, at=MONDAY, command_ids=ids)
    assert [i.state for i in made] == ["dispatched"] * 5
    assert [i.pk for i in made] == [i.pk for i in again]
    assert [i.number for i in made] == [f"清督〔2026〕{n}号" for n in range(1, 6)]


def given(item: Item, command: Command, **fields: Any) -> Given:
    return Given(item.pk, command, fields, a_command_id(), item.seq)


def test_bulk_is_all_or_none_and_the_refused_can_be_deselected(district: None) -> None:
    good, bad, fine = a_registered(), a_proposal(), a_registered()
    listed = [given(i, C.DISPATCH, **DISPATCHED) for i in (good, bad, fine)]
    with pytest.raises(BulkRefused) as why:
        actions.bulk(listed, by=CLERK, at=MONDAY + DAY)
    assert [r.item for r in why.value.refusals] == [bad.pk]
    assert "待立项" in why.value.refusals[0].message
    assert {i.state for i in Item.objects.all()} == {"registered", "proposed"}
    chosen = [one for one in listed if one.item != bad.pk]
    done = actions.bulk(chosen, by=CLERK, at=MONDAY + DAY)
    assert [(i.pk, i.state) for i in done] == [(good.pk, "dispatched"), (fine.pk, "dispatched")]
    again = actions.bulk(chosen, by=CLERK, at=MONDAY + DAY)
    assert [i.seq for i in again] == [i.seq for i in done]


def test_urging_many_is_one_transaction(district: None) -> None:
    items = [a_dispatched(), an_item()]
    done = actions.bulk(
        [given(i, C.URGE, words="请今天反馈") for i in items], by=LEADER, at=MONDAY + DAY
    )
    assert [i.urges for i in done] == [1, 1]


def merge(gone: Item, kept: Item, **named: Any) -> Item:
    fields = {"by": CLERK, "at": MONDAY + 2 * DAY, "command_id": a_command_id(), **named}
    return actions.merge(gone.pk, kept.pk, "同一处", **fields)


def test_the_survivor_absorbs_the_earlier_deadline_and_the_higher_level(district: None) -> None:
    soon = do(a_registered(), C.DISPATCH, {**DISPATCHED, "deadline": MONDAY + 4 * DAY}, by=CLERK)
    soon = do(soon, C.ESCALATE, {"level": 2, "reason": "挂牌"}, by=LEADER)
    late = an_item()
    kept = merge(soon, late)
    gone = Item.objects.get(pk=soon.pk)
    assert (gone.state, gone.survivor) == ("superseded", late.pk)
    assert (kept.promised_at, kept.level) == (MONDAY + 4 * DAY, 2)
    assert kept.original_at == late.original_at
    assert checks.check().breaches == []


def test_merging_twice_by_one_click_is_once(district: None) -> None:
    gone, kept, id = a_registered(), an_item(), a_command_id()
    first = merge(gone, kept, command_id=id)
    assert merge(gone, kept, command_id=id).seq == first.seq


def test_confidential_items_do_not_merge_with_others(district: None) -> None:
    secret = a_proposal(confidential=True)
    with pytest.raises(Refused, match="涉密"):
        merge(secret, an_item())
    assert Item.objects.get(pk=secret.pk).state == "proposed"


def test_a_merge_that_the_survivor_refuses_leaves_both_as_they_were(district: None) -> None:
    gone, survivor = a_registered(), a_proposal()
    with pytest.raises(Refused):
        merge(gone, survivor)
    assert Item.objects.get(pk=gone.pk).state == "registered"


def test_a_divided_item_lives_on_in_its_successors(district: None) -> None:
    item = a_proposal(title="清渣土、修路灯")
    made = actions.divide(
        item.pk,
        [{"title": "清渣土"}, {"title": "修路灯"}],
        "两件事",
        by=CLERK,
        at=item.last_at + HOUR,
        command_id=a_command_id(),
    )
    assert [i.title for i in made] == ["清渣土", "修路灯"]
    old = Item.objects.get(pk=item.pk)
    assert old.state == "superseded"
    assert set(old.facts.successors) == {i.pk for i in made}
    assert {i.source for i in made} == {item.source}
    assert checks.check().breaches == []


def children(item: Item, *leads: str, by: Actor = HANDLER) -> list[Item]:
    tasks = [
        Task(
            {"title": f"子任务{lead}"},
            {"basis": "分解", "approver": "局长", "criteria": "完成"},
            {"lead": lead},
        )
        for lead in leads
    ]
    at = item.last_at + HOUR
    return actions.split(item.pk, tasks, by=by, at=at, command_id=a_command_id())


def test_children_are_numbered_under_their_parent_and_supervised_by_its_lead(
    district: None,
) -> None:
    item = an_item()
    made = children(item, "sthj", "990104001")
    assert [i.number for i in made] == [f"{item.number}-01", f"{item.number}-02"]
    assert {(i.supervising_unit, i.state, i.parent) for i in made} == {
        ("cgj", "dispatched", item.pk)
    }
    parent = Item.objects.get(pk=item.pk)
    assert set(parent.facts.children) == {i.pk for i in made}
    more = children(parent, "zjj")
    assert more[0].number == f"{item.number}-03"
    assert checks.check().breaches == []


def test_the_supervisor_breaks_an_item_down_for_its_lead_and_every_entry_says_so(
    district: None,
) -> None:
    for by in (DIRECTOR, LEADER):
        item = an_item()
        [child] = children(item, "sthj", by=by)
        assert (child.supervising_unit, child.intake_unit, child.state) == (
            "cgj", "cgj", "dispatched",
        )  # fmt: skip
        entries = Entry.objects.of(REGION, "item", child.pk)
        assert [entry.data.get("for_lead") for entry in entries] == [True] * 3
        assert {(entry.person, entry.unit) for entry in entries} == {(by.person, by.unit)}
        parent = Item.objects.get(pk=item.pk)
        assert parent.facts.hands == frozenset({HANDLER.person})
        with pytest.raises(Refused, match="督办单位"):  # from now on it is the lead's to watch
            do(child, C.RECALL, {"reason": "改派"}, by=CLERK)
        assert do(child, C.RECALL, {"reason": "改派"}, by=HEAD).state == "registered"
    assert checks.check().breaches == []


def test_nobody_but_lead_and_supervisor_breaks_an_item_down(district: None) -> None:
    item = an_item()
    for by in (OTHER_HANDLER, INSPECTOR):
        with pytest.raises(Refused, match="任务分解"):
            children(item, "990104001", by=by)
    assert not Item.objects.filter(parent=item.pk).exists()
    assert Item.objects.get(pk=item.pk).facts.children == ()


def test_a_parent_waits_for_its_children(district: None) -> None:
    item = an_item()
    [child] = children(item, "sthj")
    with pytest.raises(Refused, match="1个子事项"):
        do(item, C.SUBMIT, SUBMITTED, by=HEAD)
    child = do(child, C.ACCEPT, by=OTHER_HANDLER)
    with pytest.raises(Refused, match="子事项"):
        do(item, C.RECALL, {"reason": "改派"}, by=DIRECTOR)


def test_an_outside_number_is_entered_once(district: None) -> None:
    a_proposal(external="12345-0001", source="citizen")
    with pytest.raises(Refused, match="12345-0001"):
        a_proposal(external="12345-0001", source="citizen")
    a_proposal(external="12345-0001", source="upper_level")
    assert Item.objects.count() == 2


def test_an_item_is_not_merged_into_itself(district: None) -> None:
    item = an_item()
    with pytest.raises(Refused, match="自己"):
        merge(item, item)


def test_a_reporter_of_the_merged_item_still_waits_for_an_answer(district: None) -> None:
    gone, kept = a_proposal(reporter=True), an_item()
    assert merge(gone, kept).facts.reporter


def test_dividing_and_breaking_down_need_something_to_make(district: None) -> None:
    item = an_item()
    given: dict[str, Any] = {"by": CLERK, "at": item.last_at, "command_id": a_command_id()}
    with pytest.raises(Refused, match="至少"):
        actions.divide(item.pk, [{"title": "一"}], "两件", **given)
    with pytest.raises(Refused, match="子事项"):
        actions.split(item.pk, [], **given)
    with pytest.raises(Refused, match="承办单位"):
        quick()


def test_dividing_twice_by_one_click_is_once(district: None) -> None:
    item, id = a_proposal(), a_command_id()
    given: dict[str, Any] = {"by": CLERK, "at": item.last_at, "command_id": id}
    parts = [{"title": "一"}, {"title": "二"}]
    first = actions.divide(item.pk, parts, "两件", **given)
    again = actions.divide(item.pk, parts, "两件", **given)
    assert {i.pk for i in first} == {i.pk for i in again}
    assert Item.objects.count() == 3


def test_breaking_down_twice_by_one_click_is_once(district: None) -> None:
    item, id = an_item(), a_command_id()
    task = Task({"title": "子"}, {"basis": "分解", "approver": "局长", "criteria": "完成"})
    given: dict[str, Any] = {"by": HANDLER, "at": item.last_at, "command_id": id}
    [first] = actions.split(item.pk, [task], **given)
    [again] = actions.split(item.pk, [task], **given)
    assert first.pk == again.pk
    assert first.state == "registered"  # no lead was named: it waits to be dispatched
    assert Item.objects.filter(parent=item.pk).count() == 1


def test_composed_commands_have_an_action_of_their_own(district: None) -> None:
    with pytest.raises(Refused, match="专门"):
        do(an_item(), C.SPLIT, {"children": [1]}, by=HANDLER)


def test_a_filter_is_kept_under_its_name(district: None) -> None:
    person = Person.objects.create(id=1, region=REGION, username="li", full_name="李某")
    actions.save_filter(person=1, name="我的逾期", query="light=red")
    kept = actions.save_filter(person=1, name="我的逾期", query="light=red&lead=cgj")
    assert SavedFilter.objects.get(person=person).query == "light=red&lead=cgj"
    actions.drop_filter(person=2, filter=kept.pk)
    assert SavedFilter.objects.exists()
    actions.drop_filter(person=1, filter=kept.pk)
    assert not SavedFilter.objects.exists()


def test_a_repeated_request_about_a_merged_item_goes_to_the_one_that_went_on(
    district: None,
) -> None:
    gone, kept = a_registered(), an_item()
    merge(gone, kept)
    told = {"words": "又积水了", "new_tracking": "T-2"}
    do(gone, C.REPEAT, told, by=CLERK, at=MONDAY + 3 * DAY)
    assert Item.objects.get(pk=kept.pk).facts.repeats == 1
    assert Item.objects.get(pk=gone.pk).facts.repeats == 0
    assert checks.check().breaches == []
