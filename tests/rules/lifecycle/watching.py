"""A regime that notes which of a campaign's choices the rules looked at to decide something.

Where two campaigns agree in what was looked at, the same follows in both: it is tried once.
"""

from collections.abc import Callable, Hashable
from dataclasses import fields
from typing import Any

from taizhang.rules.lifecycle.facts import Facts
from taizhang.rules.lifecycle.guards import Guards, Regime

CHOSEN = frozenset(f.name for f in fields(Guards))
_looked: set[str] = set()
_present: list[Regime] = []  # the regime of the campaign that is being walked


class WatchedGuards(Guards):
    """Guards that note which of them were asked for."""

    __slots__ = ()

    def __getattribute__(self, name: str) -> Any:
        if name in CHOSEN:
            _looked.add(name)
        return object.__getattribute__(self, name)


class WatchedRegime(Regime):
    """A regime with such guards; facts do not carry it as text, which would ask for them all."""

    __slots__ = ()

    def __getattribute__(self, name: str) -> Any:
        if name == "steps":  # there are as many as the guards say
            _looked.add(name)
        return object.__getattribute__(self, name)

    def dump(self) -> str:
        return ""


class WatchedFacts(Facts):
    """Facts under the regime that is being walked."""

    __slots__ = ()

    @property
    def regime(self) -> Regime:
        return _present[-1]


def watched(regime: Regime) -> WatchedRegime:
    """Return the same regime, watched."""
    guards = WatchedGuards(**{name: getattr(regime.guards, name) for name in CHOSEN})
    whole = {f.name: getattr(regime, f.name) for f in fields(Regime)}
    return WatchedRegime(**{**whole, "guards": guards})


def walk_under(regime: WatchedRegime) -> None:
    """Let watched facts have this regime from now on."""
    _present[:] = [regime]


class Known:
    """What follows from a place, for the choices that were looked at when it was tried."""

    def __init__(self) -> None:
        self._found: dict[Hashable, list[tuple[dict[str, Any], list[Facts]]]] = {}
        self.tried = 0

    def after(
        self, place: Hashable, guards: Guards, explore: Callable[[], list[Facts]]
    ) -> list[Facts]:
        """Return what follows from the place, exploring it only where a choice differs."""
        tried = self._found.setdefault(place, [])
        for asked, facts in tried:
            if all(getattr(guards, name) == value for name, value in asked.items()):
                return facts
        _looked.clear()
        facts = explore()
        tried.append(({name: getattr(guards, name) for name in _looked}, facts))
        self.tried += 1
        return facts
