"""Nobody wants the job: returned, returned again, and then decided for good by the arbiter."""

import pytest
from playwright.sync_api import Page, expect

from tests.district import District
from tests.e2e.browsing import PageAs, shot
from tests.e2e.clicks import give, leaving, open_from_list, press, shows, sound, state_is

pytestmark = pytest.mark.e2e
TITLE = "修复青桐路与云锦街交叉口塌陷的雨水井"
CITY, BUILDING, DRAINS = "区城管局", "区住建局", "区市政中心"
BUILDING_HANDLER, DRAINS_HANDLER = "xingruolan", "lingjingyun"


def test_a_task_returned_twice_is_decided_by_the_arbiter_and_stays(
    district: District, page_as: PageAs
) -> None:
    office = page_as("niyumo")
    _order(office)
    city = page_as("zhuowangye")
    _return(city, believed=BUILDING, clause="市政道路附属设施的养护由住建部门负责")
    _hand_over_again(office)
    building = page_as(BUILDING_HANDLER)
    _return(building, believed=DRAINS, clause="已移交的雨水管网由市政设施中心养护")

    _only_the_arbiter_may_decide(office)
    arbiter = page_as("shanliyan")
    _arbitrate(arbiter)
    drains = page_as(DRAINS_HANDLER)
    open_from_list(drains, "待办", TITLE)
    _cannot_be_returned(drains)
    give(drains, "签收")
    state_is(drains, "办理中")
    sound(district.folder)


def _order(office: Page) -> None:
    with leaving(office):
        office.get_by_role("link", name="快速交办").click()
    office.get_by_label("事项").fill(TITLE)
    office.get_by_label("承办单位").fill(CITY)
    office.get_by_label("承办单位").press("Enter")
    press(office, "立即交办")
    shows(office, "已交办1件")


def _return(handler: Page, *, believed: str, clause: str) -> None:
    open_from_list(handler, "待办", TITLE)
    give(handler, "退回", reason="不属于本单位的职责范围", believed=believed, clause=clause)
    handler.goto("/desk/")
    expect(handler.locator("main")).to_contain_text("今天没有待办")


def _hand_over_again(office: Page) -> None:
    open_from_list(office, "工作台", TITLE)
    state_is(office, "待交办")
    shows(office, "住建部门负责", f"认为应负责的单位：{BUILDING}")
    give(office, "交办", lead=BUILDING)
    state_is(office, "待签收")


def _only_the_arbiter_may_decide(office: Page) -> None:
    office.reload()
    shows(office, "裁定")
    expect(office.locator("section.todo .actions").first).not_to_contain_text("交办")


def _arbitrate(arbiter: Page) -> None:
    expect(arbiter.locator("main")).to_contain_text("待裁定")
    open_from_list(arbiter, "工作台", TITLE)
    shows(arbiter, "住建部门负责", "由市政设施中心养护")
    shot(arbiter, "dispute")
    give(
        arbiter,
        "裁定交办",
        lead=DRAINS,
        stands_in=CITY,
        statements="城管、住建均称不属本单位职责；该井已于上年移交市政设施中心。",
        clause="区直部门职责清单：已移交雨水管网的养护",
    )
    state_is(arbiter, "待签收")


def _cannot_be_returned(lead: Page) -> None:
    card = lead.locator("section.todo")
    card.locator("details.refusals > summary").click()
    refused = card.locator("details.refusals li", has_text="退回")
    expect(refused).to_contain_text("裁定")
    expect(lead.locator(".action-bar")).not_to_contain_text("不是我的")
