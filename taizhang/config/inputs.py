"""What the command line was given, checked before anything is done with it."""

from collections.abc import Sequence
from pathlib import Path

from taizhang.config.stop import FOUND, Stop
from taizhang.packs.load import Pack
from taizhang.packs.load import load as load_pack
from taizhang.packs.problems import BrokenPack
from taizhang.reading.formats import load
from taizhang.reading.model import Article, Source, Unreadable
from taizhang.reading.read import read

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


def requires_something(articles: Sequence[Article]) -> bool:
    """Tell whether somebody is to do something; principles alone are nobody's task."""
    return any(one.type == "action" for article in articles for one in article.requirements)


def requiring(sources: Sequence[Source]) -> None:
    """Stop at the first document that requires nothing of anybody."""
    for source in sources:
        if not requires_something(read(source)):
            raise Stop(
                f"“{source.name}”里未发现行动要求，请确认是否为需要分解落实的文件。"
                f"(Nothing in this file requires anything of anybody; nothing was done.)",
                FOUND,
            )


def pack_without_problems(folder: Path) -> Pack:
    """Return the pack in a folder; stop when it is broken, naming every mistake."""
    try:
        return load_pack(folder)
    except BrokenPack as broken:
        found = broken.problems
        listed = "\n".join(f"  {problem}" for problem in found)
        raise Stop(
            f"制度包 {folder} 有 {len(found)} 处错误，请改正后再试。"
            f"(The pack has mistakes; nothing was done.)\n{listed}"
        ) from None
