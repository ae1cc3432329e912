"""The card 疑似重复: items that may be the same matter, with the way to merge into them."""

from datetime import datetime
from typing import NamedTuple
from urllib.parse import urlencode

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from taizhang.desk.buttons import Buttons
from taizhang.desk.seeing import is_of_an_office, items_for
from taizhang.ledger.alike import Likeness, alike
from taizhang.ledger.models import Item
from taizhang.org.actors import pack_of
from taizhang.rules.alike import Reason
from taizhang.rules.lifecycle.moves import MOVE
from taizhang.rules.lifecycle.states import Command, State
from taizhang.rules.lights import Light

STATES = (State.PROPOSED, State.REGISTERED)  # before it is anybody's
TAKING = MOVE[Command.ABSORB].sources  # a proposal takes nothing in before it is registered
WORDS = {
    Reason.SAME_POINT: _("同类别，位置相近"),
    Reason.SAME_PLACE: _("同类别、同地点"),
    Reason.SAME_WORDS: _("文字相近"),
}


class Alike(NamedTuple):
    """One line of the card."""

    number: str
    title: str
    url: str
    light: Light
    opened_at: datetime
    why: str
    merge: str  # address of the form, where the reader may merge


def alike_card(request: HttpRequest, item: Item, buttons: Buttons, now: datetime) -> list[Alike]:
    """Return what may be the same, to whoever could merge it."""
    if not is_of_an_office(request) or item.state not in STATES:
        return []
    button = buttons.find(Command.MERGE)
    form = button.url if button and not button.reason else ""
    found = alike(item, items_for(request), pack_of(request).district.alike)
    return [_line(one, form, now) for one in found]


def _line(one: Likeness, form: str, now: datetime) -> Alike:
    other = one.item
    to = {"survivor": other.number or other.tracking}
    return Alike(
        number=other.number or "",
        title=other.title,
        url=reverse("item-detail", args=(other.pk,)),
        light=other.light(now),
        opened_at=other.opened_at,
        why="、".join(str(WORDS[reason]) for reason in one.reasons),
        merge=f"{form}?{urlencode(to)}" if form and other.state in TAKING else "",
    )
