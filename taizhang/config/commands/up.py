"""`taizhang up`: from nothing to a ledger that is served.

Everything that can be wrong with what was given is found before the data folder is touched.
"""

import argparse
import os
import shutil
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType

from taizhang.config import environment
from taizhang.config.inputs import DEMO, pack_without_problems, readable, requiring, samples
from taizhang.config.listening import address, bind
from taizhang.config.start import data_folder, start
from taizhang.config.stop import OK, Stop


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
        with _removed_on_failure(folder):
            filling = start(folder, "taizhang.config.filling")
            filling.fill(
                filling.Wanted(
                    pack=pack,
                    folder=pack_folder,
                    is_demo=given.pack is None,
                    files=given.files,
                    samples=[] if given.empty or given.pack else samples(),
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


@contextmanager
def _removed_on_failure(folder: Path) -> Iterator[None]:
    """Remove a data folder that was new when what fills it failed; refuse one that is not ours."""
    if folder.exists() and not folder.is_dir():
        raise Stop(
            f"{folder} 不是目录；请用 --data 指明一个目录。(Not a folder: name one with --data.)"
        )
    new = not folder.exists() or not any(folder.iterdir())
    try:
        folder.mkdir(parents=True, exist_ok=True)
        yield
    except PermissionError as error:
        raise Stop(
            f"{folder} 不能写入（{error}）；请换一个目录。(The data folder cannot be written.)"
        ) from None
    except BaseException:
        if new:
            shutil.rmtree(folder, ignore_errors=True)
        raise
