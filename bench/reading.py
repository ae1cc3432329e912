"""Reading: characters a second of processor time, beside jieba's tokeniser on the same text."""

import logging
from collections.abc import Callable, Sequence
from pathlib import Path

import jieba

import taizhang.packs
from bench.frame import Row, alternating, compared
from taizhang.packs.load import load as load_pack
from taizhang.reading.formats import load
from taizhang.reading.model import Source
from taizhang.reading.read import read
from taizhang.reading.units import UnitName
from tests.reading.corpus.plans import corpus
from tests.reading.news.layouts import Setting, set_page

DEMO = Path(taizhang.packs.__file__).parent / "demo"
SETTINGS = (
    Setting(),
    Setting(width=9, gaps=5, headlines="end", seed=3),
    Setting(width=14, gaps=3, headlines="end", narrow=True),
    Setting(width=18, byline="lead"),
    Setting(width=20, headlines="below", mark="本网讯"),
    Setting(width=22, gaps=7, headlines="end", byline="none"),
)
LONG = 40  # articles' worth of one page, to see that its length costs nothing more


def rows() -> list[Row]:
    """Return the speed on newspaper pages, on other documents, on both, and on a very long page."""
    jieba.setLogLevel(logging.ERROR)
    jieba.initialize()
    samples = [load(path) for path in sorted((DEMO / "samples").iterdir())]
    pages = [Source(f"{n}", "txt", set_page(each)) for n, each in enumerate(SETTINGS)]
    plans = [plan.source for plan in corpus(seeds=1)]
    long = Source("long", "txt", "\n\n".join([set_page(Setting(width=20))] * LONG))
    units = known_units()
    return [
        speed("reading", [*samples, *pages], units),
        speed("reading_pages", [*samples[:2], *pages], units),
        speed("reading_plans", [*samples[2:3], *plans], units),
        speed("reading_long_page", [long], units),
    ]


def speed(name: str, sources: Sequence[Source], units: tuple[UnitName, ...]) -> Row:
    """Return the characters a second of both over some sources."""
    size = sum(len(source.text) for source in sources)

    def ours() -> None:
        for source in sources:
            read(source, units=units)

    def theirs() -> None:
        for source in sources:
            jieba.lcut(source.text)

    mine, other = alternating(repeated(ours, size), repeated(theirs, size), blocks=9)
    done = size * times(size)
    return compared(name, done / mine, done / other, "characters/CPU-s")


def times(size: int) -> int:
    """Return how often a text of that size is gone through in one block."""
    return max(1, 60_000 // size)


def repeated(work: Callable[[], None], size: int) -> Callable[[], None]:
    def several() -> None:
        for _ in range(times(size)):
            work()

    return several


def known_units() -> tuple[UnitName, ...]:
    """Return the units of the demo pack as reading takes them."""
    units = load_pack(DEMO).units
    return tuple(UnitName(unit.name, tuple({unit.short, *unit.aliases} - {""})) for unit in units)
