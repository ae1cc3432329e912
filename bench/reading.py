"""Reading: characters a second of processor time, beside jieba's tokeniser on the same text."""

import itertools
import logging
from collections.abc import Iterator, Sequence
from dataclasses import replace
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
LONG = 40  # pages in one, to see that length costs nothing more
REAL = Path(__file__).parent.parent.parent / "shared" / "seeds"
AT_LEAST = 60_000  # characters in a block


def rows() -> list[Row]:
    """Return the speed on samples and pages, and on each kind of text by itself."""
    jieba.setLogLevel(logging.ERROR)
    jieba.initialize()
    samples = [load(path) for path in sorted((DEMO / "samples").iterdir())]
    pages = [Source(f"{n}", "txt", set_page(each)) for n, each in enumerate(SETTINGS)]
    real = [load(path) for path in sorted(REAL.glob("*.txt"))]
    return [
        speed("reading", [*samples, *pages, *real]),
        *([speed("reading_real_pages", real)] if real else []),
        speed("reading_made_up_pages", pages),
        speed("reading_samples", samples),
        speed("reading_plans", [plan.source for plan in corpus(seeds=1)]),
        speed("reading_long_page", [Source("long", "txt", "\n\n".join([pages[3].text] * LONG))]),
    ]


def speed(name: str, sources: Sequence[Source]) -> Row:
    """Return the characters a second of both; no text comes twice, so that nothing is known yet."""
    size = sum(len(source.text) for source in sources)
    times = max(1, AT_LEAST // size)
    fresh = itertools.count(1)
    units = known_units()

    def texts() -> Iterator[Source]:
        for _ in range(times):
            end = "\n" * next(fresh)
            for source in sources:
                yield replace(source, text=source.text + end)

    def ours() -> None:
        for source in texts():
            read(source, units=units)

    def theirs() -> None:
        for source in texts():
            jieba.lcut(source.text.rstrip("\n"))

    mine, other = alternating(ours, theirs, blocks=9)
    done = size * times
    return compared(name, done / mine, done / other, "characters/CPU-s")


def known_units() -> tuple[UnitName, ...]:
    """Return the units of the demo pack as reading takes them."""
    units = load_pack(DEMO).units
    return tuple(UnitName(unit.name, tuple({unit.short, *unit.aliases} - {""})) for unit in units)
