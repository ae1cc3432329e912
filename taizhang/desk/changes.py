"""What happened lately (昨日以来变化), told from the entries of the items that the reader sees."""

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from django.urls import reverse
from django.utils.translation import gettext

from taizhang.ledger.models import Involvement, ItemQuerySet
from taizhang.packs.load import Pack
from taizhang.record.models import Entry
from taizhang.rules.lifecycle.states import Command, RequestKind
from taizhang.web.labels import word_of

LOOKED_AT = 60
SHOWN = 10
TONES = {
    Command.VERIFY_PASS: "done", Command.CLOSE: "done", Command.VERIFY_FAIL: "red",
    Command.RETURN: "red", Command.REBOUND: "red", Command.ESCALATE: "red",
    Command.SUBMIT: "active", Command.ASK: "active",
}  # fmt: skip


class Change(NamedTuple):
    """The last thing that happened to an item, as a timeline shows it."""

    at: datetime
    title: str
    who: str
    body: str
    tone: str
    url: str


def changes(
    seen: ItemQuerySet, region: str, pack: Pack, *, since: datetime, within: str = ""
) -> list[Change]:
    """Return the last change of each item since a moment; `within` the unit that sees its own."""
    entries = Entry.objects.filter(region=region, kind="item", at__gte=since)
    if within:
        own = Involvement.objects.filter(region=region, unit=within)
        entries = entries.filter(stream__in=own.values("item"))
    latest: dict[int, Entry] = {}
    for entry in entries.order_by("-at", "-id")[:LOOKED_AT]:
        latest.setdefault(entry.stream, entry)
    shown = seen.filter(pk__in=list(latest)).values_list("pk", "number", "title")
    items = {pk: rest for pk, *rest in shown}
    told = [entry for entry in latest.values() if entry.stream in items][:SHOWN]
    return [_told(entry, items[entry.stream], pack) for entry in told]


def _told(entry: Entry, item: Sequence[str | None], pack: Pack) -> Change:
    number, title = item
    command = Command(entry.command)
    return Change(
        at=entry.at,
        title=_words(command, entry),
        who=pack.units.title(entry.unit) if entry.unit else gettext("系统"),
        body=f"{number or ''} {title}".strip(),
        tone=TONES.get(command, ""),
        url=reverse("item-detail", args=[entry.stream]),
    )


def _words(command: Command, entry: Entry) -> str:
    if command is Command.ASK:
        kind = word_of(RequestKind(entry.data["kind"]), "request")
        return gettext("申请%(what)s") % {"what": kind}
    return word_of(command, "command")
