"""What a form says of limits and evidence, reckoned for the very item (提示)."""

from datetime import datetime, timedelta

from django.utils.translation import gettext

from taizhang.desk.forms.grounds import lead_on_ground, sponsor_on_ground
from taizhang.desk.forms.occasions import Occasion
from taizhang.desk.forms.suggesting import HANDING_OUT
from taizhang.rules.clock import due
from taizhang.rules.lifecycle.states import Command, Outcome, RequestKind
from taizhang.web.labels import word_of
from taizhang.web.moments import limit_words, moment_words

C, R = Command, RequestKind


def reckoned(kind: Command | RequestKind, name: str, occasion: Occasion) -> str:
    """Return the hint of a field that depends on the item, or nothing."""
    if (kind, name) == (R.EXTENSION, "until"):
        return _of_extension(occasion)
    if (kind, name) == (R.SUSPENSION, "until"):
        days = occasion.item.facts.regime.limits.suspension_days
        last = _said(occasion.now + timedelta(days=days), occasion.now)
        return gettext("最长%(days)s天，至%(last)s。") % {"days": days, "last": last}
    if (name == "lead" and kind in HANDING_OUT) or name == "believed":
        return lead_on_ground(kind, name, occasion)
    if name == "sponsor":
        return sponsor_on_ground(occasion)
    if (kind, name) == (C.SUBMIT, "evidence"):
        return _of_evidence(occasion)
    return ""


def by_rule(occasion: Occasion) -> str:
    """Return until when an item is to be handled if nobody says otherwise."""
    limit = occasion.item.facts.regime.limits.handling
    at = due(occasion.now, limit, occasion.pack.calendar).at
    words = gettext("从次日算起；两项都不填，按规定为%(limit)s，到%(at)s。")
    return words % {"limit": limit_words(limit), "at": _said(at, occasion.now)}


def _of_extension(occasion: Occasion) -> str:
    facts = occasion.item.facts
    handling = facts.moments.get("handling")
    if handling is None:
        return ""
    words = gettext("现在的时限是%(at)s；本轮还可延期%(left)s次。")
    left = facts.regime.guards.extensions - facts.extensions
    return words % {"at": _said(handling.at, occasion.now), "left": left}


def _of_evidence(occasion: Occasion) -> str:
    wanted = occasion.item.facts.regime.evidence
    parts = [
        gettext("“%(outcome)s”至少附%(n)s份")
        % {"outcome": word_of(Outcome(name), "outcome"), "n": n}
        for name, n in wanted.items()
        if n
    ]
    return "；".join(parts) + "。" if parts else ""


def _said(at: datetime, now: datetime) -> str:
    return moment_words(at, now, with_time=True)
