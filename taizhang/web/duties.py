"""Answers of duty in words: who may be responsible, on what ground, and what speaks against it."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext

from taizhang.packs.answers import find_conflicts
from taizhang.packs.load import Pack
from taizhang.rules.duties import Answer, Ground
from taizhang.rules.duty_list import Basis

LISTS = {Basis.ROW, Basis.CATEGORY}
DECIDING = LISTS | {Basis.RULING, Basis.CAMPAIGN}


@dataclass(frozen=True, slots=True)
class Choice:
    """One possible answer, as pages show it."""

    lead: str
    supports: tuple[str, ...]
    deciding: tuple[str, ...]  # what makes it the lead
    grounds: tuple[str, ...]  # all of them
    cautions: tuple[str, ...]

    @property
    def why(self) -> str:
        """Return everything that speaks for and against it, in one line."""
        return "；".join((*self.grounds, *(f"⚠ {caution}" for caution in self.cautions)))

    @property
    def why_lead(self) -> str:
        """Return what speaks for and against it as the lead, in one line."""
        return "；".join((*self.deciding, *(f"⚠ {caution}" for caution in self.cautions)))


def choices_of(pack: Pack, found: Sequence[Answer]) -> tuple[Choice, ...]:
    """Return the answers in words, in their order."""
    return tuple(
        Choice(
            pack.units.title(answer.lead),
            tuple(pack.units.title(unit) for unit in answer.supports),
            tuple(_said(ground) for ground in answer.grounds if ground.basis in DECIDING),
            tuple(_said(ground) for ground in answer.grounds),
            tuple(caution.said(gettext) for caution in answer.cautions),
        )
        for answer in found
    )


def conflicts_in_words(pack: Pack, found: Sequence[Answer]) -> tuple[str, ...]:
    """Return why a person has to choose between the answers."""
    return tuple(conflict.said(gettext) for conflict in find_conflicts(pack, found))


def _said(ground: Ground) -> str:
    """Return what a ground says, with its clause where that is not said already."""
    says = ground.says.said(gettext)
    clause = f"（{ground.clause}）" if ground.clause and ground.clause not in says else ""
    word = f"{gettext(ground.basis.value)} " if ground.basis in LISTS else ""
    return f"{word}{says}{clause}"
