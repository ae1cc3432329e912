"""The generator of big ledgers makes true entries: what is measured is what would be lived."""

from datetime import timedelta

import pytest

from bench.fill import fill
from taizhang.ledger import checks
from taizhang.ledger.models import Item
from taizhang.rules.lifecycle.states import State
from tests.build import MONDAY, REGION, a_district


@pytest.mark.django_db
def test_a_filled_ledger_holds_items_at_every_stage_and_is_sound() -> None:
    a_district()
    fill(400, region=REGION, until=MONDAY + timedelta(days=200), days=30)
    states = set(Item.objects.values_list("state", flat=True))
    assert states >= {State.DISPATCHED, State.IN_PROGRESS, State.SUBMITTED, State.ARCHIVED}
    assert checks.check().breaches == []


@pytest.mark.django_db
def test_a_search_in_a_filled_ledger_finds_exactly_what_a_scan_finds() -> None:
    a_district()
    fill(400, region=REGION, until=MONDAY + timedelta(days=200))
    for words in ("积水", "井盖", "工地", "路灯"):
        found = set(Item.objects.matching(words).values_list("pk", flat=True))
        scanned = Item.objects.filter(haystack__contains=words)
        assert found == set(scanned.values_list("pk", flat=True)) != set()
