"""What the command line was given, checked before anything is done with it."""

from collections.abc import Sequence
from pathlib import Path

from taizhang.config.stop import Stop
from taizhang.packs.check import problems
from taizhang.reading.formats import load
from taizhang.reading.model import Source, Unreadable

DEMO = Path(__file__).resolve().parent.parent / "packs" / "demo"


def samples() -> list[Path]:
    """Return the documents that are shipped with the demonstration pack."""
    return sorted(path for path in (DEMO / "samples").glob("*") if path.suffix in {".txt", ".docx"})


def readable(files: Sequence[Path]) -> list[Source]:
    """Return what the files say; stop at the first one that cannot be read, with the reason."""
    try:
        return [load(file) for file in files]
    except Unreadable as why:
        raise Stop(f"{why}(This file cannot be read; nothing was done.)") from None


def pack_without_problems(folder: Path) -> None:
    """Stop when the pack is broken, naming every mistake."""
    found = problems(folder)
    if found:
        listed = "\n".join(f"  {problem}" for problem in found)
        raise Stop(
            f"制度包 {folder} 有 {len(found)} 处错误，请改正后再试。(The pack has mistakes.)\n{listed}"
        )
