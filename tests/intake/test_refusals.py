"""Every refusal of the intake says what is wrong, and every repeat changes nothing."""

import pickle
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from taizhang.intake import actions
from taizhang.intake.actions.drafts import draft_of
from taizhang.intake.models import Document
from taizhang.ledger.models import Item
from taizhang.record.models import Entry
from taizhang.rules.lifecycle.facts import SYSTEM
from taizhang.rules.lifecycle.states import Role
from taizhang.rules.refused import Phrase, Refused
from tests.intake.build import AT, PLAN, REGION, a_document, an_officer, command_id

pytestmark = pytest.mark.django_db
Step = Callable[[Document, dict[str, Any]], Any]


def said(**changed: Any) -> dict[str, Any]:
    return {"by": an_officer(), "at": AT, "command_id": command_id()} | changed


def corrected(document: Document, **changed: Any) -> dict[int, Any]:
    return {1: replace(draft_of(document.requirements.get(order=1)), **changed)}


def an_item() -> int:
    return Item.objects.values_list("pk", flat=True)[0]


def blank(document: Document) -> int:
    return document.text.index("\n")


STEPS: dict[str, Step] = {
    "bind": lambda d, s: actions.bind(d.pk, [1], actions.Leave(), **s),
    "bind_existing": lambda d, s: actions.bind_existing(d.pk, [1], an_item(), **s),
    "decline": lambda d, s: actions.decline(d.pk, [1], "information", **s),
    "decline_principles": lambda d, s: actions.decline_principles(d.pk, **s),
    "undo": lambda d, s: actions.undo(d.pk, [2], **s),
    "edit": lambda d, s: actions.edit(d.pk, corrected(d, title="另一件事"), **s),
    "describe": lambda d, s: actions.describe(d.pk, {"title": "另一个标题"}, **s),
    "mark": lambda d, s: actions.mark(d.pk, 0, 4, **s),
    "unmark": lambda d, s: actions.unmark(d.pk, 4, **s),
}


def prepared() -> Document:
    """Return a document with an item, a declined row, a principle and a row marked by hand."""
    document = a_document()
    actions.bind(document.pk, [3], actions.Leave(), **said())
    actions.decline(document.pk, [2], "information", **said())
    start = document.text.index("各街道办事处")
    actions.mark(document.pk, start, start + 6, kind="principle", **said())
    document.refresh_from_db()
    return document


@pytest.mark.parametrize("name", STEPS)
def test_the_same_command_again_changes_nothing(name: str) -> None:
    document, once = prepared(), said()
    STEPS[name](document, once)
    entries = Entry.objects.count()
    STEPS[name](document, once)
    assert Entry.objects.count() == entries
    again = Document.objects.get(pk=document.pk)
    assert again.seq == document.seq + 1


@pytest.mark.parametrize(
    ("code", "step"),
    [
        ("unknown", lambda d, s: actions.decline(1, [1], "information", **s)),
        ("missing", lambda d, s: actions.decline(d.pk, [], "information", **s)),
        ("unknown", lambda d, s: actions.decline(d.pk, [77], "information", **s)),
        ("decided", lambda d, s: actions.decline(d.pk, [2], "information", **s)),
        ("undecided", lambda d, s: actions.undo(d.pk, [1], **s)),
        ("missing", lambda d, s: actions.describe(d.pk, {"title": " "}, **s)),
        ("source", lambda d, s: actions.describe(d.pk, {"title": "题"}, source="rumour", **s)),
        ("unknown", lambda d, s: actions.bind_existing(d.pk, [1], 1, **s)),
        ("decided", lambda d, s: actions.bind_existing(d.pk, [2], an_item(), **s)),
        ("passage", lambda d, s: actions.mark(d.pk, 9, 9, **s)),
        ("passage", lambda d, s: actions.mark(d.pk, blank(d), blank(d) + 1, **s)),
        ("kind", lambda d, s: actions.mark(d.pk, 0, 4, kind="wish", **s)),
        ("overlap", lambda d, s: actions.mark(d.pk, 0, len(d.text), **s)),
        ("decided", lambda d, s: actions.unmark(d.pk, 3, **s)),
        ("missing", lambda d, s: actions.find_passage(d, " ")),
        ("passage", lambda d, s: actions.find_passage(d, "没有写过的话")),
        ("passage", lambda d, s: actions.find_passage(d, "牵头单位")),
    ],
)  # fmt: skip
def test_a_refusal_has_a_code_and_leaves_no_trace(code: str, step: Step) -> None:
    document = prepared()
    entries = Entry.objects.count()
    with pytest.raises(Refused) as refused:
        step(document, said())
    assert refused.value.code == code
    assert Entry.objects.count() == entries


def test_a_passage_that_is_too_long_for_one_requirement_is_refused() -> None:
    document = a_document(PLAN + "附件说明，" * 500)
    start = document.text.index("附件说明")
    with pytest.raises(Refused, match="分条标注"):
        actions.mark(document.pk, start, start + 2400, **said())


def test_a_refusal_of_rows_survives_the_way_between_processes() -> None:
    first = actions.RowsRefused(
        [actions.RowRefusal(3, Phrase("须填写%(field)s", {"field": "牵头单位"}))]
    )
    again = pickle.loads(pickle.dumps(first))
    assert again.refusals == first.refusals
    assert again.message == first.message


def test_the_system_may_decide_what_it_brought_in() -> None:
    document = a_document()
    actions.decline(document.pk, [1], "information", **said(by=SYSTEM))
    assert Document.objects.get(pk=document.pk).declined == 1


def test_a_confidential_file_is_not_given_to_another_office_that_brings_it_again() -> None:
    document = a_document(confidential=True)
    other = an_officer("qld", Role.INTAKE, Role.SUPERVISOR)
    with pytest.raises(Refused, match="限收文单位"):
        actions.receive("方案.txt", PLAN, region=REGION, by=other, at=AT)
    with pytest.raises(Refused, match="限收文单位"):
        actions.decline(document.pk, [1], "information", **said(by=other))
