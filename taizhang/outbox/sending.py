"""Sending through Apprise: the one module that knows the library, loaded when there is something.

Its import takes a second of CPU and 30 MB, so that neither the server nor an idle worker has it.
"""

import logging
import re
import threading
import time
from collections.abc import Sequence
from types import SimpleNamespace
from typing import Any

import requests
from apprise import Apprise, NotifyFormat
from apprise.plugins import dingtalk, feishu, wecombot
from apprise.plugins.email.base import NotifyEmail
from apprise.plugins.email.smtp import AppriseSMTPController, SMTPSecureMode

from taizhang.outbox.parcels import Parcel

CONNECT_S, READ_S = 5.0, 10.0
WHOLE_S = 40.0  # for one parcel, however slowly its receiver drips
TOO_SLOW = "超时未完成"
HEADER = "Idempotency-Key"
REFUSING = ("errcode", "code", "StatusCode")
MESSAGE_ID = re.compile(r"^Message-ID: .*$", re.MULTILINE)
PART = re.compile(r"[\w.%-]{6,}")


class _Overheard(logging.Handler):
    """Keeps the last warning of each thread: the library says there what went wrong.

    Nothing of it reaches the log of the worker, since it may name a secret address.
    """

    said = threading.local()

    def emit(self, record: logging.LogRecord) -> None:
        if record.levelno >= logging.WARNING:
            self.said.last = record.getMessage()


_LOGGER = logging.getLogger("apprise")
_LOGGER.addHandler(_Overheard())
_LOGGER.setLevel(logging.WARNING)
_LOGGER.propagate = False
# It writes down the paths that it asks for, and those of the robots hold their keys.
logging.getLogger("urllib3").setLevel(logging.ERROR)


def _answered(*given: Any, **named: Any) -> requests.Response:
    """Post as `requests.post` does; raise where a robot says in a good answer that it refuses."""
    answer = requests.post(*given, **named)  # noqa: S113  (the library gives the timeout)
    try:
        said = answer.json()
    except ValueError:
        said = None
    codes = [said.get(name) for name in REFUSING] if isinstance(said, dict) else []
    if not any(code == 0 for code in codes):
        raise requests.RequestException("refused by the robot")
    return answer


# The robots of these three answer 200 also when they refuse, and the library looks no further.
_ROBOTS = SimpleNamespace(
    post=_answered, codes=requests.codes, RequestException=requests.RequestException
)
for _module in (dingtalk, feishu, wecombot):
    vars(_module)["requests"] = _ROBOTS


def send(parcels: Sequence[Parcel], *, within: float = WHOLE_S) -> list[str]:
    """Send parcels side by side; return what went wrong with each, nothing where it was taken.

    Each has a thread of its own, given up where the receiver drips for ever.
    """
    errors = [TOO_SLOW] * len(parcels)

    def try_one(place: int, parcel: Parcel) -> None:
        errors[place] = _tried(parcel)

    threads = [
        threading.Thread(target=try_one, args=numbered, daemon=True)
        for numbered in enumerate(parcels)
    ]
    for thread in threads:
        thread.start()
    until = time.monotonic() + within
    for thread in threads:
        thread.join(max(0.0, until - time.monotonic()))
    return list(errors)


def _tried(parcel: Parcel) -> str:
    _Overheard.said.last = ""
    try:
        if _sent(parcel):
            return ""
    except Exception as error:  # whatever a receiver provokes is a failed attempt
        return type(error).__name__
    return without_secrets(_Overheard.said.last, parcel.url) or "未能送出"


def _sent(parcel: Parcel) -> bool:
    plugin = Apprise.instantiate(parcel.url, suppress_exceptions=True)
    if plugin is None:
        _Overheard.said.last = "渠道地址不能识别"
        return False
    plugin.socket_connect_timeout, plugin.socket_read_timeout = CONNECT_S, READ_S
    if isinstance(plugin, NotifyEmail):
        return _mailed(plugin, parcel)
    if hasattr(plugin, "headers"):  # webhooks; the robots have no place for an id
        plugin.headers[HEADER] = parcel.uid
    return bool(plugin.notify(body=parcel.body, title=parcel.title, body_format=NotifyFormat.TEXT))


def _mailed(plugin: NotifyEmail, parcel: Parcel) -> bool:
    """Send a mail with a Message-ID of our own: the library's would be new at each attempt."""
    with AppriseSMTPController(
        host=plugin.smtp_host,
        port=plugin.port or 0,
        secure_mode=plugin.secure_mode or SMTPSecureMode.INSECURE,
        user=plugin.user,
        password=plugin.password,
        verify_certificate=plugin.verify_certificate,
        socket_connect_timeout=int(READ_S),
    ) as smtp:
        mails = NotifyEmail.prepare_emails(
            subject=parcel.title,
            body=parcel.body,
            notify_format=NotifyFormat.TEXT,
            from_addr=plugin.from_addr,
            to=plugin.targets,
            cc=plugin.cc,
            bcc=plugin.bcc,
            reply_to=plugin.reply_to,
            smtp_host=plugin.smtp_host,
            headers={**plugin.headers, HEADER: parcel.uid},
            names=plugin.names,
        )
        sender = str(plugin.from_addr[1])
        sent = [
            smtp.sendmail(sender, mail.to_addrs, _bearing_id(str(mail.body), parcel.uid))
            for mail in mails
        ]
    return bool(sent) and all(sent)


def _bearing_id(mail: str, uid: str) -> str:
    return MESSAGE_ID.sub(f"Message-ID: <{uid}@taizhang>", mail, count=1)


def without_secrets(said: str, url: str) -> str:
    """Return an error without any part of the address that could be a key, a name or a word."""
    for part in sorted(set(PART.findall(url.partition("://")[2])), key=len, reverse=True):
        said = said.replace(part, "…")
    return said
