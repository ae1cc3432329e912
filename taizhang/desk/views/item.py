"""The page of one item (事项): where it stands, what to do next, and all that happened."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from taizhang.desk import item_page
from taizhang.desk.alike_card import alike_card
from taizhang.desk.buttons import Button, Buttons, buttons_for
from taizhang.desk.forms.answers import AnswerForm, TakeBackForm
from taizhang.desk.forms.commands import CommandForm
from taizhang.desk.forms.occasions import Occasion, unit_names
from taizhang.desk.history import History, history_of
from taizhang.desk.phone import thumb_for
from taizhang.desk.requests import asked_of
from taizhang.desk.rows import source_word
from taizhang.desk.seeing import is_of_an_office, item_for, items_for, offices_for
from taizhang.intake.models import Document
from taizhang.ledger import actions
from taizhang.ledger.models import Item, Order
from taizhang.org.actors import actor_of, has_role, pack_of, region_of
from taizhang.packs.load import Pack
from taizhang.record.ids import number_of, short_code
from taizhang.rules.lifecycle.offers import answerable, offers
from taizhang.rules.lifecycle.states import Command, RequestKind, Role
from taizhang.rules.lights import Light
from taizhang.web.clock import now

C = Command
SHOWN = 50
TABS = ("children", "place", "repeats", "requests")
OF_TAB = {
    "requests": {C.ASK, C.GRANT, C.DENY, C.TAKE_BACK, C.LAPSE},
    "repeats": {C.REPEAT, C.ABSORB},
}
EMPTY = {
    "children": _("还没有分解子事项。"),
    "place": _("同一地点没有您能看到的其他事项。"),
    "repeats": _("没有重复诉求，也没有并入的事项。"),
}


@require_safe
def item(request: HttpRequest, item_id: int) -> HttpResponse:
    return render(request, "desk/item.html", page_of(request, item_for(request, item_id)))


def page_of(request: HttpRequest, item: Item) -> dict[str, Any]:
    """Return all that the page shows."""
    pack, at = pack_of(request), now()
    history = history_of(item.region, item.facts, pack)
    setting = actions.setting_of(item)
    actor = actor_of(request)
    buttons = buttons_for(item, offers(item.facts, actor, at, setting), pack)
    deciding = answerable(item.facts, actor, setting)
    tab = request.GET.get("tab", "")
    tab = tab if tab in TABS else ""
    shown = item_page.evidence_of(item, history, at)
    events = [e for e in history.events(at) if not tab or e.command in OF_TAB.get(tab, ())]
    return {
        **described(request, item, history, pack),
        "evidence": shown,
        "events": item_page.lines_of(events, shown, buttons, actor.person),
        "buttons": buttons,
        "wishes": [b for b in every_button(buttons) if isinstance(b.kind, RequestKind)],
        "form": primary_form(buttons, Occasion(item, pack, actor, at, history.choices())),
        "requests": [
            (asked, AnswerForm.fresh(item, at), TakeBackForm.fresh(item, at))
            for asked in asked_of(item, history, deciding, actor, at)
        ],
        "thumb": thumb_for(buttons, item),
        "alike": alike_card(request, item, buttons, at) if not tab else [],
        "tab": tab,
        "tabs": tabs_of(request, item, tab),
        "related": related(request, item, tab),
        "empty": EMPTY.get(tab, ""),
    }


def every_button(buttons: Buttons) -> list[Button]:
    """Return all buttons, what is allowed first."""
    first = [buttons.primary] if buttons.primary else []
    return [*first, *buttons.beside, *buttons.more, *buttons.refused]


def described(request: HttpRequest, item: Item, history: History, pack: Pack) -> dict[str, Any]:
    """Return what the page says of the item itself."""
    at = now()
    link = request.build_absolute_uri(reverse("item-short", args=(short_code(item.pk),)))
    campaign = pack.campaigns.get(item.campaign)
    category = pack.categories.get(item.category)
    sponsor = history.people.get(item.sponsor or 0)
    parent = items_for(request).filter(pk=item.parent).first() if item.parent else None
    return {
        "item": item,
        "light": item.light(at),
        "next_unit": pack.units.title(item.next_unit) if item.next_unit else "",
        "next_action": item_page.step_word(item),
        "signing": signing(item, pack),
        "words": history.first.get("words", ""),
        "criteria": history.said("criteria"),
        "basis": history.said("basis"),
        "source": source_word(item.source),
        "campaign": campaign.name if campaign else item.campaign,
        "category": category.name if category else "",
        "sponsor": sponsor.name if sponsor else "",
        "parent": parent,
        "documents": list(documents_of(request, item)),
        "concerned": item_page.concerned(item, history, pack),
        "clocks": item_page.clocks(item, history),
        "holds": history.holds(at),
        "urging": item_page.urging_words(item, pack, link, at),
        "is_office": is_of_an_office(request) and has_role(request, Role.SUPERVISOR, Role.INTAKE),
        "is_ours": item.next_unit == actor_of(request).unit,
        "calendar": pack.calendar,
        "unit_names": unit_names(pack.digest),
    }


def signing(item: Item, pack: Pack) -> str:
    """Return who is yet to sign the next action, where it has been asked for already."""
    asked = (one for one in item.facts.requests if one.carries and one.carries == item.next_action)
    return next((pack.units.title(one.decider) for one in asked), "")


def documents_of(request: HttpRequest, item: Item) -> Iterable[tuple[str, str]]:
    """Yield title and address of the documents that the item was made from, to who reads them."""
    own = Document.objects.of_region(item.region)
    readable = own.readable_by(actor_of(request), offices=offices_for(request))
    for document in readable.filter(requirements__items=item.pk).distinct():
        yield document.title, reverse("document-detail", args=(document.pk,))


def primary_form(buttons: Buttons, occasion: Occasion) -> CommandForm | None:
    """Return the form of the next action, open on the page; several items have their own pages."""
    primary = buttons.primary
    if primary is None or primary.offer is None:
        return None
    return CommandForm(primary.kind, primary.offer.fields, occasion)


def tabs_of(request: HttpRequest, item: Item, tab: str) -> list[tuple[str, str, bool, int | None]]:
    """Return the tabs; the first is the item itself."""
    labels: list[tuple[str, str, int | None]] = [
        ("", gettext("事项"), None),
        ("children", gettext("子事项"), len(item.facts.children)),
        ("place", gettext("同地点历史"), None),
        ("repeats", gettext("重复诉求"), item.repeats),
        ("requests", gettext("申请"), len(item.facts.requests)),
    ]
    here = tab if tab in TABS else ""
    return [
        (label, f"?tab={name}" if name else request.path, name == here, count)
        for name, label, count in labels
        if name != "place" or item.place
    ]


@dataclass(frozen=True, slots=True)
class Row:
    """Another item, in a tab of this one."""

    item: Item
    light: Light
    lead: str


def related(request: HttpRequest, item: Item, tab: str) -> list[Row]:
    """Return the items of a tab that the reader may see."""
    mine = items_for(request).for_lists().exclude(pk=item.pk)
    found = Item.objects.none()
    if tab == "children":
        found = mine.filter(parent=item.pk).order_by("number", "pk")
    elif tab == "place" and item.place:
        found = mine.filter(place=item.place).newest_first()
    elif tab == "repeats":
        found = mine.filter(survivor=item.pk).newest_first()
    return rows_of(request, found[:SHOWN])


def rows_of(request: HttpRequest, items: Iterable[Item]) -> list[Row]:
    """Return items as lines of a small table."""
    units, at = pack_of(request).units, now()
    return [Row(one, one.light(at), units.title(one.lead)) for one in items]


@require_safe
def order(request: HttpRequest, order_id: int) -> HttpResponse:
    """Show an order (交办单): the items that it groups, as far as the reader sees them."""
    found = get_object_or_404(Order, region=region_of(request), pk=order_id)
    mine = items_for(request).for_lists().filter(order=found.pk).order_by("number")
    rows = rows_of(request, mine)
    if not rows:
        raise Http404
    given = {
        "order": found,
        "rows": rows,
        "done": sum(row.item.finished for row in rows),
        "may_notify": is_of_an_office(request) and has_role(request, Role.SUPERVISOR, Role.INTAKE),
    }
    return render(request, "desk/item_order.html", given)


@require_safe
def short(request: HttpRequest, code: str) -> HttpResponse:
    """Lead a short link to its item, whoever may see it."""
    try:
        number = number_of(code)
    except ValueError:
        number = 0
    return redirect("item-detail", item_for(request, number).pk)
