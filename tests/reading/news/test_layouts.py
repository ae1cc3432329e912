"""However a page is set, the same is found on it, and every span slices back to the page."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from taizhang.reading.model import Source
from taizhang.reading.news import read_page
from tests.reading.news.layouts import STORIES, Setting, set_page

PUNCTUATION = re.compile(r"[\s，。；：、！？,.;:!?“”\"（）()]+")

settings_of_pages = st.builds(
    Setting,
    width=st.none() | st.integers(9, 22),
    gaps=st.sampled_from([0, 0, 3, 7, 11]),
    headlines=st.sampled_from(["above", "below", "end"]),
    narrow=st.booleans(),
    byline=st.sampled_from(["foot", "lead", "none"]),
    mark=st.sampled_from(["本报讯", "本网讯", "清河日报讯", "【本报讯】", "本台消息"]),
    kickers=st.sampled_from(["below", "above"]),
    seed=st.integers(0, 99),
)


def plain(text):
    return PUNCTUATION.sub("", text or "")


def read(text):
    return read_page(Source("page.txt", "txt", text))


def findings(text):
    """Return what a reader would care about, without how it was printed."""
    return [
        (
            plain(article.headline),
            article.kind,
            article.event_date.iso,
            [
                (
                    plain(each.text),
                    each.type,
                    each.responsible,
                    each.supervising,
                    each.deadline and (each.deadline.text, each.deadline.iso),
                    [rhythm.freq for rhythm in each.recurrence],
                    each.mechanisms,
                    [(target.value, target.unit) for target in each.targets],
                )
                for each in article.requirements
            ],
        )
        for article in read(text)
    ]


PLAINLY_SET = findings(set_page(Setting()))


def test_a_plainly_set_page_gives_every_article_its_headline_and_requirements():
    assert [headline for headline, *_ in PLAINLY_SET] == [plain(s.headline) for s in STORIES]
    assert [len(requirements) for *_, requirements in PLAINLY_SET] == [6, 3, 3]


@given(settings_of_pages)
def test_the_setting_of_a_page_does_not_change_what_is_found(setting):
    assert findings(set_page(setting)) == PLAINLY_SET


@given(settings_of_pages)
def test_every_span_slices_back_to_its_words(setting):
    text = set_page(setting)
    for article in read(text):
        assert "".join(text[s:e] for s, e in article.headline_ranges) == re.sub(
            r"\s", "", article.headline
        )
        for each in article.requirements:
            assert "".join(text[s:e] for s, e in each.ranges) == each.text


@pytest.mark.parametrize(
    "text",
    [
        "",
        "\n \n",
        "标题",
        "“" * 3000,
        "（" * 3000,
        "要" * 9000,
        "，" * 9000,
        "本报讯" * 3000,
        "（记者" * 3000,
        "会议强调，" + "各部门、" * 2000 + "要抓好落实。",
        "会议强调，“，要抓好落实。",
    ],
    ids=range(11),
)
def test_nonsense_is_read_quickly_and_without_failing(text):
    assert all(each.text for article in read(text) for each in article.requirements)


@given(st.text(alphabet="要会议强调，。；\n 各部门记者本报讯“”（）一二三1234月日前", max_size=300))
def test_any_text_at_all_is_read_without_failing_and_spans_stay_inside(text):
    for article in read(text):
        for each in article.requirements:
            assert all(0 <= start < end <= len(text) for start, end in each.ranges)
            assert "".join(text[s:e] for s, e in each.ranges) == each.text
