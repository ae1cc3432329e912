"""Entries of items as the rules see them."""

from taizhang.record.models import Entry
from taizhang.rules.lifecycle.fold import Event
from taizhang.rules.lifecycle.states import Command


def event_of(entry: Entry) -> Event:
    """Return an entry as the rules see it."""
    return Event(entry.seq, entry.at, entry.by, Command(entry.command), entry.data)
