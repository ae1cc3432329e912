"""Who is responsible in this district: the rules of duty, asked with what its pack lays down."""

from collections.abc import Sequence
from datetime import date

from taizhang.packs.load import Pack
from taizhang.packs.model import Campaign
from taizhang.rules.duties import Answer, Matter, answers, conflicts
from taizhang.rules.duty_list import Clause
from taizhang.rules.places import Place, places
from taizhang.rules.refused import Phrase
from taizhang.rules.shapes import Point


def find_places(
    pack: Pack, *, area: str = "", text: str = "", at: Point | None = None
) -> tuple[Place, ...]:
    """Return where a matter may be; what somebody chose as its area stands above the words."""
    area = pack.units.current(area)
    found = places(pack.territory, code=area, text=text, at=at)
    chosen = pack.units.area_of(area) if area in pack.units else None
    return tuple(place for place in found if chosen in (None, place.area))


def find_answers(
    pack: Pack,
    *,
    on: date,
    category: str = "",
    text: str = "",
    area: str = "",
    campaign: Campaign | None = None,
    at: Point | None = None,
) -> tuple[Answer, ...]:
    """Return who may be responsible on a day, the best founded first; a person decides."""
    found = find_places(pack, area=area, text=text, at=at)
    clause = clause_of(campaign) if campaign else None
    return answers(pack.book, Matter(on, category, text, found, clause))


def find_conflicts(pack: Pack, found: Sequence[Answer]) -> tuple[Phrase, ...]:
    """Return in words why the first of several answers is not simply the one."""
    return conflicts(pack.book, found)


def clause_of(campaign: Campaign) -> Clause:
    """Return what a campaign says of responsibility."""
    return Clause(campaign.name, campaign.primary_side, campaign.parts.supervising, campaign.basis)
