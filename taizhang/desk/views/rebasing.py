"""Many items to the edition in force (批量换版): what changes is seen before it is done."""

from collections.abc import Iterator
from dataclasses import fields
from typing import NamedTuple

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from taizhang.desk.views.bulk import (
    back_to_list,
    chosen_items,
    give_all,
    given_for,
    lines_of,
    page_of,
    require_supervisor,
)
from taizhang.ledger import actions
from taizhang.ledger.actions import Given
from taizhang.ledger.command_ids import new_command_id
from taizhang.ledger.models import Item
from taizhang.org.actors import actor_of, pack_of
from taizhang.packs.limits import words_of_limit
from taizhang.packs.load import Pack
from taizhang.rules.clock import Limit
from taizhang.rules.lifecycle.facts import Facts
from taizhang.rules.lifecycle.guards import Step
from taizhang.rules.lifecycle.states import Command
from taizhang.rules.refused import Refused
from taizhang.rules.words import CLOCKS, LIMITS
from taizhang.web.clock import now
from taizhang.web.moments import moment_words

SAME = _("已是现行版本")


class Shift(NamedTuple):
    """One thing about an item that the new edition changes, in words."""

    what: str
    was: str
    now: str


@require_http_methods(["GET", "POST"])
def rebase(request: HttpRequest) -> HttpResponse:
    """Move the chosen items to the edition in force, or show what that would change."""
    require_supervisor(request)
    items, pack = chosen_items(request), pack_of(request)
    wrong = {item.pk: str(SAME) for item in items if item.facts.pack == pack.digest}
    reason = request.POST.get("reason", "").strip()
    carried = {"pack": pack.digest, "reason": reason or gettext("按现行制度包办理")}
    if request.method == "POST" and reason:
        chosen = request.POST.getlist("ids")
        given = [
            given_for(request.POST, item, Command.REBASE, carried)
            for item in items
            if str(item.pk) in chosen
        ]
        done = give_all(request, given)
        if isinstance(done, int):
            messages.success(request, gettext("已换版%(n)s件。") % {"n": done})
            return back_to_list(request)
        wrong |= done
    shifts: dict[int, list[Shift]] = {}
    for item in items:
        if item.pk not in wrong:
            try:
                shifts[item.pk] = list(_shifts(request, item, carried, pack))
            except Refused as refused:
                wrong[item.pk] = refused.said(gettext)
    lines = lines_of(request, items, wrong)
    shown = [(line, shifts.get(line.row.id, [])) for line in lines]
    return page_of(
        request, "desk/bulk_rebase.html", lines, request.method == "POST", shown=shown,
        reason=carried["reason"],
    )  # fmt: skip


def _shifts(
    request: HttpRequest, item: Item, carried: dict[str, str], pack: Pack
) -> Iterator[Shift]:
    """Yield what changes for one item: when things are due, who acts, by which rules."""
    at = now()
    given = Given(item.pk, Command.REBASE, carried, new_command_id(at))
    before, after = item.facts, actions.previewed(item, given, by=actor_of(request), at=at)
    for clock, moment in after.moments.items():
        was = before.moments.get(clock)
        if was is None or was.at != moment.at:
            said = moment_words(was.at, at, with_time=True) if was else ""
            yield Shift(gettext(CLOCKS[clock]), said, moment_words(moment.at, at, with_time=True))
    yield from _units(before, after, pack)
    yield from _rules(before, after)


def _units(before: Facts, after: Facts, pack: Pack) -> Iterator[Shift]:
    words = {"lead": _("牵头"), "area": _("属地"), "supervising_unit": _("督办单位")}
    for name, word in words.items():
        was, new = getattr(before, name), getattr(after, name)
        if was != new:
            yield Shift(str(word), pack.units.title(was or ""), pack.units.title(new or ""))


def _rules(before: Facts, after: Facts) -> Iterator[Shift]:
    old, new = before.regime, after.regime
    for each in fields(old.limits):
        was, now = getattr(old.limits, each.name), getattr(new.limits, each.name)
        if was != now:
            what = gettext("%(clock)s时限") % {"clock": gettext(LIMITS[each.name])}
            yield Shift(what, _words(was), _words(now))
    if old.steps != new.steps:
        yield Shift(gettext("核查步骤"), _steps(old.steps), _steps(new.steps))


def _words(value: Limit | int | None) -> str:
    if isinstance(value, Limit):
        return words_of_limit(value)
    return gettext("%(n)s天") % {"n": value} if value is not None else ""


def _steps(steps: tuple[Step, ...]) -> str:
    return " → ".join(f"{step.name}（{words_of_limit(step.limit)}）" for step in steps)
