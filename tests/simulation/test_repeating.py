"""The same seed gives the same record; copies of a life are as sound as the life."""

import pytest
from django.db import transaction

from taizhang.config.checking import check_all
from taizhang.ledger.models import Item
from tests.simulation.build import a_lived_district, the_digest

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


def test_the_same_seed_gives_the_same_record_and_another_seed_another() -> None:
    digests = []
    for seed in (1, 1, 2):
        with transaction.atomic():
            a_lived_district(60, seed=seed)
            digests.append(the_digest())
            transaction.set_rollback(True)
    assert digests[0] == digests[1] != digests[2]


def test_copies_for_measurements_are_sound_as_well() -> None:
    world = a_lived_district(240, copies=4)
    assert Item.objects.count() == world.items
    assert check_all() == 0
