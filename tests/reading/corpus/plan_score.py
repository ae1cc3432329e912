"""How well plans of the corpus were read, by layout."""

from collections import Counter
from dataclasses import dataclass, field
from itertools import chain

from taizhang.reading.documents import find_kind, read_document
from taizhang.reading.model import Requirement
from tests.reading.corpus.plans import DAY, Plan, Truth


@dataclass(slots=True)
class Score:
    """Counts of what was right, found and true, and the first misses."""

    right: Counter[str] = field(default_factory=Counter)
    found: Counter[str] = field(default_factory=Counter)
    true: Counter[str] = field(default_factory=Counter)
    misses: list[str] = field(default_factory=list)

    def sets(self, name: str, found: set[object], true: set[object], where: str) -> None:
        """Count one slot of one task."""
        self.right[name] += len(found & true)
        self.found[name] += len(found)
        self.true[name] += len(true)
        if found != true:
            self.misses.append(f"{name} {where}: {found} instead of {true}")

    def f1(self, name: str) -> float:
        """Return the balance of precision and recall."""
        return 2 * self.right[name] / max(1, self.found[name] + self.true[name])


def flat(text: str) -> str:
    """Return a text without white space and closing marks."""
    return "".join(text.split()).strip("。；：")


def score(plan: Plan, total: Score) -> None:
    """Add to the score what was read of a plan."""
    kind = find_kind(plan.source)
    if kind != "plan":
        total.misses.append(f"{plan.layout} was taken for {kind}")
    article = read_document(plan.source, "plan", today=DAY)
    left = [r for r in article.requirements if r.lead or r.reasons]
    for truth in plan.truth:
        match = next((r for r in left if flat(truth.text) in flat(r.text)), None)
        total.sets("tasks", {1} if match else set(), {1}, f"{plan.layout} {truth.text[:24]}")
        if match is None:
            continue
        left.remove(match)
        one(plan.layout, match, truth, total)


def one(layout: str, found: Requirement, truth: Truth, total: Score) -> None:
    """Add the slots of one task."""
    where = f"[{layout}] {truth.text[:20]}"
    total.sets("lead", set(found.lead), set(truth.lead), where)
    total.sets("supporting", set(found.supporting), set(truth.supporting), where)
    deadline = found.deadline
    said = {(flat(deadline.text), str(deadline.iso))} if deadline else set()
    total.sets(
        "limits", set(said), {(truth.deadline, str(truth.iso))} if truth.deadline else set(), where
    )
    total.sets(
        "targets", {(t.value, t.unit) for t in found.targets}, set(chain(truth.targets)), where
    )
