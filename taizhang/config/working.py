"""The worker: at every tick it acts on the moments that have passed, until it is told to stop."""

import logging
import os
import signal
import threading
from collections.abc import Callable
from types import FrameType

from django.db import close_old_connections

from taizhang.ledger.tasks import tick, turn
from taizhang.outbox.tasks import AT_ONCE, follow, send
from taizhang.web.clock import now

logger = logging.getLogger(__name__)
LOOK = 0.5  # seconds between two looks at whether the parent still lives
TELL_EVERY, SEND_EVERY = 2.0, 1.0


def work(*, every: float, parent: int | None) -> int:
    """Tick every so many seconds; on SIGTERM or the parent's end, end after the tick in hand."""
    stop = threading.Event()

    def ask_to_stop(_signal: int, _frame: FrameType | None) -> None:
        stop.set()

    signal.signal(signal.SIGTERM, ask_to_stop)
    signal.signal(signal.SIGINT, ask_to_stop)
    # Beside the ticks: a receiver who lets us wait holds up no clock of the ledger, and a long tick
    # no message. Not waited for at the end: what is cut off comes back by cursor and lease.
    for every_s, do in ((TELL_EVERY, tell_once), (SEND_EVERY, send_once)):
        threading.Thread(target=again, args=(stop, every_s, do), daemon=True).start()
    waited = every
    while not stop.is_set() and (parent is None or os.getppid() == parent):
        if waited >= every:
            tick_once()
            waited = 0.0
        stop.wait(LOOK)
        waited += LOOK
    return 0


def again(stop: threading.Event, every: float, do: Callable[[], None]) -> None:
    """Do something every so many seconds; a failure is logged, and the next time tries again."""
    while not stop.wait(every):
        try:
            do()
        except Exception:
            logger.exception("本轮%s失败，下一轮重试 (failed; tried again)", do.__name__)
        finally:
            close_old_connections()


def tell_once() -> None:
    """Make the messages of what has happened."""
    follow(now())


def send_once() -> None:
    """Send what is ready, also when it is more than goes side by side."""
    while send(now()) == AT_ONCE:
        pass


def tick_once() -> None:
    """Tick; a failure is logged, and the next tick tries again."""
    try:
        turn(now())
        tick(now())
    except Exception:
        logger.exception(
            "本轮到期处理失败，下一轮重试 (this tick failed; the next one tries again)"
        )
    finally:
        close_old_connections()
