"""What a matter is about: its category, its words and place, and who answers for it."""

from dataclasses import dataclass, field
from datetime import date, datetime

from taizhang.packs.duties import suggest_duties
from taizhang.packs.model import AREA_KINDS, Campaign, Category, UnitKind
from taizhang.rules.refused import Refused
from taizhang.simulation.arrivals import Occasion
from taizhang.simulation.life import Matter
from taizhang.simulation.problems import (
    DEMANDS,
    PLACELESS,
    PROBLEMS,
    ROADS,
    SEASONS,
    SPOTS,
    SUBJECTS,
    SUBJECTS_OF,
    TASKS,
)
from taizhang.simulation.world import World

STANDING = {"0905": 0.15, "0607": 0.08, "0608": 0.05}  # what has to be kept up for good
PER_AREA = 5  # roads of one street or township


@dataclass(slots=True)
class Matters:
    """Draws matters, as the pack's categories and duties and the season have it."""

    world: World
    categories: dict[tuple[str, str, int], list[Category]] = field(default_factory=dict)
    areas: list[str] = field(default_factory=list)
    leads: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        units, cast = self.world.pack.units, self.world.cast
        self.areas = [u.code for u in units.of_kind(*AREA_KINDS) if cast.can_lead(u.code)]
        found = units.of_kind(UnitKind.DEPARTMENT)
        office = self.world.pack.district.parts.supervising
        self.leads = [u.code for u in found if cast.can_lead(u.code) and u.code != office]
        if not self.areas or not self.leads:
            raise Refused(
                "nobody", "演练须有街道（乡镇）和部门各至少一个，单位里有经办人和负责人。"
            )

    def draw(self, occasion: Occasion, at: datetime) -> Matter:
        """Return a matter of this occasion."""
        world, rng = self.world, self.world.rng
        day = world.pack.calendar.local(at).date()
        campaign = self._campaign(occasion, day)
        category = rng.choice(self._categories(campaign, occasion, day.month))
        area = rng.choice(self.areas)
        place, title = self._words(category, area)
        lead, supports, others = self._responsible(category.code, title, area)
        condition = "1" if len(category.conditions) == 1 or rng.random() < 0.7 else "2"
        return Matter(
            occasion=occasion.name,
            campaign=campaign.code,
            source=occasion.source,
            category=category.code,
            condition=condition,
            title=title,
            place=place,
            area=area,
            lead=lead,
            others=others,
            supports=supports,
            standing=rng.random() < STANDING.get(category.code, 0),
        )

    def _campaign(self, occasion: Occasion, day: date) -> Campaign:
        pack = self.world.pack
        found = pack.campaigns.get(occasion.campaign)
        if found is not None and found.is_running(day):
            return found
        return pack.campaigns[pack.district.default_campaign]

    def _categories(self, campaign: Campaign, occasion: Occasion, month: int) -> list[Category]:
        key = campaign.code, occasion.name, month
        if key not in self.categories:
            every = [c for c in self.world.pack.categories.values() if campaign.takes(c.code)]
            meant = [c for c in every if c.code.startswith(occasion.categories)]
            now = [c for c in meant if month in SEASONS.get(c.code, (month,))]
            self.categories[key] = now or meant or every
        return self.categories[key]

    def _words(self, category: Category, area: str) -> tuple[str, str]:
        pick, rng = self.world.pick, self.world.rng
        name = self.world.pack.units.title(area)
        if category.code in TASKS:
            about = (of for code, of in SUBJECTS_OF.items() if category.code.startswith(code))
            what = pick(next(about, SUBJECTS))
            title = pick(TASKS[category.code]).format(what=what)
            return name, f"{title}，{pick(DEMANDS)}" if rng.random() < 0.3 else title
        first = self.areas.index(area) * PER_AREA
        road = ROADS[(first + rng.randrange(PER_AREA)) % len(ROADS)]
        problem = pick(PROBLEMS.get(category.code, (category.name,)))
        if category.code in PLACELESS:
            return name, f"{name}{problem}"
        place = f"{name}{road}{rng.randrange(1, 300)}号"
        demand = f"，{pick(DEMANDS)}" if rng.random() < 0.4 else ""
        return place, f"{name}{road}{pick(SPOTS)}{problem}{demand}"

    def _responsible(
        self, category: str, text: str, area: str
    ) -> tuple[str, tuple[str, ...], tuple[str, ...]]:
        """Return the lead by the duty list, its supports, and who might be taken for it."""
        cast, rng = self.world.cast, self.world.rng
        found = suggest_duties(self.world.pack, category=category, text=text, area=area)
        leads = [one.lead for one in found if cast.can_lead(one.lead)]
        lead = leads[0] if leads else rng.choice(self.leads)
        near = found[0].supports if found else ()
        able = tuple(unit for unit in near if unit != lead and cast.can_lead(unit))
        others = tuple(dict.fromkeys([*leads[1:3], *able[:2], area]))
        return lead, able[:2], tuple(unit for unit in others if unit != lead)
