"""Pages annotated by hand before they were read: every unit is found with all it says."""

from pathlib import Path

import pytest

from taizhang.reading.model import Requirement, Source
from taizhang.reading.news import read_page
from tests.reading.news.marked_pages import GoldTask, lay_out

PAGES = sorted((Path(__file__).parent / "marked").glob("*.txt"))
NAMES = [page.stem for page in PAGES]


def bare(text):
    """Return a text without white space and with one kind of punctuation."""
    return (
        "".join(text.split())
        .replace(",", "，")
        .replace(";", "；")
        .replace("“", "")
        .replace("”", "")
    )


def read(page):
    text, gold = lay_out(page)
    return read_page(Source(page.name, "txt", text)), gold


@pytest.fixture(params=PAGES, ids=NAMES)
def page(request):
    return read(request.param)


def pairs(page) -> list[tuple[Requirement, GoldTask]]:
    articles, gold = page
    return [
        (found, wanted)
        for article, meant in zip(articles, gold, strict=True)
        for found, wanted in zip(article.requirements, meant.tasks, strict=True)
    ]


def test_articles_bear_their_headlines_and_days(page):
    articles, gold = page
    assert [(a.headline and bare(a.headline), a.event_date.iso) for a in articles] == [
        (bare(g.headline), g.day) for g in gold
    ]


def test_every_unit_is_found_with_its_bounds(page):
    articles, gold = page
    assert [[bare(r.text) for r in a.requirements] for a in articles] == [
        [bare(t.text) for t in g.tasks] for g in gold
    ]


def test_units_bind_whom_the_reader_names(page):
    assert [(set(f.responsible), set(f.supervising)) for f, _ in pairs(page)] == [
        (set(w.responsible), set(w.supervising)) for _, w in pairs(page)
    ]


def test_clear_units_have_their_type(page):
    clear = [(f, w) for f, w in pairs(page) if not w.borderline]
    assert [(f.text, f.type) for f, _ in clear] == [(f.text, w.type) for f, w in clear]


def test_limits_rhythms_numbers_and_mechanisms_are_those_of_the_reader(page):
    def said(one):
        limit = one.deadline
        return (
            limit and (bare(limit.text), limit.iso),
            {each.freq for each in one.recurrence},
            one.target and one.target.value,
            {bare(name) for name in one.mechanisms},
        )

    assert [said(f) for f, _ in pairs(page)] == [
        (w.deadline, set(w.recurrence), w.target, {bare(name) for name in w.mechanisms})
        for _, w in pairs(page)
    ]
