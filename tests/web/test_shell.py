"""The frame: rooms by role, refusals and failures in words, and nothing from elsewhere."""

import re
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.staticfiles import finders
from django.template.loader import render_to_string
from django.test import Client, RequestFactory, modify_settings, override_settings
from django.urls import reverse

from taizhang.web.shell import build_shell, url_of
from taizhang.web.styleguide import icon_names

WEB = Path(settings.PACKAGE) / "web"
HERE = override_settings(ROOT_URLCONF="tests.web.urls")
REFUSALS = modify_settings(MIDDLEWARE={"append": "taizhang.web.refusals.Refusals"})


def nav(path: str, *, is_office: bool) -> list[tuple[str, bool]]:
    request = RequestFactory().get(path)
    shell = build_shell(
        request, district="清河区", person="王某", unit="督查室", is_office=is_office, todo=3
    )
    return [(room.label, room.is_current) for room in shell.nav]


@HERE
def test_the_office_and_a_unit_see_rooms_of_their_own() -> None:
    assert nav("/items/7/", is_office=True) == [("工作台", False), ("台账", True)]
    assert nav("/desk/", is_office=False) == [("待办", True), ("本单位台账", False)]


@HERE
def test_a_room_that_no_app_has_is_left_out() -> None:
    assert url_of("fate-list") == ""
    assert url_of("item-list") == "/items/"


@HERE
def test_every_page_forbids_scripts_and_styles_from_elsewhere(client: Client) -> None:
    policy = client.get(reverse("styleguide"))["Content-Security-Policy"]
    assert "default-src 'self'" in policy
    assert "unsafe" not in policy
    assert "http" not in policy


@HERE
@REFUSALS
def test_a_refusal_is_a_page_that_says_why(client: Client) -> None:
    response = client.get(reverse("refusing"))
    assert response.status_code == 409
    assert "待签收的事项不能申请销号。" in response.content.decode()


@HERE
@REFUSALS
def test_a_refusal_of_htmx_is_a_toast(client: Client) -> None:
    response = client.get(reverse("refusing"), headers={"HX-Request": "true"})
    assert response["HX-Retarget"] == "#toasts"
    assert "待签收的事项不能申请销号。" in response.content.decode()
    assert "<html" not in response.content.decode()


@HERE
def test_a_failure_is_an_apology_and_not_a_refusal(client: Client) -> None:
    client.raise_request_exception = False
    response = client.get(reverse("failing"))
    assert response.status_code == 500
    assert "没有显示“已完成”的操作都没有生效" in response.content.decode()


@pytest.mark.parametrize("name", ["400", "403", "403_csrf", "404", "500", "refused"])
def test_every_dead_end_speaks_two_languages_and_has_a_way_back(name: str) -> None:
    page = render_to_string(f"{name}.html")
    assert 'lang="en"' in page
    assert '<a class="button primary" href="/">' in page


@HERE
def test_every_symbol_that_a_page_uses_is_drawn(client: Client) -> None:
    used = re.findall(r"icons\.svg#([\w-]+)", client.get(reverse("styleguide")).content.decode())
    assert set(used) == set(icon_names())


@pytest.mark.parametrize("path", sorted(WEB.rglob("*.html")), ids=lambda path: path.name)
def test_no_template_carries_its_own_script_or_style(path: Path) -> None:
    source = path.read_text("utf-8")
    assert not re.search(r"\son\w+=|\sstyle=|<style|javascript:|<script(?![^>]*\bsrc=)", source)
    assert "//" not in re.sub(r"https?://www\.w3\.org", "", source)


@pytest.mark.parametrize("path", sorted(WEB.rglob("static/web/*.js")), ids=lambda path: path.name)
def test_a_script_stays_small_and_says_what_it_is_for(path: Path) -> None:
    lines = path.read_text("utf-8").splitlines()
    assert len(lines) < 150
    assert lines[0].startswith("// ")


def test_every_file_that_a_script_or_style_asks_for_is_there() -> None:
    wanted = set()
    for path in WEB.glob("static/web/*"):
        if path.suffix in {".js", ".css"}:
            found = re.findall(r'(?:from |url\()"(?:\./)?([^"]+)"', path.read_text("utf-8"))
            wanted.update(found)
    assert wanted
    assert [name for name in wanted if not finders.find(f"web/{name}")] == []
