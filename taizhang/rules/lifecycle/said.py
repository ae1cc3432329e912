"""What an entry says about an item in so many words, and how that is read back."""

from collections.abc import Callable
from typing import Any

from taizhang.rules.lifecycle.facts import rungs_from, time_from


def _same(value: Any) -> Any:
    return value


_AS_SAID = (
    "source", "campaign", "category", "number", "tracking", "pack", "calendar", "standing",
    "reporter", "confidential", "parent", "survivor", "intake_unit", "inspecting_unit",
    "supervising_unit", "lead", "area", "point", "sponsor", "handler", "step", "reached",
    "deadline_kind", "level", "outcome",
)  # fmt: skip
SAID: dict[str, tuple[str, Callable[[Any], Any]]] = {
    **{name: (name, _same) for name in _AS_SAID},
    **{name: (name, tuple) for name in ("supports", "complained_of", "step_units", "successors")},
    "regime": ("regime_text", _same),
    "limit": ("handling_limit", _same),
    "original": ("original", time_from),
    "deadline_at": ("deadline", time_from),
    "finding": ("checked", _same),
    "revisits": ("revisits_left", _same),
    "old_number": ("number", _same),
    "rungs": ("rungs", rungs_from),
}
"""What an entry says about an item in so many words: key in its data → fact."""
