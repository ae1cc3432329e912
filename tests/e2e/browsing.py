"""What a story needs of a browser: windows of people, a watch on complaints, pictures, axe-core."""

import io
import os
from collections.abc import Callable
from dataclasses import dataclass, field
from importlib.resources import files
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from PIL import Image
from playwright.sync_api import Browser, ConsoleMessage, Page, Request, Response, expect

DEMO_PASSWORD = "qinghe-2026"
PHONE = {"width": 390, "height": 844}
DESKTOP = {"width": 1440, "height": 900}


@dataclass
class Watch:
    """Everything that a browser complained about, and every request that left this machine."""

    complaints: list[str] = field(default_factory=list)

    def over(self, page: Page) -> None:
        page.on("console", self._console)
        page.on("pageerror", lambda error: self.complaints.append(f"{page.url}: {error}"))
        page.on("request", self._request)
        page.on("response", self._response)

    def _console(self, message: ConsoleMessage) -> None:
        if message.type == "error":
            self.complaints.append(f"console: {message.text} {message.location}")

    def _request(self, request: Request) -> None:
        parts = urlsplit(request.url)
        if parts.scheme not in {"data", "blob"} and parts.hostname != "127.0.0.1":
            self.complaints.append(f"asked another host: {request.url}")

    def _response(self, response: Response) -> None:
        if response.status >= 500:
            self.complaints.append(f"{response.status} {response.url}")

    def forgive(self, part: str) -> None:
        """Forget the complaints that contain `part`: the story provoked them."""
        assert any(part in complaint for complaint in self.complaints), (part, self.complaints)
        self.complaints = [line for line in self.complaints if part not in line]


PageAs = Callable[..., Page]


def open_page(
    browser: Browser,
    watch: Watch,
    url: str,
    username: str = "",
    *,
    phone: bool = False,
    language: str = "zh-hans",
) -> Page:
    """Return a page of a new window, signed in as `username` if one is given."""
    context = browser.new_context(
        base_url=url,
        viewport=PHONE if phone else DESKTOP,
        has_touch=phone,
        is_mobile=phone,
        locale="zh-CN",
        timezone_id="Asia/Shanghai",
        reduced_motion="reduce",
    )
    context.set_default_timeout(10_000)
    if language != "zh-hans":
        context.add_cookies([{"name": "django_language", "value": language, "url": url}])
    page = context.new_page()
    watch.over(page)
    if username:
        page.goto("/sign-in")
        page.fill("input[name=username]", username)
        page.fill("input[name=password]", DEMO_PASSWORD)
        page.press("input[name=password]", "Enter")
        page.wait_for_url(lambda address: "/sign-in" not in address)
    return page


def settled(page: Page) -> None:
    """Wait until no request of htmx is under way."""
    # Not wait_for_function: it polls with eval, which the page's own policy refuses.
    expect(page.locator(".htmx-request, .htmx-swapping, .htmx-settling")).to_have_count(0)


def serious_findings(page: Page) -> list[str]:
    """Return what axe-core calls serious or critical on the present page."""
    # Evaluated, not added as a tag: the page's own policy refuses scripts from elsewhere.
    page.evaluate(files("axe_playwright_python").joinpath("axe.min.js").read_text("utf-8"))
    found: Any = page.evaluate("axe.run(document, {resultTypes: ['violations']})")
    return [
        f"{violation['id']}: {node['html'][:160]}"
        for violation in found["violations"]
        if violation["impact"] in {"serious", "critical"}
        for node in violation["nodes"]
    ]


def is_too_wide(page: Page) -> bool:
    """Tell whether the page has to be scrolled sideways."""
    assert page.viewport_size is not None
    # Not innerWidth: a telephone zooms out until the whole page fits, and so widens it.
    width = page.evaluate("document.documentElement.scrollWidth")
    return bool(width > page.viewport_size["width"] + 1)


def shot(page: Page, name: str) -> None:
    """Keep a picture of the page; `just shots` puts it into docs/shots for README and tour."""
    folder = Path(os.environ.get("SHOTS") or Path(__file__).parent / "shots")
    folder.mkdir(parents=True, exist_ok=True)
    settled(page)
    whole = Image.open(io.BytesIO(page.screenshot())).convert("RGB")
    # Small enough to be kept; the octree keeps rare colours, such as those of a light.
    few = whole.quantize(256, method=Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE)
    few.save(folder / f"{name}.png", optimize=True)
