"""Starting Django, for the commands that need the database."""

import importlib
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import ModuleType

import django

from taizhang.config import environment
from taizhang.config.stop import Stop


def data_folder(given: Path | None) -> Path:
    """Return the data folder that is meant, absolute; it need not exist."""
    return (given or Path(environment.text(environment.DATA))).expanduser().resolve()


def existing(folder: Path) -> Path:
    """Return `folder`, or stop when nothing has been made there yet."""
    on_server = bool(environment.text(environment.DATABASE_URL))
    if not on_server and not (folder / "taizhang.db").is_file():
        raise Stop(
            f"{folder} 里没有台账；请先运行 taizhang up，或用 --data 指明数据目录。"
            f"(No ledger in that folder: run `taizhang up` first, or name the folder with --data.)"
        )
    return folder


def start(folder: Path, module: str) -> ModuleType:
    """Start Django on the data in `folder` and return `module`, which may use models."""
    os.environ[environment.DATA.name] = str(folder)
    os.environ["DJANGO_SETTINGS_MODULE"] = "taizhang.config.settings"
    django.setup()
    return importlib.import_module(module)


@contextmanager
def removed_on_failure(folder: Path) -> Iterator[None]:
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
