"""A Monday: an order spoken in the morning's meeting, an instruction in the afternoon, and the
table that tells the leader what became of each sentence."""

import time
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.district import District
from tests.e2e.browsing import PageAs, is_too_wide, settled, shot
from tests.e2e.clicks import (
    days_until_monday,
    leaving,
    press,
    shows,
    sound,
)

pytestmark = pytest.mark.e2e
LEADER = "樊立诚"
INSTRUCTION = """区领导批示抄清

编号：清批〔2026〕145号
来文标题：《关于望舒街道沿街商铺油烟扰民的群众反映专报》
批示领导：副区长　樊立诚
批示内容：请区城市管理局牵头，望舒街道配合，对群众反映的9家商铺逐户核查，5个工作日内完成油烟净化设施整改。请区市场监督管理局同步检查食品经营许可，12月10日前报结果。要坚持人民至上，切实增强为民服务意识。
"""
SPOKEN = "对在建工地围挡和裸土覆盖开展一次全面排查，发现破损当日修复"


def test_what_was_said_on_monday_is_accounted_for_on_monday(
    district: District, page_as: PageAs, record_property: Callable[[str, object], None]
) -> None:
    district.later(days_until_monday(hour=9))
    office = page_as("niyumo")
    record_property("seconds_of_the_order", round(_order_in_the_meeting(office), 1))
    _streets_have_it(page_as)

    district.later(days_until_monday(hour=15))
    _take_in_the_instruction(office)
    _decide_each_sentence(office)
    _look_at_the_table(office)

    leader = page_as("fanlicheng")
    with leaving(leader):
        leader.locator("nav").get_by_role("link", name="落实去向").first.click()
    with leaving(leader):
        leader.locator("main").get_by_role("link", name=LEADER, exact=True).click()
    shows(leader, "逐户核查", "切实增强为民服务意识", "不立项", "区城管局")
    assert not is_too_wide(leader)
    sound(district.folder)


def _order_in_the_meeting(office: Page) -> float:
    """Hand over what was spoken to all streets at once; return the seconds that it took."""
    began = time.monotonic()
    office.keyboard.press("n")
    box = office.get_by_label("事项")
    box.wait_for()
    box.fill(SPOKEN)
    office.get_by_role("button", name="＋各街道").first.click()
    office.get_by_role("button", name="3个工作日").click()
    settled(office)
    expect(office.locator("#due")).to_contain_text("23:59")
    shot(office, "quick")
    press(office, "立即交办")
    spent = time.monotonic() - began
    shows(office, "已交办8件")
    numbers = office.locator("td.code").all_inner_texts()
    assert [number[-3:] for number in numbers] == [f"-0{n}" for n in range(1, 9)]
    return spent


def _streets_have_it(page_as: PageAs) -> None:
    street = page_as("baozhiyuan", phone=True)
    shows(street, SPOKEN, "签收")
    with leaving(street):
        street.get_by_role("link", name=SPOKEN).first.click()
    shows(street, "下一步：澄漪街道签收")


def _take_in_the_instruction(office: Page) -> None:
    office.goto("/documents/")
    with leaving(office):
        office.get_by_role("link", name="收文", exact=True).click()
    office.get_by_label("粘贴文字").fill(INSTRUCTION)
    press(office, "读入")
    shows(office, "清批〔2026〕145号", LEADER)


def _decide_each_sentence(office: Page) -> None:
    first, second = office.locator("#row-1"), office.locator("#row-2")
    expect(first.get_by_label("牵头")).to_have_value("区城管局")
    with leaving(office):
        first.get_by_role("button", name="立项交办").click()
    shows(office, "已立项交办1件")
    expect(second.get_by_label("牵头")).to_have_value("区市场监管局")
    with leaving(office):
        second.get_by_role("button", name="立项交办").click()
    shows(office, "已立项交办1件")
    office.locator("details.principles > summary").click()
    press(office, "全部不立项")
    shows(office, "原则性要求已全部定为不立项")
    expect(office.locator(".cover")).not_to_contain_text("未定")


def _look_at_the_table(office: Page) -> None:
    with leaving(office):
        office.get_by_role("link", name="落实去向表").click()
    shot(office, "fate")
    rows = office.locator("table.fates tbody tr")
    assert rows.count() == 3
    expect(rows.nth(0)).to_contain_text("办理中")
    expect(rows.nth(2)).to_contain_text("原则性要求")
    assert "逐户核查" in _part(_download(office, "Word"), "word/document.xml")
    assert "区城管局" in _part(_download(office, "Excel"), "xl/sharedStrings.xml")


def _part(path: Path, name: str) -> str:
    with zipfile.ZipFile(path) as package:
        return package.read(name).decode()


def _download(page: Page, label: str) -> Path:
    with page.expect_download() as begun:
        page.get_by_role("link", name=label, exact=True).click()
    return Path(begun.value.path())
