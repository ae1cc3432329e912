"""The time account of one item (计时明细), from its entries and its pinned calendar."""

from dataclasses import dataclass
from datetime import datetime

from taizhang.ledger import terms
from taizhang.ledger.events import event_of
from taizhang.ledger.models import Item
from taizhang.packs.load import Pack
from taizhang.record.models import Entry
from taizhang.rules.attribution import Account, account
from taizhang.rules.clock_runs import ClockRun, clock_runs
from taizhang.rules.derivation import Promise, promise_of


@dataclass(frozen=True, slots=True)
class TimeBook:
    """Everything that is to be said of an item's time up to a moment."""

    item: Item
    pack: Pack
    now: datetime
    account: Account
    runs: list[ClockRun]
    promise: Promise | None

    @property
    def is_of_another_edition(self) -> bool:
        """Return whether the calendar at hand is no longer the one that was pinned."""
        return self.account.facts.calendar != self.pack.calendar.edition


def time_book(item: Item, now: datetime) -> TimeBook:
    """Return the time account of an item up to `now`, with one query."""
    pack = terms.of(item.facts.pack).pack
    events = [event_of(entry) for entry in Entry.objects.of(item.region, "item", item.pk)]
    found = account(item.pk, events, pack.calendar, now)
    past = [event for event in events if event.at <= now]
    promise = promise_of(found.facts, pack.calendar)
    return TimeBook(item, pack, now, found, clock_runs(item.pk, past), promise)
