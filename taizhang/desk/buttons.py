"""The buttons of an item: the next action before all, the rest under 更多, with reasons."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext

from taizhang.ledger.models import Item
from taizhang.packs.load import Pack
from taizhang.rules.lifecycle.offers import Offer
from taizhang.rules.lifecycle.states import Command, RequestKind, Who
from taizhang.rules.words import RELATIONS
from taizhang.web.labels import word_of

C, R = Command, RequestKind
FIRST_SENTENCE = re.compile(r"(?<=。)|(?<=\.)\s")
# What nobody presses on this page: the reporter rates on the public page.
UNSEEN = {C.RATE}
# What stands beside the next action, since it is the other answer to the same question.
BESIDE: dict[Command, tuple[Command | RequestKind, ...]] = {
    C.REGISTER: (C.DECLINE,),
    C.ACCEPT: (C.RETURN,),
    C.REPORT_PROGRESS: (C.SUBMIT,),
    C.SUBMIT: (C.REPORT_PROGRESS,),
    C.VERIFY_PASS: (C.VERIFY_FAIL,),
    C.REVISIT_PASS: (C.REBOUND,),
}
# Where another is to act next: what this reader most likely came for, the likeliest first.
LIKELY = (C.REPORT_PROGRESS, C.WITHDRAW, C.URGE, C.ANNOTATE)


@dataclass(frozen=True, slots=True)
class Button:
    """One thing to do: where its form is, or why not."""

    kind: Command | RequestKind
    label: str
    url: str
    reason: str = ""
    signer: str = ""  # who has to sign it
    offer: Offer | None = None

    @property
    def brief(self) -> str:
        """Return the reason without the list of what could be done instead: the page shows that."""
        return FIRST_SENTENCE.split(self.reason, maxsplit=1)[0]


@dataclass(frozen=True, slots=True)
class Buttons:
    """What the reader may do with an item, sorted as the page shows it."""

    primary: Button | None
    beside: Sequence[Button]
    more: Sequence[Button]
    refused: Sequence[Button]

    def find(self, kind: Command | RequestKind) -> Button | None:
        """Return the button of a command or request, whether it is allowed or not."""
        first = (self.primary,) if self.primary else ()
        every = (*first, *self.beside, *self.more, *self.refused)
        return next((button for button in every if button.kind is kind), None)


def buttons_for(item: Item, offered: Iterable[Offer], pack: Pack) -> Buttons:
    """Return the buttons for what is offered."""
    shown = [offer for offer in offered if _is_shown(offer, item, pack)]
    able = [button_of(item, offer) for offer in shown if offer.is_allowed]
    refused = [button_of(item, offer) for offer in shown if not offer.is_allowed]
    primary = _primary(able)
    wanted = BESIDE.get(primary.kind, ()) if primary and isinstance(primary.kind, C) else ()
    beside = [button for button in able if button.kind in wanted]
    taken = {primary.kind if primary else None, *(button.kind for button in beside)}
    return Buttons(primary, beside, [b for b in able if b.kind not in taken], refused)


def _is_shown(offer: Offer, item: Item, pack: Pack) -> bool:
    if offer.command is C.REBASE and item.facts.pack == pack.digest:
        return False
    return offer.concerns and offer.command not in UNSEEN


def _primary(able: Sequence[Button]) -> Button | None:
    if able and able[0].offer is not None and able[0].offer.is_next:
        return able[0]
    for kind in LIKELY:
        found = next((button for button in able if button.kind is kind), None)
        if found is not None:
            return found
    return None


def button_of(item: Item, offer: Offer) -> Button:
    """Return the button of one offer."""
    kind = kind_of(offer)
    what = "request" if isinstance(kind, RequestKind) else "command"
    word = word_of(kind, what)
    label = gettext("申请%(what)s") % {"what": word} if what == "request" else word
    reason = offer.refused.said(gettext) if offer.refused else ""
    signer = gettext(RELATIONS[Who(offer.signer)]) if offer.signer else ""
    return Button(kind, label, url_of_form(item, kind), reason, signer, offer)


def kind_of(offer: Offer) -> Command | RequestKind:
    """Return what an offer is of: a command, or the kind of a request."""
    return offer.kind if offer.kind is not None else offer.command


def url_of_form(item: Item, kind: Command | RequestKind) -> str:
    """Return where the form of a command or request is."""
    name = "item-ask" if isinstance(kind, RequestKind) else "item-act"
    return reverse(name, args=(item.pk, kind.value))
