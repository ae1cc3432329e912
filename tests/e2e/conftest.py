"""Fixtures of the browser stories: a served district, and pages of the people in it.

What the browser complains about, and any request to another host, fails the story.
"""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from tests.district import District
from tests.e2e.browsing import PageAs, Watch, open_page

CHROMIUM = Path("/usr/bin/chromium")


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    if not CHROMIUM.exists():
        pytest.skip("needs Debian's chromium: apt-get install chromium fonts-noto-cjk")
    # The browser's event loop runs in this thread until the last test; the database of tests that
    # come after a story is still used by this thread alone.
    with pytest.MonkeyPatch.context() as patched, sync_playwright() as started:
        patched.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
        chromium = started.chromium.launch(
            executable_path=str(CHROMIUM),
            args=["--no-sandbox", "--disable-background-networking"],
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
