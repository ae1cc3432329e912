"""What a requirement becomes: items, all or none, once; or nothing, with a reason."""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest

from taizhang.intake import actions, fates
from taizhang.intake.actions.drafts import draft_of
from taizhang.intake.models import Binding, Document, Requirement
from taizhang.ledger import actions as ledger
from taizhang.ledger import terms
from taizhang.ledger.models import Item
from taizhang.org.actions import adopt_pack
from taizhang.packs.load import from_files, load
from taizhang.packs.source import files_of
from taizhang.papers.marks import Fate
from taizhang.record.models import Entry
from taizhang.rules.lifecycle.facts import SYSTEM, Actor
from taizhang.rules.lifecycle.states import Command, Role
from taizhang.rules.refused import Refused
from tests.intake.build import AT, DEMO, REGION, a_document, a_handler, an_officer, command_id

pytestmark = pytest.mark.django_db
HEAD = Actor("person", 22, 22, "cgj", frozenset({Role.HEAD}))


def said(**changed: Any) -> dict[str, Any]:
    return {"by": an_officer(), "at": AT, "command_id": command_id()} | changed


def bound(document: Document, *orders: int, **leave: Any) -> list[Item]:
    return actions.bind(document.pk, orders, actions.Leave(**leave), **said())


def fates_of(document: Document, now: datetime = AT) -> list[Fate]:
    rows = document.requirements.in_order()
    return [standing.fate for standing in fates.standings(rows, now)]


def test_a_plan_becomes_dispatched_items_in_one_step() -> None:
    document = a_document()
    items = bound(document, 1, 2, 3)
    assert [item.number for item in items] == [f"清督〔2026〕{n}号" for n in (1, 2, 3)]
    assert {item.state for item in items} == {"dispatched"}
    first = Item.objects.get(pk=items[0].pk)
    assert first.lead == "cgj"
    assert first.supervising_unit == "dcb"
    assert first.promised_at == datetime.fromisoformat("2026-12-20T23:59:59+08:00")
    document.refresh_from_db()
    assert (document.bound, document.undecided) == (3, 0)


def test_sixty_tasks_of_a_plan_are_handed_out_at_once() -> None:
    path = next((DEMO / "samples").glob("03-*.docx"))
    document = a_document(path.read_bytes(), path.name)
    orders = [row.order for row in document.requirements.exclude(leads="")]
    assert len(orders) == 60
    items = bound(document, *orders)
    assert Item.objects.filter(state="dispatched").count() == len(items) == 60


def test_one_bad_row_keeps_all_from_being_done_and_is_named() -> None:
    document = a_document()
    row = document.requirements.get(order=2)
    late = replace(draft_of(row), due_on=AT.date() - timedelta(days=30))
    leave = actions.Leave(drafts={2: late})
    with pytest.raises(actions.RowsRefused) as refused:
        actions.bind(document.pk, [1, 2, 3], leave, **said())
    assert [refusal.order for refusal in refused.value.refusals] == [2]
    assert not Item.objects.exists()
    assert not Binding.objects.exists()
    assert not Entry.objects.filter(kind="item").exists()
    document.refresh_from_db()
    assert (document.undecided, document.seq) == (3, 1)


def test_a_double_submit_makes_one_item() -> None:
    document = a_document()
    once = said()
    first = actions.bind(document.pk, [1], actions.Leave(), **once)
    again = actions.bind(document.pk, [1], actions.Leave(), **once)
    assert [item.pk for item in first] == [item.pk for item in again]
    assert Item.objects.count() == 1


def test_a_row_that_has_an_item_is_refused_unless_another_is_wanted() -> None:
    document = a_document()
    bound(document, 1)
    with pytest.raises(Refused, match="已立项"):
        bound(document, 1)
    actions.bind(document.pk, [1], actions.Leave(), again=True, **said())
    assert Binding.objects.filter(requirement__order=1).count() == 2


def test_a_group_of_leads_makes_an_item_for_each_unit() -> None:
    document = a_document()
    row = document.requirements.get(order=1)
    draft = replace(draft_of(row), leads=("cgj", "scj", "jyj"))
    items = bound(document, 1, drafts={1: draft})
    assert {item.lead for item in items} == {"cgj", "scj", "jyj"}
    (standing,) = fates.standings([row], AT)
    assert {item.pk for item in standing.items} == {item.pk for item in items}


def test_a_newspaper_report_alone_is_no_basis() -> None:
    path = next((DEMO / "samples").glob("01-*.txt"))
    document = a_document(path.read_bytes(), path.name)
    orders = [row.order for row in document.requirements.exclude(leads="")]
    first, *rest = orders
    (item,) = bound(document, first)
    assert item.state == "proposed"
    (other,) = bound(document, rest[0], basis="区政府第61次常务会议纪要")[:1]
    assert other.state == "dispatched"


def test_only_the_sentence_itself_is_released_to_the_units() -> None:
    document = a_document()
    (item,) = bound(document, 1)
    row = document.requirements.get(order=1)
    entry = Entry.objects.of(REGION, "item", item.pk)[0]
    assert entry.data["passage"] == row.passage
    found = Item.objects.get(pk=item.pk)
    assert found.title == row.title
    assert "小广告" not in found.haystack


def test_a_confidential_document_makes_confidential_items() -> None:
    document = a_document(confidential=True)
    (item,) = bound(document, 1)
    assert Item.objects.get(pk=item.pk).confidential
    stranger = an_officer("qld", Role.SUPERVISOR)
    offices = terms.offices_of(terms.current(REGION, AT))
    assert not Document.objects.readable_by(stranger, offices=offices).exists()
    with pytest.raises(Refused):
        actions.decline(document.pk, [2], "information", **said(by=stranger))


def test_declining_needs_a_reason_and_can_be_taken_back() -> None:
    document = a_document()
    with pytest.raises(Refused):
        actions.decline(document.pk, [1], "", **said())
    with pytest.raises(Refused, match="说明"):
        actions.decline(document.pk, [1], "other", **said())
    actions.decline(document.pk, [1], "other", note="已并入年度计划", **said())
    assert fates_of(document)[0] is Fate.DECLINED
    actions.undo(document.pk, [1], **said())
    assert fates_of(document)[0] is Fate.UNDECIDED


def test_all_principles_are_declined_at_once_and_nothing_else() -> None:
    path = next((DEMO / "samples").glob("08-*.docx"))
    document = a_document(path.read_bytes(), path.name)
    principles = document.requirements.principles().count()
    actions.decline_principles(document.pk, **said())
    assert document.requirements.filter(fate="declined").count() == principles > 0
    with pytest.raises(Refused):
        actions.decline_principles(document.pk, **said())


def test_a_sentence_may_join_an_item_that_is_there_and_leave_it_again() -> None:
    document = a_document()
    (item,) = bound(document, 1)
    actions.bind_existing(document.pk, [2], item.pk, **said())
    assert fates_of(document)[:2] == [Fate.IN_HAND, Fate.IN_HAND]
    with pytest.raises(Refused):
        actions.bind_existing(document.pk, [2], item.pk, **said())
    actions.undo(document.pk, [2], **said())
    assert fates_of(document)[1] is Fate.UNDECIDED
    with pytest.raises(Refused, match="已经立项"):
        actions.undo(document.pk, [1], **said())


def test_corrections_are_kept_and_leave_a_trace_only_where_something_changed() -> None:
    document = a_document()
    row = document.requirements.get(order=1)
    actions.edit(document.pk, {1: draft_of(row)}, **said())
    assert Entry.objects.filter(command="edit").count() == 0
    actions.edit(document.pk, {1: replace(draft_of(row), title="修补背街小巷")}, **said())
    assert Entry.objects.filter(command="edit").count() == 1
    row.refresh_from_db()
    assert row.title == "修补背街小巷"


def test_a_marked_passage_slices_back_and_does_not_overlap() -> None:
    document = a_document()
    start = document.text.index("冬季城市管理")
    row = actions.mark(document.pk, start - 1, start + 6, **said())
    assert [document.text[a:b] for a, b in row.spans] == ["区冬季城市管理"]
    assert row.by_hand
    with pytest.raises(Refused, match="重叠"):
        actions.mark(document.pk, start, start + 2, **said())
    with pytest.raises(Refused):
        actions.mark(document.pk, 0, 10**6, **said())
    actions.unmark(document.pk, row.order, **said())
    assert not Requirement.objects.filter(by_hand=True).exists()
    again = actions.mark(document.pk, start, start + 6, **said())
    assert again.order > row.order


def test_what_the_reader_found_cannot_be_unmarked_only_declined() -> None:
    document = a_document()
    with pytest.raises(Refused, match="不立项"):
        actions.unmark(document.pk, 1, **said())


@pytest.mark.parametrize("by", [a_handler(), HEAD, an_officer("dcb", Role.ADMIN)])
def test_nobody_outside_the_office_decides_anything(by: Actor) -> None:
    document = a_document()
    for attempt in (
        lambda: actions.bind(document.pk, [1], actions.Leave(), **said(by=by)),
        lambda: actions.decline(document.pk, [1], "information", **said(by=by)),
        lambda: actions.decline_principles(document.pk, **said(by=by)),
        lambda: actions.undo(document.pk, [1], **said(by=by)),
        lambda: actions.edit(document.pk, {}, **said(by=by)),
        lambda: actions.describe(document.pk, {"title": "x"}, **said(by=by)),
        lambda: actions.mark(document.pk, 0, 4, **said(by=by)),
        lambda: actions.unmark(document.pk, 1, **said(by=by)),
        lambda: actions.bind_existing(document.pk, [1], 1, **said(by=by)),
    ):
        with pytest.raises(Refused) as refused:
            attempt()
        assert refused.value.code == "who"
    assert Entry.objects.filter(kind="document").count() == 1


def test_a_late_item_makes_its_sentence_overdue_and_says_whose_delay_it_is() -> None:
    document = a_document()
    bound(document, 1)
    pack = terms.current(REGION, AT).pack
    late = AT + timedelta(days=40)
    (standing,) = fates.standings(document.requirements.filter(order=1), late)
    assert standing.fate is Fate.OVERDUE
    assert "城管局" in fates.progress_words(standing, pack, late)


def test_a_merged_item_hands_its_sentence_on_to_the_survivor() -> None:
    document = a_document()
    first, second = bound(document, 1, 2)
    ledger.merge(first.pk, second.pk, "同一事项", **said())
    standings = fates.standings(document.requirements.in_order(), AT)
    assert [item.pk for item in standings[0].items] == [second.pk]
    assert standings[0].fate is Fate.IN_HAND


def test_an_item_that_was_given_up_never_counts_as_solved() -> None:
    document = a_document()
    (item,) = bound(document, 1, step="propose")
    by = an_officer("dcb", Role.INTAKE, Role.SUPERVISOR, Role.HEAD, person=12)
    fields = {"outcome": "beyond_duty", "reason": "不属本区职责"}
    ledger.ask(item.pk, "signature", fields, carries=Command.DECLINE, **said())
    request = Item.objects.get(pk=item.pk).facts.requests[0]
    ledger.answer(item.pk, request.id, granted=True, **said(by=by))
    (standing,) = fates.standings(document.requirements.filter(order=1), AT)
    assert standing.fate is Fate.DECLINED
    assert "不立项" in fates.reason_words(standing)


def test_a_standing_task_is_handed_out_without_a_day() -> None:
    document = a_document()
    row = document.requirements.get(order=1)
    draft = replace(draft_of(row), standing=True)
    (item,) = bound(document, 1, drafts={1: draft})
    found = Item.objects.get(pk=item.pk)
    assert found.standing
    assert found.promised_at is None


def test_what_another_unit_takes_in_is_only_proposed_to_it() -> None:
    document = a_document()
    files, name = files_of(load(DEMO).content), "campaigns/hygienic_city.toml"
    adopt_pack(
        from_files({**files, name: files[name] + '\n[parts]\nintake = "cwb"\n'}),
        by=SYSTEM, at=AT - timedelta(days=1),
    )  # fmt: skip
    row = document.requirements.get(order=1)
    drafts = {1: replace(draft_of(row), campaign="hygienic_city")}
    [item, usual] = bound(document, 1, 2, drafts=drafts)
    assert (item.state, item.next_unit) == ("proposed", "cwb")
    assert usual.state == "dispatched"
