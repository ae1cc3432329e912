"""Answers of duty in words: who may be responsible, on what ground, and what speaks against it."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext

from taizhang.packs.answers import find_conflicts
from taizhang.packs.load import Pack
from taizhang.rules.duties import Answer


@dataclass(frozen=True, slots=True)
class Choice:
    """One possible answer, as pages show it."""

    lead: str
    supports: tuple[str, ...]
    grounds: tuple[str, ...]
    cautions: tuple[str, ...]

    @property
    def why(self) -> str:
        """Return everything that speaks for and against it, in one line."""
        return "；".join((*self.grounds, *(f"⚠ {caution}" for caution in self.cautions)))


def choices_of(pack: Pack, found: Sequence[Answer]) -> tuple[Choice, ...]:
    """Return the answers in words, in their order."""
    return tuple(
        Choice(
            pack.units.title(answer.lead),
            tuple(pack.units.title(unit) for unit in answer.supports),
            tuple(_grounds(answer)),
            tuple(caution.said(gettext) for caution in answer.cautions),
        )
        for answer in found
    )


def conflicts_in_words(pack: Pack, found: Sequence[Answer]) -> tuple[str, ...]:
    """Return why a person has to choose between the answers."""
    return tuple(conflict.said(gettext) for conflict in find_conflicts(pack, found))


def _grounds(answer: Answer) -> list[str]:
    said = []
    for ground in answer.grounds:
        clause = f"（{ground.clause}）" if ground.clause else ""
        said.append(f"{gettext(ground.basis.value)} {ground.says.said(gettext)}{clause}")
    return said
