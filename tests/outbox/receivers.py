"""Receivers on this machine that take, refuse, delay, hang, answer rubbish or drop the line."""

import json
import socket
import socketserver
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import Any

OK = b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\nConnection: close\r\n\r\nok"
BROKEN = b"HTTP/1.1 500 No\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
RUBBISH = b"\x00\xff\xfeno protocol at all\r\n"
MOODS = ("take", "fail", "rubbish", "drop", "hang", "drip")


@dataclass
class Taken:
    """What a receiver has got, in order, and under which ids."""

    parcels: list[tuple[str, dict[str, Any]]] = field(default_factory=list)
    moods: list[str] = field(default_factory=list)  # of the next requests; then it takes all
    port: int = 0
    path: str = "/"
    answer: bytes = OK
    delay: float = 0.0
    ended: threading.Event = field(default_factory=threading.Event)

    @property
    def ids(self) -> list[str]:
        return [uid for uid, _ in self.parcels]

    @property
    def once(self) -> dict[str, dict[str, Any]]:
        """Return what a receiver keeps that honours the id."""
        return dict(self.parcels)

    def mood(self) -> str:
        return self.moods.pop(0) if self.moods else "take"


class _Server(socketserver.ThreadingTCPServer):
    allow_reuse_address = True
    daemon_threads = True
    taken: Taken


class _Http(socketserver.StreamRequestHandler):
    server: _Server

    def handle(self) -> None:
        taken, mood = self.server.taken, self.server.taken.mood()
        if mood == "deaf":
            taken.ended.wait(30)
            return
        headers = {}
        self.rfile.readline()
        while line := self.rfile.readline().strip():
            name, _, value = line.decode().partition(":")
            headers[name.lower()] = value.strip()
        body = json.loads(self.rfile.read(int(headers.get("content-length", "0"))) or b"{}")
        if mood in ("take", "drop", "hang", "drip"):  # the last three have it and do not say so
            taken.parcels.append((headers.get("idempotency-key", ""), body))
        if mood == "hang":
            taken.ended.wait(30)
        elif mood == "drip":
            self._drip(taken)
        elif mood != "drop":
            taken.ended.wait(taken.delay)
            self.wfile.write({"fail": BROKEN, "rubbish": RUBBISH}.get(mood, taken.answer))

    def _drip(self, taken: Taken) -> None:
        try:
            self.wfile.write(b"HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n")
            while not taken.ended.wait(0.05):
                self.wfile.write(b".")
        except OSError:
            pass


class _Smtp(socketserver.StreamRequestHandler):
    server: _Server

    def handle(self) -> None:
        self.taken, self.was = self.server.taken, self.server.taken.mood()
        if self.was == "rubbish":
            self.wfile.write(RUBBISH)
            return
        self._say("220 here")
        while line := self.rfile.readline():
            word = line.split()[0].upper() if line.split() else b""
            if word == b"DATA":
                if not self._data():
                    return
            elif word == b"QUIT":
                self._say("221 bye")
                return
            else:
                self._say("550 no" if self.was == "fail" and word == b"RCPT" else "250 ok")

    def _data(self) -> bool:
        self._say("354 go on")
        lines = []
        while (line := self.rfile.readline()) not in (b".\r\n", b""):
            lines.append(line)
        mail: EmailMessage = message_from_bytes(b"".join(lines), policy=policy.default)
        self.taken.parcels.append((str(mail["Message-ID"]), {
            "title": str(mail["Subject"]), "message": mail.get_content(),
            "ids": mail.get_all("Message-ID"),
        }))  # fmt: skip
        if self.was == "drop":
            return False
        self._say("250 taken")
        return True

    def _say(self, line: str) -> None:
        self.wfile.write(line.encode() + b"\r\n")


@contextmanager
def _served(handler: type[socketserver.StreamRequestHandler], *moods: str) -> Iterator[Taken]:
    with _Server(("127.0.0.1", 0), handler) as server:
        server.taken = Taken(moods=list(moods), port=server.server_address[1])
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
        thread.start()
        try:
            yield server.taken
        finally:
            server.taken.ended.set()
            server.shutdown()
            thread.join()


def a_webhook(*moods: str) -> Any:
    """Serve a webhook that is in these moods, one after the other, and takes what comes later."""
    return _served(_Http, *moods)


def a_mail_server(*moods: str) -> Any:
    """Serve SMTP in these moods."""
    return _served(_Smtp, *moods)


def a_closed_port() -> int:
    """Return a port on which nobody listens."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
