"""Every document is what its entries add up to, and a changed row is found."""

import itertools
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from taizhang.intake import actions
from taizhang.intake.actions.drafts import draft_of
from taizhang.intake.checks import check
from taizhang.intake.models import Binding, Document, Requirement
from taizhang.ledger.models import Item
from taizhang.rules.refused import Refused
from tests.intake.build import AT, PLAN, a_document, an_officer, command_id

pytestmark = pytest.mark.django_db
NUMBERS = itertools.count(100)
STEPS = ("bind", "decline", "undo", "edit", "mark", "unmark", "existing", "describe")


def take(document: Document, step: str, order: int) -> None:
    """Try one step; what the rules refuse leaves nothing behind."""
    said = {"by": an_officer(), "at": AT, "command_id": command_id()}
    row = document.requirements.filter(order=order).first()
    draft = draft_of(row) if row else None
    item = Item.objects.first()
    ways = {
        "bind": lambda: actions.bind(document.pk, [order], actions.Leave(), **said),
        "decline": lambda: actions.decline(document.pk, [order], "other", note="说明", **said),
        "undo": lambda: actions.undo(document.pk, [order], **said),
        "edit": lambda: actions.edit(
            document.pk, {order: replace(draft, title=f"改{order}", leads=("scj",))}, **said
        ),
        "mark": lambda: actions.mark(document.pk, order * 3, order * 3 + 3, **said),
        "unmark": lambda: actions.unmark(document.pk, order, **said),
        "existing": lambda: actions.bind_existing(document.pk, [order], item.pk, **said),
        "describe": lambda: actions.describe(document.pk, {"title": f"名{order}"}, **said),
    }
    if (step == "edit" and draft is None) or (step == "existing" and item is None):
        return
    try:
        ways[step]()
    except Refused:
        return


@settings(
    max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None
)
@given(story=st.lists(st.tuples(st.sampled_from(STEPS), st.integers(1, 6)), max_size=10))
def test_whatever_happens_the_rows_are_what_the_entries_add_up_to(
    story: list[tuple[str, int]],
) -> None:
    document = a_document(PLAN.replace("31号", f"{next(NUMBERS)}号"))
    for step, order in story:
        take(document, step, order)
    assert check().breaches == []


@pytest.mark.parametrize("changed", ["fate", "count", "binding", "gone", "draft"])
def test_a_row_that_was_changed_past_the_actions_is_found(changed: str) -> None:
    document = a_document()
    take(document, "bind", 1)
    rows = Requirement.objects.filter(order=2)
    ways = {
        "fate": lambda: rows.update(fate="declined", reason="other"),
        "count": lambda: Document.objects.update(bound=7),
        "binding": lambda: Binding.objects.all().delete(),
        "gone": lambda: rows.delete(),
        "draft": lambda: rows.update(leads="jyj"),
    }
    assert check().breaches == []
    ways[changed]()
    assert check().breaches != []
