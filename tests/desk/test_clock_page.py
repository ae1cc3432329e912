"""计时明细: whose every minute was, on the page and on the command line."""

import json

import pytest

from taizhang.config.clocking import found, lines, plain, show
from taizhang.config.stop import Stop
from taizhang.ledger import actions
from taizhang.ledger.clocks import time_book
from taizhang.ledger.command_ids import new_command_id
from taizhang.ledger.models import Item
from taizhang.rules.lifecycle.states import Command, RequestKind
from tests.build import DAY, HOUR, MONDAY, SUBMITTED, do
from tests.desk.people import THURSDAY, a_staffed_district, actor, client_of
from tests.desk.stories import a_dispatched, an_item

pytestmark = pytest.mark.django_db
C = Command


@pytest.fixture(autouse=True)
def district(db, settings) -> None:
    a_staffed_district(settings)


def page(username: str, item: Item, **headers: str) -> str:
    response = client_of(username).get(f"/items/{item.pk}/clock/", headers=headers)
    assert response.status_code == 200
    return response.content.decode()


def test_the_item_page_leads_to_every_minute_of_the_item() -> None:
    item = an_item()
    whole = client_of("alice").get(f"/items/{item.pk}/").content.decode()
    assert f'hx-get="/items/{item.pk}/clock/"' in whole
    shown = page("alice", item)
    for words in ("时限怎么算出来的", "区城管局", "督查办", "午休", "与留痕所记时限一致"):
        assert words in shown


def test_what_is_opened_on_the_item_page_is_the_account_alone() -> None:
    item = an_item()
    part = page("alice", item, **{"HX-Request": "true"})
    assert "<html" not in part
    assert "每一分钟" in part


@pytest.mark.parametrize("username", ["charlie", "admin"])
def test_an_outsider_finds_no_account(username: str) -> None:
    assert client_of(username).get(f"/items/{an_item().pk}/clock/").status_code in (403, 404)


def test_the_hours_of_a_unit_that_gave_it_back_stand_on_the_page() -> None:
    item = a_dispatched()
    fields = {"reason": "不属本局", "believed": "sthj", "clause": "清单"}
    do(item, C.RETURN, fields, by=actor("alice"))
    shown = page("clerk", item)
    assert "后被退回" in shown


def test_a_deadline_that_was_set_as_a_date_is_told_with_the_first_one(settings) -> None:
    item = an_item(deadline="2026-03-20T18:00+08:00")
    text = "\n".join(lines(time_book(item, THURSDAY)))
    assert "按确定的日期办理：2026年3月20日" in text


def test_the_command_prints_every_minute_once(capsys) -> None:
    item = do(an_item(campaign="general"), C.SUBMIT, SUBMITTED, by=actor("head"))
    show(str(item.pk), as_json=False)
    text = capsys.readouterr().out
    for title in ("时限推算", "各单位", "各轮", "各原因", "各时限", "每一分钟", "待核查，停表"):
        assert title in text
    show(item.number or "", as_json=True)
    account = json.loads(capsys.readouterr().out)
    spans = account["spans"]
    assert [one["end"] for one in spans[:-1]] == [one["begin"] for one in spans[1:]]
    held = sum(unit["held"] for unit in account["units"].values())
    assert sum(one["seconds"] for one in spans) == pytest.approx(held)
    assert account["deadline"]["is_as_recorded"]
    assert account["calendar"] == account["calendar_pinned"]


def test_an_item_goes_by_its_number_its_code_and_its_id() -> None:
    item = an_item()
    assert {found(str(item.pk)), found(item.number or ""), found(item.tracking.lower())} == {item}
    with pytest.raises(Stop, match="没有编号"):
        found("清督〔1999〕1号")


def test_a_suspension_over_a_weekend_is_told_day_by_day() -> None:
    item = an_item()
    until = MONDAY + 20 * DAY
    given = {"by": actor("alice"), "at": item.last_at, "command_id": new_command_id(MONDAY)}
    fields = {"until": until, "reason": "等验收"}
    item = actions.ask(item.pk, RequestKind.SUSPENSION, fields, **given)
    account = plain(time_book(item, item.last_at + 9 * DAY))
    weekends = [one for one in account["spans"] if one["why"] == "weekend"]
    assert weekends
    assert account["clocks"][-1]["kind"] == "suspension"


def test_an_item_of_long_ago_costs_the_page_one_query_more(
    django_assert_max_num_queries,
) -> None:
    item = an_item()
    with django_assert_max_num_queries(1):
        time_book(item, item.last_at + HOUR)
