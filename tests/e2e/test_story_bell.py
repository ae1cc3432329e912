"""The bell rings at whoever has to act, and a helper sends photos by a link."""

import re

import pytest
from playwright.sync_api import Locator, Page

from tests.district import District
from tests.e2e.browsing import PageAs, is_too_wide, serious_findings, shot
from tests.e2e.clicks import leaving, press, shows, sound
from tests.e2e.pictures import photo

pytestmark = pytest.mark.e2e
FINDING = "柳汀路与桥头街口人行道地砖缺损"


def test_the_bell_rings_where_somebody_has_to_act_and_stops_when_it_is_read(
    district: District, page_as: PageAs
) -> None:
    street = page_as("baozhiyuan")
    assert _count(street) == 0
    _hand_over(page_as("wenwenxi", phone=True))
    _wait_for_the_bell(street, 1)
    with leaving(street):
        _bell(street).click()
    shows(street, "新交办，请签收", FINDING)
    assert serious_findings(street) == []
    assert not is_too_wide(street)
    shot(street, "messages")
    with leaving(street):
        street.get_by_role("button", name=re.compile(FINDING)).click()
    shows(street, FINDING, "送达", "站内已读")
    assert _count(street) == 0
    with leaving(street):
        street.get_by_role("button", name="签收").first.click()
    _by_a_helper(street, page_as)
    sound(district.folder)


def _hand_over(inspector: Page) -> None:
    with leaving(inspector):
        inspector.get_by_role("link", name="现场交办").click()
    form = inspector.locator("form.quick-form")
    form.locator("[name=evidence]").set_input_files(photo("found.jpg", "#b9c7d6", "#5b4a33"))
    form.get_by_label("事项").fill(FINDING)
    form.get_by_label("类别").select_option(index=1)
    form.get_by_label("地点").fill("澄漪街道柳汀路口")
    form.locator("#suggested").get_by_role("button", name="澄漪街道").click()
    press(inspector, "立即交办")
    shows(inspector, "已交办1件")


def _bell(page: Page) -> Locator:
    return page.locator(".top .bell")


def _count(page: Page) -> int:
    count = _bell(page).locator(".count")
    return int(count.inner_text()) if count.count() else 0


def _wait_for_the_bell(page: Page, n: int) -> None:
    for _ in range(30):
        page.reload()
        if _count(page) == n:
            return
        page.wait_for_timeout(500)
    raise AssertionError(f"the bell does not say {n}")


def _by_a_helper(street: Page, page_as: PageAs) -> None:
    """Make an upload link for a grid worker, who sends a photo from his own phone."""
    street.get_by_text("给协办人发上传链接").click()
    street.get_by_label("协办人姓名").fill("童网格")
    press(street, "生成链接")
    address = street.locator("[data-link]").inner_text()
    helper = page_as(phone=True)
    helper.goto(address)
    shows(helper, FINDING, "童网格")
    assert serious_findings(helper) == []
    assert not is_too_wide(helper)
    shot(helper, "phone-helper")
    helper.locator("[name=photos]").set_input_files(photo("mended.jpg", "#cfd8c8", "#6b6b63"))
    helper.get_by_label("做了什么").fill("缺的三块砖已补上")
    press(helper, "上传")
    shows(helper, "已收到")
    with leaving(street):
        street.get_by_role("link", name="返回事项").click()
    shows(street, "缺的三块砖已补上", "协办人童网格经上传链接")
