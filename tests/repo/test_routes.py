"""Every address: a stranger gets no further than the door."""

import re
from collections.abc import Iterator

import pytest
from django.template.loader import render_to_string
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

# The last two ask for a token that nobody guesses (tests/outbox/test_links.py).
PUBLIC = {"home", "sign-in", "set_language", "styleguide", "link-open", "upload"}
SAMPLES = {
    "int": "1",
    "str": "x",
    "slug": "x",
    "path": "x",
    "uuid": "0" * 8 + "-0000-0000-0000-" + "0" * 12,
}


def addresses(resolver: URLResolver, prefix: str = "/") -> Iterator[tuple[str, str]]:
    """Yield name and a sample path of every route."""
    for entry in resolver.url_patterns:
        route = prefix + re.sub(r"<(?:(\w+):)?\w+>", _sample, str(entry.pattern))
        if isinstance(entry, URLResolver):
            yield from addresses(entry, route)
        elif isinstance(entry, URLPattern):
            yield entry.name or "", route


def _sample(match: re.Match[str]) -> str:
    return SAMPLES.get(match[1] or "str", "0" * 64 if match[1] == "sha256" else "1")


ROUTES = list(addresses(get_resolver()))


@pytest.mark.django_db
@pytest.mark.parametrize("method", ["get", "post"])
@pytest.mark.parametrize(("name", "path"), ROUTES, ids=[path for _, path in ROUTES])
def test_a_stranger_is_sent_to_the_sign_in_page(
    client: Client, name: str, path: str, method: str
) -> None:
    if name in PUBLIC:
        pytest.skip("open to everybody, on purpose")
    response = getattr(client, method)(path)
    assert response.status_code in {302, 403}, path
    if response.status_code == 302:
        assert response["Location"].split("?")[0] == reverse("sign-in")


def test_every_route_has_a_name() -> None:
    assert [path for name, path in ROUTES if not name] == []


LAST_RESORT = ["400.html", "403.html", "403_csrf.html", "404.html", "500.html"]


@pytest.mark.parametrize("name", LAST_RESORT)
def test_a_page_of_last_resort_is_ours_and_shows_the_way_back(name: str) -> None:
    page = render_to_string(name)
    assert "台账" in page
    assert 'href="/"' in page
