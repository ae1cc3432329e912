"""Nobody verifies their own work: a campaign whose verifier would be the usual lead is refused."""

from collections.abc import Iterable, Mapping

from taizhang.packs.model import Campaign, Category, Duty
from taizhang.packs.problems import Findings
from taizhang.packs.sheet import lines_of
from taizhang.packs.source import CAMPAIGNS
from taizhang.packs.units import UnitTree
from taizhang.rules.duty_list import Ruling


def check_independence(
    files: Mapping[str, str],
    campaigns: Iterable[Campaign],
    categories: Mapping[str, Category],
    duties: Iterable[Duty | Ruling],
    tree: UnitTree,
    findings: Findings,
) -> None:
    """Note every verification step that falls to the lead of a category, or to a unit below it."""
    leads = {(duty.category, duty.lead) for duty in duties if duty.category}
    leads |= {(category.code, category.lead) for category in categories.values()}
    for campaign in campaigns:
        taken = sorted({(lead, code) for code, lead in leads if campaign.takes(code)})
        for number, step in enumerate(campaign.steps, 1):
            unit = campaign.parts.supervising if step.unit == "@supervising" else step.unit
            own = [code for lead, code in taken if unit == lead or tree.is_below(unit, lead)]
            if own:
                file = f"{CAMPAIGNS}/{campaign.code}.toml"
                field = f"verification.{number}.unit"
                findings.add(
                    file,
                    lines_of(files.get(file, "")).get(field, 0),
                    field,
                    f"“{tree.title(unit)}”是类别 {own[0]} 的牵头单位，不能核查自己",
                    "不牵头、也不在牵头单位之下的单位",
                )
