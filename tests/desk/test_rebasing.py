"""Many items to the edition in force: what changes is seen first, then all are moved, or none."""

from typing import Any

import pytest

from taizhang.ledger import checks
from taizhang.ledger.models import Item
from taizhang.org.actions import adopt_pack
from taizhang.packs.load import Pack, from_files
from taizhang.packs.source import files_of
from taizhang.record.models import Entry
from taizhang.rules.lifecycle.facts import SYSTEM
from taizhang.rules.lifecycle.states import Command
from tests.build import DAY, HEAD, MONDAY, SUBMITTED, an_item, demo_pack, do
from tests.desk.people import a_staffed_district, client_of
from tests.desk.test_bulk import filled_in

pytestmark = pytest.mark.django_db
GENERAL = "campaigns/general.toml"


@pytest.fixture(autouse=True)
def district(db: Any, settings: Any) -> None:
    a_staffed_district(settings)


def submitted() -> Item:
    return do(an_item(), Command.SUBMIT, SUBMITTED, by=HEAD)


def in_force() -> Pack:
    """Adopt an edition in which there is more time to verify, and to do again what failed."""
    files = files_of(demo_pack().content)
    text = files[GENERAL]
    for start in ("limit = ", "rework = "):
        old = next(line for line in text.split("\n") if line.startswith(start))
        text = text.replace(old, f'{start}"9工作日"')
    pack = from_files({**files, GENERAL: text})
    adopt_pack(pack, by=SYSTEM, at=MONDAY + DAY, effective_from=(MONDAY + DAY).date())
    return pack


def test_the_page_shows_what_changes_for_each_before_anything_does() -> None:
    item, entries = submitted(), Entry.objects.count()
    in_force()
    page = client_of("clerk").get("/items/bulk/rebase", {"ids": [item.pk]})
    ((line, shifts),) = page.context["shown"]
    assert line.is_chosen
    assert {"返工时限", "核查步骤", "核查"} <= {shift.what for shift in shifts}
    assert Entry.objects.count() == entries + 1  # the edition


def test_the_chosen_items_are_moved_and_what_was_due_stays_said() -> None:
    items, client = [submitted(), an_item()], client_of("clerk")
    pack = in_force()
    sent = filled_in(client, "rebase", items, reason="按新版办理")
    assert client.post("/items/bulk/rebase", sent).status_code == 302
    moved = [Item.objects.get(pk=item.pk) for item in items]
    assert {item.facts.pack for item in moved} == {pack.digest}
    assert moved[0].due_at is not None
    assert items[0].due_at is not None
    assert moved[0].due_at > items[0].due_at
    entry = Entry.objects.of("990104", "item", items[0].pk).order_by("-seq")[0]
    assert entry.data["was"]["verification"] == items[0].due_at.isoformat()
    assert moved[0].original_at == items[0].original_at
    assert checks.check().breaches == []


def test_an_item_that_is_up_to_date_is_left_out() -> None:
    item = an_item()
    page = client_of("clerk").get("/items/bulk/rebase", {"ids": [item.pk]})
    ((line, _),) = page.context["shown"]
    assert not line.is_chosen
    assert line.wrong


@pytest.mark.parametrize("username", ["alice", "street", "leader", "inspector"])
def test_only_supervisors_move_items(username: str) -> None:
    item = an_item()
    assert client_of(username).get("/items/bulk/rebase", {"ids": [item.pk]}).status_code == 403
