"""Starting Django, for the commands that need the database."""

import importlib
import os
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
