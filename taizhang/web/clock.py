"""The ledger's clock: the one place where doors (views, jobs, commands) ask what time it is."""

from datetime import date, datetime

from django.conf import settings
from django.utils import timezone


def now() -> datetime:
    """Return the present moment, set ahead in a rehearsal (TAIZHANG_CLOCK_AHEAD)."""
    return timezone.now() + settings.CLOCK_AHEAD


def today() -> date:
    """Return the present day in the district."""
    return timezone.localdate(now())
