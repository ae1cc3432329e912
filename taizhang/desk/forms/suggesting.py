"""What the form of a command begins with: taken from category, duty list and the item itself."""

from typing import Any

from taizhang.desk.forms.occasions import Occasion
from taizhang.org.models import Person
from taizhang.rules.duties import Answer
from taizhang.rules.lifecycle.states import Command, RequestKind

C, R = Command, RequestKind
REGISTERING = {C.REGISTER, C.HAND_OVER, C.FIX_ON_SPOT}
HANDING_OUT = {C.DISPATCH, C.ARBITRATE, C.HAND_OVER}
Begin = dict[str, Any]


def suggestions(kind: Command | RequestKind, occasion: Occasion) -> Begin:
    """Return what the form begins with."""
    begin: Begin = {}
    if kind in REGISTERING:
        begin |= _of_registering(occasion)
    if kind in HANDING_OUT or kind is C.FIX_ON_SPOT:
        begin |= _of_handing_out(occasion)
    if kind in (C.RETURN, R.REASSIGNMENT):
        begin |= _of_another_duty(occasion)
    return begin | _of_the_item(kind, occasion)


def _of_registering(occasion: Occasion) -> Begin:
    return {
        "category": occasion.suggested_category(),
        "basis": occasion.basis(),
        "supervising_unit": occasion.campaign.parts.supervising,
    }


def _of_handing_out(occasion: Occasion) -> Begin:
    first = next(iter(occasion.answers()), None)
    if first is None:
        return {}
    return {
        "lead": first.lead if first.is_firm else "",
        "supports": list(first.supports),
        "area": first.area or occasion.item.area,
        "sponsor": sponsor_of(first, occasion),
        "clause": first.clause,
        "stands_in": first.fallback,
    }


def sponsor_of(answer: Answer, occasion: Occasion) -> int | None:
    """Return the person who sponsors (包保) the place or project, where the account is known."""
    if answer.sponsor is None or not answer.sponsor.person:
        return occasion.item.sponsor
    people = Person.objects.of_region(occasion.item.region).active()
    return people.filter(username=answer.sponsor.person).values_list("id", flat=True).first()


def _of_another_duty(occasion: Occasion) -> Begin:
    """Return whom the duty list itself names, where that is not the present lead."""
    first = next(iter(occasion.answers()), None)
    if first is None or first.lead == occasion.item.lead:
        return {}
    return {"believed": first.lead, "clause": first.clause}


def _of_the_item(kind: Command | RequestKind, occasion: Occasion) -> Begin:
    item = occasion.item
    units = {"supports": item.support_units, "area": item.area, "sponsor": item.sponsor}
    begins: dict[Command | RequestKind, Begin] = {
        C.AMEND: units,
        C.REPORT_PROGRESS: {"percent": item.percent},
        C.SUBMIT: {"outcome": "standing" if item.standing else "solved"},
        C.ACCEPT: {"handler": occasion.actor.person},
        C.REBASE: {"pack": occasion.pack.digest},
    }
    return begins.get(kind, {})
