"""Moments in words: when something is due, and how long that is from now."""

from collections.abc import Container
from datetime import date, datetime, time, timedelta

from django.utils import timezone
from django.utils.dates import MONTHS, WEEKDAYS
from django.utils.translation import gettext as in_their_language
from django.utils.translation import gettext_noop, ngettext

from taizhang.rules.clock import PRINTED, Limit, TimeUnit

NEAR = {
    -1: gettext_noop("昨天%(time)s"),
    0: gettext_noop("今天%(time)s"),
    1: gettext_noop("明天%(time)s"),
}
DAY = gettext_noop("%(month)d月%(day)d日")
FULL_DAY = gettext_noop("%(year)d年%(month)d月%(day)d日")
JUST_NOW = gettext_noop("刚刚逾期")
SAME_DAY = gettext_noop("当日")
SAME_OR_NEXT_DAY = gettext_noop("当日（%(hour)s后次日）")
WHOLE = gettext_noop("%(year)d年%(month)d月%(day)d日 %(weekday)s %(time)s")
NEXT_DAY = gettext_noop("%(limit)s（次日起算）")
FAR = 400  # days; beyond this nobody counts working days


def moment_words(at: datetime, now: datetime, *, with_time: bool = False) -> str:
    """Return the shortest words that a person in the office would use for `at`."""
    zone = timezone.get_current_timezone()
    at, now = at.astimezone(zone), now.astimezone(zone)
    days = at.toordinal() - now.toordinal()
    if days in NEAR:
        return _said(NEAR[days], at)
    words = _said(DAY if at.year == now.year else FULL_DAY, at)
    return f"{words} {at:%H:%M}" if with_time else words


def day_words(day: date) -> str:
    """Return a day of the year at hand."""
    return _said(DAY, datetime.combine(day, time()))


def full_words(at: datetime) -> str:
    """Return the whole moment with its weekday, for a tooltip."""
    return _said(WHOLE, timezone.localtime(at))


def _said(pattern: str, at: datetime) -> str:
    """Return a pattern filled in; Django's own date formats cost a list page ten times as much."""
    return in_their_language(pattern) % {
        "year": at.year,
        "month": at.month,
        "day": at.day,
        "month_name": MONTHS[at.month],
        "weekday": WEEKDAYS[at.weekday()],
        "time": f"{at.hour:02}:{at.minute:02}",
    }


def remaining_words(at: datetime, now: datetime, workdays: Container[date] | None = None) -> str:
    """Return how long it is until `at`, or since when it is overdue."""
    return _late_words(now - at) if at < now else _left_words(at, now, workdays)


def limit_words(limit: Limit) -> str:
    """Return a limit as a person would write it: so many working days from the next day on."""
    n = limit.amount
    if not n:
        return _same_day(limit)
    spelled = {
        TimeUnit.URGENT_HOUR: ngettext("%(n)s紧急工作时", "%(n)s紧急工作时", n),
        TimeUnit.WORK_HOUR: ngettext("%(n)s工作时", "%(n)s工作时", n),
        TimeUnit.WORK_DAY: ngettext("%(n)s工作日", "%(n)s工作日", n),
        TimeUnit.NATURAL_DAY: ngettext("%(n)s自然日", "%(n)s自然日", n),
    }[limit.unit] % {"n": n}
    if limit.basis != PRINTED:
        return spelled
    return in_their_language(NEXT_DAY) % {"limit": spelled}


def _same_day(limit: Limit) -> str:
    if limit.late_from is None:
        return in_their_language(SAME_DAY)
    return in_their_language(SAME_OR_NEXT_DAY) % {"hour": f"{limit.late_from:%H:%M}"}


def _late_words(late: timedelta) -> str:
    if late >= timedelta(days=1):
        return ngettext("已逾期%(n)s天", "已逾期%(n)s天", late.days) % {"n": late.days}
    hours = late // timedelta(hours=1)
    if hours:
        return ngettext("已逾期%(n)s小时", "已逾期%(n)s小时", hours) % {"n": hours}
    return in_their_language(JUST_NOW)


def _left_words(at: datetime, now: datetime, workdays: Container[date] | None) -> str:
    left = at - now
    if left < timedelta(hours=1):
        minutes = left // timedelta(minutes=1)
        return ngettext("剩余%(n)s分钟", "剩余%(n)s分钟", minutes) % {"n": minutes}
    first, last = timezone.localtime(now).date(), timezone.localtime(at).date()
    days = (last - first).days
    if days == 0 or left < timedelta(hours=12):
        hours = left // timedelta(hours=1)
        return ngettext("剩余%(n)s小时", "剩余%(n)s小时", hours) % {"n": hours}
    if workdays is None or days > FAR:
        return ngettext("剩余%(n)s天", "剩余%(n)s天", days) % {"n": days}
    n = sum(first + timedelta(days=step) in workdays for step in range(1, days + 1))
    return ngettext("剩余%(n)s个工作日", "剩余%(n)s个工作日", n) % {"n": n}
