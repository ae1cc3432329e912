"""What an item is decided by (制度): the edition that is pinned to it, or the one in force."""

import hashlib
from dataclasses import dataclass, replace
from datetime import datetime
from functools import lru_cache

from taizhang.org import packs
from taizhang.packs.load import Pack
from taizhang.packs.model import Campaign, Condition, Source
from taizhang.rules.lifecycle.facts import Facts
from taizhang.rules.lifecycle.guards import Regime
from taizhang.rules.lifecycle.relations import Setting
from taizhang.rules.refused import Refused
from taizhang.rules.workdays import SHANGHAI

AT_ONCE = 16
REGIMES_AT_ONCE = 4096
_WHOLE = 1 << 32


@dataclass(frozen=True, slots=True)
class Terms:
    """One edition of a pack as the ledger asks it."""

    digest: str
    pack: Pack

    def setting(self, regime: Regime | None = None) -> Setting:
        """Return what a decision needs besides the item's facts; with a regime, it is pinned."""
        pack = self.digest if regime else ""
        return Setting(self.pack.calendar, self.pack.units, regime, pack)

    def campaign(self, code: str) -> Campaign:
        campaign = self.pack.campaigns.get(code)
        if campaign is None:
            raise Refused("campaign", "现行制度包没有“%(name)s”这个专项。", name=code)
        return campaign

    def regime(
        self, campaign: str, source: str, category: str | None = None, condition: str | None = None
    ) -> Regime:
        """Return the rules of a campaign with the limits that source and category bring."""
        return _regime(self.digest, campaign, source, category, condition)

    def number(self, year: int, n: int) -> str:
        """Return a number as the district writes it: 清督〔2026〕12号."""
        return f"{self.pack.district.number_mark}〔{year}〕{n}号"

    def is_drawn(self, facts: Facts) -> bool:
        """Return whether the item's look-back is drawn: by lot, the same lot whenever asked."""
        campaign = self.pack.campaigns.get(facts.campaign)
        if campaign is None:
            return True
        lot = hashlib.sha256(f"{facts.item} {facts.leg}".encode()).digest()
        return int.from_bytes(lot[:4]) < campaign.revisiting.share * _WHOLE


@lru_cache(maxsize=REGIMES_AT_ONCE)
def _regime(
    digest: str, campaign: str, source: str, category: str | None, condition: str | None
) -> Regime:
    terms = of(digest)
    rules = terms.campaign(campaign)
    regime = rules.regime()
    found = _condition(terms, category, condition)
    if source in list(Source):
        handling = rules.limit_for(Source(source), found)
    else:
        handling = (found and found.handling) or regime.limits.handling
    response = (found and found.response) or regime.limits.response
    limits = replace(regime.limits, handling=handling, response=response)
    return replace(regime, limits=limits, milestones=found.steps if found else ())


def _condition(terms: Terms, category: str | None, condition: str | None) -> Condition | None:
    found = terms.pack.categories.get(category) if category else None
    if found is None:
        return None
    number = int(condition) if condition and condition.isdigit() else 1
    return found.condition(number) if 0 < number <= len(found.conditions) else None


def current(region: str, at: datetime) -> Terms:
    """Return the terms of the edition in force."""
    return of(packs.current_edition(region, at.astimezone(SHANGHAI).date()).digest)


@lru_cache(maxsize=AT_ONCE)
def of(digest: str) -> Terms:
    """Return the terms of an adopted edition; editions never change."""
    return Terms(digest, packs.edition(digest))


def offices(region: str, at: datetime) -> frozenset[str]:
    """Return the units of supervision and of the leaders: their posts see the whole district."""
    return offices_of(current(region, at))


def offices_of(terms: Terms) -> frozenset[str]:
    """Return the offices that the district and its campaigns name."""
    every = [terms.pack.district.parts, *(c.parts for c in terms.pack.campaigns.values())]
    return frozenset(
        unit for parts in every for unit in (parts.leader, parts.supervising, parts.arbiter)
    )
