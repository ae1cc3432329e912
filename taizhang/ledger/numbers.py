"""Numbers without gaps: as many as the counter gave out, none twice."""

from collections import Counter as Tally
from collections.abc import Iterator

from taizhang.ledger.models import Item, Order
from taizhang.record.checks import Breach
from taizhang.record.models import Counter, Entry
from taizhang.rules.lifecycle.states import Command

KIND = "item"
SERIES = "item"


def number_breaches(region: str | None) -> Iterator[Breach]:
    """Yield the regions whose counter gave out more or fewer numbers than items and orders have."""
    given: Tally[str] = Tally()
    for counter in Counter.objects.filter(kind=SERIES):
        given[counter.region] += counter.value
    taken: Tally[str] = Tally()
    own = Item.objects.filter(number__isnull=False, parent__isnull=True, order__isnull=True)
    for rows in (own, Order.objects.all()):
        taken.update(rows.order_by().values_list("region", flat=True).iterator())
    # what was taken over from an old ledger keeps the number that it had there
    brought = Entry.objects.filter(kind=KIND, seq=1, command=Command.TAKE_OVER.value)
    taken.subtract(brought.order_by().values_list("region", flat=True).iterator())
    for each in sorted(set(given) | set(taken)):
        if region in (None, each) and given[each] != taken[each]:
            what = f"计数器发出 {given[each]} 个编号，事项和交办单共用 {taken[each]} 个"
            yield Breach(f"编号 {each}", what)
