"""How other places write: each text is short, and says one thing about its genre."""

from datetime import date

import pytest

from taizhang.reading.documents import find_kind, read_document
from taizhang.reading.formats import decode
from taizhang.reading.model import Article

TODAY = date(2026, 11, 22)


def read(text: str, kind: str) -> Article:
    """Return a text as an article, after making sure that its kind is told."""
    source = decode(text.encode(), "a.txt")
    assert find_kind(source) == kind
    return read_document(source, kind, today=TODAY)


def test_sponsor_and_units_may_follow_the_task_in_its_own_line() -> None:
    found = read(
        "2025年政府工作报告重点任务分解\n"
        "4.新增规上企业20家。责任领导：李某；责任单位：工信局、财政局，"
        "开发区管委会；完成时限：12月底\n"
        "5.建设产业园，一季度开工。（责任领导：李某，牵头单位：大数据局，配合单位：发改局）\n"
        "6.改造农田3.2万亩。\n责任领导：赵某\n责任单位：农业农村局；各镇（街道）\n",
        "plan",
    )
    first, second, third = found.requirements
    assert (first.lead, first.supporting) == (("工信局",), ("财政局", "开发区管委会"))
    assert first.sponsor == ("李某",)
    assert first.deadline is not None
    assert first.deadline.iso == date(2025, 12, 31)
    assert (second.lead, second.supporting) == (("大数据局",), ("发改局",))
    assert (third.lead, third.supporting) == (("农业农村局",), ("各镇（街道）",))


def test_parts_in_one_paragraph_with_one_bracket_are_one_task() -> None:
    found = read(
        "关于印发营商环境措施任务分工的通知\n"
        "（一）规范检查。①制定计划，3月底前公布；②推行“综合查一次”。（司法局牵头，各单位配合）\n"
        "（二）优化登记。实现“一窗受理”。（资源局牵头，税务局按职责分工负责。"
        "完成时间：2025年9月）\n"
        "（三）提升服务。时间压减至15个工作日以内。（工信局，各县区政府负责）\n",
        "plan",
    )
    assert [r.lead for r in found.requirements] == [("司法局",), ("资源局",), ("工信局",)]
    assert found.requirements[2].deadline is None


def test_a_duty_that_closes_a_section_is_the_duty_of_all_its_tasks() -> None:
    found = read(
        "某县“十大攻坚行动”责任分解\n一、项目攻坚\n（一）目标任务\n全年实施项目120个。"
        "\n（二）重点工作\n"
        "1.谋划项目不少于300个。\n2.建立包联机制。"
        "\n（三）责任分工\n牵头单位：县发改局\n责任单位：各乡镇\n"
        "二、工业攻坚\n（一）重点工作\n1.新增企业25家。\n（二）责任分工\n牵头单位：县工信局\n",
        "plan",
    )
    assert [r.lead[0] for r in found.requirements] == ["县发改局"] * 3 + ["县工信局"]
    assert {r.responsible_source for r in found.requirements} == {"inherited"}


def test_a_heading_with_units_passes_them_to_the_tasks_below() -> None:
    found = read(
        "重点工作任务分工\n（一）区教育局\n1.新建学校3所。\n2.落实“双减”。"
        "\n（二）区民政局、各街道\n"
        "1.建成养老中心5个。\n（三）推进改造（牵头单位：区住建局）\n1.改造小区6个。"
        "\n2.加装电梯9部。\n",
        "plan",
    )
    assert [r.lead[0] for r in found.requirements] == [
        *("区教育局", "区教育局", "区民政局", "区住建局", "区住建局"),
    ]
    assert found.requirements[2].supporting == ("各街道",)


def test_a_rectification_list_gathers_goal_measures_and_units_of_a_problem() -> None:
    found = read(
        "督察整改任务分解表\n整改任务一：部分河道存在黑臭现象\n整改目标：2026年12月底前消除"
        "黑臭水体\n"
        "整改措施：开展排口溯源。\n整改时限：2026年12月底\n责任单位：区水务局、"
        "区环境局\n督导单位：区督查室\n"
        "整改任务二：垃圾倾倒问题\n整改时限：立行立改\n责任单位：区城管局\n",
        "plan",
    )
    river, waste = found.requirements
    assert river.number == "整改任务一"
    assert "消除黑臭水体" in river.text
    assert river.supervising == ("区督查室",)
    assert river.deadline is not None
    assert river.deadline.iso == date(2026, 12, 31)
    assert waste.lead == ("区城管局",)


@pytest.mark.parametrize(
    "table",
    [
        "| 序号 | 任务 | 责任单位 | 完成时限 |\n|---|---|---|---|\n"
        "| 1 | 排查隐患 | 城管局（牵头）、应急局 | 4月底 |\n| 2 | 改造管道35公里 | 城管局 |"
        " 10月底 |\n",
        "序号  任务            责任单位        完成时限\n"
        "1     排查隐患        城管局、应急局  4月底\n2     改造管道35公里  城管局         "
        " 10月底\n",
    ],
)
def test_tables_in_plain_text_are_read_by_bars_and_by_gaps(table: str) -> None:
    found = read("任务分工表\n\n" + table, "plan")
    assert [r.number for r in found.requirements] == ["1", "2"]
    assert found.requirements[0].lead == ("城管局",)
    assert found.requirements[0].supporting == ("应急局",)


def test_an_instruction_in_prose_names_those_whom_it_asks() -> None:
    found = read(
        "关于某小区供暖问题的批示\n张某同志批示：此事关系群众利益，请住建局、"
        "供热公司立即查明原因，三日内恢复"
        "供暖，结果报我。请督查室跟踪督办。\n2025年11月28日\n",
        "instruction",
    )
    first, second = found.requirements
    assert first.lead == ("住建局", "供热公司")
    assert first.deadline is not None
    assert first.deadline.iso == date(2025, 12, 1)
    assert second.lead == ("督查室",)


@pytest.mark.parametrize("verb", ["同步检查", "主动对接", "继续跟进", "将结果公示，抓紧整改"])
def test_whoever_is_asked_next_inherits_nothing_from_who_was_asked_first(verb: str) -> None:
    found = read(
        "区领导批示抄清\n批示内容：请区城管局牵头，立即逐户核查油烟净化设施。"
        f"请区市场监管局{verb}食品经营许可，12月10日前报结果。\n2026年11月28日\n",
        "instruction",
    )
    assert [r.lead for r in found.requirements] == [("区城管局",), ("区市场监管局",)]


def test_you_in_a_supervision_letter_is_whom_it_is_sent_to() -> None:
    found = read(
        "某区督查室督查通知\n区督〔2025〕12号\n区住建局：\n    近日，"
        "区委主要领导作出批示：“请住建局抓紧研究，"
        "本月底前答复群众。”\n    请你单位认真抓好落实，并于6月25日前报送落实情况。"
        "\n区督查室\n2025年6月12日\n",
        "order",
    )
    quoted, asked = found.requirements
    assert "本月底前答复群众" in quoted.text
    assert asked.lead == ("区住建局",)
    assert asked.deadline is not None
    assert asked.deadline.iso == date(2025, 6, 25)


def test_minutes_without_modal_verbs_still_charge_somebody() -> None:
    found = read(
        "区长办公会议纪要\n〔2025〕第7期\n5月6日，区长主持召开区长办公会。纪要如下：\n"
        "一、原则同意《改造方案》，由区城改办按程序报批后实施。\n"
        "二、关于资金筹措。区财政局牵头，区城投公司配合，5月20日前完成方案编制。\n"
        "三、会议强调，区政府督查室要跟踪问效，每半月通报一次。\n",
        "minutes",
    )
    assert [r.lead for r in found.requirements] == [("区城改办",), ("区财政局",), ("区政府督查室",)]
    assert found.requirements[1].supporting == ("区城投公司",)
    assert found.requirements[2].supervising == ("区政府督查室",)


def test_what_a_brief_reports_is_no_demand_but_its_problems_and_next_steps_are() -> None:
    found = read(
        "关于一季度重点工作的督查通报\n各镇、街道：\n    现将情况通报如下：\n    一、"
        "总体进展\n    已完成31项。\n"
        "    二、存在问题\n    1.东环路改造进展缓慢（责任单位：区交通局）。\n    "
        "2.个别单位未按时报送。\n"
        "    三、下步要求\n    1.各责任单位要倒排工期，4月底前报整改方案。"
        "\n区政府督查室\n2025年4月14日\n",
        "brief",
    )
    assert [r.lead[0] for r in found.requirements] == ["区交通局", "各责任单位"]


def test_a_notice_assigns_by_colons_and_by_stages() -> None:
    found = read(
        "关于开展专项行动的通知\n各镇人民政府、街道办事处：\n现将有关事项通知如下。\n一、时间安排\n"
        "（一）动员部署阶段（2025年3月底前）。各单位制定具体实施方案。\n二、责任分工\n"
        "（一）区文旅局：组织开展联合执法检查。\n（二）区教育局：开展主题教育，"
        "覆盖率达到100%。\n特此通知。\n",
        "notice",
    )
    stage, plan, culture, school = found.requirements
    assert stage.heading
    assert plan.deadline is not None
    assert plan.deadline.iso == date(2025, 3, 31)
    assert (culture.lead, school.lead) == (("区文旅局",), ("区教育局",))


def test_a_short_letter_with_a_salutation_is_a_notice() -> None:
    found = read(
        "区各街道、镇，各部门：\n    区教育局要在8月20日前完成校园整治；区卫健委要在8月25日"
        "前完成自查。\n"
        "    区创建办\n    2025年8月8日\n",
        "notice",
    )
    assert [r.lead for r in found.requirements] == [("区教育局",), ("区卫健委",)]
    assert found.issuer == "区创建办"


def test_hard_wrapped_lines_are_one_paragraph() -> None:
    found = read(
        "某区重点任务分解\n"
        "1.推进散煤治理，持续巩固清洁取暖成效，完成二点六万户\n改造任务，"
        "新增绿地12.5万平方米，确保按期实现既定的\n"
        "目标。\n牵头单位：区住房和城乡建设局、区园林绿化中心、"
        "各街\n道办事处\n2.推进河道治理工作。\n牵头单位：区水务局\n"
        "3.推进扬尘治理工作。\n牵头单位：区城管局\n",
        "plan",
    )
    first = found.requirements[0]
    assert first.lead == ("区住房和城乡建设局", "区园林绿化中心", "各街道办事处")
    assert [t.value for t in first.targets] == ["12.5"]


def test_units_under_a_heading_serve_all_its_parts_that_have_none() -> None:
    found = read(
        "重点工作任务分工\n（一）推进改造\n牵头单位：区住建局\n1.改造小区6个。\n2.加装电梯9部。\n"
        "（二）稳定就业\n牵头单位：区人社局\n1.新增就业600人。\n2.开展培训。\n"
        "（三）办好教育\n牵头单位：区教育局\n1.新建学校3所。\n",
        "plan",
    )
    assert [r.lead[0] for r in found.requirements] == [
        *("区住建局", "区住建局", "区人社局", "区人社局", "区教育局"),
    ]


def test_a_task_without_a_duty_among_others_is_kept() -> None:
    found = read(
        "2026年重点任务分解\n1.新建学校3所。（区教育局负责）\n2.改造小区6个。（区住建局负责）\n"
        "3.新增停车泊位600个。\n4.新增就业600人。（区人社局负责）\n5.建成公园2个。"
        "（区园林中心负责）\n",
        "plan",
    )
    assert [r.number for r in found.requirements] == ["1", "2", "3", "4", "5"]
    assert found.requirements[2].reasons == ("plan.no-duty",)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("区委书记张某某批示内容：请区教育局抓紧研究。\n1.尽快落实。\n2.按时报告。", "instruction"),
        ("5月6日，区长主持召开会议，李某出席。会议研究并议定：由区教育局牵头落实。", "minutes"),
        ("一、各街道要落实责任。\n二、各单位要报送名单。", "notice"),
        ("承办单位：区教育局\n办结时限：12月10日前\n内容：维修校舍。", "order"),
    ],
)
def test_a_kind_is_told_by_words_where_there_is_no_title(text: str, kind: str) -> None:
    assert find_kind(decode(text.encode(), "a.txt")) == kind


def test_a_newspaper_report_of_a_meeting_is_not_taken_for_its_minutes() -> None:
    text = "本报讯（记者 某某）5月6日，区长主持召开会议。会议研究决定，各单位要抓紧落实。李某出席。"
    assert find_kind(decode(text.encode(), "a.txt")) is None


def test_a_leader_who_is_to_take_the_lead_is_the_sponsor_of_one_arrangement() -> None:
    text = (
        "领导批示\n批示人：韩致远\n批示内容：请李建同志牵头，区城管局、区教育局立即到现场查看，"
        "一周内拿出整改方案，12月5日前完成整改并报我。请张承同志阅处。\n2026年11月20日\n"
    )
    first, second = read(text, "instruction").requirements
    assert (first.sponsor, first.lead) == (("李建",), ("区城管局", "区教育局"))
    assert first.deadline
    assert first.deadline.more[-1] == "12月5日前"
    assert (second.sponsor, second.responsible) == (("张承",), ("张承",))


def test_a_heading_names_the_leader_of_the_tasks_under_it() -> None:
    found = read(
        "安平县2025年民生实事任务分解方案\n一、就业和社会保障（牵头领导：丁远帆）\n"
        "1.城镇新增就业4200人。\n牵头单位：县人社局\n2.完成筛查6000例。（县卫健委牵头）\n",
        "plan",
    )
    assert [(task.sponsor, task.lead) for task in found.requirements] == [
        (("丁远帆",), ("县人社局",)),
        (("丁远帆",), ("县卫健委",)),
    ]


def test_a_bracket_that_completes_a_word_is_no_duty() -> None:
    found = read(
        "关于做好春节期间有关工作的通知\n各乡镇党委：\n一、各乡镇（街道）要落实日巡查制度。\n"
        "2025年1月8日\n",
        "notice",
    )
    assert found.requirements[0].responsible == ("各乡镇（街道）",)


def test_a_row_with_an_empty_first_cell_keeps_its_columns() -> None:
    found = read(
        "县城创建任务分工表\n类别|任务|牵头单位|完成时限\n市容|拆除违规广告|县城管局|5月底前\n"
        "|清理小广告|县住建局|6月底前\n",
        "plan",
    )
    assert [task.lead for task in found.requirements] == [("县城管局",), ("县住建局",)]


def test_who_takes_part_stays_with_the_arrangement_in_minutes() -> None:
    found = read(
        "专题会议纪要\n2024年7月9日\n会议议定：\n一、由区水务局牵头，区气象局参加，建立会商机制。\n"
        "二、区政府督查室对以上事项进行跟踪督办，8月5日前报区政府。\n",
        "minutes",
    )
    first, second = found.requirements
    assert first.text.endswith("建立会商机制")
    assert (first.lead, first.supporting) == (("区水务局",), ("区气象局",))
    assert second.supervising == ("区政府督查室",)


def test_what_an_arrangement_is_about_stays_with_who_leads_it() -> None:
    found = read(
        "专题会议纪要\n2025年6月12日\n会议议定：\n"
        "1.考点周边工地一律停止施工，区住建局牵头，各街道落实。\n"
        "2.供电公司保障供电，每个考点配备应急发电车1台。\n"
        "3.区教育局汇总准备情况，于6月22日前报区政府办。\n参会人员：李某、王某\n",
        "minutes",
    )
    assert [(task.text[:6], task.responsible) for task in found.requirements] == [
        ("考点周边工地", ("区住建局", "各街道")),
        ("供电公司保障", ("供电公司",)),
        ("区教育局汇总", ("区教育局",)),
    ]


def test_a_limit_behind_the_units_of_a_label_is_no_unit() -> None:
    found = read(
        "关于三季度督查情况的通报\n各街道：\n二、存在问题\n1.公园裸土未覆盖（责任单位：区园林中心、"
        "区住建局，10月10日前整改到位）。\n2024年9月28日\n",
        "brief",
    )
    [task] = found.requirements
    assert task.responsible == ("区园林中心", "区住建局")
    assert task.deadline
    assert task.deadline.iso == date(2024, 10, 10)


def test_the_convention_about_the_first_unit_is_no_unit() -> None:
    found = read(
        "2023年重点任务责任分工\n1.改造小区1.2万户。（责任单位：县住建局、县财政局；"
        "排在第一位的为牵头单位，下同）\n2.建设示范村30个。（责任单位：县城管局、各乡镇）\n",
        "plan",
    )
    first, second = found.requirements
    assert (first.lead, first.supporting) == (("县住建局",), ("县财政局",))
    assert (second.lead, second.supporting) == (("县城管局",), ("各乡镇",))
