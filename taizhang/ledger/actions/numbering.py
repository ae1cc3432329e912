"""Numbers (编号): without gaps in a region and year; children and orders count under a parent's."""

from datetime import datetime

from taizhang.ledger import terms
from taizhang.ledger.actions.writing import Held
from taizhang.ledger.models import Item
from taizhang.ledger.numbers import SERIES
from taizhang.record.actions import take_number
from taizhang.rules.workdays import SHANGHAI


def number_for(held: Held, at: datetime) -> str:
    """Return the number that an item takes when it is registered."""
    if held.facts.parent is not None:
        return _child_number(held.facts.parent)
    return next_number(held.region, at, terms.of(held.facts.pack))


def next_number(region: str, at: datetime, now: terms.Terms) -> str:
    """Take the next number of the region and year; its row stays locked to the end."""
    year = at.astimezone(SHANGHAI).year
    return now.number(year, take_number(region=region, year=year, kind=SERIES))


def numbered(parent: str, n: int) -> str:
    """Return the n-th number under a number (parent-01)."""
    return f"{parent}-{n:02d}"


def _child_number(parent: int) -> str:
    siblings = Item.objects.filter(parent=parent, number__isnull=False).count()
    number = Item.objects.filter(pk=parent).values_list("number", flat=True).get()
    return numbered(number or str(parent), siblings + 1)
