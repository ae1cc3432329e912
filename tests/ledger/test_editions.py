"""Editions: an item keeps the rules that it was registered under, until somebody moves it."""

from dataclasses import replace

import pytest

from taizhang.ledger import checks, terms
from taizhang.ledger.command_ids import new_command_id, nth_of, part_of, stream_of
from taizhang.ledger.models import Item
from taizhang.record.ids import moment_of
from taizhang.rules.lifecycle.states import Command
from taizhang.rules.refused import Refused
from tests.build import CLERK, HOUR, MONDAY, REGION, an_item, demo_pack, do

C = Command


@pytest.mark.django_db
def test_a_rebase_computes_the_deadline_again_and_keeps_the_original(district: None) -> None:
    item = an_item()
    digest = terms.current(REGION, MONDAY).digest
    after = do(item, C.REBASE, {"pack": digest, "reason": "公布新年放假安排"}, by=CLERK)
    assert after.facts.pack == digest == demo_pack().digest
    assert after.original_at == item.original_at
    assert checks.check().breaches == []


@pytest.mark.django_db
def test_an_edition_that_was_never_adopted_is_refused(district: None) -> None:
    with pytest.raises(Refused, match="没有采用过"):
        do(an_item(), C.REBASE, {"pack": "ff" * 32, "reason": "换版"}, by=CLERK)


@pytest.mark.django_db
def test_the_limit_of_source_and_category_is_pinned(district: None) -> None:
    now = terms.current(REGION, MONDAY)
    usual = now.regime("general", "somewhere").limits.handling
    assert now.regime("general", "media").limits.handling != usual
    assert now.regime("general", "media") == replace(
        now.campaign("general").regime(), limits=now.regime("general", "media").limits
    )
    with pytest.raises(Refused, match="专项"):
        now.regime("no_such", "media")


@pytest.mark.django_db
def test_the_lot_of_a_look_back_is_the_same_whenever_it_is_asked(district: None) -> None:
    now, facts = terms.current(REGION, MONDAY), an_item().facts
    lots = [now.is_drawn(replace(facts, item=n)) for n in range(400)]
    assert lots == [now.is_drawn(replace(facts, item=n)) for n in range(400)]
    assert 10 < sum(lots) < 90  # one in ten


def test_a_creating_command_names_its_stream() -> None:
    id = new_command_id(MONDAY)
    assert moment_of(stream_of(id)) == MONDAY
    assert nth_of(id, 0) == id
    assert part_of(id, "register") == part_of(id, "register") != part_of(id, "dispatch")
    other = "6f1c2b0e-9c1d-4a53-8a5e-0d8f9a1c2b3d"
    assert 0 <= stream_of(other) < 1 << 63
    assert stream_of(other) == stream_of(other.upper())


@pytest.mark.django_db
def test_ids_of_items_sort_by_the_moment_of_their_command(district: None) -> None:
    early = stream_of(new_command_id(MONDAY))
    late = stream_of(new_command_id(MONDAY + HOUR))
    assert early < late
    assert not Item.objects.exists()
