"""How lights and states look: shape, tone and word, so that nothing depends on colour alone."""

from collections.abc import Mapping
from typing import Any, NamedTuple

from django.utils.functional import Promise
from django.utils.translation import gettext as in_their_language
from django.utils.translation import gettext_lazy as _

from taizhang.packs.model import KIND_WORDS, SIDE_WORDS, SOURCE_WORDS
from taizhang.rules import words
from taizhang.rules.lifecycle.states import State


class Mark(NamedTuple):
    """The look of one light: a shape for eyes that see no colour, and its word."""

    shape: str
    word: Promise


LIGHTS = {
    "green": Mark("●", _("正常")),
    "yellow": Mark("▲", _("临期")),
    "red": Mark("■", _("逾期")),
    "grey": Mark("○", _("办结")),
}
# Whose move it is decides the tone: not yet given out, with a unit, with a checker, over.
TONES: dict[State, str] = {
    State.PROPOSED: "plain",
    State.REGISTERED: "plain",
    State.DISPATCHED: "active",
    State.IN_PROGRESS: "active",
    State.SUSPENDED: "still",
    State.SUBMITTED: "check",
    State.DISCLOSED: "check",
    State.CLOSED: "done",
    State.ARCHIVED: "done",
    State.DECLINED: "ended",
    State.VOIDED: "ended",
    State.SUPERSEDED: "ended",
}
KINDS: dict[str, Mapping[Any, str]] = {
    "state": words.STATES,
    "command": words.COMMANDS,
    "request": words.REQUESTS,
    "outcome": words.OUTCOMES,
    "decline": words.DECLINES,
    "role": words.ROLES,
    "relation": words.RELATIONS,
    "level": words.LEVELS,
    "clock": words.CLOCKS,
    "choice": words.CHOICES,
    "source": SOURCE_WORDS,
    "side": SIDE_WORDS,
    "unit": KIND_WORDS,
}


def word_of(value: Any, kind: str) -> str:
    """Return the word that people use for a state, command or the like, in their language."""
    return in_their_language(KINDS[kind][value])
