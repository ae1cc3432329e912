"""Milestones (节点): several limits in one item, as 制止, 处罚, 拆除; each is reached in its turn.

The next one that is not reached has a clock of its own beside the handling deadline. All are
counted from the first dispatch of the leg, and stand still when the handling clock does.
"""

from typing import Any

from taizhang.rules.lifecycle.case import Case, Data, moments
from taizhang.rules.lifecycle.due import Pauses, after, milestone
from taizhang.rules.refused import Refused

CLOCK = "milestone"


def first(case: Case) -> dict[str, Any]:
    """Return the clock of the first milestone as the leg begins; nothing where there is none."""
    steps = case.regime.milestones
    if not steps or case.facts.standing or case.data.get("standing"):
        return {}
    return moments(milestone=after(case.at, steps[0].limit, case.regime, case.setting))


def running(case: Case, pauses: Pauses) -> dict[str, Any]:
    """Return the clock of the next milestone as it goes on after these pauses."""
    moment = milestone(case.facts, pauses, case.setting)
    return moments(milestone=moment) if moment else {}


def reach(case: Case) -> Data:
    """Note the milestone that the lead says is reached, and start the clock of the next."""
    facts, given = case.facts, case.data.get(CLOCK)
    if given is None:
        return {}
    if case.by.unit != facts.lead:
        raise Refused("milestone", "节点由牵头单位报达到。")
    count = len(facts.regime.milestones)
    if not str(given).isdecimal() or not facts.reached < int(given) <= count:
        raise Refused("milestone", "须是还没有达到的节点。")
    clocks = moments(milestone=None) | running(case.with_reached(int(given)), facts.pauses)
    if case.limits.confirmation is not None:
        clocks |= moments(confirmation=case.after("confirmation"))
    return {"reached": int(given), "moments": clocks}


def judge(case: Case) -> Data:
    """Put a milestone back whose supervisor finds that it was not reached: its clock runs on."""
    facts = case.facts
    if case.data.get("kept") or not facts.reached:
        return {}
    back = facts.reached - 1
    return {"reached": back, "moments": running(case.with_reached(back), facts.pauses)}
