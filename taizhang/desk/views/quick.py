"""＋快速交办: what is said in a meeting is handed over before the next sentence is spoken."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from taizhang.desk.actions.handing_over import hand_over_on_the_spot, hand_over_quickly
from taizhang.desk.forms.likely import suggested
from taizhang.desk.forms.occasions import unit_names
from taizhang.desk.forms.quick import QuickForm, SpotForm, moment_in
from taizhang.desk.item_page import urging_words
from taizhang.desk.seeing import is_of_an_office, items_for
from taizhang.desk.views.keeping import kept, with_kept
from taizhang.ledger.models import Item
from taizhang.org.actors import acting_in, actor_of, has_role, pack_of, region_of
from taizhang.record.ids import short_code
from taizhang.rules.lifecycle.states import Role
from taizhang.rules.refused import Refused
from taizhang.web.clock import now, today

UNPROCESSABLE, FORBIDDEN = 422, 403
SUGGESTING = ("title", "place", "category", "campaign")
DAYS = (1, 3, 5, 10, 20)  # what meetings usually grant


def _is_for_spot(request: HttpRequest) -> bool:
    return has_role(request, Role.INSPECTOR) and not _may_order(request)


def _may_order(request: HttpRequest) -> bool:
    roles = actor_of(request).roles
    return is_of_an_office(request) and {Role.INTAKE, Role.SUPERVISOR} <= roles


@never_cache
@require_http_methods(["GET", "POST"])
def quick(request: HttpRequest) -> HttpResponse:
    if not _may_order(request) and not has_role(request, Role.INSPECTOR):
        return render(request, "desk/quick_refused.html", status=FORBIDDEN)
    at = now()
    make = SpotForm if _is_for_spot(request) else QuickForm
    if request.method != "POST":
        begin = {name: request.GET[name] for name in ("title", "place") if name in request.GET}
        return _shown(request, make(pack_of(request), at, initial=begin))
    form = make(pack_of(request), at, request.POST, request.FILES)
    if not form.is_valid():
        return _shown(request, form, UNPROCESSABLE)
    try:
        hashes = kept(
            form.files_handed(), region=region_of(request), person=actor_of(request).person, at=at
        )
        data = with_kept(request.POST, hashes, actor_of(request).person)
        form = make(pack_of(request), at, data, MultiValueDict())
        form.is_valid()
        items = _handed_over(request, form, hashes.get("evidence", []), at)
    except Refused as refused:
        form.add_error(None, refused.said(gettext))
        return _shown(request, form, UNPROCESSABLE)
    messages.success(request, gettext("已交办%(n)s件。") % {"n": len(items)})
    numbers = ",".join(str(item.pk) for item in items)
    return redirect(f"{reverse('quick-done')}?items={numbers}")


def _handed_over(
    request: HttpRequest, form: QuickForm, evidence: list[str], at: datetime
) -> list[Item]:
    given = form.cleaned_data
    common: dict[str, Any] = {
        "by": actor_of(request),
        "at": at,
        "command_id": given["command_id"],
    }
    region = region_of(request)
    if isinstance(form, SpotForm):
        handing = {**form.handing(acting_in(request).person.full_name), "evidence": evidence}
        return hand_over_on_the_spot(region, form.proposal(), handing, given["units"], **common)
    return hand_over_quickly(
        region, given["title"], given["units"], evidence, **common, **form.carried()
    )


def _shown(request: HttpRequest, form: QuickForm, status: int = 200) -> HttpResponse:
    pack = pack_of(request)
    said = {name: str(form[name].value() or "") for name in SUGGESTING}
    given = {
        "form": form,
        "unit_names": unit_names(pack.digest),
        "days": [(n, moment_in(pack, n, now())) for n in DAYS],
        "groups": [(name, len(codes)) for name, codes in _groups(request)],
        "suggested": suggested(pack, said["title"], on=today(), **_typed(said)),
        "is_spot": isinstance(form, SpotForm),
        "kinds": list(dict.fromkeys(one.group for one in pack.categories.values())),
    }
    return render(request, "desk/quick.html", given, status=status)


def _groups(request: HttpRequest) -> list[tuple[str, tuple[str, ...]]]:
    """Return the groups under their own names, without the other ways to say them."""
    pack = pack_of(request)
    every = pack.units.groups()
    own = (group.name for group in pack.district.groups)
    return [(name, every[name]) for name in own if every.get(name)]


@require_safe
def done(request: HttpRequest) -> HttpResponse:
    """Show what was handed over, with links and words to send."""
    numbers = [int(word) for word in request.GET.get("items", "").split(",") if word.isdigit()]
    pack, at = pack_of(request), now()
    rows = []
    for item in items_for(request).filter(pk__in=numbers[:100]).order_by("number", "pk"):
        link = request.build_absolute_uri(reverse("item-short", args=(short_code(item.pk),)))
        words = urging_words(item, pack, link, at)
        rows.append((item, pack.units.title(item.lead), words))
    everything = "\n".join(words for *_, words in rows)
    given = {"rows": rows, "everything": everything, "order": rows[0][0].order if rows else None}
    return render(request, "desk/quick_done.html", given)


@require_safe
def moment(request: HttpRequest) -> HttpResponse:
    """Say when so many working days are over, while they are being typed."""
    days = request.GET.get("days", "")
    count = int(days) if days.isdigit() and 0 < int(days) <= 250 else 0
    at = moment_in(pack_of(request), count, now()) if count else None
    return render(request, "desk/quick_moment.html", {"at": at})


@require_safe
def suggest(request: HttpRequest) -> HttpResponse:
    """Say what the words may mean while they are being typed: category, street, and who leads."""
    said = {name: request.GET.get(name, "")[:300] for name in SUGGESTING}
    found = suggested(pack_of(request), said["title"], on=today(), **_typed(said))
    given = {"suggested": found, "is_late": True, "is_spot": _is_for_spot(request)}
    return render(request, "desk/quick_suggested.html", given)


def _typed(said: Mapping[str, str]) -> dict[str, str]:
    return {"place": said["place"], "choice": said["category"], "campaign": said["campaign"]}
