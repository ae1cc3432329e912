"""A form says on what ground it suggests its units; where several are possible it shows several."""

from typing import Any

import pytest

from taizhang.ledger.models import Item
from taizhang.org.actions import add_person, grant_post
from taizhang.rules.lifecycle.facts import SYSTEM
from taizhang.rules.lifecycle.states import Command, Role
from tests.build import MONDAY, REGISTERED, a_proposal, demo_pack, do
from tests.desk.people import a_staffed_district, actor, client_of
from tests.desk.stories import a_dispatched

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def district(db: Any, settings: Any) -> None:
    a_staffed_district(settings)


def a_registered(category: str, **given: Any) -> Item:
    item = a_proposal(by=actor("clerk"), **given)
    fields = {**REGISTERED, "category": category}
    return do(item, Command.REGISTER, fields, by=actor("clerk"))


def form_of(username: str, item: Item, path: str) -> Any:
    return client_of(username).get(f"/items/{item.pk}/{path}").context["form"]


def test_the_dispatch_form_shows_the_row_and_the_clause_that_name_the_lead() -> None:
    form = form_of("clerk", a_registered("0113", title="新桥路路面破损"), "act/dispatch")
    hint = str(form.fields["lead"].help_text)
    assert form.initial["lead"] == "szzx"
    assert "zz008" in hint
    assert "市政设施管理规定" in hint
    assert 'data-pick="dispatch-lead"' in hint


def test_a_ruling_and_the_list_that_it_overrules_are_both_shown() -> None:
    item = a_registered("0108", title="望舒街道空中缆线杂乱")
    form = form_of("clerk", item, "act/dispatch")
    hint = str(form.fields["lead"].help_text)
    assert form.initial["lead"] == "cgj"
    assert "清编办〔2026〕6号" in hint
    assert "可能的牵头单位有2家" in hint
    assert hint.count("data-pick") == 2


def test_where_the_place_may_be_two_no_street_is_filled_in() -> None:
    item = a_registered("0110", title="望舒街道至映霞街道沿线垃圾")
    form = form_of("clerk", item, "act/dispatch")
    assert form.initial["lead"] == ""
    assert "地点可能在" in str(form.fields["lead"].help_text)


def test_words_of_an_item_cannot_write_into_the_page() -> None:
    item = a_registered("0110", title="澄漪街道<script>alert(1)</script>垃圾")
    hint = str(form_of("clerk", item, "act/dispatch").fields["lead"].help_text)
    assert "<script>" not in hint


def test_the_sponsor_of_the_place_is_named_where_one_is_asked_for() -> None:
    item = a_dispatched(title="澄漪街道积雪")
    hint = str(form_of("clerk", item, "act/amend").fields["sponsor"].help_text)
    assert "区长包保澄漪街道" in hint


def test_who_returns_an_item_sees_whom_the_duty_list_names() -> None:
    item = a_dispatched(title="新桥路路面破损")
    hint = str(form_of("alice", item, "act/return_").fields["believed"].help_text)
    assert 'data-pick="return_-believed"' in hint


def test_an_item_is_handed_out_with_the_sponsor_of_its_place() -> None:
    item = a_registered("0110", title="澄漪街道路边垃圾")
    sponsor = add_person(
        region=item.region, username="fanzhixing", full_name="范志行", password="Qinghe-2026-ok",
        by=SYSTEM, at=MONDAY,
    )  # fmt: skip
    grant_post(
        sponsor,
        unit="qld",
        title="区长",
        roles=[Role.LEADER],
        pack=demo_pack(),
        by=SYSTEM,
        at=MONDAY,
    )
    form = form_of("clerk", item, "act/dispatch")
    assert form.initial["sponsor"] == sponsor.pk
    fields = {"lead": "990104001", "sponsor": sponsor.pk}
    after = do(item, Command.DISPATCH, fields, by=actor("clerk"))
    assert after.sponsor == sponsor.pk
