"""A plan of sixty tasks becomes sixty items in the hands of their units, in a few clicks."""

import time
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.district import District
from tests.e2e.browsing import PageAs, Watch, shot
from tests.e2e.clicks import leaving, open_from_list, press, shows, sound

pytestmark = pytest.mark.e2e
PLAN = "重点工作任务分解和责任分工方案"
TASKS, CLICKS = 60, 12


def count_clicks(page: Page) -> None:
    page.add_init_script(
        "addEventListener('click', e => {"
        "  if (e.isTrusted) sessionStorage.clicks = 1 + Number(sessionStorage.clicks || 0);"
        "}, true)"
    )


def test_sixty_tasks_are_handed_over_in_a_few_clicks(
    district: District, page_as: PageAs, record_property: Callable[[str, object], None]
) -> None:
    page = page_as("niyumo")
    count_clicks(page)
    began = time.monotonic()
    open_from_list(page, "来文", PLAN)
    rows = page.locator("section.requirement")
    tasks = rows.filter(has_text="原第")
    assert tasks.count() == TASKS
    page.get_by_label("全选未定").click()
    for box in rows.filter(has_not_text="原第").get_by_role("checkbox", name="选中第").all():
        box.click()
    expect(page.locator("[data-bulk] [data-count]").first).to_have_text(str(TASKS))
    shot(page, "plan")
    press(page, "批量立项交办")
    shows(page, f"已立项交办{TASKS}件")
    page.get_by_label("全选未定").click()
    page.get_by_role("button", name="不立项…").click()
    page.locator("#decline select[name=reason]").select_option(label="其他")
    page.locator("#decline input[name=note]").fill("每月报送一并按各任务的进展办理")
    with leaving(page):
        page.locator("#decline button[type=submit]").click()
    spent = time.monotonic() - began
    shows(page, "已定为不立项")
    assert int(page.evaluate("sessionStorage.clicks")) <= CLICKS
    record_property("seconds_of_clicking", round(spent, 1))

    page.goto("/documents/?tab=done")
    expect(page.locator("main")).to_contain_text(PLAN)
    sound(district.folder)


def test_each_unit_finds_its_own_tasks_and_no_others(
    district: District, page_as: PageAs, watch: Watch
) -> None:
    office = page_as("niyumo")
    open_from_list(office, "来文", PLAN)
    office.get_by_label("全选未定").click()
    press(office, "批量立项交办")
    shows(office, "有1条不能立项，已取消勾选")  # it asks all of them, so nobody can be the lead
    watch.forgive("422")
    press(office, "批量立项交办")

    handler = page_as("zhuowangye")
    shows(handler, "待办")
    lines = handler.locator("table.todo tbody tr")
    assert 0 < lines.count() < TASKS
    for line in lines.all():
        expect(line).to_contain_text("区城管局")
    with leaving(handler):
        lines.first.locator("a").first.click()
    shows(handler, "签收")
    sound(district.folder)
