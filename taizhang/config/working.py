"""The worker: at every tick it acts on the moments that have passed, until it is told to stop."""

import logging
import os
import signal
import threading
from types import FrameType

from django.db import close_old_connections

from taizhang.ledger.tasks import tick, turn
from taizhang.outbox.tasks import AT_ONCE, follow, send
from taizhang.web.clock import now

logger = logging.getLogger(__name__)
LOOK = 0.5  # seconds between two looks at whether the parent still lives
SEND_EVERY = 1.0


def work(*, every: float, parent: int | None) -> int:
    """Tick every so many seconds; on SIGTERM or the parent's end, end after the tick in hand."""
    stop = threading.Event()

    def ask_to_stop(_signal: int, _frame: FrameType | None) -> None:
        stop.set()

    signal.signal(signal.SIGTERM, ask_to_stop)
    signal.signal(signal.SIGINT, ask_to_stop)
    # Beside the ticks, so that a receiver who lets us wait holds no clock of the ledger up; and not
    # waited for at the end, since its lease brings back what is cut off.
    threading.Thread(target=keep_sending, args=(stop,), name="sender", daemon=True).start()
    waited = every
    while not stop.is_set() and (parent is None or os.getppid() == parent):
        if waited >= every:
            tick_once()
            waited = 0.0
        stop.wait(LOOK)
        waited += LOOK
    return 0


def tick_once() -> None:
    """Tick, and tell what has happened; a failure is logged, and the next tick tries again."""
    try:
        turn(now())
        tick(now())
        follow(now())
    except Exception:
        logger.exception(
            "本轮到期处理失败，下一轮重试 (this tick failed; the next one tries again)"
        )
    finally:
        close_old_connections()


def keep_sending(stop: threading.Event) -> None:
    """Send what is ready, again and again; a failure is logged, and the next look tries again."""
    is_full = False
    while not stop.wait(0 if is_full else SEND_EVERY):
        is_full = False
        try:
            is_full = send(now()) == AT_ONCE
        except Exception:
            logger.exception("本轮发送失败，下一轮重试 (sending failed; the next look tries again)")
        finally:
            close_old_connections()
