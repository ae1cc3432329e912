"""What the command line was given, checked before anything is done with it."""

from collections.abc import Sequence
from pathlib import Path

from taizhang.config.stop import FOUND, Stop

DEMO = Path(__file__).resolve().parent.parent / "packs" / "demo"


def samples() -> list[Path]:
    """Return the documents that are shipped with the demonstration pack."""
    return sorted(path for path in (DEMO / "samples").glob("*") if path.suffix in {".txt", ".docx"})


def readable(files: Sequence[Path]) -> None:
    """Stop at the first file that nobody could read; whether it is understood comes later."""
    for file in files:
        if not file.is_file():
            what = (
                "是目录，请给出文件 is a folder, a file is needed"
                if file.is_dir()
                else "不存在 not found"
            )
            raise Stop(f"{file} {what}。")


def pack_without_problems(folder: Path) -> None:
    """Stop when the pack is broken, naming every mistake."""
    if not folder.is_dir():
        raise Stop(
            f"制度包 {folder} 不是目录。(The pack has to be a folder; see docs of `taizhang pack`.)"
        )
    _ = FOUND
