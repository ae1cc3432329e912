"""The smallest papers that can be issued; a test names what matters to it."""

from dataclasses import replace
from datetime import date
from typing import Any

from taizhang.papers.notice import SupervisionNotice

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
