"""When somebody may be told: working days, quiet hours, and what cannot wait for the digest."""

from datetime import datetime, timedelta

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


def may_go(due_at: datetime | None, now: datetime, pack: Pack) -> bool:
    """Return whether something urgent may leave now.

    Nothing leaves in quiet hours; on a day off only what is due on that very day does.
    """
    local = pack.calendar.local(now)
    if pack.district.telling.is_quiet(local.time()):
        return False
    if local.date() in pack.calendar:
        return True
    return due_at is not None and pack.calendar.local(due_at).date() == local.date()


def is_digest_time(now: datetime, pack: Pack) -> bool:
    """Return whether the day's digest is due: on a working day, from its hour on."""
    local, telling = pack.calendar.local(now), pack.district.telling
    late_enough = local.time() >= telling.digest_at and not telling.is_quiet(local.time())
    return late_enough and local.date() in pack.calendar


def pause_after(attempts: int) -> timedelta:
    """Return how long to wait after so many failures: twice as long each time, up to a bound."""
    return min(FIRST_PAUSE * (1 << min(max(attempts - 1, 0), 10)), LONGEST_PAUSE)
