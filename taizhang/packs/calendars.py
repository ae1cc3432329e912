"""The working calendar of a district: published holidays, the pack's own days, the pack's slots."""

from collections.abc import Collection
from datetime import date, time
from importlib.metadata import version

from chinese_calendar import constants

from taizhang.rules.workdays import USUAL_SLOTS, Calendar

LIBRARY = "chinesecalendar"
OWN_DAY_OFF = "本区放假"
_NAMES = {day: constants.Holiday(name).chinese for day, name in constants.holidays.items()}
_PUBLISHED = frozenset(day.year for day in constants.holidays)


def build_calendar(
    *,
    days_off: Collection[date] = (),
    days_on: Collection[date] = (),
    years: Collection[int] = (),
    slots: tuple[tuple[time, time], ...] = USUAL_SLOTS,
) -> Calendar:
    """Return the published calendar with the pack's overrides; `years` are those it makes known."""
    off, on = frozenset(days_off), frozenset(days_on)
    return Calendar(
        edition=_edition(off, on, slots),
        holidays=(frozenset(constants.holidays) - on) | off,
        shifted=(frozenset(constants.workdays) - off) | on,
        years=_PUBLISHED | frozenset(years),
        slots=slots,
        names=dict.fromkeys(off, OWN_DAY_OFF) | _NAMES,
    )


def warning(calendar: Calendar, year: int) -> str | None:
    """Return the sentence to show beside a date in a year whose holidays are not known yet."""
    if calendar.is_known(year):
        return None
    return f"{year}年放假安排尚未公布，按周一至周五暂算，公布后自动换算"


def _edition(
    off: frozenset[date], on: frozenset[date], slots: tuple[tuple[time, time], ...]
) -> str:
    own = [f"-{day:%Y%m%d}" for day in sorted(off)] + [f"+{day:%Y%m%d}" for day in sorted(on)]
    if slots != USUAL_SLOTS:
        own += [f"{begin:%H%M}~{end:%H%M}" for begin, end in slots]
    return " ".join((f"{LIBRARY} {version(LIBRARY)}", *own))
