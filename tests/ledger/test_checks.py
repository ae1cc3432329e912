"""`taizhang check` finds what somebody changed behind the ledger's back, and names it."""

from typing import Any

import pytest

from taizhang.ledger import checks
from taizhang.ledger.models import Involvement, Item, OpenRequestRow
from taizhang.record.actions import append, keep_reporter
from taizhang.record.models import Counter
from taizhang.rules.lifecycle.facts import Actor
from taizhang.rules.lifecycle.states import RequestKind
from tests.build import (
    CLERK,
    DIRECTOR,
    HANDLER,
    HOUR,
    REGION,
    a_closed,
    a_command_id,
    a_proposal,
    a_registered,
    a_submitted,
    an_item,
)
from tests.ledger.test_requests import ask, until

pytestmark = pytest.mark.django_db


def found() -> str:
    return "\n".join(map(str, checks.check().breaches))


def forge(item: Item, command: str, by: Actor, **data: Any) -> None:
    """Append an entry past the rules, as somebody with the database might."""
    append(
        region=REGION,
        kind="item",
        stream=item.pk,
        seq=item.seq + 1,
        command_id=a_command_id(),
        command=command,
        data=data,
        by=by,
        at=item.last_at + HOUR,
        year=item.year,
    )


def test_a_ledger_as_the_actions_left_it_is_sound(district: None) -> None:
    for make in (a_proposal, a_registered, an_item, a_submitted, a_closed):
        make()
    report = checks.check()
    assert report.is_sound
    assert (report.items, report.open_items) == (5, 5)


@pytest.mark.parametrize(
    "changed",
    [
        {"state": "closed"},
        {"lead": "sthj"},
        {"reworks": 3},
        {"number": "清督〔2026〕99号"},
        {"promised_at": None},
        {"handler": None},
    ],
)
def test_a_row_that_differs_from_its_entries_is_named(
    district: None, changed: dict[str, Any]
) -> None:
    item = an_item()
    assert found() == ""
    Item.objects.filter(pk=item.pk).update(**changed)
    [name] = changed
    assert name in found()


def test_a_row_without_entries_and_entries_without_a_row_are_named(district: None) -> None:
    item = an_item()
    Item.objects.filter(pk=item.pk).delete()
    assert "台账无此行" in found()
    assert "0 行事项" in found()


def test_a_unit_that_was_let_in_or_shut_out_is_named(district: None) -> None:
    item = an_item()
    Involvement.objects.filter(item=item.pk, part="support").delete()
    Involvement.objects.create(region=REGION, item=item.pk, unit="jyj", part="lead")
    assert "sthj（support）" in found()
    assert "jyj（lead）" in found()


def test_a_request_that_was_made_to_vanish_is_named(district: None) -> None:
    item = an_item()
    ask(item, RequestKind.EXTENSION, until(item, 5), HANDLER)
    assert found() == ""
    OpenRequestRow.objects.update(decider="cgj")
    assert "申请与台账不符" in found()
    OpenRequestRow.objects.all().delete()
    assert "申请与台账不符" in found()


def test_a_forged_verdict_on_ones_own_work_is_named(district: None) -> None:
    item = a_submitted()
    forge(item, "verify_pass", HANDLER, to="closed", moments={}, revisits=0)
    assert "由经办过的人作出" in found()
    assert "由办理单位自己作出" in found()


def test_a_forged_jump_is_named(district: None) -> None:
    forge(a_registered(), "accept", HANDLER, to="in_progress", moments={})
    assert "在状态 registered 不合法" in found()


def test_a_forged_return_to_innocence_is_named(district: None) -> None:
    forge(an_item(), "annotate", DIRECTOR, original="2027-01-01T00:00:00+00:00")
    assert "改动了原定时限" in found()


def test_a_forged_entry_that_cannot_be_read_is_named(district: None) -> None:
    forge(an_item(), "grant", DIRECTOR, request=77)
    assert "不能重放" in found()


def test_a_number_that_nobody_has_is_named(district: None) -> None:
    a_registered()
    Counter.objects.update(value=2)
    assert "计数器发出 2 个编号" in found()


def test_an_entry_that_gives_the_reporter_away_is_named(district: None) -> None:
    item = an_item()
    keep_reporter(region=REGION, kind="item", stream=item.pk, at=item.last_at, name="钱多多")
    assert found() == ""
    forge(item, "annotate", CLERK, who="钱多多")
    assert "反映人身份" in found()
