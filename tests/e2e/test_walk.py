"""Every main page, for each kind of reader, at a desk and on a phone, in Chinese and in English."""

import shutil
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page

from tests.district import District
from tests.e2e.browsing import Watch, is_too_wide, open_page, serious_findings
from tests.e2e.clicks import leaving, open_from_list, press, sound, state_is

pytestmark = pytest.mark.e2e
PLAN = "重点工作任务分解和责任分工方案"
OFFICE_PAGES = (
    "/desk/", "/documents/", "/documents/new", "/documents/?tab=done", "/items/", "/items/?tab=all",
    "/quick/", "/fate/", "/table/", "/settings/pack/", "/password",
)  # fmt: skip
UNIT_PAGES = ("/desk/", "/items/", "/table/", "/password")
READERS = {
    "niyumo": OFFICE_PAGES,
    "shanliyan": ("/desk/", "/documents/", "/items/", "/fate/", "/table/"),
    "wenwenxi": ("/desk/", "/items/", "/quick/"),
    "fanzhixing": ("/desk/", "/items/", "/fate/", "/table/"),
    "meihuaijin": ("/desk/", "/settings/people/", "/settings/people/new"),
    "zhuowangye": UNIT_PAGES,
    "jianhuaiyuan": UNIT_PAGES,
    "baozhiyuan": UNIT_PAGES,
}  # fmt: skip
SPOKEN_TO = {"wenwenxi", "zhuowangye"}
OFFICE = {"niyumo", "shanliyan", "fanzhixing"}


def faults(page: Page, address: str, *, with_axe: bool) -> list[str]:
    """Return what is wrong with a page: how it answers, how wide it is, whom it shuts out."""
    answer = page.goto(address)
    found = serious_findings(page) if with_axe else []
    if answer is None or answer.status != 200:
        found.append(f"answers {answer and answer.status}")
    if is_too_wide(page):
        found.append("is too wide")
    if page.locator("h1").count() != 1:
        found.append("has not one h1")
    return [f"{address}: {fault}" for fault in found]


@dataclass
class Stocked:
    """A served district in which a plan has been handed over, and what there is to look at."""

    url: str
    documents: tuple[str, ...] = ()
    items: dict[str, str] = field(default_factory=dict)


@pytest.fixture(scope="module")
def stocked(
    master_folder: Path, tmp_path_factory: pytest.TempPathFactory, browser: Browser
) -> Iterator[Stocked]:
    place = tmp_path_factory.mktemp("stocked")
    shutil.copytree(master_folder, place / "data")
    district = District(place / "data", place / "log").start()
    yield _hand_over_the_plan(browser, district.url)
    assert district.stop() == 0
    assert "Traceback" not in district.log.read_text("utf-8")
    sound(district.folder)


def _hand_over_the_plan(browser: Browser, url: str) -> Stocked:
    """Fill the pages: the plan is handed over, one item is on its way; return where they are."""
    page = open_page(browser, Watch(), url, "niyumo")
    open_from_list(page, "来文", PLAN)
    page.get_by_label("全选未定").click()
    rows = page.locator("section.requirement")
    for box in rows.filter(has_not_text="原第").get_by_role("checkbox", name="选中第").all():
        box.click()
    press(page, "批量立项交办")
    items = {
        unit: str(rows.filter(has_text=unit).locator(".bound a").first.evaluate("a => a.pathname"))
        for unit in ("区城管局", "区教育局")
    }
    document = urlsplit(page.url).path
    page.context.close()
    return Stocked(url, (document, f"{document}fate"), items)


@pytest.mark.parametrize("language", ["zh-hans", "en"])
@pytest.mark.parametrize("phone", [False, True], ids=["desktop", "phone"])
@pytest.mark.parametrize("reader", READERS)
def test_every_page_fits_speaks_and_shuts_nobody_out(
    reader: str, phone: bool, language: str, stocked: Stocked, browser: Browser, watch: Watch
) -> None:
    page = open_page(browser, watch, stocked.url, reader, phone=phone, language=language)
    addresses = [*READERS[reader], *(stocked.documents if reader in OFFICE else ())]
    if reader not in {"baozhiyuan", "meihuaijin"}:  # they have no part in it
        item = stocked.items["区城管局"]
        addresses += [item, f"{item}?tab=requests", f"{item}act/urge"][
            : 3 if reader in OFFICE else 2
        ]
    with_axe = language == "zh-hans" or reader in SPOKEN_TO  # slow, and the same for all others
    found = [f for address in addresses for f in faults(page, address, with_axe=with_axe)]
    page.context.close()
    assert found == []


def test_the_keyboard_alone_reaches_what_is_to_be_done_next(
    stocked: Stocked, browser: Browser, watch: Watch
) -> None:
    page = open_page(browser, watch, stocked.url, "zhuowangye")
    page.goto(stocked.items["区城管局"])
    for _ in range(40):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.matches('section.todo .button.primary')"):
            break
    else:
        raise AssertionError("forty tabs do not reach the next action")
    with leaving(page):
        page.keyboard.press("Enter")
    state_is(page, "办理中")
    page.context.close()
