"""On the street, with a phone: found and handed over with a photo, put right and shown."""

import time
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.district import District
from tests.e2e.browsing import PageAs, is_too_wide, serious_findings, shot
from tests.e2e.clicks import give, leaving, press, shows, sound, state_is
from tests.e2e.pictures import photo

pytestmark = pytest.mark.e2e
FINDING = "河滨路12号楼下垃圾桶满冒，周边散落垃圾"


def test_a_finding_is_handed_over_and_put_right_from_the_phone(
    district: District, page_as: PageAs, record_property: Callable[[str, object], None]
) -> None:
    inspector = page_as("wenwenxi", phone=True)
    link = _hand_over_on_the_spot(inspector)

    street = page_as("baozhiyuan", phone=True)
    began = time.monotonic()
    _open_and_accept(street, link)
    _feed_back_with_a_photo(street)
    record_property("seconds_of_the_street", round(time.monotonic() - began, 1))

    head = page_as("ruanyunlan", phone=True)
    _sign(head)
    _look_at_both_pictures(inspector, link)
    sound(district.folder)


def _hand_over_on_the_spot(inspector: Page) -> str:
    with leaving(inspector):
        inspector.get_by_role("link", name="现场交办").click()
    form = inspector.locator("form.quick-form")
    form.locator("[name=evidence]").set_input_files(photo("found.jpg", "#b9c7d6", "#5b4a33"))
    form.get_by_label("事项").fill(FINDING)
    form.get_by_role("button", name="垃圾满溢").click()
    chosen = form.get_by_label("类别").locator("option:checked")
    expect(chosen).to_have_text("垃圾满溢：垃圾桶（箱）满溢、周边散落（4工作时）")
    form.get_by_label("地点").fill("澄漪街道河滨路12号")
    form.locator("#likely-areas").get_by_role("button", name="澄漪街道").click()
    form.locator("#suggested").get_by_role("button", name="澄漪街道").click()
    assert not is_too_wide(inspector)
    shot(inspector, "phone-finding")
    press(inspector, "立即交办")
    shows(inspector, "已交办1件")
    told = inspector.get_by_role("button", name="复制通知").get_attribute("data-copy") or ""
    assert FINDING in told
    return told[told.index("http") :].split()[0]


def _open_and_accept(street: Page, link: str) -> None:
    street.goto(link)
    shows(street, FINDING, "澄漪街道河滨路12号", "下一步：澄漪街道签收")
    bar = street.locator(".action-bar")
    assert [one.strip() for one in bar.locator(".button").all_inner_texts()] == [
        "签收",
        "拍照反馈",
        "不是我的",
    ]
    assert not is_too_wide(street)
    assert serious_findings(street) == []
    shot(street, "phone-item")
    with leaving(street):
        bar.get_by_role("button", name="签收").click()
    state_is(street, "办理中")


def _feed_back_with_a_photo(street: Page) -> None:
    with leaving(street):
        street.locator(".action-bar").get_by_role("link", name="拍照反馈").click()
    street.locator("[name=evidence]").set_input_files(photo("done.jpg", "#cfe0ee", None))
    street.get_by_label("做了什么").fill("已清运垃圾桶3只，清扫路面，增加一次夜间收运。")
    street.get_by_label("已办好，申请销号").check()
    assert not is_too_wide(street)
    shot(street, "phone-feedback")
    press(street, "提交反馈")
    shows(street, FINDING)


def _sign(head: Page) -> None:
    shows(head, "待签批")
    with leaving(head):
        head.get_by_role("link", name=FINDING).first.click()
    shows(head, "已清运垃圾桶3只")
    press(head, "同意")
    state_is(head, "待核查")


def _look_at_both_pictures(inspector: Page, link: str) -> None:
    inspector.goto(link)
    pictures = inspector.locator(".pair img")
    expect(pictures).to_have_count(2)
    for picture in pictures.all():
        picture.scroll_into_view_if_needed()
        expect(picture).to_be_visible()
        assert picture.evaluate("async img => (await img.decode(), img.naturalWidth)") > 0
    assert not is_too_wide(inspector)
    give(inspector, "核查通过", where="on_site", ticked=True, opinion="现场已干净，桶体完好。")
    state_is(inspector, "已销号")
