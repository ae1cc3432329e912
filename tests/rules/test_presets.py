from datetime import datetime

import pytest

from taizhang.rules.clock import TimeUnit, counts_days, due
from taizhang.rules.presets import BY_NAME, PRESETS, Standing
from taizhang.rules.workdays import SHANGHAI
from tests.rules.test_attribution import SPRING


@pytest.mark.parametrize("preset", PRESETS, ids=lambda preset: preset.code)
def test_every_preset_says_where_it_comes_from_and_counts_whole_days(preset):
    assert preset.basis
    assert counts_days(preset.limit)
    assert BY_NAME[preset.code] is BY_NAME[preset.name] is preset


def test_no_two_presets_share_a_name():
    assert len(BY_NAME) == 2 * len(PRESETS)


@pytest.mark.parametrize(
    ("name", "amount", "unit"),
    [  # read in the text of the laws; domain facts, 5, 6.2 and 3.1
        ("信访受理告知", 15, TimeUnit.NATURAL_DAY), ("信访异议", 5, TimeUnit.WORK_DAY),
        ("信访办理", 60, TimeUnit.NATURAL_DAY), ("信访延长", 30, TimeUnit.NATURAL_DAY),
        ("信访复查", 30, TimeUnit.NATURAL_DAY), ("信访复核", 30, TimeUnit.NATURAL_DAY),
        ("处罚决定", 90, TimeUnit.NATURAL_DAY), ("处罚送达", 7, TimeUnit.WORK_DAY),
        ("处罚撤回公开", 3, TimeUnit.WORK_DAY), ("罚款缴纳", 15, TimeUnit.NATURAL_DAY),
        ("督查复核", 30, TimeUnit.NATURAL_DAY), ("政府信息公开", 20, TimeUnit.WORK_DAY),
    ],
)  # fmt: skip
def test_what_a_law_sets_is_as_the_law_sets_it(name, amount, unit):
    preset = BY_NAME[name]
    assert (preset.limit.amount, preset.limit.unit) == (amount, unit)
    assert preset.standing is Standing.LAW


def test_a_petition_taken_up_before_the_festival_is_due_sixty_days_later_all_the_same():
    start = datetime(2026, 2, 10, 10, tzinfo=SHANGHAI)
    at = due(start, BY_NAME["信访办理"].limit, SPRING).at
    assert at == datetime(2026, 4, 11, 23, 59, 59, tzinfo=SHANGHAI)
    dispute = due(start, BY_NAME["信访异议"].limit, SPRING).at
    assert dispute == datetime(2026, 2, 24, 23, 59, 59, tzinfo=SHANGHAI)
