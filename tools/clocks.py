"""Rewrite docs/clocks.md: what simpler calendars get wrong, and the limits that have a name."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import NamedTuple

from taizhang.packs.calendars import build_calendar
from taizhang.packs.limits import words_of_limit
from taizhang.rules.clock import PRINTED, Limit, TimeUnit, due
from taizhang.rules.presets import PRESETS
from taizhang.rules.workdays import ONE_DAY, SHANGHAI, Calendar, days

ROOT = Path(__file__).resolve().parent.parent
FIRST, LAST = date(2020, 1, 1), date(2026, 12, 31)
LENGTHS = (5, 10, 20)
HEAD = """\
# Working days: what a simpler calendar gets wrong

A limit of so many working days (工作日，次日起算) is reckoned from every day of 2020–2026 by three
calendars. Wrong is a deadline on another day than the State Council's arrangement of holidays *and*
of weekends worked in exchange (调休) gives. Start days whose deadline lies in a year without a
published arrangement are left out. Written by `just docs`; `tests/packs/test_clock_models.py`
reckons it again without the ledger's clock.

- **Monday to Friday**: every weekday is worked, no holiday is known.
- **Holiday list**: the published holidays are free, but no weekend is worked in exchange.
"""


class Verdict(NamedTuple):
    """How a model's deadline for one start day differs from the right one, in days."""

    start: date
    off: int


def models(whole: Calendar) -> dict[str, Calendar]:
    """Return the simpler calendars by name."""
    none: frozenset[date] = frozenset()
    return {
        "Monday to Friday": replace(whole, holidays=none, shifted=none),
        "Holiday list": replace(whole, shifted=none),
    }


def verdicts(whole: Calendar, model: Calendar, length: int) -> Iterator[Verdict]:
    """Yield the verdict for every start day whose deadline is known."""
    limit = Limit(length, TimeUnit.WORK_DAY, PRINTED)
    for day in days(FIRST, LAST + ONE_DAY):
        start = datetime(day.year, day.month, day.day, 9, tzinfo=SHANGHAI)
        right = due(start, limit, whole)
        if not right.provisional:
            off = due(start, limit, model).at - right.at
            yield Verdict(day, off // timedelta(days=1))


def summary(whole: Calendar) -> Iterator[str]:
    yield "| limit | model | start days | wrong | share | too early | too late | worst |"
    yield "|---|---|---|---|---|---|---|---|"
    for length in LENGTHS:
        for name, model in models(whole).items():
            found = list(verdicts(whole, model, length))
            wrong = [verdict.off for verdict in found if verdict.off]
            early, late = (sum(n < 0 for n in wrong), sum(n > 0 for n in wrong))
            worst = max(wrong, key=abs)
            yield (
                f"| {length} working days | {name} | {len(found)} | {len(wrong)} "
                f"| {len(wrong) / len(found):.1%} | {early} | {late} | {worst:+d} days |"
            )


def by_year(whole: Calendar) -> Iterator[str]:
    names = list(models(whole))
    yield f"| start in | start days | {' | '.join(names)} |"
    yield "|---|---|---|---|"
    wrong: Counter[tuple[str, int]] = Counter()
    every: Counter[int] = Counter()
    for name, model in models(whole).items():
        for verdict in verdicts(whole, model, LENGTHS[0]):
            every[verdict.start.year] += name == names[0]
            wrong[name, verdict.start.year] += verdict.off != 0
    for year, total in sorted(every.items()):
        cells = (f"{wrong[name, year]} ({wrong[name, year] / total:.1%})" for name in names)
        yield f"| {year} | {total} | {' | '.join(cells)} |"


PRESETS_HEAD = """\
## Limits by name (法定和惯用时限)

A pack may write the name, or `preset:` and the code, wherever it writes a limit. *law*: the text of
the law was read; *local*: the rule or practice of some cities; *memory*: usual, its text was not
found. The last two are defaults: a pack that knows better writes its own limit.
"""


def named() -> Iterator[str]:
    yield "| name | code | limit | basis | founded on |"
    yield "|---|---|---|---|---|"
    for each in PRESETS:
        limit = words_of_limit(each.limit)
        yield f"| {each.name} | `{each.code}` | {limit} | {each.basis} | {each.standing} |"


def page() -> str:
    whole = build_calendar()
    table, years = "\n".join(summary(whole)), "\n".join(by_year(whole))
    models = f"{HEAD}\n{table}\n\n## Five working days, year by year\n\n{years}\n"
    return f"{models}\n{PRESETS_HEAD}\n" + "\n".join(named()) + "\n"


def main() -> None:
    (ROOT / "docs" / "clocks.md").write_text(page(), encoding="utf-8")


if __name__ == "__main__":
    main()
