"""The year of a day that is printed without one."""

from datetime import date

import pytest

from taizhang.reading.model import Source
from taizhang.reading.news import read_page

PAGE = "清河区召开工作会议\n\n本报讯 {day}，清河区召开工作会议，{words}。\n\n记者 林晓禾\n"
TODAY = date(2026, 11, 22)


def year(words, *, day="9月13日", today=None):
    [article] = read_page(Source("page.txt", "txt", PAGE.format(day=day, words=words)), today=today)
    return article.event_date.iso and article.event_date.iso.year


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("对照第九版防控方案查漏补缺，推进保交楼和“双减”工作", 2022),
        ("审议2020年政府投资项目计划，部署疫情防控", 2020),
        ("迎接建党100周年，推进保交楼工作", 2021),
        ("庆祝第38个教师节，推进“双减”工作", 2022),
        ("为党的二十大胜利召开营造良好环境", 2022),
        ("部署城市管理工作", None),
    ],
)
def test_stronger_words_outweigh_weaker_ones(words, found):
    assert year(words) == found


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("部署城市管理工作", 2026),
        ("推进保交楼和“双减”工作", 2026),
        ("审议2020年政府投资项目计划", 2020),
        ("对照第九版防控方案查漏补缺", 2022),
    ],
)
def test_the_day_of_receipt_outweighs_mere_campaigns(words, found):
    assert year(words, today=TODAY) == found


def test_a_day_later_in_the_year_than_today_was_last_year():
    assert year("部署城市管理工作", day="12月3日", today=TODAY) == 2025
