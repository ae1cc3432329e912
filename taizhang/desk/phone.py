"""The bar for the thumb: three buttons at most, for whoever opens the link on the street."""

from dataclasses import dataclass

from taizhang.desk.buttons import Button, Buttons
from taizhang.ledger.models import Item
from taizhang.rules.lifecycle.states import Command, RequestKind, State

C, R = Command, RequestKind
WITH_LEAD = {State.DISPATCHED, State.IN_PROGRESS}


@dataclass(frozen=True, slots=True)
class Thumb:
    """What the bar offers: accept at once, feed back with a photo, say that it is not ours."""

    accept: Button | None
    feedback: bool
    not_mine: Button | None
    primary: Button | None


def thumb_for(buttons: Buttons, item: Item) -> Thumb | None:
    """Return the bar's buttons; none where there is nothing to do."""
    accept = _able(buttons, C.ACCEPT)
    not_mine = _able(buttons, C.RETURN) or _able(buttons, R.REASSIGNMENT)
    if any(one.carries is C.SUBMIT for one in item.facts.requests):
        return None  # done and waiting to be signed: that stands above all else on the page
    works = State(item.state) in WITH_LEAD and bool(accept or _able(buttons, C.SUBMIT))
    if works:
        return Thumb(accept, True, not_mine, None)
    return Thumb(None, False, None, buttons.primary) if buttons.primary else None


def _able(buttons: Buttons, kind: Command | RequestKind) -> Button | None:
    found = buttons.find(kind)
    return found if found is not None and not found.reason else None
