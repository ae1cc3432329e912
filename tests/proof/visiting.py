"""People at the door of a real server: a session each, and forms posted from any thread."""

import http.client
import urllib.parse
from collections.abc import Mapping
from dataclasses import dataclass
from http.cookies import SimpleCookie
from typing import NamedTuple

PASSWORD = "qinghe-2026"
Fields = Mapping[str, str | list[str]]


class Answer(NamedTuple):
    """What the server said to a form: done and gone on to another page, or why not."""

    status: int
    location: str

    @property
    def is_done(self) -> bool:
        return self.status == http.client.FOUND


@dataclass(frozen=True, slots=True)
class Visitor:
    """Somebody who has signed in; threads may share him, as windows of one browser do."""

    port: int
    cookies: tuple[tuple[str, str], ...]

    def post(self, path: str, fields: Fields) -> Answer:
        """Post a form; raise OSError or HTTPException where no whole answer comes."""
        token = dict(self.cookies)["csrftoken"]
        body = urllib.parse.urlencode({**fields, "csrfmiddlewaretoken": token}, doseq=True)
        status, headers = _asked(self.port, "POST", path, self.cookies, body)
        return Answer(status, headers.get("Location", ""))

    def get(self, path: str) -> int:
        return _asked(self.port, "GET", path, self.cookies)[0]


def sign_in(port: int, username: str) -> Visitor:
    """Sign in as one of the demo people."""
    _, headers = _asked(port, "GET", "/sign-in", ())
    stranger = Visitor(port, _cookies(headers))
    fields = {
        "username": username,
        "password": PASSWORD,
        "csrfmiddlewaretoken": dict(stranger.cookies)["csrftoken"],
    }
    body = urllib.parse.urlencode(fields)
    status, headers = _asked(port, "POST", "/sign-in", stranger.cookies, body)
    assert status == http.client.FOUND, f"{username} cannot sign in: {status}"
    return Visitor(port, tuple({**dict(stranger.cookies), **dict(_cookies(headers))}.items()))


def _asked(
    port: int, method: str, path: str, cookies: tuple[tuple[str, str], ...], body: str = ""
) -> tuple[int, http.client.HTTPMessage]:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    headers = {"Cookie": "; ".join(f"{name}={value}" for name, value in cookies)}
    if body:
        headers["Content-Type"] = "application/x-www-form-urlencoded"
    try:
        connection.request(method, path, body.encode(), headers)
        answer = connection.getresponse()
        answer.read()
        return answer.status, answer.headers
    finally:
        connection.close()


def _cookies(headers: http.client.HTTPMessage) -> tuple[tuple[str, str], ...]:
    given = SimpleCookie()
    for line in headers.get_all("Set-Cookie", []):
        given.load(line)
    return tuple((name, morsel.value) for name, morsel in given.items())
