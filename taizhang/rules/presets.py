"""Limits that law and practice set (法定和惯用时限), by name, each with where it comes from.

What is sworn to by the text of a law holds as it stands; what is known from a city's rules or from
memory is only a default, which a pack names and may replace by a limit of its own. The text itself
decides whether days are natural (日) or working days; none of them counts the day it starts on.
"""

from dataclasses import dataclass
from enum import StrEnum

from taizhang.rules.clock import PRINTED, Limit, TimeUnit

WORK_DAY, DAY = TimeUnit.WORK_DAY, TimeUnit.NATURAL_DAY
PETITIONS, PENALTIES = "信访工作条例", "行政处罚法"
INSPECTION, DISCLOSURE = "政府督查工作条例", "政府信息公开条例"


class Standing(StrEnum):
    """How well a limit is founded."""

    LAW = "law"  # the text of the law was read
    LOCAL = "local"  # the rule or practice of some cities
    MEMORY = "memory"  # usual, but its text was not found


@dataclass(frozen=True, slots=True)
class Preset:
    """A limit with its name and its foundation."""

    code: str
    name: str
    limit: Limit
    basis: str
    standing: Standing


def _preset(
    code: str, name: str, amount: int, unit: TimeUnit, basis: str, standing: Standing
) -> Preset:
    return Preset(code, name, Limit(amount, unit, PRINTED), basis, standing)


L, P, M = Standing.LAW, Standing.LOCAL, Standing.MEMORY
PRESETS: tuple[Preset, ...] = (
    _preset("petition_referral", "信访转送", 15, DAY, f"{PETITIONS}第二十二条", L),
    _preset("petition_acceptance", "信访受理告知", 15, DAY, f"{PETITIONS}第二十三条", L),
    _preset("petition_dispute", "信访异议", 5, WORK_DAY, f"{PETITIONS}第二十三条", L),
    _preset("petition_handling", "信访办理", 60, DAY, f"{PETITIONS}第三十四条", L),
    _preset("petition_extension", "信访延长", 30, DAY, f"{PETITIONS}第三十四条", L),
    _preset("petition_review", "信访复查", 30, DAY, f"{PETITIONS}第三十五条", L),
    _preset("petition_recheck", "信访复核", 30, DAY, f"{PETITIONS}第三十六条", L),
    _preset("penalty_filing", "处罚立案", 10, WORK_DAY, "部门立案规定（一例）", P),
    _preset("penalty_decision", "处罚决定", 90, DAY, f"{PENALTIES}第六十条", L),
    _preset("penalty_service", "处罚送达", 7, WORK_DAY, f"{PENALTIES}第六十一条、第八十五条", L),
    _preset("penalty_publicity", "处罚公示", 7, WORK_DAY, "行政执法公示制度", M),
    _preset("penalty_withdrawal", "处罚撤回公开", 3, WORK_DAY,
            f"{PENALTIES}第四十八条、第八十五条", L),
    _preset("penalty_payment", "罚款缴纳", 15, DAY, f"{PENALTIES}第六十七条", L),
    _preset("enforcement_publicity", "执法公示", 20, WORK_DAY, "行政执法公示制度", M),
    _preset("inspection_appeal", "督查申请复核", 30, DAY, f"{INSPECTION}第十七条", L),
    _preset("inspection_review", "督查复核", 30, DAY, f"{INSPECTION}第十七条", L),
    _preset("disclosure", "政府信息公开", 20, WORK_DAY, f"{DISCLOSURE}第二十六条", L),
    _preset("environment_transfer", "环保信访转办", 7, DAY, "督察进驻期间交办规定（一市）", P),
    _preset("hotline_contact", "热线先行联系", 1, WORK_DAY, "街道样例", P),
    _preset("hotline_consultation", "热线咨询", 3, WORK_DAY, "街道样例", P),
    _preset("hotline_request", "热线诉求", 5, WORK_DAY, "多市热线条例", P),
    _preset("hotline_complex", "热线复杂诉求", 15, WORK_DAY, "街道样例", P),
    _preset("supervision_response", "督办签收", 1, WORK_DAY, "督查督办惯例", M),
    _preset("supervision_document", "督办公文", 30, DAY, "督查督办惯例（一地）", P),
    _preset("supervision_minutes", "督办会议纪要", 20, DAY, "督查督办惯例（一地）", P),
    _preset("supervision_urgent", "督办批示急件", 5, DAY, "督查督办惯例（一地，一至五日）", P),
    _preset("supervision_instruction", "督办批示", 15, DAY, "督查督办惯例（一地）", P),
    _preset("supervision_hard", "督办疑难批示", 30, DAY, "督查督办惯例（一地）", P),
    _preset("same_day", "事不过夜", 0, DAY, "当日24时前", P),
)  # fmt: skip
BY_NAME: dict[str, Preset] = {key: each for each in PRESETS for key in (each.code, each.name)}
