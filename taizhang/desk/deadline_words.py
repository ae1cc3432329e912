"""How a deadline comes about, in sentences: start, limit, what was left out and why, until when."""

from collections.abc import Iterator, Sequence

from django.utils.translation import gettext, gettext_noop, ngettext

from taizhang.ledger.clocks import TimeBook
from taizhang.rules.derivation import DaysOff, Derivation
from taizhang.web.moments import day_words, full_words, limit_words

HOLIDAYS = (
    gettext_noop("元旦"), gettext_noop("春节"), gettext_noop("清明"), gettext_noop("劳动节"),
    gettext_noop("端午"), gettext_noop("国庆节"), gettext_noop("中秋"), gettext_noop("本区放假"),
)  # fmt: skip
"""The names under which the calendar knows its holidays."""


def derivation_lines(book: TimeBook) -> Iterator[str]:
    """Yield the sentences about the handling deadline of an item's leg."""
    promise = book.promise
    if promise is None:
        return
    if promise.of_limit is None:
        yield gettext("按确定的日期办理：%(at)s。") % {"at": full_words(promise.at)}
        if promise.original is not None and promise.original != promise.at:
            yield gettext("原定%(at)s。") % {"at": full_words(promise.original)}
        return
    yield from reckoning_lines(promise.of_limit)
    if promise.of_rework is not None:
        yield gettext("返工后至少有返工时限，以较晚者为准：")
        yield from reckoning_lines(promise.of_rework)
    if promise.is_as_recorded:
        yield gettext("与留痕所记时限一致。")
    else:
        yield gettext("留痕所记时限为%(at)s，按当时的日历推算。") % {"at": full_words(promise.at)}


def reckoning_lines(found: Derivation) -> Iterator[str]:
    """Yield the sentences about one limit."""
    yield gettext("%(start)s起，时限%(limit)s，到%(at)s。") % {
        "start": full_words(found.start),
        "limit": limit_words(found.limit),
        "at": full_words(found.at),
    }
    yield from rest_lines(found)
    for begin, end in found.pauses:
        between = {"begin": full_words(begin), "end": full_words(end)}
        yield gettext("停表：%(begin)s至%(end)s。") % between


def rest_lines(found: Derivation, *, is_set: bool = False) -> Iterator[str]:
    """Yield what lies between: working days, weekends, holidays by name, weekends worked.

    Where the deadline is set as a moment, nothing is said of how days are counted.
    """
    days = ngettext("其间%(n)s个工作日", "其间%(n)s个工作日", found.working_days)
    parts = [days % {"n": found.working_days}]
    if found.weekend_days:
        weekend = ngettext("周末%(n)s天", "周末%(n)s天", found.weekend_days)
        parts.append(weekend % {"n": found.weekend_days})
    parts += holiday_words(found.holidays)
    if found.made_up:
        days_on = gettext("、").join(day_words(day) for day in found.made_up)
        parts.append(gettext("%(days)s调休上班") % {"days": days_on})
    sentence = gettext("，").join(parts)
    if found.days_off and not is_set:
        sentence += (
            gettext("；周末和放假不计")
            if found.limit.is_working
            else gettext("；连续计算，周末和放假也计")
        )
    yield sentence + gettext("。")
    if found.is_provisional:
        yield gettext("其中有的年份放假安排尚未公布，暂按周一至周五推算，公布后重算并留痕。")


def holiday_words(holidays: Sequence[DaysOff]) -> list[str]:
    """Return each holiday by its name with its days."""
    words = ngettext(
        "%(name)s%(n)s天（%(first)s至%(last)s）", "%(name)s%(n)s天（%(first)s至%(last)s）", 2
    )
    return [
        words
        % {
            "name": gettext(off.name) if off.name else gettext("放假"),
            "n": off.days,
            "first": day_words(off.first),
            "last": day_words(off.last),
        }
        for off in holidays
    ]
