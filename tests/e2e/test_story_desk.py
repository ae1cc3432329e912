"""Two days after a plan was handed over: the desk says what came back and what is late."""

import pytest
from playwright.sync_api import Page, expect

from tests.district import District
from tests.e2e.browsing import PageAs, is_too_wide, shot
from tests.e2e.clicks import give, leaving, open_from_list, press, sound, state_is
from tests.e2e.pictures import photo

pytestmark = pytest.mark.e2e
PLAN = "重点工作任务分解和责任分工方案"


def test_two_days_later_the_desk_says_what_came_back_and_what_is_late(
    district: District, page_as: PageAs
) -> None:
    _hand_over(page_as("niyumo"))
    _work_of_the_city_bureau(page_as("zhuowangye"))
    _return_one(page_as("xingruolan"))

    district.later(days=2)
    office = page_as("niyumo")
    expect(office.locator("main")).to_contain_text("逾期")
    lines = office.locator("table.todo tbody tr")
    assert lines.count() >= 1
    expect(office.locator("tr", has_text="交办").first).to_be_visible()
    with leaving(office):
        office.get_by_role("link", name="全区", exact=True).click()
    shot(office, "desk")
    office.goto("/items/?tab=overdue")
    assert office.locator("tr.is-late").count() > 0
    office.goto("/items/")
    expect(office.locator("tr", has_text="课后服务覆盖率")).to_contain_text("长期坚持")
    shot(office, "ledger")
    office.goto("/table/")
    shot(office, "table")
    phone = page_as("niyumo", phone=True)
    assert not is_too_wide(phone)
    shot(phone, "phone-desk")
    sound(district.folder)


def _hand_over(office: Page) -> None:
    open_from_list(office, "来文", PLAN)
    office.get_by_label("全选未定").click()
    rows = office.locator("section.requirement")
    for box in rows.filter(has_not_text="原第").get_by_role("checkbox", name="选中第").all():
        box.click()
    press(office, "批量立项交办")


def _work_of_the_city_bureau(handler: Page) -> None:
    """Accept three, report on one, and hand another in."""
    titles = handler.locator("table.todo tbody td.lead a").all_inner_texts()[:3]
    for title in titles:
        open_from_list(handler, "待办", title)
        give(handler, "签收")
    give(handler, "报进展", progress="已完成六成，下周完成余下路段。", percent=60)
    open_from_list(handler, "本单位台账", titles[0])
    give(
        handler,
        "申请销号",
        outcome="solved",
        result="已全部完成，见照片。",
        evidence=[*photo("one.jpg", "#cfe0ee", None), *photo("two.jpg", "#d8e6ee", None)],
    )
    state_is(handler, "待核查")


def _return_one(handler: Page) -> None:
    with leaving(handler):
        handler.locator("table.todo tbody td.lead a").first.click()
    give(
        handler,
        "退回",
        reason="主体责任不在本单位",
        believed="区城管局",
        clause="区直部门职责清单第三条",
    )
