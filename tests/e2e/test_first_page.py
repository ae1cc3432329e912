"""The first minute: the page that a stranger sees, and the way in."""

import pytest

from tests.e2e.browsing import PageAs, is_too_wide, serious_findings

pytestmark = pytest.mark.e2e


@pytest.mark.parametrize("phone", [False, True], ids=["desktop", "phone"])
@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_a_stranger_is_told_what_this_is(page_as: PageAs, phone: bool, language: str) -> None:
    page = page_as(phone=phone, language=language)
    page.goto("/")
    assert page.locator("h1").inner_text()
    assert page.locator("a[href*='/sign-in']").first.is_visible()
    assert not is_too_wide(page)
    assert serious_findings(page) == []
