"""How often, how, how much and under whose oversight: what a requirement says besides its words."""

from datetime import date

import pytest

from taizhang.reading.mechanisms import find_mechanisms
from taizhang.reading.recurrence import find_recurrences
from taizhang.reading.slots import find_slots, find_supervising


@pytest.mark.parametrize(
    ("text", "freqs"),
    [
        ("建立日例会、周通报、月考核等工作机制", ["daily", "weekly", "monthly"]),
        ("每半月调度一次，每季度评比排名", ["half-monthly", "quarterly"]),
        ("定期开展“回头看”", ["regular"]),
        ("完善例会研判机制", ["regular"]),
        ("严格执行日报和零报告制度", ["daily"]),
        ("每年打造1个园区", ["annual"]),
        ("每三天通报一次", ["regular"]),
        ("持续、不断、常态化推进，24小时值守", []),
        ("5月10日通报情况，当日通报群众，节日检查", []),
        ("不定期抽查", []),
    ],
)
def test_rhythms_are_named_and_mere_persistence_is_none(text, freqs):
    assert [each.freq for each in find_recurrences(text)] == freqs


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("建立台账、销号管理，杜绝隐患", ["台账", "销号管理"]),
        ("建立健全“河长”工作联席会议机制", ["联席会议机制"]),
        ("建立台账制度、联席会议制度和通报制度", ["台账制度", "联席会议制度", "通报制度"]),
        ("构建区、乡、村三级联动推进机制", ["三级联动推进机制"]),
        ("严格落实“三管三必须”要求", ["三管三必须"]),
        ("建立“一楼一策、一楼一专班”", ["一楼一策", "一楼一专班"]),
        ("坚持政府引导+企业主体+社会参与", ["政府引导+企业主体+社会参与"]),
        ("深化“早餐+托管”模式", ["“早餐+托管”模式"]),
        ("完善会商研判、台账管理、督查督导等工作机制", ["会商研判", "台账管理", "督查督导"]),
        ("各工作专班要各司其职", []),
        ("健全工作机制，完善体制机制，强化督导检查", []),
        ("打造“新高地”，树牢“一盘棋”思想，“一把手”负总责", []),
        ("一步一个脚印，一点一滴做起", []),
    ],
)
def test_mechanisms_are_named_by_their_shortest_phrase(text, names):
    assert find_mechanisms(text) == names


@pytest.mark.parametrize(
    "text",
    [
        "要建立问题台账",
        "要制定实施方案",
        "要定期开展“回头看”",
        "对违规机构坚决取缔",
        "6月底前开工建设",
        "要进行全区通报表扬",
        "办结率达到95%以上",
        "严禁挪用资金",
    ],
)
def test_what_somebody_can_check_is_an_action(text):
    assert find_slots(text, anchor=date(2026, 3, 2)).type == "action"


@pytest.mark.parametrize(
    "text",
    [
        "要提高政治站位，强化责任担当",
        "要牢固树立以人民为中心的发展思想",
        "要健全工作机制、压实工作责任，形成工作合力",
        "要持续营造浓厚氛围，迅速掀起学习热潮",
        "要以等不得、慢不得的紧迫感抓好工作",
    ],
)
def test_an_attitude_is_a_principle(text):
    assert find_slots(text, anchor=date(2026, 3, 2)).type == "principle"


def test_a_limit_with_a_day_goes_before_words_of_urgency():
    deadline = find_slots("要迅速行动，5月20日前完成整改", anchor=date(2026, 5, 1)).deadline
    assert (deadline.text, deadline.iso, deadline.more) == (
        "5月20日前",
        date(2026, 5, 20),
        ("迅速",),
    )


@pytest.mark.parametrize(
    ("text", "addressees", "supervising"),
    [
        ("区委督查室要强化督导检查", ("区委督查室",), ("区委督查室",)),
        ("专项指挥部要建立月考核机制，严格考核", ("专项指挥部",), ("专项指挥部",)),
        ("区城管局要采取明察暗访等形式开展督查，每周通报", ("区城管局",), ("区城管局",)),
        ("各相关部门要压实责任，强化检查督导", ("各相关部门",), ()),
        ("专项指挥部要细化措施", ("专项指挥部",), ()),
    ],
)
def test_oversight_is_with_the_body_whose_act_it_is(text, addressees, supervising):
    assert find_supervising(text, addressees) == supervising
