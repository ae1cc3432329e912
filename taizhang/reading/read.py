"""The door to reading: a source goes in, its articles or its document come out."""

from collections.abc import Sequence
from datetime import date

from taizhang.reading.documents import find_kind, read_document
from taizhang.reading.model import Article, Source
from taizhang.reading.news import read_page
from taizhang.reading.units import UnitName


def read(
    source: Source, *, units: Sequence[UnitName] = (), today: date | None = None
) -> list[Article]:
    """Return the articles of a newspaper page, or the one document that a source is."""
    kind = find_kind(source)
    if kind is None:
        return read_page(source, units=units, today=today)
    return [read_document(source, kind, units=units, today=today)]
