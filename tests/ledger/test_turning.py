"""A new edition comes into force: holidays are counted, heirs take over, nobody is left behind."""

from dataclasses import replace
from datetime import date

import pytest

from taizhang.ledger import actions, checks, terms
from taizhang.ledger.actions.turning import turn_item
from taizhang.ledger.models import Involvement, Item, OpenRequestRow
from taizhang.ledger.tasks import turn
from taizhang.org.actions import add_person, adopt_pack, grant_post, note_turned, turned
from taizhang.org.models import Post
from taizhang.packs.load import Pack, from_files
from taizhang.packs.source import files_of
from taizhang.record.models import Entry
from taizhang.rules.lifecycle.facts import SYSTEM
from taizhang.rules.lifecycle.states import Command, RequestKind, Role
from taizhang.rules.refused import Refused
from tests.build import (
    CLERK,
    DAY,
    DISPATCHED,
    HEAD,
    HOUR,
    MONDAY,
    REGION,
    REGISTERED,
    SUBMITTED,
    a_closed,
    a_command_id,
    a_dispatched,
    a_proposal,
    a_registered,
    an_actor,
    an_item,
    demo_pack,
    do,
)

pytestmark = pytest.mark.django_db
C = Command
LATER = MONDAY + 2 * DAY
OLD_HANDLER = an_actor(30, "gyzx", Role.HANDLER)
NEW_HANDLER = an_actor(31, "sthj", Role.HANDLER)


def an_old_units_item() -> Item:
    item = do(a_registered(), C.DISPATCH, {**DISPATCHED, "lead": "gyzx"}, by=CLERK)
    return do(item, C.ACCEPT, by=OLD_HANDLER)


def edition(*changes: tuple[str, str, str]) -> Pack:
    files = files_of(demo_pack().content)
    for name, old, new in changes:
        assert old in files[name]
        files[name] = files[name].replace(old, new)
    return from_files(files)


def with_heir() -> tuple[str, str, str]:
    """Return the change by which one unit goes up in another."""
    text = files_of(demo_pack().content)["units.csv"]
    row = next(line for line in text.split("\n") if line.startswith("gyzx,"))
    return "units.csv", row, row + "sthj"


HOLIDAYS = (("district.toml", "holidays = []", "holidays = [2026-03-05, 2026-03-06]"),)


def come_into_force(pack: Pack) -> None:
    adopt_pack(pack, by=SYSTEM, at=LATER, effective_from=LATER.date())


def last_entry(item: Item) -> Entry:
    return Entry.objects.of(REGION, "item", item.pk).order_by("-seq")[0]


def test_an_announced_holiday_moves_what_is_open_with_an_entry_that_says_so(district: None) -> None:
    items = [
        a_proposal(),
        a_registered(),
        a_dispatched(),
        an_item(),
        do(an_item(), C.SUBMIT, SUBMITTED, by=HEAD),
    ]
    done = a_closed()
    before = {item.pk: item.due_at for item in items}
    come_into_force(edition(*HOLIDAYS))
    assert turn(LATER) == len(items) + 1  # what is closed waits for its archive
    for item in items:
        after = Item.objects.get(pk=item.pk)
        entry = last_entry(item)
        assert (entry.command, entry.by_kind) == ("rebase", "system")
        assert after.facts.calendar != item.facts.calendar
        assert after.due_at is not None
        assert after.due_at >= before[item.pk]
    moved = [item for item in items if Item.objects.get(pk=item.pk).due_at > before[item.pk]]
    assert moved
    assert all("was" in last_entry(item).data for item in moved)
    assert last_entry(done).command == "rebase"
    assert checks.check().breaches == []


def test_holidays_published_with_the_program_move_what_is_open_under_the_same_edition(
    district: None,
) -> None:
    item = an_item()
    old = terms.of(item.facts.pack)
    holidays = old.pack.calendar.holidays | {date(2026, 3, 5), date(2026, 3, 6)}
    calendar = replace(old.pack.calendar, edition="chinesecalendar 99", holidays=holidays)
    new = replace(old, pack=replace(old.pack, calendar=calendar))
    assert turn_item(item.pk, new, at=LATER, command_id=a_command_id())
    after, entry = Item.objects.get(pk=item.pk), last_entry(item)
    assert after.facts.calendar == "chinesecalendar 99"
    assert after.promised_at - item.promised_at == 2 * DAY
    assert entry.data["was"]["handling"] == item.promised_at.isoformat()
    assert not turn_item(item.pk, new, at=LATER, command_id=a_command_id())


def test_another_calendar_of_the_program_is_noticed_and_noted_once(district: None) -> None:
    pack = demo_pack()
    old = replace(pack, calendar=replace(pack.calendar, edition="chinesecalendar 1"))
    note_turned(REGION, old, at=MONDAY)
    assert turned(REGION) == (pack.digest, "chinesecalendar 1")
    turn(LATER)
    assert turned(REGION) == (pack.digest, pack.calendar.edition)
    entries = Entry.objects.of(REGION, "pack", int(REGION)).count()
    turn(LATER)
    assert Entry.objects.of(REGION, "pack", int(REGION)).count() == entries


def test_an_edition_is_turned_to_once(district: None) -> None:
    an_item()
    come_into_force(edition(*HOLIDAYS))
    assert turn(LATER) == 1
    assert turn(LATER) == 0
    assert turn(LATER + DAY) == 0


def test_an_edition_that_is_not_in_force_yet_changes_nothing(district: None) -> None:
    item = an_item()
    adopt_pack(edition(*HOLIDAYS), by=SYSTEM, at=LATER, effective_from=(LATER + 9 * DAY).date())
    assert turn(LATER) == 0
    assert last_entry(item).command == "accept"
    assert turn(LATER + 9 * DAY) == 1


def test_another_limit_in_the_pack_moves_no_open_item(district: None) -> None:
    item = an_item()
    name = "campaigns/general.toml"
    text = files_of(demo_pack().content)[name]
    line = next(row for row in text.split("\n") if row.startswith("response ="))
    come_into_force(edition((name, line, 'response = "9工作日"')))
    assert turn(LATER) == 0
    assert Item.objects.get(pk=item.pk).due_at == item.due_at


def test_what_a_dissolved_unit_led_goes_on_with_its_heir(district: None) -> None:
    item = an_old_units_item()
    come_into_force(edition(with_heir()))
    assert turn(LATER) == 1
    after = Item.objects.get(pk=item.pk)
    assert (after.lead, after.next_unit, after.supports) == ("sthj", "sthj", "")
    assert Involvement.objects.filter(item=item.pk, unit="sthj", part="lead").exists()
    with pytest.raises(Refused):
        do(item, C.REPORT_PROGRESS, {"progress": "旧单位"}, by=OLD_HANDLER)
    do(item, C.REPORT_PROGRESS, {"progress": "新单位接着办"}, by=NEW_HANDLER)
    assert checks.check().breaches == []


def test_history_still_names_the_old_unit(district: None) -> None:
    item = an_old_units_item()
    come_into_force(edition(with_heir()))
    turn(LATER)
    entries = Entry.objects.of(REGION, "item", item.pk)
    assert [e.data["lead"] for e in entries if e.command == "dispatch"] == ["gyzx"]


def test_who_worked_in_a_dissolved_unit_works_in_its_heir(district: None) -> None:
    person = add_person(
        region=REGION, username="chengyi", full_name="程一", password="Qinghe-2026-ok",
        by=SYSTEM, at=MONDAY,
    )  # fmt: skip
    grant_post(
        person,
        unit="gyzx",
        title="经办",
        roles=[Role.HANDLER],
        pack=demo_pack(),
        by=SYSTEM,
        at=MONDAY,
    )
    come_into_force(edition(with_heir()))
    turn(LATER)
    (post,) = Post.objects.current(LATER).filter(person=person)
    assert (post.unit, post.title, post.role_set) == ("sthj", "经办", {Role.HANDLER})


def test_new_items_cannot_be_given_to_a_dissolved_unit(district: None) -> None:
    come_into_force(edition(with_heir()))
    turn(LATER)
    item = a_registered(at=LATER)
    with pytest.raises(Refused):
        do(item, C.DISPATCH, {"lead": "gyzx"}, by=CLERK)


def test_a_request_stands_on_the_desk_of_whoever_decides_it_now(district: None) -> None:
    item = an_old_units_item()
    until = LATER + 30 * DAY
    actions.ask(
        item.pk, RequestKind.EXTENSION, {"until": until, "reason": "雨天"}, by=OLD_HANDLER,
        at=MONDAY + 12 * HOUR, command_id=a_command_id(),
    )  # fmt: skip
    come_into_force(edition(*HOLIDAYS, with_heir()))
    assert turn(LATER) == 1
    (request,) = Item.objects.get(pk=item.pk).facts.requests
    row = OpenRequestRow.objects.get(item=item.pk)
    assert (row.asking_unit, row.due_at) == ("sthj", request.due.at)
    assert checks.check().breaches == []


def test_a_request_moves_with_the_supervising_unit(district: None) -> None:
    item = a_proposal()
    actions.ask(
        item.pk, RequestKind.VOIDING, {"reason": "录错"}, by=CLERK, at=MONDAY + HOUR,
        command_id=a_command_id(),
    )  # fmt: skip
    do(item, C.REGISTER, {**REGISTERED, "supervising_unit": "jyj"}, by=CLERK)
    assert OpenRequestRow.objects.get(item=item.pk).decider == "jyj"
    assert checks.check().breaches == []
