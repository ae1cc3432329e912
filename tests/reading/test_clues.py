"""Nothing is missed for speed: wherever a pattern matches, its clues let it be tried."""

import re
from importlib import import_module
from pathlib import Path
from pkgutil import walk_packages

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import taizhang.packs
import taizhang.reading
from taizhang.reading import clues
from taizhang.reading.addressees import MAY_ACT
from taizhang.reading.clauses import cut_sentences
from taizhang.reading.flat import fold
from taizhang.reading.formats import load
from taizhang.reading.limit_words import POINT
from taizhang.reading.years import CAMPAIGN_CLUE, CAMPAIGNS, COUNTED, COUNTED_CLUE
from tests.reading.corpus.plans import corpus
from tests.reading.news.layouts import Setting, set_page
from tests.reading.news.marked_pages import lay_out

SAMPLES = Path(taizhang.packs.__file__).parent / "demo" / "samples"
MARKED = Path(__file__).parent / "news" / "marked"
WORDS = re.compile("[一-龥]{1,4}|[0-9]+|[^一-龥0-9]")
MADE_UP = settings(
    suppress_health_check=[HealthCheck.filter_too_much, HealthCheck.too_slow], deadline=None
)


def named():
    """Return by name every pattern of reading that something guards."""
    modules = [
        import_module(each.name)
        for each in walk_packages(taizhang.reading.__path__, "taizhang.reading.")
        if not each.name.endswith("__main__")
    ]
    kinds = (clues.Clued, clues.Opening, clues.Hinted)
    return {
        f"{module.__name__.rpartition('.')[2]}.{name}": value
        for module in modules
        for name, value in vars(module).items()
        if isinstance(value, kinds)
    }


def texts():
    """Return every text of the corpora, folded as reading folds it."""
    sources = [load(path) for path in sorted(SAMPLES.iterdir())]
    sources += [plan.source for plan in corpus(seeds=1)]
    pages = [set_page(Setting()), set_page(Setting(width=9, gaps=5, headlines="end"))]
    pages += [lay_out(path)[0] for path in sorted(MARKED.glob("*.txt"))]
    return [fold("".join(text.split())) for text in [*pages, *(each.text for each in sources)]]


def stretches(whole):
    """Return the clauses and the sentences of a text."""
    sentences = list(cut_sentences(whole))
    clauses = [clause.text for sentence in sentences for clause in sentence]
    return clauses + [whole[each[0].start : each[-1].end] for each in sentences]


GUARDED = named()
TEXTS = texts()
STRETCHES = sorted({each for text in TEXTS for each in stretches(text)})
FRAGMENTS = sorted({word for text in TEXTS for word in WORDS.findall(text)})


def is_tried(guarded, text):
    """Tell whether what guards a pattern lets a text through."""
    if isinstance(guarded, clues.Clued):
        return guarded.needs & ~clues.clues_in(text) == 0
    if isinstance(guarded, clues.Opening):
        return text[:1] in guarded.first
    return bool(guarded.hint.search(text))


def matches(guarded, text):
    opening = isinstance(guarded, clues.Opening)
    return bool(guarded.pattern.match(text) if opening else guarded.pattern.search(text))


@pytest.mark.parametrize("guarded", GUARDED.values(), ids=GUARDED)
def test_no_clue_hides_a_match_in_a_printed_text(guarded):
    missed = [s for s in STRETCHES if matches(guarded, s) and not is_tried(guarded, s)]
    assert missed == []


@pytest.mark.parametrize("guarded", GUARDED.values(), ids=GUARDED)
@MADE_UP
@given(data=st.data())
def test_no_clue_hides_a_match_in_words_made_for_the_pattern(guarded, data):
    text = data.draw(st.from_regex(guarded.pattern))
    assert is_tried(guarded, text) or not matches(guarded, text)


@MADE_UP
@given(words=st.lists(st.sampled_from(FRAGMENTS), max_size=14))
def test_no_clue_hides_a_match_in_words_thrown_together(words):
    text = "".join(words)
    missed = [name for name, g in GUARDED.items() if matches(g, text) and not is_tried(g, text)]
    assert missed == []


@pytest.mark.parametrize(
    ("clue", "pattern"),
    [
        *((CAMPAIGN_CLUE, pattern) for _, pattern, *_ in CAMPAIGNS),
        *((COUNTED_CLUE, pattern) for _, pattern, _ in COUNTED),
    ],
)
@MADE_UP
@given(data=st.data())
def test_a_page_that_names_a_campaign_or_an_anniversary_is_searched_for_it(clue, pattern, data):
    text = data.draw(st.from_regex(pattern))
    assert clue.search(text) or not pattern.search(text)


@pytest.mark.parametrize("name", ["_BARE", "_DUTY", "_DOES", "_ETC"])
@MADE_UP
@given(data=st.data())
def test_whoever_acts_without_being_told_must_is_looked_for(name, data):
    pattern = GUARDED[f"addressees.{name}"].pattern
    text = data.draw(st.one_of(st.from_regex(pattern), st.sampled_from(STRETCHES)))
    assert MAY_ACT.search(text) or not pattern.match(text)


def test_every_campaign_and_anniversary_has_a_word_to_look_for():
    assert all(all(clues) for clues, *_ in [*CAMPAIGNS, *COUNTED])


def test_a_pattern_is_idle_where_a_clue_is_missing():
    assert clues.clues_in("认真落实责任") & POINT.needs == 0
    assert clues.clues_in("12月底前完成") & POINT.needs == POINT.needs
