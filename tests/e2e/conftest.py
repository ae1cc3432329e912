"""Fixtures of the browser stories: a served district, and pages of the people in it.

What the browser complains about, and any request to another host, fails the story.
"""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from tests.e2e.browsing import PageAs, Watch, open_page
from tests.e2e.district import District

CHROMIUM = Path("/usr/bin/chromium")


@pytest.fixture(scope="session")
def master_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The data folder as `taizhang up` leaves it after its first start, to be copied."""
    place = tmp_path_factory.mktemp("master")
    district = District(place / "data", place / "log").start()
    assert district.stop() == 0, district.log.read_text("utf-8")
    return place / "data"


@pytest.fixture
def district(master_folder: Path, tmp_path: Path) -> Iterator[District]:
    """The demo district, served from a folder of the test's own."""
    shutil.copytree(master_folder, tmp_path / "data")
    district = District(tmp_path / "data", tmp_path / "log").start()
    yield district
    assert district.stop() == 0
    said = district.log.read_text("utf-8")
    assert "Traceback" not in said, said


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    if not CHROMIUM.exists():
        pytest.skip("needs Debian's chromium: apt-get install chromium fonts-noto-cjk")
    with sync_playwright() as started:
        chromium = started.chromium.launch(
            executable_path=str(CHROMIUM), args=["--no-sandbox", "--disable-background-networking"]
        )
        yield chromium
        chromium.close()


@pytest.fixture
def watch() -> Iterator[Watch]:
    watch = Watch()
    yield watch
    assert watch.complaints == []


@pytest.fixture
def page_as(district: District, browser: Browser, watch: Watch) -> Iterator[PageAs]:
    """A function that opens a page: `page_as("name")`, `page_as("name", phone=True)`."""
    opened: list[Page] = []

    def open_one(username: str = "", *, phone: bool = False, language: str = "zh-hans") -> Page:
        page = open_page(browser, watch, district.url, username, phone=phone, language=language)
        opened.append(page)
        return page

    yield open_one
    for page in opened:
        page.context.close()
