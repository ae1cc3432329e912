"""Documents other than newspaper pages: plans, notices, minutes, orders, instructions, briefs."""

from collections.abc import Sequence
from datetime import date

from taizhang.reading.documents.cards import of_card, read_card
from taizhang.reading.documents.duties import Reader
from taizhang.reading.documents.frame import anchor_of, find_frame
from taizhang.reading.documents.grids import find_grids
from taizhang.reading.documents.kinds import find_kind
from taizhang.reading.documents.paragraphs import find_paragraphs
from taizhang.reading.documents.plans import in_order, of_grid, of_outline, year_of
from taizhang.reading.documents.voices import Voice
from taizhang.reading.model import Article, Source
from taizhang.reading.units import UnitName

__all__ = ["find_kind", "read_document"]


def read_document(
    source: Source,
    kind: str,
    *,
    units: Sequence[UnitName] = (),
    today: date | None = None,
) -> Article:
    """Return a document with its frame and everything that it requires, in printed order."""
    grids = find_grids(source)
    paragraphs = find_paragraphs(source, [grid.span for grid in grids])
    frame = find_frame(paragraphs)
    anchor = anchor_of(frame, today)
    reader = Reader(anchor, year_of(frame, anchor))
    voice = Voice(frame.addressees, anchor, reader.year, tuple(units))
    found = [r for grid in grids for r in of_grid(source.text, grid, reader)]
    if kind in ("order", "instruction"):
        card = read_card(source, paragraphs, has_grids=bool(grids))
        found += of_card(card, reader, voice, kind)
    if not found or kind not in ("order", "instruction"):
        found += of_outline(frame, reader, voice)
    body = [r for p in frame.body for r in p.piece.ranges(0, len(p.piece.text))]
    body += [grid.span for grid in grids]
    return Article(
        file=source.name,
        kind=kind,
        body=tuple(sorted(body)),
        headline=frame.title,
        headline_ranges=frame.title_ranges,
        issuer=frame.issuer,
        number=frame.number,
        addressees=frame.addressees,
        urgency=frame.urgency,
        event_date=frame.day,
        requirements=in_order(found),
    )
