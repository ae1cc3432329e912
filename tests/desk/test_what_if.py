"""试算: a form says what a deadline would mean before it is set."""

import pytest

from tests.desk.people import a_staffed_district, client_of
from tests.desk.stories import a_registered, an_item

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def district(db, settings) -> None:
    a_staffed_district(settings)  # Thursday, 5 March 2026


def said(username: str, **asked: object) -> str:
    response = client_of(username).get("/what-if", asked)
    assert response.status_code == 200
    return response.content.decode()


def test_working_days_are_said_as_a_moment_with_the_holiday_that_is_left_out() -> None:
    shown = said("clerk", days=25)
    assert "4月10日" in shown
    assert "清明" in shown
    assert "25个工作日" in shown


def test_a_date_is_said_with_its_working_days() -> None:
    shown = said("clerk", deadline="2026-03-16T18:00")
    assert "其间7个工作日，周末4天" in shown


def test_the_load_of_the_unit_in_that_week_is_counted() -> None:
    for day in ("09", "11", "15", "16"):
        an_item(deadline=f"2026-03-{day}T18:00+08:00")
    item = an_item()
    assert "区城管局那一周已有3件到期" in said("clerk", item=item.pk, until="2026-03-13T12:00")
    assert "区生态环境局那一周已有0件到期" in said("clerk", lead="区生态环境局", days=3)


def test_of_many_units_the_fullest_are_named_first() -> None:
    an_item(deadline="2026-03-11T18:00+08:00")
    shown = said("clerk", units=["各街道", "区城管局"], deadline="2026-03-13T12:00")
    assert shown.count("那一周已有") == 5
    assert shown.index("区城管局那一周已有1件到期") < shown.index("已有0件到期")


def test_a_unit_sees_the_load_only_of_what_it_may_see() -> None:
    an_item(deadline="2026-03-11T18:00+08:00")
    assert "已有0件到期" in said("charlie", lead="区城管局", deadline="2026-03-13T12:00")


@pytest.mark.parametrize(
    "asked",
    [{}, {"days": "0"}, {"days": "abc"}, {"days": "9999"}, {"deadline": "soon"},
     {"deadline": "2026-02-30T10:00"}, {"until": "2020-01-01T10:00"}, {"days": "", "until": ""}],
)  # fmt: skip
def test_what_is_no_deadline_says_nothing(asked: dict[str, str]) -> None:
    assert said("clerk", **asked).strip() == ""


def test_who_may_not_see_an_item_learns_nothing_from_its_number() -> None:
    response = client_of("charlie").get("/what-if", {"item": an_item().pk, "days": 3})
    assert response.status_code == 404


def test_the_forms_that_set_a_deadline_ask_what_it_means() -> None:
    registered, item = a_registered(), an_item()
    for username, address in (
        ("clerk", f"/items/{registered.pk}/act/dispatch"),
        ("clerk", f"/items/{item.pk}/act/amend"),
        ("alice", f"/items/{item.pk}/ask/extension"),
    ):
        assert 'hx-get="/what-if?item=' in client_of(username).get(address).content.decode()
    assert (
        "/what-if"
        not in client_of("alice").get(f"/items/{item.pk}/act/report_progress").content.decode()
    )


def test_a_year_that_is_not_published_yet_is_told() -> None:
    shown = said("clerk", days=250)
    assert "尚未公布" in shown
