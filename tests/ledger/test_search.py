"""Search: two characters find exactly what a scan finds."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from taizhang.ledger import grams
from taizhang.ledger.models import Item
from tests.build import a_closed, a_district, a_proposal, a_registered

LETTERS = "积水渣土路灯a1 B，%_'\"〔"


def scanned(words: str) -> set[int]:
    return {
        item.pk
        for item in Item.objects.all()
        if words.lower().strip() in item.haystack
        or (any(letter.isdigit() for letter in words) and words.strip() in (item.number or ""))
    }


class SearchIsAScan(TestCase):
    """Against a plain look at every row."""

    def setUp(self) -> None:
        a_district()

    @given(
        st.lists(st.text(LETTERS, min_size=1, max_size=12), min_size=1, max_size=4),
        st.lists(st.text(LETTERS, min_size=1, max_size=4), min_size=1, max_size=5),
    )
    def test_a_search_finds_what_a_scan_finds(self, titles: list[str], queries: list[str]) -> None:
        for title in titles:
            a_proposal(title=f"甲{title}", place=title[::-1])
        for words in [*queries, *(title[:2] for title in titles)]:
            if words.strip():
                found = set(Item.objects.matching(words).values_list("pk", flat=True))
                assert found == scanned(words), words


@pytest.mark.django_db
def test_words_of_the_text_the_place_and_the_outside_number_are_found(district: None) -> None:
    item = a_proposal(
        title="检查井盖", words="有异响", place="团结路与和平街交叉口", external="WX-77"
    )
    a_proposal(title="别的事")
    for words in ("井盖", "异响", "团结路", "和平街交叉", "wx-77", "盖"):
        assert list(Item.objects.matching(words)) == [item], words
    assert not Item.objects.matching("井异").exists()
    assert not Item.objects.matching("检查盖").exists()


@pytest.mark.django_db
def test_a_number_and_a_tracking_code_are_found(district: None) -> None:
    first, second = a_registered(), a_registered()
    assert list(Item.objects.matching("〔2026〕2号")) == [second]
    assert list(Item.objects.matching("清督〔2026〕1号")) == [first]
    assert list(Item.objects.matching(first.tracking)) == [first]


@pytest.mark.django_db
def test_what_is_confidential_is_not_found(district: None) -> None:
    a_proposal(title="线索移送", confidential=True)
    assert not Item.objects.matching("线索").exists()
    assert not Item.objects.matching("线").exists()


@pytest.mark.django_db
def test_a_search_goes_with_other_filters(district: None) -> None:
    closed = a_closed(title="道路积水")
    a_proposal(title="小区积水")
    assert list(Item.objects.unfinished().matching("积水").values_list("title", flat=True)) == [
        "小区积水"
    ]
    assert list(Item.objects.filter(state="closed").matching("积水")) == [closed]


def test_no_phrase_reaches_over_a_gap() -> None:
    assert grams.document("道路，路灯") == "道路 0 路灯"
    assert grams.vector("道路，路灯") == "'道路':1 '路灯':3"
    assert grams.fts5_query("路灯坏") == '"路灯 灯坏"'
    assert not grams.is_exact("道路，路灯")
