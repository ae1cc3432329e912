"""Documents in a browser: a plan of sixty tasks is handed out; a speech is followed up."""

import re
from pathlib import Path
from time import monotonic

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.browsing import PageAs, Watch, is_too_wide, serious_findings, shot

pytestmark = [pytest.mark.e2e, pytest.mark.slow]
PLAN = "冲刺四季度"
NEWS = "樊知行督导"


def opened(page: Page, title: str) -> Page:
    page.goto("/documents/")
    page.get_by_role("link", name=re.compile(title)).first.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text(title)
    return page


def test_a_plan_of_sixty_tasks_becomes_sixty_dispatched_items_in_minutes(page_as: PageAs) -> None:
    page = opened(page_as("shumingyuan"), PLAN)
    began = monotonic()
    page.check("[data-select-all]")
    # A task that is put to "every leading unit" has no lead of its own: it is decided by itself.
    page.uncheck("#row-1 input[name=ids]")
    expect(page.locator("[data-bulk] [data-count]")).to_have_text("60")
    page.click("[data-bulk] button[value=bind]")
    expect(page.locator(".toast")).to_contain_text("已立项交办60件")
    assert monotonic() - began < 180
    page.keyboard.press("Home")
    page.click("#row-1 summary")
    page.select_option("#row-1 select[name=reason-1]", "information")
    page.click("#row-1 button[value='decline:1']")
    expect(page.locator(".toast")).to_contain_text("不立项")
    shot(page, "document")
    page.goto("/documents/?tab=done")
    expect(page.locator("table")).to_contain_text(PLAN)


def test_a_passage_and_its_row_light_up_together_and_a_missed_one_is_marked(
    page_as: PageAs,
) -> None:
    page = opened(page_as("niyumo"), NEWS)
    page.hover("mark[data-span='3'] >> nth=0")
    expect(page.locator("section[data-span='3']")).to_have_class(re.compile("is-linked"))
    page.evaluate(
        """() => {
        const piece = [...document.querySelectorAll('.original span[data-at]')]
          .find((one) => one.textContent.length > 12).firstChild;
        getSelection().setBaseAndExtent(piece, 2, piece, 12);
    }"""
    )
    page.click("[data-mark-selection]")
    expect(page.locator(".toast")).to_contain_text("已标注为第")
    expect(page.get_by_text("人工标注")).to_be_visible()


def test_a_leader_sees_what_became_of_every_sentence_and_takes_the_table_along(
    page_as: PageAs, tmp_path: Path
) -> None:
    page = page_as("fanzhixing")
    page.goto("/fate/")
    page.get_by_role("link", name="樊知行", exact=True).click()
    expect(page.locator("table")).to_contain_text("未定")
    for name, suffix in (("Word", "docx"), ("Excel", "xlsx")):
        with page.expect_download() as download:
            page.get_by_role("link", name=name).click()
        assert download.value.suggested_filename.endswith(f"落实去向表.{suffix}")
        download.value.save_as(tmp_path / f"table.{suffix}")
        assert (tmp_path / f"table.{suffix}").read_bytes().startswith(b"PK")


@pytest.mark.parametrize("phone", [False, True], ids=["desk", "phone"])
def test_the_pages_of_documents_are_for_everybody(page_as: PageAs, *, phone: bool) -> None:
    page = page_as("shumingyuan", phone=phone)
    opened(page, "清雪除冰")
    addresses = ["/documents/", page.url, page.url + "fate", "/documents/new", "/fate/"]
    for address in [*addresses, "/fate/?leader=樊知行"]:
        page.goto(address)
        assert serious_findings(page) == [], address
        assert not is_too_wide(page), address


def test_a_pasted_text_without_requirements_is_refused_and_stays_on_the_page(
    page_as: PageAs, watch: Watch
) -> None:
    page = page_as("shumingyuan")
    page.goto("/documents/new")
    text = "清河区情况说明\n\n本区位于云川市西部，下辖8个街道。气候温和，四季分明。\n"
    page.fill("textarea[name=text]", text)
    page.get_by_role("button", name="读入").click()
    expect(page.locator("[role=alert]")).to_contain_text("未发现行动要求")
    expect(page.locator("textarea[name=text]")).to_have_value(re.compile("四季分明"))
    watch.forgive("422")
