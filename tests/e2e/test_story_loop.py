"""The whole loop: from a newspaper page to the archive, with a failed verification on the way."""

import time

import pytest
from playwright.sync_api import Page, expect

from tests.district import District
from tests.e2e.browsing import PageAs, shot
from tests.e2e.clicks import give, leaving, open_from_list, press, shows, sound, state_is
from tests.e2e.pictures import photo

pytestmark = pytest.mark.e2e
TITLE = "对棠溪河棠梨段3处排污口立即封堵整治"
CAMPAIGN = "生态环境保护督察整改"
NOTICE_DAYS, REVISIT_DAYS = 8, 92
PAGE = """清河报
2026年11月20日　星期五　第2版

我区召开生态环境保护督察整改调度会

本报讯（记者　林晓）11月19日，我区召开生态环境保护督察整改工作调度会，区长樊知行出席并讲话。
会议要求，区城市管理局牵头，棠梨街道配合，对棠溪河棠梨段3处排污口立即封堵整治，12月31日前完成；要压实责任，切实提高政治站位。
"""


def test_from_a_page_of_the_paper_to_the_archive(district: District, page_as: PageAs) -> None:
    office, lead, head = page_as("niyumo"), page_as("zhuowangye"), page_as("jianhuaiyuan")
    desk, site, leader = page_as("xiangyunzhou"), page_as("shiyunfan"), page_as("fanzhixing")

    link = _from_the_page(office)
    _checked(page_as("wenwenxi"), link)
    _registered_and_handed_over(office)
    _accepted_and_reported(lead)

    _submitted(lead, head, "三处排污口已封堵两处，第三处改接完成。")
    _passed(desk, link, "材料齐全。")
    _failed(site, link)
    _submitted_again(lead, head)
    _passed(desk, link, "补充材料齐全。")
    _passed(site, link, "三处均已封堵，无渗漏。", where="on_site")
    _passed(leader, link, "同意。")
    state_is(leader, "公示中")
    shot(leader, "loop")

    district.later(NOTICE_DAYS)
    _closed(page_as("niyumo"), link)
    for n in (1, 2):
        district.later(NOTICE_DAYS + n * REVISIT_DAYS)
        _looked_at_again(page_as("xiangyunzhou"), link)
    _archived(page_as("niyumo"), link)
    assert "item archive: 1" in sound(district.folder)


def _from_the_page(office: Page) -> str:
    office.goto("/documents/")
    with leaving(office):
        office.get_by_role("link", name="收文", exact=True).click()
    office.get_by_label("粘贴文字").fill(PAGE)
    press(office, "读入")
    row = office.locator("#row-1")
    expect(row.get_by_label("牵头")).to_have_value("区城管局")
    expect(row.get_by_label("配合")).to_have_value("棠梨街道")
    row.get_by_label("专项").select_option(label=CAMPAIGN)
    with leaving(office):
        row.get_by_role("button", name="立项交办").click()
    shows(office, "已提出1件，待核实")
    with leaving(office):
        office.locator("#row-1 .bound a").first.click()
    state_is(office, "待立项")
    return office.url


def _checked(inspector: Page, link: str) -> None:
    open_from_list(inspector, "工作台", TITLE)
    assert inspector.url == link
    give(
        inspector,
        "核实",
        finding="true",
        note="三处排污口均在排污，情况属实。",
        evidence=photo("outlet.jpg", "#b9c7d6", "#5b4a33"),
    )


def _registered_and_handed_over(office: Page) -> None:
    office.reload()
    give(office, "立项", category="0702/1", basis="区政府第61次常务会议纪要", approver="樊知行")
    state_is(office, "待交办")
    give(office, "交办", lead="区城管局", supports=["棠梨街道"], days=20)
    state_is(office, "待签收")


def _accepted_and_reported(lead: Page) -> None:
    open_from_list(lead, "待办", TITLE)
    give(lead, "签收")
    state_is(lead, "办理中")
    give(lead, "报进展", progress="已排查上游管网1.2公里，封堵1处。", percent=40)
    shows(lead, "已排查上游管网1.2公里")


def _submitted(lead: Page, head: Page, result: str) -> None:
    give(
        lead,
        "申请销号",
        outcome="solved",
        result=result,
        evidence=[*photo("one.jpg", "#cfe0ee", None), *photo("two.jpg", "#d8e6ee", None)],
    )
    head.goto("/desk/")
    open_from_list(head, "待办", TITLE)
    shows(head, result)
    press(head, "同意")
    state_is(head, "待核查")


def _submitted_again(lead: Page, head: Page) -> None:
    lead.goto("/desk/")
    open_from_list(lead, "待办", TITLE)
    state_is(lead, "办理中")
    shows(lead, "第三处仍有渗漏")
    _submitted(lead, head, "第三处已重新封堵并加固。")


def _passed(verifier: Page, link: str, opinion: str, where: str = "on_paper") -> None:
    verifier.goto(link)
    give(verifier, "核查通过", where=where, ticked=True, opinion=opinion)
    shows(verifier, opinion)


def _failed(inspector: Page, link: str) -> None:
    inspector.goto(link)
    give(inspector, "核查不通过", where="on_site", missing="第三处仍有渗漏，须重新封堵。")
    state_is(inspector, "办理中")


def _closed(office: Page, link: str) -> None:
    """The notice has ended without an objection: the worker closes the item by itself."""
    office.goto(link)
    until = time.monotonic() + 10
    while "公示中" in office.locator(".lede").inner_text() and time.monotonic() < until:
        office.reload()
    state_is(office, "已销号")
    expect(office.locator(".timeline > li").first).to_contain_text("系统")


def _looked_at_again(inspector: Page, link: str) -> None:
    inspector.goto(link)
    give(
        inspector,
        "回头看",
        opinion="未反弹，排口干燥。",
        evidence=photo("again.jpg", "#cfe0ee", None),
    )
    shows(inspector, "未反弹")


def _archived(office: Page, link: str) -> None:
    office.goto(link)
    give(office, "归档")
    state_is(office, "已归档")
    shows(office, "没有下一步")
