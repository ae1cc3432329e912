"""Newspaper pages: from the text of a page to its articles and what each requires."""

import re
from collections.abc import Sequence
from datetime import date

from taizhang.reading.demands import Demand, find_demands
from taizhang.reading.events import (
    find_chair,
    find_event_date,
    find_kind,
    find_speakers,
    find_venue,
)
from taizhang.reading.flat import Flat, flat_of
from taizhang.reading.headlines import Title, match_headlines
from taizhang.reading.model import Article, EventDate, Requirement, Source
from taizhang.reading.pages import Body, split_page
from taizhang.reading.roles import find_roles
from taizhang.reading.slots import find_slots, find_supervising
from taizhang.reading.units import UnitName
from taizhang.reading.years import find_anchors, infer_year

_SHORT_HEAD = 24
_TINY = 14
_PLAIN = ("addressee", "modal", "ordinal")  # demands even where nobody is said to speak
_SURE = {"modal": 0.95, "addressee": 0.97, "ordinal": 0.95, "addressee-verb": 0.85}
_NEXT = 2  # characters between a head and its detail: the stop, perhaps a quotation mark
_ANNOUNCES = re.compile(
    r"“[^”]{0,30}[一二三四五六七八九十\d][^”]{0,12}”|[两二三四五六七八九]个|以下|如下"
)


def read_page(
    source: Source, *, units: Sequence[UnitName] = (), today: date | None = None
) -> list[Article]:
    """Return the articles of a newspaper page in the order of their bodies."""
    flat = flat_of(source.text)
    page = split_page(flat)
    titles = match_headlines(flat, page)
    anchors = find_anchors(flat.text)
    dates = [
        find_event_date(flat.text[body.start : body.end], anchors, flat.text, today)
        for body in page.bodies
    ]
    inferred = infer_year(anchors, None)
    year = next((day.iso.year for day in dates if day.iso), inferred[0] if inferred else None)
    known = tuple(units)
    return [
        _read_article(source.name, flat, body, title, day, year, known)
        for body, title, day in zip(page.bodies, titles, dates, strict=True)
    ]


def _read_article(
    name: str,
    flat: Flat,
    body: Body,
    title: Title,
    day: EventDate,
    year: int | None,
    units: tuple[UnitName, ...],
) -> Article:
    text = flat.text[body.start : body.end]
    demands = find_demands(text, body.start, units=units)
    if not demands:
        heard = find_demands(text, body.start, units=units, speaking=True)
        demands = [demand for demand in heard if demand.reasons[0] in _PLAIN]
    headline = _printed(flat, title, "headline")
    kind = find_kind("".join([phrase.text for phrase in title.headline]), text)
    return Article(
        file=name,
        kind=kind,
        body=flat.ranges(body.start, body.end),
        headline=headline,
        headline_ranges=tuple(
            span for phrase in title.headline for span in flat.ranges(phrase.start, phrase.end)
        ),
        kicker=_printed(flat, title, "kicker"),
        kicker_ranges=tuple(
            span for phrase in title.kicker for span in flat.ranges(phrase.start, phrase.end)
        ),
        rubric=body.rubric,
        byline=body.byline,
        event_date=day,
        venue=find_venue(text[: _told(demands, body)], kind),
        chair=find_chair(text),
        speakers=find_speakers(text, (demand.speaker for demand in demands)),
        requirements=_with_headings(
            flat, [_requirement(flat, demand, day, year) for demand in demands], demands
        ),
        defects=_defects(flat, body, title),
    )


def _told(demands: list[Demand], body: Body) -> int:
    """Return how far a body only reports, before the first demand."""
    return demands[0].start - body.start if demands else body.end - body.start


def _printed(flat: Flat, title: Title, which: str) -> str | None:
    phrases = title.headline if which == "headline" else title.kicker
    return " ".join(flat.spaced(phrase.start, phrase.end) for phrase in phrases) or None


def _requirement(flat: Flat, demand: Demand, day: EventDate, year: int | None) -> Requirement:
    words = flat.text[demand.start : demand.end]
    slots = find_slots(words, anchor=day.iso, year=year)
    lead, supporting = find_roles(words, demand.addressees)
    ranges = flat.ranges(demand.start, demand.end)
    return Requirement(
        ranges=ranges,
        text="".join([flat.raw[start:end] for start, end in ranges]),
        type=slots.type,
        responsible=demand.addressees,
        responsible_source=demand.source,
        lead=lead,
        supporting=supporting,
        supervising=find_supervising(words, demand.addressees),
        deadline=slots.deadline,
        recurrence=slots.recurrence,
        target=slots.targets[0] if slots.targets else None,
        targets=slots.targets,
        mechanisms=slots.mechanisms,
        confidence=_confidence(demand),
        reasons=(*demand.reasons, *slots.reasons),
    )


def _confidence(demand: Demand) -> float:
    """Return how sure the rule that opened a unit is."""
    return _SURE.get(demand.reasons[0], 0.8)


def _with_headings(
    flat: Flat, requirements: list[Requirement], demands: list[Demand]
) -> tuple[Requirement, ...]:
    """Return the requirements, short summarising heads before their detail marked as such."""
    found = [
        one._replace(heading=True, type="principle")
        if _is_heading(one, this, following) and flat.text[this.end : this.end + 1] != "；"
        else one
        for one, this, following in zip(requirements, demands, demands[1:], strict=False)
    ]
    return (*found, *requirements[len(found) :])


def _is_heading(requirement: Requirement, this: Demand, following: Demand) -> bool:
    """Tell whether a unit only sums up what the next ones say in detail."""
    if following.speaker != this.speaker or following.start - this.end > _NEXT:
        return False
    if requirement.deadline or requirement.recurrence or requirement.targets:
        return False
    size, numbered = len(requirement.text), "ordinal" in following.reasons
    if numbered and "ordinal" not in this.reasons:
        return size <= 2 * _SHORT_HEAD and bool(_ANNOUNCES.search(requirement.text))
    if requirement.responsible_source == "explicit" or numbered:
        return False
    return size <= _TINY or (size <= _SHORT_HEAD and "mechanism" not in requirement.reasons)


def _defects(flat: Flat, body: Body, title: Title) -> tuple[str, ...]:
    """Return the ids of what is damaged in an article's layout."""
    torn = any(
        line.after_gap and flat.text[line.start - 1] not in "。！？”"
        for line in flat.lines_within(body.start, body.end)
    )
    apart = bool(title.headline) and title.headline[0].start > body.end
    found = {"gap-in-sentence": torn, "headline-apart": apart, "no-headline": not title.headline}
    return tuple(name for name, damaged in found.items() if damaged)
