"""A pack in rows for people: units in their tree, limits in words."""

from collections.abc import Iterator
from dataclasses import dataclass, fields

from django.utils.translation import gettext

from taizhang.packs.load import Pack
from taizhang.packs.model import Campaign, Category, Unit
from taizhang.rules.clock import Limit
from taizhang.rules.words import LIMITS
from taizhang.web.labels import word_of
from taizhang.web.moments import limit_words


@dataclass(frozen=True, slots=True)
class UnitRow:
    """A unit with how deep it lies in the tree."""

    unit: Unit
    kind: str
    side: str
    depth: int

    @property
    def indent(self) -> str:
        """Return wide spaces that move the name to the right, as typists do."""
        return "\u3000" * self.depth


@dataclass(frozen=True, slots=True)
class CampaignRow:
    """A campaign with its limits and sources in words."""

    campaign: Campaign
    side: str
    limits: list[tuple[str, str]]
    sources: list[tuple[str, str]]
    steps: list[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class CategoryRow:
    """A category with its conditions in words."""

    category: Category
    side: str
    conditions: list[tuple[str, str, str]]


def unit_rows(pack: Pack) -> list[UnitRow]:
    return list(_below(pack, pack.units.root.code, 0))


def _below(pack: Pack, code: str, depth: int) -> Iterator[UnitRow]:
    unit = pack.units.unit(code)
    side = word_of(unit.side, "side") if unit.side else ""
    yield UnitRow(unit, word_of(unit.kind, "unit"), side, depth)
    for child in pack.units.children(code):
        yield from _below(pack, child, depth + 1)


def campaign_rows(pack: Pack) -> list[CampaignRow]:
    return [
        CampaignRow(
            campaign,
            word_of(campaign.primary_side, "side"),
            _limits(campaign),
            [
                (word_of(source, "source"), limit_words(way))
                for source, way in campaign.sources.items()
            ],
            [(step.name, limit_words(step.limit)) for step in campaign.steps],
        )
        for campaign in pack.campaigns.values()
    ]


def _limits(campaign: Campaign) -> list[tuple[str, str]]:
    named = ((each.name, getattr(campaign.limits, each.name)) for each in fields(campaign.limits))
    return [
        (gettext(LIMITS[name]), limit_words(limit))
        for name, limit in named
        if isinstance(limit, Limit)
    ]


def category_rows(pack: Pack) -> list[CategoryRow]:
    return [
        CategoryRow(
            category,
            word_of(category.side, "side"),
            [
                (each.when, limit_words(each.handling) if each.handling else "", each.closing)
                for each in category.conditions
            ],
        )
        for category in pack.categories.values()
    ]
