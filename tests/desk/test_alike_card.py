"""The card 疑似重复: whoever may merge sees what may be the same, and merges it in two presses."""

from typing import Any

import pytest

from taizhang.ledger.models import Item
from tests.build import a_proposal, a_registered
from tests.desk.people import a_staffed_district, client_of

pytestmark = pytest.mark.django_db
TITLE = "请本周内把老旧小区改造台账报区督查室"


@pytest.fixture(autouse=True)
def district(db: Any, settings: Any) -> None:
    a_staffed_district(settings)


def test_what_may_be_the_same_is_merged_from_its_card() -> None:
    first, second = a_registered(title=TITLE), a_proposal(title=f"{TITLE}。")
    client = client_of("clerk")
    page = client.get(f"/items/{second.pk}/")
    (line,) = page.context["alike"]
    assert line.url == f"/items/{first.pk}/"
    assert "疑似重复" in page.content.decode()
    form = client.get(line.merge).context["form"]
    assert form.initial["survivor"] == first.number
    client.post(line.merge, form.initial)
    assert Item.objects.get(pk=second.pk).survivor == first.pk
    assert client.get(f"/items/{first.pk}/").context["alike"] == []


def test_two_proposals_are_shown_but_one_is_registered_first() -> None:
    a_proposal(title=TITLE)
    (line,) = client_of("clerk").get(f"/items/{a_proposal(title=TITLE).pk}/").context["alike"]
    assert line.merge == ""


@pytest.mark.parametrize("username", ["alice", "street"])
def test_a_unit_is_not_shown_what_else_the_office_has(username: str) -> None:
    second = a_proposal(title=TITLE)
    a_registered(title=TITLE)
    page = client_of(username).get(f"/items/{second.pk}/")
    assert page.status_code == 404 or page.context["alike"] == []
