"""Serving: the web server in this process, the worker as its child."""

import os
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import chain, repeat
from pathlib import Path

from django.core.wsgi import get_wsgi_application
from waitress.server import create_server

RESTART_AFTER = (1, 2, 4, 8, 16, 30)  # seconds, one after the other


@contextmanager
def worker(folder: Path) -> Iterator[None]:
    """Keep one worker running beside us, in its own session, until the block ends."""
    ended = threading.Event()
    keeper = threading.Thread(target=_keep, args=(folder, ended), name="worker-keeper")
    keeper.start()
    try:
        yield
    finally:
        ended.set()
        keeper.join()


def _keep(folder: Path, ended: threading.Event) -> None:
    command = [sys.executable, "-m", "taizhang.config", "worker", "--data", str(folder)]
    command += ["--parent", str(os.getpid())]
    for pause in chain(RESTART_AFTER, repeat(RESTART_AFTER[-1])):
        with subprocess.Popen(command, stdin=subprocess.DEVNULL, start_new_session=True) as child:
            while child.poll() is None and not ended.wait(0.1):
                pass
            _end(child)
        if ended.wait(pause):
            return


def _end(child: "subprocess.Popen[bytes]") -> None:
    child.terminate()
    try:
        child.wait(timeout=3)
    except subprocess.TimeoutExpired:
        child.kill()


def serve(listening: socket.socket, folder: Path) -> None:
    """Serve the ledger until Ctrl-C or SIGTERM."""
    server = create_server(
        get_wsgi_application(),
        sockets=[listening],
        threads=8,
        ident="taizhang",
        clear_untrusted_proxy_headers=True,
    )
    with worker(folder):
        server.run()
