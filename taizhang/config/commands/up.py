"""`taizhang up`: from nothing to a ledger that is served.

Everything that can be wrong with what was given is found before the data folder is touched.
"""

import argparse
import os
import signal
from types import FrameType

from taizhang.config import environment
from taizhang.config.inputs import DEMO, pack_without_problems, readable, requiring, samples
from taizhang.config.listening import address, bind
from taizhang.config.start import data_folder, removed_on_failure, start
from taizhang.config.stop import OK


def run(given: argparse.Namespace) -> int:
    # SIGINT too: a shell starts its background jobs with it ignored.
    for one in (signal.SIGTERM, signal.SIGINT):
        signal.signal(one, _interrupt)
    try:
        return _up(given)
    except KeyboardInterrupt:
        return OK


def _up(given: argparse.Namespace) -> int:
    folder = data_folder(given.data)
    requiring(readable(given.files))
    pack_folder = given.pack or DEMO
    pack = pack_without_problems(pack_folder)
    with bind(given.host, given.port) as listening:
        where = address(given.host, listening.getsockname()[1])
        print(f"正在准备台账 {folder} … (preparing the ledger)", flush=True)
        _answer_to(given.host)
        with removed_on_failure(folder):
            filling = start(folder, "taizhang.config.filling")
            filling.fill(
                filling.Wanted(
                    pack=pack,
                    folder=pack_folder,
                    is_demo=given.pack is None,
                    files=given.files,
                    samples=[] if given.empty or given.pack else samples(),
                    is_lived=given.demo,
                )
            )
        print(
            f"\n台账已启动，请打开 {where} (open it in a browser; Ctrl-C 结束 ends it)", flush=True
        )
        start(folder, "taizhang.config.serving").serve(listening, folder)
    print("\n台账已停止，数据都在。(Stopped; everything is kept.)")
    return OK


def _interrupt(_signal: int, _frame: FrameType | None) -> None:
    raise KeyboardInterrupt


def _answer_to(host: str) -> None:
    """Answer to the name that we listen on: to any name when we listen on all addresses."""
    if environment.HOSTS.name not in os.environ:
        anywhere = host in {"0.0.0.0", "::"}  # noqa: S104  (compared, not bound)
        names = "*" if anywhere else f"{environment.HOSTS.default},{host}"
        os.environ[environment.HOSTS.name] = names
