"""What if (试算): what a deadline would come to, what lies between, who has how much then."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import NamedTuple

from django.core.exceptions import ValidationError
from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.dateparse import parse_datetime
from django.utils.timezone import is_naive, localtime, make_aware
from django.views.decorators.http import require_safe

from taizhang.desk.deadline_words import rest_lines
from taizhang.desk.forms.fields import codes_of
from taizhang.desk.seeing import item_for, items_for
from taizhang.ledger.models import Item
from taizhang.org.actors import pack_of
from taizhang.packs.load import Pack
from taizhang.rules.clock import PRINTED, Limit, TimeUnit
from taizhang.rules.derivation import Derivation, between, explain
from taizhang.web.clock import now

MOST_DAYS, MOST_UNITS = 250, 5
FARTHEST = timedelta(days=3660)
WEEK = timedelta(days=7)


class Load(NamedTuple):
    """How much a unit has to finish in the week of a moment."""

    unit: str
    items: int


@dataclass(frozen=True, slots=True)
class WhatIf:
    """A deadline that is thought of."""

    at: datetime
    lines: tuple[str, ...]
    loads: tuple[Load, ...]


@require_safe
def what_if(request: HttpRequest) -> HttpResponse:
    """Say what the deadline in a form would mean, while it is being filled in."""
    at, pack = now(), pack_of(request)
    number = request.GET.get("item", "")
    item = item_for(request, int(number)) if number.isdecimal() else None
    found = _thought_of(request, pack, at)
    if found is None:
        return render(request, "desk/what_if.html", {"found": None})
    loads = tuple(_loads(request, pack, item, found.at))
    shown = WhatIf(found.at, tuple(rest_lines(found, is_set=not found.limit.is_working)), loads)
    return render(request, "desk/what_if.html", {"found": shown})


def _thought_of(request: HttpRequest, pack: Pack, at: datetime) -> Derivation | None:
    days = request.GET.get("days", "")
    if days.isdecimal() and 0 < int(days) <= MOST_DAYS:
        return explain(at, Limit(int(days), TimeUnit.WORK_DAY, PRINTED), pack.calendar)
    moment = _moment(request.GET.get("deadline") or request.GET.get("until") or "")
    if moment is None or not at < moment < at + FARTHEST:
        return None
    return between(at, moment, pack.calendar)


def _moment(text: str) -> datetime | None:
    try:
        moment = parse_datetime(text)
    except ValueError:
        return None
    return make_aware(moment) if moment is not None and is_naive(moment) else moment


def _loads(request: HttpRequest, pack: Pack, item: Item | None, at: datetime) -> Iterator[Load]:
    """Yield what the units in question already have to finish in that week, the fullest first."""
    midnight = localtime(at).replace(hour=0, minute=0, second=0, microsecond=0)
    monday = midnight - timedelta(days=midnight.weekday())
    week = items_for(request).unfinished().filter(due_at__gte=monday, due_at__lt=monday + WEEK)
    units = _units(request, pack, item)
    counted = week.filter(lead__in=units).order_by().values_list("lead").annotate(n=Count("pk"))
    counts: dict[str, int] = dict(counted)
    for code in sorted(units, key=lambda code: -counts.get(code, 0))[:MOST_UNITS]:
        yield Load(pack.units.title(code), counts.get(code, 0))


def _units(request: HttpRequest, pack: Pack, item: Item | None) -> list[str]:
    named = [name for key in ("lead", "units") for name in request.GET.getlist(key) if name]
    codes = [code for name in named for code in _codes(pack, name)]
    if not codes and item is not None and item.lead:
        codes = [item.lead]
    return list(dict.fromkeys(codes))


def _codes(pack: Pack, name: str) -> tuple[str, ...]:
    try:
        return codes_of(pack.units, name)
    except ValidationError:
        return ()
