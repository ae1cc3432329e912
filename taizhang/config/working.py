"""The worker: at every tick it acts on the moments that have passed, until it is told to stop."""

import logging
import os
import signal
import threading
from types import FrameType

from django.db import close_old_connections

from taizhang.ledger.tasks import tick
from taizhang.web.clock import now

logger = logging.getLogger(__name__)
LOOK = 0.5  # seconds between two looks at whether the parent still lives


def work(*, every: float, parent: int | None) -> int:
    """Tick every so many seconds; on SIGTERM or the parent's end, end after the tick in hand."""
    stop = threading.Event()

    def ask_to_stop(_signal: int, _frame: FrameType | None) -> None:
        stop.set()

    signal.signal(signal.SIGTERM, ask_to_stop)
    signal.signal(signal.SIGINT, ask_to_stop)
    waited = every
    while not stop.is_set() and (parent is None or os.getppid() == parent):
        if waited >= every:
            tick_once()
            waited = 0.0
        stop.wait(LOOK)
        waited += LOOK
    return 0


def tick_once() -> None:
    """Tick; a failure is logged, and the next tick tries again."""
    try:
        tick(now())
    except Exception:
        logger.exception(
            "本轮到期处理失败，下一轮重试 (this tick failed; the next one tries again)"
        )
    finally:
        close_old_connections()
