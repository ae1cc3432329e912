"""Numbers to be reached, and the numbers that are none."""

import pytest

from taizhang.reading.targets import find_targets


@pytest.mark.parametrize(
    ("text", "metric", "value", "unit"),
    [
        ("完成率达到90%", "完成率", "90", "%"),
        ("新增就业5000人", "新增就业", "5000", "人"),
        ("一般公共预算收入增长8%以上", "一般公共预算收入", "8", "%"),
        ("PM2.5平均浓度控制在45微克/立方米以下", "PM2.5平均浓度", "45", "微克/立方米"),
        ("优良天数达到260天以上", "优良天数", "260", "天"),
        ("每年打造1个小微企业园", "小微企业园", "1", "个"),
        ("选择一到两个试点", "试点", "1-2", "个"),
        ("引进不少于10—15家企业", "企业", "10-15", "家"),
        ("办结率达到百分之九十五", "办结率", "95", "%"),
        ("覆盖率达到百分之百", "覆盖率", "100", "%"),
        ("新增5,000个泊位", "泊位", "5000", "个"),
        ("绿化面积30万平方米", "绿化面积", "30", "万平方米"),
    ],
)
def test_a_target_has_its_metric_value_and_unit(
    text: str, metric: str, value: str, unit: str
) -> None:
    [(span, target)] = find_targets(text)
    assert (target.metric, target.value, target.unit) == (metric, value, unit)
    assert text[slice(*span)]


@pytest.mark.parametrize(
    "text",
    [
        "第3季度", "48小时值守", "60余人参加", "落实“四早”要求", "清政办〔2026〕5号", "3天内整改",
 "《三年行动方案（2025—2027年）》", "得分90分以来",
    ],
)  # fmt: skip
def test_other_numbers_are_no_targets(text: str) -> None:
    assert [t for _, t in find_targets(text) if t.unit] == []
