"""Lights (红黄绿灯): how near a due moment is."""

from datetime import datetime
from enum import StrEnum


class Light(StrEnum):
    """The colours that a row of the ledger may have."""

    GREEN = "green"
    YELLOW = "yellow"
    RED = "red"
    GREY = "grey"


def light(*, yellow_at: datetime, due_at: datetime, now: datetime, finished: bool = False) -> Light:
    """Return grey when finished, red once late, yellow from `yellow_at` on, green before."""
    if finished:
        return Light.GREY
    if now > due_at:
        return Light.RED
    return Light.YELLOW if now >= yellow_at else Light.GREEN
