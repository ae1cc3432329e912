"""Unit × state × light (单位×状态×灯), printable and linked; and how one unit is doing."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from taizhang.desk.downloads import download
from taizhang.desk.filters import Filter
from taizhang.desk.paging import page_of
from taizhang.desk.rows import Rowing
from taizhang.desk.seeing import is_of_an_office, items_for
from taizhang.desk.tally import (
    LIGHTS,
    STATES,
    UnitLine,
    by_unit,
    figures_of,
    name_of,
    state_words,
)
from taizhang.ledger.models import ItemQuerySet
from taizhang.org.actors import acting_in, actor_of, pack_of, region_of
from taizhang.papers.matrix import Lights, Matrix, matrix_docx, matrix_xlsx
from taizhang.web.clock import now
from taizhang.web.labels import LIGHTS as MARKS

PAPERS = {"docx": matrix_docx, "xlsx": matrix_xlsx}
Part = tuple[str, str, str, int, str]


@require_safe
def table(request: HttpRequest) -> HttpResponse:
    if not is_of_an_office(request):
        return _unit_page(request, actor_of(request).unit or "")
    pack, campaign = pack_of(request), _campaign(request)
    lines = by_unit(_seen(request, campaign), pack, now=now())
    given = {
        "states": state_words(),
        "lines": [_linked(line, campaign) for line in lines],
        "totals": _linked(_total(lines), campaign),
        "campaign": campaign,
        "campaigns": [(c.code, c.name) for c in pack.campaigns.values()],
        "query": f"?campaign={campaign}" if campaign else "",
    }
    return render(request, "desk/unit_table.html", given)


def _campaign(request: HttpRequest) -> str:
    wanted = request.GET.get("campaign", "")
    return wanted if wanted in pack_of(request).campaigns else ""


def _seen(request: HttpRequest, campaign: str) -> ItemQuerySet:
    seen = items_for(request)
    return seen.filter(campaign=campaign) if campaign else seen


def _total(lines: list[UnitLine]) -> UnitLine:
    cells = (line.cells for line in lines)
    sums = tuple(sum(column, Lights()) for column in zip(*cells, strict=True))
    return UnitLine("", gettext("合计"), sums or tuple(Lights() for _ in STATES))


def _linked(line: UnitLine, campaign: str) -> dict[str, Any]:
    """Return a line whose every number leads to the rows that it counts."""
    ledger = reverse("item-list")

    def parts(lights: Lights, state: str) -> list[Part]:
        chosen = Filter(unit=line.code, campaign=campaign, state=state)
        return [
            (light, *_mark(light), n, ledger + chosen.query(light=light))
            for light, n in zip(LIGHTS, lights.counts, strict=False)
            if n
        ]

    named = zip(state_words(), line.cells, STATES, strict=True)
    cells = [(word, parts(one, state)) for word, one, state in named]
    url = reverse("unit-detail", args=[line.code]) if line.code not in ("", "-") else ""
    cells.append((gettext("合计"), parts(line.whole, "")))
    return {"name": line.name, "url": url, "cells": cells}


def _mark(light: str) -> tuple[str, str]:
    return MARKS[light].shape, str(MARKS[light].word)


@require_safe
def export(request: HttpRequest, kind: str) -> HttpResponse:
    """Return the table as docx or xlsx."""
    if kind not in PAPERS:
        raise Http404
    if not is_of_an_office(request):
        raise PermissionDenied(gettext("全区汇总表由督查部门制发。"))
    pack, campaign, at = pack_of(request), _campaign(request), now()
    lines = by_unit(_seen(request, campaign), pack, now=at)
    matrix = Matrix(
        title=gettext("未销号事项分单位汇总表"),
        states=state_words(),
        rows=tuple((line.name, line.cells) for line in lines),
        as_of=at,
        subtitle=pack.campaigns[campaign].name if campaign else pack.district.name,
        author=acting_in(request).person.full_name,
    )
    return download(PAPERS[kind](matrix), gettext("分单位汇总表"), kind, at)


@require_safe
def unit(request: HttpRequest, unit: str) -> HttpResponse:
    """Show one unit: the office may look at any, a unit at itself."""
    if unit not in pack_of(request).units:
        raise Http404
    if not is_of_an_office(request) and unit != actor_of(request).unit:
        raise Http404
    return _unit_page(request, unit)


def _unit_page(request: HttpRequest, code: str) -> HttpResponse:
    pack, at = pack_of(request), now()
    led = items_for(request).filter(lead=code or "-")
    chosen = Filter(tab="late", unit=code)
    late, more = page_of(led.for_lists().overdue(now=at), chosen.order)
    lines = by_unit(led, pack, now=at)
    given = {
        "name": name_of(code, pack),
        "states": state_words(),
        "line": _linked(lines[0], "") if lines else None,
        "figures": figures_of(led, region_of(request), code, now=at),
        "rows": Rowing(pack, at).rows(late),
        "more": reverse("item-list") + chosen.query() if more else "",
        "is_own": code == actor_of(request).unit,
    }
    return render(request, "desk/unit_detail.html", given)
