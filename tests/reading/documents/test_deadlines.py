"""Time limits as offices print them."""

from datetime import date, timedelta
from itertools import pairwise

import chinese_calendar
import pytest
from hypothesis import given
from hypothesis import strategies as st

from taizhang.reading.dates import DRAGON_BOAT, MID_AUTUMN, SPRING, festival, whole
from taizhang.reading.deadlines import find_deadlines, primary

SUNDAY = date(2026, 11, 22)

PRINTED = [
    ("2026年12月31日前完成", "2026年12月31日前", "date", "2026-12-31"),
    ("12月底前完成改造", "12月底前", "date", "2026-12-31"),
    ("10月中旬前开工", "10月中旬前", "date", "2027-10-20"),
    ("每月25日前报送", "每月25日前", "recurring-end", None),
    ("第三季度完成", "第三季度", "period", "2027-09-30"),
    ("三季度末前", "三季度末前", "date", "2027-09-30"),
    ("上半年建成", "上半年", "period", "2027-06-30"),
    ("年底前", "年底前", "date", "2026-12-31"),
    ("明年底前", "明年底前", "date", "2027-12-31"),
    ("本周五前报送", "本周五前", "date", "2026-11-27"),
    ("下周三下班前", "下周三下班前", "date", "2026-11-25"),
    ("月底前", "月底前", "date", "2026-11-30"),
    ("下月5日前", "下月5日前", "date", "2026-12-05"),
    ("25日前上报", "25日前", "date", "2026-11-25"),
    ("今年，新建学校2所", "今年", "period", "2026-12-31"),
    ("明年3月前", "明年3月前", "date", "2027-02-28"),
    ("春节前", "春节前", "date", "2027-02-05"),
    ("国庆节前", "国庆节前", "date", "2027-09-30"),
    ("“五一”前", "“五一”前", "date", "2027-04-30"),
    ("清明节前", "清明节前", "date", "2027-04-04"),
    ("“十五五”期末", "“十五五”期末", "period", "2030-12-31"),
    ("汛期排查到位", "汛期", "period", None),
    ("今冬明春开展", "今冬明春", "period", None),
    ("即日起", "即日起", "relative", None),
    ("完成年度目标任务", "年度", "period", "2026-12-31"),
    ("用两到三年时间", "两到三年", "period", "2029-11-22"),
    ("围绕每年打造1个园区", "每年", "recurring-end", None),
    ("每季度末前报送", "每季度末前", "recurring-end", None),
    ("每年3月底前", "每年3月底前", "recurring-end", None),
    ("１１月３０日前", "１１月３０日前", "date", "2026-11-30"),
    ("二〇二六年十二月三十一日前", "二〇二六年十二月三十一日前", "date", "2026-12-31"),
    ("2026年1月至12月", "2026年1月至12月", "period", "2026-12-31"),
    ("2024—2026年", "2024—2026年", "period", "2026-12-31"),
    ("11月25日（星期三）下午5点前报送", "11月25日（星期三）下午5点前", "date", "2026-11-25"),
    ("到2027年，全区实现全覆盖", "2027年", "period", "2027-12-31"),
    ("12月\n底 前完成", "12月底前", "date", "2026-12-31"),
    ("前三季度完成投资", "前三季度", "period", "2027-09-30"),
    ("明年1月前完成", "明年1月前", "date", "2026-12-31"),
    ("每年底前报送", "每年底前", "recurring-end", None),
    ("每周五前", "每周五前", "recurring-end", None),
    ("每月底前", "每月底前", "recurring-end", None),
    ("本周内报送", "本周内", "period", "2026-11-22"),
    ("下周前报送", "下周前", "period", "2026-11-29"),
    ("今日内办结", "今日内", "relative", "2026-11-22"),
    ("明天下班前报送", "明天下班前", "relative", "2026-11-23"),
    ("发现问题当天内处置", "当天内", "relative", None),
    ("本月内完成", "本月内", "period", "2026-11-30"),
    ("用半年时间完成", "半年", "period", None),
    ("除夕前发放到位", "除夕前", "date", "2027-02-04"),
    ("元宵节前", "元宵节前", "date", "2027-02-19"),
    ("事不过夜整改到位", "事不过夜", "relative", "2026-11-22"),
    ("对各类问题,要坚持事不过夜", "事不过夜", "relative", None),
    ("当日事当日毕", "当日事当日毕", "relative", "2026-11-22"),
    ("群众诉求当天办结", "当天", "relative", None),
    ("群众诉求当日办结", "当日", "relative", None),
    ("供暖前完成管网检修", "供暖前", "period", None),
    ("岁末完成回访", "岁末", "period", "2026-12-31"),
]


@pytest.mark.parametrize(("text", "words", "kind", "iso"), PRINTED)
def test_a_limit_keeps_its_words_and_gets_its_last_day(
    text: str, words: str, kind: str, iso: str | None
) -> None:
    [found] = find_deadlines(text, anchor=SUNDAY)
    deadline = found.deadline
    assert (deadline.text, deadline.kind) == (words, kind)
    assert (deadline.iso and deadline.iso.isoformat()) == iso
    assert "".join(text[slice(*found.span)].split()) == words


@pytest.mark.parametrize(
    ("text", "days", "unit", "iso"),
    [
        ("两个工作日内反馈", 2, "work_day", "2026-11-24"),
        ("10个工作日内办结", 10, "work_day", "2026-12-04"),
        ("3日内反馈", 3, "natural_day", "2026-11-25"),
        ("接到通知后3日内", 3, "natural_day", "2026-11-25"),
        ("发现问题后24小时内处置", 24, "urgent_hour", None),
        ("48小时内整改", 48, "urgent_hour", "2026-11-24"),
        ("4个工作时内", 4, "work_hour", "2026-11-23"),
        ("一周内", 7, "natural_day", "2026-11-29"),
        ("半个月内", 15, "natural_day", "2026-12-07"),
        ("3个月内", 90, "natural_day", "2027-02-22"),
        ("30分钟内响应", 1, "urgent_hour", "2026-11-22"),
    ],
)
def test_a_budget_says_how_many_of_what(text: str, days: int, unit: str, iso: str | None) -> None:
    [found] = find_deadlines(text, anchor=SUNDAY)
    assert (found.deadline.kind, found.deadline.days, found.deadline.unit) == ("budget", days, unit)
    assert (found.deadline.iso and found.deadline.iso.isoformat()) == iso


@pytest.mark.parametrize("word", ["尽快", "第一时间", "迅速", "及早", "尽早", "立即"])
def test_an_urgent_word_never_gets_a_day(word: str) -> None:
    [found] = find_deadlines(f"{word}拿出方案", anchor=SUNDAY)
    assert found.deadline.soft
    assert found.deadline.iso is None


@pytest.mark.parametrize(
    "text",
    [
        "及时、加快、提前、如期、按计划推进",
        "深入谋划明年的工作",
        "11月23日上午召开会议",
        "自12月1日起施行",
        "今年以来，全区完成改造",
        "严格落实24小时值守",
        "《清河区2026年工作要点》（2025年3月印发）",
        "坚持立行立改",
        "重要会议、主要任务、周到服务",
        "2月30日是没有的",
        "每月召开一次例会",
        "周三例会",
        "半日内",
        "编号2026.12",
    ],
)
def test_what_sets_no_limit_is_none(text: str) -> None:
    assert find_deadlines(text, anchor=SUNDAY) == []


@pytest.mark.parametrize(
    ("text", "iso"),
    [
        ("2026年12月", "2026-12-31"),
        ("2026.12", "2026-12-31"),
        ("2026/12/5", "2026-12-05"),
        ("2026.6-2026.12", "2026-12-31"),
        ("3月—11月", "2026-11-30"),
        ("15个工作日", "2026-12-11"),
        ("全年", "2026-12-31"),
        ("长期坚持", None),
        ("立行立改", None),
        ("每月", None),
        ("2月30日", None),
        ("周五", "2026-11-27"),
    ],
)
def test_after_a_label_any_date_is_a_limit(text: str, iso: str | None) -> None:
    [found] = find_deadlines(text, anchor=SUNDAY, labelled=True)
    assert (found.deadline.iso and found.deadline.iso.isoformat()) == iso


def test_the_printed_year_goes_on_for_what_follows() -> None:
    found = find_deadlines("2028年6月底前开工，12月底前竣工，次年3月底前交付", anchor=SUNDAY)
    assert [(f.deadline.act, str(f.deadline.iso)) for f in found] == [
        ("开工", "2028-06-30"),
        ("竣工", "2028-12-31"),
        ("交付", "2029-03-31"),
    ]
    first = primary(found)
    assert first is not None
    assert first.more == ("12月底前", "次年3月底前")


def test_without_a_day_of_the_document_only_printed_years_are_computed() -> None:
    found = find_deadlines("12月底前开工，3日内报告，春节前完工，2027年底前交付", anchor=None)
    assert [f.deadline.iso for f in found] == [None, None, None, date(2027, 12, 31)]


def test_festivals_stand_on_their_published_holidays() -> None:
    days = chinese_calendar.constants.holidays
    for table in (SPRING, DRAGON_BOAT, MID_AUTUMN):
        for year, (month, day) in table.items():
            assert year > 2026 or date(year, month, day) in days
    assert all(
        date(year, *SPRING[year]) - timedelta(days=1) == festival("除夕", year) for year in SPRING
    )
    assert all(festival("清明", year) in days for year in range(2008, 2027))


@pytest.mark.parametrize(
    ("text", "n"),
    [
        ("十", 10),
        ("十二", 12),
        ("三十一", 31),
        ("廿五", 25),
        ("一百二十", 120),
        ("两", 2),
        ("二〇二六", 2026),
        ("１５", 15),
    ],
)
def test_numerals_are_read(text: str, n: int) -> None:
    assert whole(text) == n


anchors = st.dates(date(2020, 1, 1), date(2034, 12, 31))
RELATIVE = [
    "12月底前",
    "3月前",
    "本周五前",
    "月底前",
    "3日内",
    "两个工作日内",
    "半个月内",
    "年底前",
    "春节前",
    "国庆节前",
    "25日前",
    "一季度末",
    "下周三前",
    "明年2月底前",
]


@given(anchors, st.sampled_from(RELATIVE))
def test_a_coming_day_is_never_before_the_document(anchor: date, words: str) -> None:
    [found] = find_deadlines(f"请于{words}完成", anchor=anchor)
    assert found.deadline.iso is not None
    assert found.deadline.iso >= anchor - timedelta(days=1)


@given(anchors, st.integers(1, 40))
def test_more_working_days_end_later(anchor: date, n: int) -> None:
    days = [find_deadlines(f"{k}个工作日内", anchor=anchor)[0].deadline.iso for k in (n, n + 1)]
    assert days[0] is not None
    assert days[1] is not None
    assert anchor < days[0] < days[1]


@given(
    st.lists(
        st.sampled_from([*RELATIVE, "尽快", "，", "完成", "区教育局", " ", "\n", "2027年"]),
        max_size=12,
    )
)
def test_spans_are_in_order_and_slice_back_to_the_words(parts: list[str]) -> None:
    text = "".join(parts)
    found = find_deadlines(text, anchor=SUNDAY)
    for f in found:
        assert "".join(text[slice(*f.span)].split()) == f.deadline.text
    assert all(a.span[1] <= b.span[0] for a, b in pairwise(found))


def test_what_counts_from_today_has_no_day_where_there_is_none() -> None:
    for words in ("本周五前", "月底前", "25日前", "今天内", "用两年时间", "年度目标"):
        assert [f.deadline.iso for f in find_deadlines(f"{words}完成", anchor=None)] == [None]


def test_the_year_of_a_plan_goes_before_the_next_one_unless_it_has_passed() -> None:
    plan = date(2026, 2, 20)
    assert find_deadlines("12月底前", anchor=plan, year=2027)[0].deadline.iso == date(2027, 12, 31)
    assert find_deadlines("春节前", anchor=SUNDAY, year=2026)[0].deadline.iso == date(2027, 2, 5)
