"""Who leads and who helps in a speech, where its words say so."""

import pytest

from taizhang.reading.model import Source
from taizhang.reading.news import read_page

PAGE = (
    "清河区召开消防安全工作会议\n\n本报讯 近日，清河区召开消防安全工作会议。"
    "秦牧强调，{}。\n\n记者 林晓禾\n"
)


@pytest.mark.parametrize(
    ("words", "lead", "supporting"),
    [
        (
            "由区应急管理局牵头，区消防救援大队配合，对高层建筑逐栋排查",
            ("区应急管理局",),
            ("区消防救援大队",),
        ),
        ("区住建局要会同区城管局制定方案", ("区住建局",), ("区城管局",)),
        ("改造资金缺口由区财政局统筹解决", ("区财政局",), ()),
        ("区信访局要牵头梳理积案", ("区信访局",), ()),
        ("各街道要加大巡查力度", (), ()),
    ],
)
def test_leaders_and_helpers_are_told_apart(words, lead, supporting):
    [article] = read_page(Source("page.txt", "txt", PAGE.format(words)))
    [found] = article.requirements
    assert (found.lead, found.supporting) == (lead, supporting)
    assert found.responsible == (*lead, *supporting) or found.responsible == ("各街道",)
