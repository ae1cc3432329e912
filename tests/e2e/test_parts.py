"""The parts of a page in a real browser: small habits work, and everybody can reach them."""

import threading
from collections.abc import Iterator

import pytest
from django.contrib.staticfiles.handlers import StaticFilesHandler
from django.core.handlers.wsgi import WSGIHandler
from django.test import override_settings
from playwright.sync_api import Browser, Page
from waitress.server import create_server

from tests.e2e.browsing import Watch, is_too_wide, open_page, serious_findings

pytestmark = pytest.mark.e2e
MIDDLEWARE = [
    "taizhang.web.security.ContentSecurityPolicy",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
]


@pytest.fixture(scope="module")
def site() -> Iterator[str]:
    """The style guide, served without any database."""
    with override_settings(
        ROOT_URLCONF="tests.web.urls",
        MIDDLEWARE=MIDDLEWARE,
        SESSION_ENGINE="django.contrib.sessions.backends.signed_cookies",
        MESSAGE_STORAGE="django.contrib.messages.storage.cookie.CookieStorage",
    ):
        server = create_server(StaticFilesHandler(WSGIHandler()), host="127.0.0.1", port=0)
        thread = threading.Thread(target=server.run)
        thread.start()
        yield f"http://127.0.0.1:{server.effective_port}"
        server.close()
        thread.join(5)


@pytest.fixture(params=[False, True], ids=["desktop", "phone"])
def guide(
    request: pytest.FixtureRequest, site: str, browser: Browser, watch: Watch
) -> Iterator[Page]:
    page = open_page(browser, watch, site, phone=request.param)
    page.goto("/styleguide/")
    yield page
    page.context.close()


def test_the_style_guide_fits_and_axe_finds_nothing_serious(guide: Page) -> None:
    assert not is_too_wide(guide)
    assert serious_findings(guide) == []


def test_shift_click_chooses_a_range_and_shows_how_many(guide: Page) -> None:
    boxes = guide.locator("input[name=ids]")
    bulk = guide.locator("[data-bulk]")
    assert not bulk.is_visible()
    boxes.first.click()
    boxes.nth(2).click(modifiers=["Shift"])
    assert bulk.locator("[data-count]").inner_text() == "3"
    guide.click("[data-select-none]")
    assert not bulk.is_visible()


def test_a_passage_and_its_row_light_up_together(guide: Page) -> None:
    guide.locator("mark[data-span='2']").focus()
    assert "is-linked" in str(guide.locator("section[data-span='2']").get_attribute("class"))
    assert "is-linked" not in str(guide.locator("section[data-span='1']").get_attribute("class"))
    guide.locator("section[data-span='4'] select").focus()
    assert "is-linked" in str(guide.locator("mark[data-span='4']").get_attribute("class"))


def test_a_draft_survives_a_reload_and_not_a_sign_out(guide: Page) -> None:
    guide.click(".act summary >> nth=0")
    guide.fill("#act_text", "已疏通三处，还差一处。")
    guide.reload()
    assert guide.input_value("#act_text") == "已疏通三处，还差一处。"
    guide.click(".menu > summary")
    guide.click("form[data-forget-drafts] button")
    guide.goto("/styleguide/")
    assert guide.input_value("#act_text") == ""


def test_photos_taken_one_after_another_are_all_kept_and_one_can_be_taken_out(guide: Page) -> None:
    guide.click(".act summary >> nth=0")
    for name in ("a.png", "b.png"):
        shot = {"name": name, "mimeType": "image/png", "buffer": b"\x89PNG"}
        guide.locator("input[name=photos]").set_input_files([shot])
    chosen = guide.locator("[data-chosen] li")
    assert chosen.count() == 2
    chosen.first.locator("button").click()
    assert chosen.count() == 1
    assert guide.evaluate("document.querySelector('input[name=photos]').files[0].name") == "b.png"


def test_a_forbidden_button_does_nothing_and_says_why(guide: Page) -> None:
    guide.locator("button[aria-describedby='why-extension']").click(force=True)
    assert guide.url.endswith("/styleguide/")
    assert guide.locator("#why-extension").is_visible()


def test_the_keyboard_reaches_search_and_the_list_of_shortcuts(guide: Page) -> None:
    guide.keyboard.press("/")
    assert guide.evaluate("document.activeElement.name") == "q"
    guide.keyboard.press("Escape")
    guide.locator("h1").click()
    guide.keyboard.press("?")
    assert "工作台" in guide.locator("#shortcuts").inner_text()
    guide.keyboard.press("Escape")
    guide.keyboard.press("g")
    guide.keyboard.press("l")
    assert guide.url.endswith("#ledger")


def test_the_first_tab_offers_to_skip_the_navigation(guide: Page) -> None:
    guide.keyboard.press("Tab")
    assert guide.evaluate("document.activeElement.className") == "skip"
    guide.keyboard.press("Enter")
    assert guide.evaluate("document.activeElement.id") == "main"


def test_copied_text_is_on_the_clipboard(guide: Page) -> None:
    guide.context.grant_permissions(["clipboard-read", "clipboard-write"])
    guide.click("[data-copy]")
    guide.get_by_text("已复制").wait_for()
    assert "沿河路排水口" in guide.evaluate("navigator.clipboard.readText()")
