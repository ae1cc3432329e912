"""Task forces (专班): each sees its campaign's items, and takes them in where the pack says so."""

import pytest

from taizhang.ledger import checks
from taizhang.ledger.models import Item
from taizhang.org.actions import adopt_pack
from taizhang.packs.load import from_files
from taizhang.packs.source import files_of
from taizhang.rules.lifecycle.facts import SYSTEM, Actor
from taizhang.rules.lifecycle.states import Command, Role
from taizhang.rules.refused import Refused
from tests.build import (
    CLERK,
    DAY,
    HANDLER,
    INSPECTOR,
    MONDAY,
    PHOTO,
    REGISTERED,
    a_proposal,
    an_actor,
    demo_pack,
    do,
)
from tests.ledger.test_visibility import seen_by, waiting

C, R = Command, Role
pytestmark = pytest.mark.django_db

CAMPAIGN = "inspection_rectification"
FILE = f"campaigns/{CAMPAIGN}.toml"
FORCE_CLERK = an_actor(31, "zgb", R.INTAKE, R.SUPERVISOR)
FORCE_INSPECTOR = an_actor(32, "zgb", R.HANDLER, R.INSPECTOR)
OTHER_FORCE = an_actor(33, "cwb", R.INTAKE, R.SUPERVISOR, R.INSPECTOR)
CHECKED = {"finding": "true", "evidence": [PHOTO]}


@pytest.fixture
def own_intake(district: None) -> None:
    """Adopt an edition in which the rectification's task force takes in itself."""
    files = files_of(demo_pack().content)
    pack = from_files({**files, FILE: files[FILE] + '\n[parts]\nintake = "zgb"\n'})
    adopt_pack(pack, by=SYSTEM, at=MONDAY - DAY / 2)


def proposed(by: Actor = CLERK, **given: object) -> Item:
    return a_proposal(by=by, campaign=CAMPAIGN, source="upper_level", **given)


def test_a_task_force_sees_the_proposals_of_its_campaign_and_no_others(district: None) -> None:
    item, other, usual = proposed(), a_proposal(campaign="hygienic_city"), a_proposal()
    assert seen_by(FORCE_CLERK) == {item.pk}
    assert seen_by(OTHER_FORCE) == {other.pk}
    assert seen_by(HANDLER) == set()
    assert {item.pk, other.pk, usual.pk} == seen_by(CLERK)


def test_a_task_force_still_sees_what_was_declined_or_registered(district: None) -> None:
    item = proposed(by=INSPECTOR)
    do(item, C.CHECK, CHECKED, by=INSPECTOR)
    do(item, C.REGISTER, REGISTERED, by=CLERK)
    assert seen_by(FORCE_CLERK) == {item.pk}
    assert checks.check().breaches == []


def test_a_task_force_sees_nothing_confidential_nor_what_it_is_complained_of(
    district: None,
) -> None:
    proposed(confidential=True)
    proposed(complained_of=["zgb"])
    assert seen_by(FORCE_CLERK) == set()
    assert checks.check().breaches == []


def test_where_the_office_takes_in_a_task_force_sees_but_does_not_register(
    district: None,
) -> None:
    item = proposed()
    do(item, C.CHECK, CHECKED, by=FORCE_INSPECTOR)
    assert waiting(CLERK) == [item.pk]
    assert waiting(FORCE_CLERK) == []
    with pytest.raises(Refused, match="收文"):
        do(item, C.REGISTER, REGISTERED, by=FORCE_CLERK)


def test_a_task_force_that_takes_in_itself_checks_and_registers(own_intake: None) -> None:
    item = proposed()
    assert (item.intake_unit, item.next_unit, item.next_action) == ("zgb", "zgb", "check")
    assert waiting(FORCE_INSPECTOR) == [item.pk]
    item = do(item, C.CHECK, CHECKED, by=FORCE_INSPECTOR)
    assert waiting(FORCE_CLERK) == [item.pk]
    assert waiting(CLERK) == []
    with pytest.raises(Refused, match="收文"):
        do(item, C.REGISTER, REGISTERED, by=CLERK)
    item = do(item, C.REGISTER, {**REGISTERED, "supervising_unit": "zgb"}, by=FORCE_CLERK)
    assert item.state == "registered"
    assert waiting(FORCE_CLERK) == [item.pk]
    assert checks.check().breaches == []


def test_an_inspector_checks_what_he_brought_in_and_the_task_force_registers(
    own_intake: None,
) -> None:
    item = proposed(by=INSPECTOR)
    assert (item.next_unit, item.next_action, item.intake_unit) == ("dcb", "check", "zgb")
    item = do(item, C.CHECK, CHECKED, by=INSPECTOR)
    assert (item.next_unit, item.next_action) == ("zgb", "register")


def test_other_campaigns_are_taken_in_as_before(own_intake: None) -> None:
    item = a_proposal(campaign="hygienic_city", by=CLERK)
    assert item.intake_unit == "dcb"
    assert seen_by(FORCE_CLERK) == set()
