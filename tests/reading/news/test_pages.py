"""Bodies, bylines, headlines and dates of pages as different papers print them."""

from datetime import date

import pytest

from taizhang.reading.model import Source
from taizhang.reading.news import read_page
from taizhang.reading.units import UnitName, find_units, resolve

BODY = "区长秦牧要求，要压实责任。"


def articles(text, **options):
    return read_page(Source("page.txt", "txt", text), **options)


def only(text, **options):
    (article,) = articles(text, **options)
    return article


@pytest.mark.parametrize(
    ("page", "headline", "kicker"),
    [
        ("清河区召开安全生产会议 压实责任保平安\n\n", "清河区召开安全生产会议", "压实责任保平安"),
        (
            "压实责任保平安\n\n清河区召开安全生产会议\n\n",
            "清河区召开安全生产会议",
            "压实责任保平安",
        ),
        ("清河区\n召开安全生产会议\n\n", "清河区 召开安全生产会议", None),
        ("压实责任 筑牢防线\n\n", "压实责任 筑牢防线", None),
        ("筑牢防线\n\n扛稳责任保平安\n\n", "扛稳责任保平安", "筑牢防线"),
        ("", None, None),
    ],
)
def test_the_line_that_says_who_did_what_is_the_headline(page, headline, kicker):
    article = only(page + "本报讯 近日，清河区召开安全生产会议。" + BODY + "\n记者 林晓禾\n")
    assert (article.headline, article.kicker) == (headline, kicker)


@pytest.mark.parametrize(
    ("text", "byline"),
    [
        (
            "本报讯 近日，区委开会。" + BODY + "\n记者 林晓禾\n通讯员 夏冬 文/图",
            "记者 林晓禾 通讯员 夏冬 文/图",
        ),
        ("本报讯（记者 林晓禾）近日，区委开会。" + BODY, "记者 林晓禾"),
        ("本报讯 近日，区委开会。" + BODY + "（记者 林晓禾）", "记者 林晓禾"),
        ("区委开会\n本报记者 林晓禾\n近日，区委开会。" + BODY, "本报记者 林晓禾"),
        ("本报讯 近日，区委开会。" + BODY, None),
        ("本报讯 近日，区委开会。" + BODY + "（林晓禾 夏 冬）", "林晓禾 夏 冬"),
        ("区委开会\n□记者 林晓禾 文/图\n近日，区委开会。" + BODY, "□记者 林晓禾 文/图"),
        ("区委开会\n文/记者 林晓禾 图/夏冬\n近日，区委开会。" + BODY, "文/记者 林晓禾 图/夏冬"),
        ("本报讯 近日，区委开会。" + BODY + "\n来源：清河发布", "来源：清河发布"),
    ],
)
def test_a_byline_is_found_wherever_it_stands(text, byline):
    article = only(text)
    assert article.byline == byline
    assert [each.text for each in article.requirements] == ["要压实责任"]


def test_column_labels_and_the_running_head_are_no_headlines():
    page = (
        "云川日报 2026年3月4日 星期三 第2版\n责任编辑 白鹭\n\n清河区召开安全会议\n\n"
        "本报讯 3月3日，清河区开会。"
        + BODY
        + "\n记者 林晓禾\n\n■ 相关新闻\n\n秦牧实地督导安全生产\n\n本报讯 3月3日，秦牧督导。"
        + BODY
        + "\n记者 林晓禾"
    )
    first, second = articles(page)
    assert (first.headline, first.kicker, first.rubric) == ("清河区召开安全会议", None, None)
    assert (second.headline, second.rubric) == ("秦牧实地督导安全生产", "相关新闻")
    assert first.event_date.iso == date(2026, 3, 3)


@pytest.mark.parametrize(
    ("lead", "day"),
    [
        ("2024年5月6日，区委开会。", date(2024, 5, 6)),
        ("9月9日，区委召开第38个教师节座谈会。", date(2022, 9, 9)),
        ("6月28日，区委召开庆祝建党100周年大会。", date(2021, 6, 28)),
        ("9月28日，区委召开庆祝新中国成立70周年座谈会。", date(2019, 9, 28)),
        ("4月12日，区委召开党史学习教育推进会。", date(2021, 4, 12)),
        ("近日，区委召开党史学习教育推进会。", None),
        ("4月12日，区委开会。", None),
        ("2月30日，区委召开党史学习教育推进会。", None),
    ],
)
def test_the_year_comes_from_the_page_and_vague_days_are_never_guessed(lead, day):
    assert only("本报讯 " + lead + BODY).event_date.iso == day


def test_without_any_hint_the_day_of_receipt_gives_the_year():
    text = "本报讯 12月12日，区委开会。" + BODY
    assert only(text, today=date(2026, 3, 1)).event_date.iso == date(2025, 12, 12)


@pytest.mark.parametrize(
    ("headline", "kind"),
    [
        ("清河区召开双拥工作推进会", "meeting"),
        ("秦牧督导防汛工作", "inspection"),
        ("区委理论学习中心组举行专题学习", "training"),
        ("区人大常委会听取审议民生实事报告", "review"),
    ],
)
def test_the_kind_of_event_is_told_from_its_headline(headline, kind):
    assert only(headline + "\n\n本报讯 近日，有关活动举行。" + BODY + "\n记者 林晓禾").kind == kind


def test_chair_and_speakers_carry_the_posts_printed_with_their_names():
    article = only(
        "本报讯 近日，清河区开会，区委书记韩致远主持会议，"
        "区委副书记、区长秦牧出席。秦牧要求，要压实责任。"
    )
    assert (article.chair.name, article.chair.title) == ("韩致远", "区委书记")
    assert [(who.name, who.title) for who in article.speakers] == [("秦牧", "区委副书记、区长")]


def test_known_units_are_resolved_by_their_longest_alias():
    units = (
        UnitName("清河区发展和改革委员会", ("区发改委", "发改委")),
        UnitName("清河区委", ("区委",)),
    )
    assert resolve("区发改委主要负责人", units) == "清河区发展和改革委员会"
    assert resolve("区教育局", units) is None
    assert [name for *_, name in find_units("由区发改委牵头，报区委", units)] == [
        "清河区发展和改革委员会",
        "清河区委",
    ]


def test_a_known_unit_with_a_joint_in_its_name_is_not_parted():
    units = (UnitName("清河区商务部和投资办", ()),)
    article = only("本报讯 近日，区委开会。秦牧要求，清河区商务部和投资办要压实责任。", units=units)
    assert article.requirements[0].responsible == ("清河区商务部和投资办",)
