"""Moments in words: when something is due, and how long that is from now."""

from collections.abc import Container
from datetime import date, datetime, timedelta

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext, ngettext

FAR = 400  # days; beyond this nobody counts working days


def moment_words(at: datetime, now: datetime, *, with_time: bool = False) -> str:
    """Return the shortest words that a person in the office would use for `at`."""
    at, now = timezone.localtime(at), timezone.localtime(now)
    near = {-1: gettext("昨天"), 0: gettext("今天"), 1: gettext("明天")}
    days = (at.date() - now.date()).days
    if days in near:
        return near[days] + date_format(at, gettext("H:i"))
    same_year = at.year == now.year
    words = date_format(at, gettext("n月j日") if same_year else gettext("Y年n月j日"))
    return f"{words} {date_format(at, 'H:i')}" if with_time else words


def full_words(at: datetime) -> str:
    """Return the whole moment with its weekday, for a tooltip."""
    return date_format(timezone.localtime(at), gettext("Y年n月j日 l H:i"))


def remaining_words(at: datetime, now: datetime, workdays: Container[date] | None = None) -> str:
    """Return how long it is until `at`, or since when it is overdue."""
    return _late_words(now - at) if at < now else _left_words(at, now, workdays)


def _late_words(late: timedelta) -> str:
    if late >= timedelta(days=1):
        return ngettext("已逾期%(n)s天", "已逾期%(n)s天", late.days) % {"n": late.days}
    hours = late // timedelta(hours=1)
    if hours:
        return ngettext("已逾期%(n)s小时", "已逾期%(n)s小时", hours) % {"n": hours}
    return gettext("刚刚逾期")


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
