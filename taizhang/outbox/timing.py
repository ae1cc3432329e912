"""When somebody may be told: working days, quiet hours, and what cannot wait for the digest."""

from datetime import datetime, time, timedelta

from django.db.models import Q

from taizhang.outbox.models import LATER, NOW
from taizhang.packs.load import Pack

FIRST_PAUSE = timedelta(minutes=1)
LONGEST_PAUSE = timedelta(minutes=32)


def urgency(due_at: datetime | None, now: datetime, pack: Pack) -> str:
    """Return whether it is told at once: only what is overdue or due today is."""
    if due_at is None:
        return LATER
    calendar = pack.calendar
    return NOW if calendar.local(due_at).date() <= calendar.local(now).date() else LATER


def open_hours(now: datetime, pack: Pack) -> Q | None:
    """Return which of what is urgent may leave now, nothing in quiet hours.

    On a day off that is only what is due on that very day.
    """
    calendar, local = pack.calendar, pack.calendar.local(now)
    if pack.district.telling.is_quiet(local.time()):
        return None
    if local.date() in calendar:
        return Q()
    midnight = datetime.combine(local.date(), time())
    begin, end = calendar.moment(midnight), calendar.moment(midnight + timedelta(days=1))
    return Q(due_at__gte=begin, due_at__lt=end)


def is_digest_time(now: datetime, pack: Pack) -> bool:
    """Return whether the day's digest is due: on a working day, from its hour on."""
    local, telling = pack.calendar.local(now), pack.district.telling
    late_enough = local.time() >= telling.digest_at and not telling.is_quiet(local.time())
    return late_enough and local.date() in pack.calendar


def pause_after(attempts: int) -> timedelta:
    """Return how long to wait after so many failures: twice as long each time, up to a bound."""
    return min(FIRST_PAUSE * (1 << min(max(attempts - 1, 0), 10)), LONGEST_PAUSE)
