"""Every clock that ran in an item: whose it was, until when, and whether it ran out.

Besides the lead's handling clock these are the clocks of the other side: whoever has to register,
to dispatch, to verify, to decide a request or to answer is late as well if they let it lie.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from taizhang.rules.lifecycle.decide import ENDS
from taizhang.rules.lifecycle.due import accountable
from taizhang.rules.lifecycle.facts import Facts, Moment
from taizhang.rules.lifecycle.fold import Event, absorb
from taizhang.rules.lifecycle.states import Command, RequestKind

C = Command
DECISION = "decision"
_AWAITED: dict[str, Command] = {
    "check": C.CHECK,
    "triage": C.REGISTER,
    "arbitration": C.ARBITRATE,
    "response": C.ACCEPT,
    "handling": C.SUBMIT,
    "milestone": C.REPORT_PROGRESS,
    "report": C.REPORT_PROGRESS,
    "verification": C.VERIFY_PASS,
    "revisit": C.REVISIT_PASS,
}
"""What a clock waits for; all others wait for the supervising unit."""


@dataclass(frozen=True, slots=True)
class ClockRun:
    """One run of one clock."""

    clock: str
    unit: str  # who has to act before it runs out
    begin: datetime
    due: Moment
    end: datetime | None = None
    kind: RequestKind | None = None  # of the request to be decided
    times_moved: int = 0
    name: str = ""  # of the milestone, or of the step of verification

    def is_late(self, now: datetime) -> bool:
        """Return whether it ran out before it was stopped, or has run out by now."""
        return (self.end or now) > self.due.at


def clock_runs(item: int, events: Sequence[Event]) -> list[ClockRun]:
    """Return every run of every clock in the order of its beginning."""
    facts, ended = Facts(item), list[ClockRun]()
    running: dict[object, ClockRun] = {}
    for event in events:
        before, facts = facts, absorb(facts, event)
        for name in dict.fromkeys((*before.moments, *facts.moments)):
            over = name not in facts.moments or _is_renewed(name, event, before, facts)
            if over and name in running:
                ended.append(replace(running.pop(name), end=event.at))
            if name in facts.moments:
                running[name] = _run(name, running.get(name), facts, event.at)
        _decisions(running, ended, facts, event.at)
    return sorted([*ended, *running.values()], key=lambda run: (run.begin, run.due.at, run.clock))


def _is_renewed(name: str, event: Event, before: Facts, after: Facts) -> bool:
    """Return whether the entry ends this run and begins the next (a further report, step, leg)."""
    if name == "milestone" and before.reached != after.reached:
        return True
    said = event.data.get("carried") or event.data
    if name not in said.get("moments", {}):
        return False
    ends = ENDS.get(Command(event.data.get("signed") or event.command), ())
    return name in ends or before.leg != after.leg


def _run(name: str, known: ClockRun | None, facts: Facts, at: datetime) -> ClockRun:
    unit, moment = accountable(facts, _AWAITED.get(name, C.CONFIRM)), facts.moments[name]
    if known is None:
        return ClockRun(name, unit, at, moment, name=part_of(name, facts))
    moved = known.times_moved + (known.due.at != moment.at)
    return replace(known, unit=unit, due=moment, times_moved=moved)


def part_of(clock: str, facts: Facts) -> str:
    """Return the name of the milestone or of the step that a clock runs for."""
    parts = {
        "milestone": [one.name for one in facts.regime.milestones[facts.reached :]],
        "verification": [one.name for one in facts.regime.steps[facts.step :]],
    }
    return next(iter(parts.get(clock, ())), "")


def _decisions(
    running: dict[object, ClockRun], ended: list[ClockRun], facts: Facts, at: datetime
) -> None:
    """Begin and end the clocks of the requests."""
    now: Mapping[int, ClockRun] = {
        r.id: ClockRun(DECISION, r.decider, r.at, r.due, kind=r.kind) for r in facts.requests
    }
    gone = [key for key in running if isinstance(key, int) and key not in now]
    ended.extend(replace(running.pop(id), end=at) for id in gone)
    for id, run in now.items():
        running.setdefault(id, run)
