"""Plans of our own corpus: more than two hundred tasks in ten layouts, with known truth."""

import pytest

from tests.reading.corpus.plan_score import Score, score
from tests.reading.corpus.plans import corpus


@pytest.fixture(scope="module")
def total() -> Score:
    """Return the score over the whole corpus."""
    result = Score()
    for plan in corpus():
        score(plan, result)
    return result


def test_the_corpus_holds_more_than_two_hundred_tasks_in_ten_layouts() -> None:
    plans = list(corpus())
    assert sum(len(plan.truth) for plan in plans) > 200
    assert len({plan.layout for plan in plans}) >= 9


@pytest.mark.parametrize(
    ("slot", "least"),
    [("tasks", 1.0), ("lead", 0.97), ("supporting", 0.97), ("limits", 0.95), ("targets", 0.9)],
)
def test_tasks_are_found_with_who_by_when_and_how_much(
    total: Score, slot: str, least: float
) -> None:
    assert total.f1(slot) >= least, "\n".join(m for m in total.misses if m.startswith(slot))


def test_every_plan_of_the_corpus_is_told_to_be_one(total: Score) -> None:
    assert not [m for m in total.misses if "was taken for" in m]
