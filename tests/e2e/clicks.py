"""What people do on the pages: press a button, fill in its form, look at what came of it."""

import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from playwright.sync_api import Locator, Page, expect

from tests.district import clean_environment
from tests.e2e.browsing import settled

SHANGHAI = ZoneInfo("Asia/Shanghai")
Files = list[dict[str, Any]]


def sound(folder: Path) -> str:
    """Return what `taizhang check` says of a data folder; it must find no breach."""
    command = [sys.executable, "-m", "taizhang.config", "check", "--data", str(folder)]
    done = subprocess.run(
        command, env=clean_environment(), capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def days_until_monday(hour: int) -> float:
    """Return how far ahead the clock has to be set for the next Monday at this hour."""
    now = datetime.now(SHANGHAI)
    monday = (now + timedelta(days=7 - now.weekday())).replace(hour=hour, minute=0, second=0)
    return (monday - now) / timedelta(days=1)


@contextmanager
def leaving(page: Page) -> Iterator[None]:
    """Wait until the press within the block has led to the next page."""
    with page.expect_navigation():
        yield


def open_from_list(page: Page, listed: str, title: str) -> None:
    """Go to a list by the navigation and open the line with this title."""
    with leaving(page):
        page.locator("nav").get_by_role("link", name=listed, exact=True).first.click()
    with leaving(page):
        page.locator("main").get_by_role("link", name=title).first.click()


def press(page: Page, label: str) -> None:
    """Press a button that leads to the next page."""
    with leaving(page):
        page.get_by_role("button", name=label, exact=True).locator("visible=true").first.click()


def give(page: Page, label: str, **fields: Any) -> None:
    """Give a command on the item's page: open its form if it has one, fill it in, send it."""
    card = page.locator("section.todo")
    summary = card.locator("details.act > summary").filter(has_text=re.compile(f"^{label}$"))
    if summary.count():
        summary.click()
        form = card.locator("details.act form")
    elif card.locator("button", has_text=label).locator("visible=true").count():
        press(page, label)
        return
    else:
        form = _opened(page, card, label)
    fill(form, **fields)
    with leaving(page):
        form.locator("button[type=submit]").last.click()


def _opened(page: Page, card: Locator, label: str) -> Locator:
    """Open the form of a button that stands beside the first one or under 更多."""
    link = card.get_by_role("link", name=label, exact=True)
    if not link.first.is_visible():
        card.locator("details.more-acts > summary").click()
    link.first.click()
    form = page.locator("#act-body form")
    form.wait_for()
    settled(page)
    return form


def fill(form: Locator, **fields: Any) -> None:
    """Fill in the named fields of a form: words, choices, ticks, units and photos."""
    for name, value in fields.items():
        box = form.locator(f"[name='{name}']").first
        kind = box.get_attribute("type")
        if kind == "radio":
            form.locator(f"[name='{name}'][value='{value}']").check()
        elif kind == "checkbox":
            box.set_checked(bool(value))
        elif kind == "file":
            box.set_input_files(value)
        elif box.evaluate("box => box.tagName") == "SELECT":
            box.select_option(value)
        else:
            _type(form, name, value)


def _type(form: Locator, name: str, value: Any) -> None:
    for one in value if isinstance(value, list) else [value]:
        box = form.locator(f"[name='{name}']:not([type=hidden])").last
        box.fill(str(one))
        if isinstance(value, list):
            box.press("Enter")


def shows(page: Page, *words: str) -> None:
    """Expect each of these words to stand on the page."""
    for word in words:
        expect(page.locator("body")).to_contain_text(word)


def state_is(page: Page, word: str) -> None:
    """Expect the state beside the item's light."""
    expect(page.locator(".lede .badge").first).to_have_text(word)
