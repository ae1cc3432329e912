"""The smallest papers that can be issued; a test names what matters to it."""

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

from taizhang.papers.fate_table import FateRow, FateTable
from taizhang.papers.marks import Fate
from taizhang.papers.matrix import Lights, Matrix
from taizhang.papers.notice import SupervisionNotice
from taizhang.papers.sheet import Column, Kind, Sheet

NOTICE = SupervisionNotice(
    number="清政督〔2026〕12号",
    organ="云川市清河区人民政府督查室",
    title="关于柳岸路与春望街交叉口\n积水点整治的督办通知",
    item_number="清督2026-0312",
    matter="柳岸路与春望街交叉口西北角逢雨积水，影响通行，须查明原因并完成整治。",
    source="区政府第8次常务会议",
    lead="区城市管理局",
    deadline="2026年6月30日前",
    contact="督查室值班人员",
    phone="0990-5550112",
    issued=date(2026, 5, 9),
)
FULL = replace(
    NOTICE,
    urgency="加急",
    basis="区政府第8次常务会议议定事项和区领导批示要求",
    instruction="请城管局牵头，汛前必须见效，每周一报进展。",
    supporting=("区住房和城乡建设局", "区水利局"),
    area="望春街道办事处",
    sponsor="分管城市管理的副区长",
    requirements=(
        "5月15日前完成管网检测，查明积水原因，提出整治方案。",
        "6月20日前完成雨水口改造和管道疏通，施工期间做好交通疏导。",
        "汛期安排专人值守，雨后两小时内到场处置。",
    ),
    criteria=("中雨后半小时内路面无积水。", "竣工资料、整治前后照片齐全，经督查室现场核查通过。"),
    original_deadline="2026年6月15日前",
    attachments=("积水点位置图", "第8次常务会议纪要摘录"),
    copies=("区政府办公室", "区应急管理局"),
    printed_by="清河区人民政府办公室",
)


def a_notice(**changes: Any) -> SupervisionNotice:
    return replace(NOTICE, **changes)


FATES = FateTable(
    title="区委常委会会议部署事项落实去向表",
    subtitle="会议：2026年4月20日 区委常委会第6次会议　　整理：云川市清河区人民政府督查室",
    as_of=datetime(2026, 5, 9, 10, 0, tzinfo=UTC),
    author="云川市清河区人民政府督查室",
    rows=(
        FateRow(
            sentence="要坚持问题导向，把群众反映强烈的事情办好。",
            fate=Fate.DECLINED,
            kind="原则性要求",
            reason="原则性要求，无具体承办内容",
        ),
        FateRow(
            sentence="柳岸路积水点6月底前必须完成整治，城管局牵头，住建局、水利局配合。",
            fate=Fate.IN_HAND,
            kind="任务",
            item_number="清督2026-0312",
            lead="区城市管理局",
            deadline="2026-06-30",
            progress="5月8日：管网检测完成，施工图审查中",
        ),
        FateRow(
            sentence="4月底前完成全区在建工地扬尘防治“六个百分之百”排查，逐一建账。",
            fate=Fate.OVERDUE,
            kind="任务",
            item_number="清督2026-0298",
            lead="区住房和城乡建设局",
            deadline="2026-04-30",
            progress="已排查31处，剩余4处未反馈",
        ),
        FateRow(
            sentence="本周内把春望街垃圾中转站异味问题解决到位。",
            fate=Fate.CLOSED,
            kind="问题",
            item_number="清督2026-0301",
            lead="春望街道办事处",
            deadline="2026-04-26",
            progress="4月25日核查通过，4月27日销号",
        ),
        FateRow(sentence="有关部门研究一下夜间停车问题。", fate=Fate.UNDECIDED, kind="任务"),
    ),
)
MATRIX = Matrix(
    title="各单位事项办理情况表",
    subtitle="范围：2026年以来未销号事项",
    as_of=datetime(2026, 5, 9, 10, 0, tzinfo=UTC),
    states=("待签收", "办理中", "待核查", "公示中", "暂缓"),
    rows=(
        (
            "区城市管理局",
            (Lights(0, 1, 2), Lights(2, 3, 14), Lights(0, 0, 4), Lights(), Lights(0, 0, 1)),
        ),
        (
            "区住房和城乡建设局",
            (Lights(1), Lights(4, 0, 9), Lights(0, 1, 1), Lights(0, 0, 2), Lights()),
        ),
        ("春望街道办事处", (Lights(), Lights(0, 0, 6), Lights(), Lights(), Lights())),
    ),
)
SHEET = Sheet(
    title="台账导出",
    made=datetime(2026, 5, 9, 10, 0, tzinfo=UTC),
    notes=("筛选：未销号；牵头单位：区城市管理局",),
    columns=(
        Column("灯", 10, Kind.LIGHT),
        Column("编号", 16),
        Column("事项", 40),
        Column("交办日", 12, Kind.DATE),
        Column("时限", 18, Kind.MOMENT),
        Column("退回次数", 9, Kind.NUMBER),
    ),
    rows=(
        (
            "red",
            "清督2026-0312",
            "=HYPERLINK(1)",
            date(2026, 4, 21),
            datetime(2026, 6, 30, 10, tzinfo=UTC),
            2,
        ),
        ("green", "清督2026-0313", "柳岸路路灯不亮\n共3盏", date(2026, 4, 22), None, 0),
    ),
)


def a_fate_table(*rows: FateRow, **changes: Any) -> FateTable:
    return replace(FATES, rows=rows or FATES.rows, **changes)
