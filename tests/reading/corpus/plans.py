"""Duty breakdown plans written by a generator, with their truth, in the layouts that offices us\
e."""

import io
import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date

from docx import Document
from docx.document import Document as Docx

from taizhang.reading.formats import decode
from taizhang.reading.model import Source

DAY = date(2026, 2, 20)

UNITS = {
    "区": "区发展改革委 区教育局 区科技局 区工业和信息化局 区民政局 区财政局 "
        "区人力资源社会保障局 区住房和城乡建设局 "
    "区城市管理局 区交通运输局 区农业农村和水务局 区商务局 区文化广电旅游体育局 区卫生健"
        "康委 区应急管理局 区市场监管局 "
    "区退役军人事务局 区信访局 区医保局 区大数据局 区委宣传部 区委统战部 团区委 区妇联 区"
        "残联 区政府办公室 区投资促进中心 "
    "区园林绿化中心（区林业局） 清水湾街道 各街道办事处 各街道、乡镇 市自然资源和规划局高"
        "新分局 区城投集团 国网城东供电公司",
    "县": "县发改局 县教体局 县工信局 县民政局 县财政局 县人社局 县住建局 县城管执法局 县交通局 "
        "县农业农村局 县水利局 县商务局 "
    "县文旅局 县卫健委 县应急局 县市监局 县退役军人局 县林草局 县乡村振兴局 县行政审批局 "
        "县委组织部 县委政法委 团县委 县总工会 "
    "县公安局 县司法局 县生态环境分局 县供销社 县融媒体中心 各乡（镇） 各乡镇人民政府 城"
        "关镇 柳林乡 经济开发区管委会 县自来水公司",
    "市": "市发展和改革委员会 市教育局 市科学技术局 市工业和信息化局 市公安局 市民政局 市司法局 "
        "市财政局 市人力资源和社会保障局 "
    "市自然资源和规划局 市生态环境局 市住房和城乡建设局 市城市管理和综合执法局 市交通运输"
        "局 市水务局 市农业农村局 市商务局 "
    "市文化和旅游局 市卫生健康委员会 市应急管理局 市审计局 市政府国资委 市市场监督管理局 "
        "市统计局 市体育局 市医疗保障局 "
    "市政务服务局 市委编办 市税务局 市消防救援支队 各县（市、区）人民政府 各镇（街道） 高"
        "新区管委会 市轨道交通集团",
}  # fmt: skip
DEEDS = [
    ("培育规模以上工业企业{n}家以上", "家"),
    ("新建改建中小学、幼儿园{n}所", "所"),
    ("完成老旧小区改造{n}个，惠及居民两千余户", "个"),
    ("新增城镇就业{k}人", "人"),
    ("新建停车泊位{k}个", "个"),
    ("固定资产投资增长{p}%以上", "%"),
    ("一般公共预算收入达到{m}亿元", "亿元"),
    ("新改建农村公路{m}公里", "公里"),
    ("生活垃圾分类覆盖率达到{q}%", "%"),
    ("企业开办事项网上办理率不低于{q}%", "%"),
    ("新增绿地面积{n}万平方米", "万平方米"),
    ("建成社区养老服务设施{n}处", "处"),
    ("引进亿元以上项目{n}个", "个"),
    ("建设高标准农田{m}万亩", "万亩"),
    ("整治黑臭水体{n}条", "条"),
    ("技能培训{k}人次", "人次"),
    ("单位地区生产总值能耗下降{p}%", "%"),
]
PLAIN = [
    "深入推进校外培训机构治理，健全联合执法机制",
    "加快保交楼项目建设，压实开发企业主体责任",
    "巩固国家卫生城市创建成果，开展背街小巷环境整治",
    "推行“一件事一次办”改革，优化营商环境",
    "落实第三次全国土壤普查任务",
    "完善24小时应急值守和信息报送制度",
    "推动“四早”要求落实到位",
    "加强食品安全监管，严守安全底线",
    "全面推进依法行政，严格执行重大行政决策程序",
    "健全社会救助体系，兜牢民生底线",
    "强化河湖长制，打好碧水保卫战",
]
TAILS = [
    "，确保取得实效",
    "，不断提升群众满意度",
    "。建立台账，定期调度",
    "，形成可复制可推广的经验",
    "",
    "。落实属地责任，强化部门联动",
]
LIMITS = [
    ("12月底前", "2026-12-31"),
    ("2026年6月底前", "2026-06-30"),
    ("2026年12月31日前", "2026-12-31"),
    ("9月30日前", "2026-09-30"),
    ("三季度末前", "2026-09-30"),
    ("年底前", "2026-12-31"),
    ("上半年", "2026-06-30"),
    ("10月中旬前", "2026-10-20"),
    ("2026年底", "2026-12-31"),
]
LABEL_LIMITS = [
    *LIMITS,
    ("2026年12月", "2026-12-31"),
    ("全年", "2026-12-31"),
    ("长期坚持", None),
    ("持续推进", None),
    ("2026年3月-11月", "2026-11-30"),
    ("每月25日前", "2026-02-25"),
    ("2026.10", "2026-10-31"),
]


@dataclass(frozen=True, slots=True)
class Truth:
    """A task as it was made up."""

    text: str
    lead: tuple[str, ...]
    supporting: tuple[str, ...]
    deadline: str | None = None
    iso: str | None = None
    targets: tuple[tuple[str, str], ...] = ()


@dataclass(slots=True)
class Plan:
    """A plan with its layout, its source and its truth."""

    layout: str
    source: Source
    truth: list[Truth] = field(default_factory=list)


def single(words: str) -> list[str]:
    """Return the units of a group that is listed in the pool as one (各街道、乡镇)."""
    return [words] if "（" in words else words.split("、")


class Writer:
    """Makes up tasks of one place."""

    def __init__(self, seed: int, place: str) -> None:
        self.random = random.Random(seed)
        self.units = UNITS[place].split(" ")
        self.truth: list[Truth] = []

    def task(self, *, dated: str = "label", most: int = 4) -> Truth:
        """Return a new task; `dated` says whether its limit stands in a label or in its words."""
        deed, targets = self.deed()
        chosen = self.random.sample(self.units, self.random.randint(1, most))
        lead, support = (chosen[0],), tuple(u for c in chosen[1:] for u in single(c))
        if len(single(chosen[0])) > 1:
            first, second = single(chosen[0])
            lead, support = (first,), (second, *support)
        limit: str | None = None
        iso: str | None = None
        if dated == "label":
            limit, iso = self.random.choice(LABEL_LIMITS)
        elif dated == "words" and self.random.random() < 0.6:
            limit, iso = self.random.choice(LIMITS)
            deed = f"{limit}，{deed}" if self.random.random() < 0.4 else f"{deed}，{limit}完成"
        truth = Truth(deed + self.random.choice(TAILS), lead, support, limit, iso, targets)
        self.truth.append(truth)
        return truth

    def deed(self) -> tuple[str, tuple[tuple[str, str], ...]]:
        """Return something to do, and the numbers that it is to reach."""
        if self.random.random() < 0.35:
            return self.random.choice(PLAIN), ()
        words, targets = [], []
        for pattern, unit in self.random.sample(DEEDS, self.random.choice([1, 1, 2])):
            value = {
                "n": str(self.random.randint(2, 60)),
                "k": str(self.random.randint(500, 9000)),
                "p": f"{self.random.randint(3, 12)}",
                "q": str(self.random.randint(80, 100)),
                "m": f"{self.random.randint(10, 300) / 10:.1f}",
            }
            key = pattern[pattern.index("{") + 1]
            words.append(pattern.format(**value))
            targets.append((value[key], unit))
        return "，".join(words), tuple(targets)


HEAD = (
    "关于印发《2026年重点工作任务分解和责任分工方案》的通知\n\n各有关单位：\n　　现将方案印发"
    "给你们，请认真抓好落实。\n\n2026年2月20日\n\n"
)
TOPICS = ["扩大有效投资", "促进消费", "培育主体"]
SECTIONS = ["推动经济提质增效", "增进民生福祉", "建设宜居城市", "深化改革开放"]


def line_labels(seed: int, place: str, *, wrapped: bool = False) -> Plan:
    """Return a plan whose tasks are followed by lines of labels."""
    w = Writer(seed, place)
    style = w.random.choice(
        [
            ("牵头单位：", "责任单位：", "完成时限：", "\n"),
            ("牵头部门：", "配合部门：", "完成时间：", "\n"),
            ("【牵头单位】", "【配合单位】", "【时限要求】", ""),
            ("主办单位:", "协办单位:", "办理时限:", "；"),
            ("牵头责任单位：", "配合责任单位：", "完成期限：", "  "),
        ]
    )
    lines, n = [], 0
    for h, section in enumerate(SECTIONS):
        lines.append(f"{'一二三四'[h]}、{section}")
        for _ in range(7):
            n += 1
            task = w.task()
            lead, support, limit, gap = style
            parts = [lead + "、".join(task.lead)]
            if task.supporting:
                parts.append(support + w.random.choice(["、", "、", "，"]).join(task.supporting))
            parts.append(f"{limit}{task.deadline}")
            lines += [
                f"　　{n}.{task.text}。",
                "　　" + f"{gap}{'　　' if gap == chr(10) else ''}".join(parts),
            ]
    text = HEAD + "\n".join(lines)
    if wrapped:
        text = wrap(text, 30)
    return Plan(
        "line labels, wrapped" if wrapped else "line labels",
        decode(text.encode(), "a.txt"),
        w.truth,
    )


def wrap(text: str, width: int) -> str:
    """Return the text with every line broken at a width."""
    return "\n".join(
        line[i : i + width] for line in text.split("\n") for i in range(0, max(1, len(line)), width)
    )


def closing_brackets(seed: int, place: str) -> Plan:
    """Return a plan whose tasks close with a bracket that gives the duty."""
    w = Writer(seed, place)
    lines, n = [], 0
    for h, section in enumerate(SECTIONS):
        lines.append(f"（{'一二三四'[h]}）{section}。")
        for _ in range(7):
            n += 1
            bracket_dated = w.random.random() < 0.3
            task = w.task(dated="label" if bracket_dated else "words")
            number = w.random.choice([f"{n}.", f"{n}．", f"{n}、"])
            lines.append(f"    {number}{task.text}。{bracket(w, task, bracket_dated)}")
    return Plan(
        "closing brackets", decode((HEAD + "\n".join(lines)).encode("gb18030"), "b.txt"), w.truth
    )


def bracket(w: Writer, task: Truth, dated: bool) -> str:
    """Return a closing bracket in one of its many wordings."""
    lead, support = "、".join(task.lead), "、".join(task.supporting)
    when = f"，完成时限：{task.deadline}" if dated else ""
    if dated:
        body = f"责任单位：{'、'.join((*task.lead, *task.supporting))}{when}"
        return w.random.choice(["（{}）", "({})", "〔{}〕"]).format(body)
    if not support:
        forms = [f"{lead}负责", f"牵头单位：{lead}", f"责任单位：{lead}", f"{lead}牵头负责"]
    else:
        forms = [
            f"{lead}牵头，{support}按职责分工负责",
            f"{lead}牵头，{support}配合",
            f"{lead}负责，{support}配合",
            f"{lead}、{support}按职责分工负责",
            f"{lead}、{support}分别负责",
            f"{lead}会同{support}负责",
            f"牵头单位：{lead}；配合单位：{support}",
            f"牵头单位：{lead}，责任单位：{support}",
            f"{lead}牵头，{support}等按职责分别落实",
            f"{lead}、{support}",
            f"{lead}主办，{support}协办",
            f"由{lead}牵头，会同{support}组织实施",
        ]
    return w.random.choice(["（{}）", "（{}）", "({})", "[{}]"]).format(w.random.choice(forms))


def nested_outline(seed: int, place: str) -> Plan:
    """Return a plan with chapters, sections, numbered tasks and their parts."""
    w = Writer(seed, place)
    lines: list[str] = ["一、总体要求", "坚持稳中求进工作总基调，推动高质量发展。", "二、重点任务"]
    for h, section in enumerate(SECTIONS):
        lines.append(f"（{'一二三四'[h]}）{section}")
        for n in range(1, 7):
            task = w.task(most=5)
            lines.append(
                f"{n}.{w.random.choice(['抓好重点工作落实', '实施专项行动', '推进提质增效'])}："
            )
            lines += ["（1）" + task.text + "；", "（2）加强日常调度，及时解决问题。"]
            w.truth[-1] = task
            lines.append(
                f"责任单位：{'、'.join((*task.lead, *task.supporting))}（排第一位的为牵头单位）"[
                    :400
                ]
                if n == 99
                else f"责任单位：{'、'.join((*task.lead, *task.supporting))}"
            )
            lines.append(f"完成时限：{task.deadline}")
    lines += [
        "三、保障措施",
        "（一）加强领导。各责任单位要明确专人负责。",
        "（二）强化督导。定期通报进展情况。",
    ]
    return Plan(
        "nested outline", decode(("\ufeff" + HEAD + "\n".join(lines)).encode(), "c.txt"), w.truth
    )


def paragraphs_under_headings(seed: int, place: str) -> Plan:
    """Return a plan whose tasks are sentences of paragraphs, each with its own bracket."""
    w = Writer(seed, place)
    lines = []
    for h, section in enumerate(SECTIONS):
        lines.append(f"{'一二三四'[h]}、{section}")
        for n in range(1, 4):
            tasks = [w.task(dated="words") for _ in range(2)]
            body = "".join(f"{t.text}{bracket(w, t, False)}。" for t in tasks)
            lines.append(f"（{'一二三'[n - 1]}）{w.random.choice(TOPICS)}。{body}")
    return Plan(
        "sentences with brackets", decode((HEAD + "\n".join(lines)).encode(), "d.txt"), w.truth
    )


def docx_table(seed: int, place: str) -> Plan:
    """Return a docx whose table has merged categories and repeats its header on every page."""
    w = Writer(seed, place)
    document = Document()
    document.add_heading("2026年重点工作任务分解表", 0)
    document.add_paragraph("（2026年2月20日）")
    header = ["序号", "类别", "工作任务", "牵头单位", "配合单位", "完成时限"]
    table = document.add_table(rows=1, cols=6, style="Table Grid")
    for cell, words in zip(table.rows[0].cells, header, strict=True):
        cell.text = words
    n = 0
    for section in SECTIONS:
        first = None
        for i in range(7):
            n += 1
            task = w.task()
            cells = table.add_row().cells
            cells[0].text, cells[2].text = str(n), task.text + "。"
            cells[3].text, cells[4].text = "、".join(task.lead), "\n".join(task.supporting)
            cells[5].text = task.deadline or ""
            if i == 0:
                first = cells[1]
                first.text = section
            elif first is not None:
                first.merge(cells[1])
                first.text = section
        for cell, words in zip(table.add_row().cells, header, strict=True):
            cell.text = words
    return Plan("docx table", decode(saved(document), "e.docx"), w.truth)


def docx_tables(seed: int, place: str) -> Plan:
    """Return a docx of several tables: 责任单位 only, goals in a column, lead merged down."""
    w = Writer(seed, place)
    document = Document()
    document.add_heading("民生实事责任分解表（2026年）", 0)
    document.add_paragraph("（2026年2月20日）")
    for section in SECTIONS:
        document.add_heading(section, 1)
        table = document.add_table(rows=1, cols=5, style="Table Grid")
        header = ["序号", "事项名称", "主要内容及目标", "责任单位", "时间节点"]
        header[2] = "年度目标"
        for cell, words in zip(table.rows[0].cells, header, strict=True):
            cell.text = words
        for n in range(1, 6):
            task = w.task()
            cells = table.add_row().cells
            for cell, words in zip(
                cells,
                [
                    str(n),
                    "民生实事项目",
                    task.text,
                    "、".join((*task.lead, *task.supporting)),
                    task.deadline or "",
                ],
                strict=True,
            ):
                cell.text = words
    return Plan("docx tables, one column of units", decode(saved(document), "f.docx"), w.truth)


def docx_numbered(seed: int, place: str) -> Plan:
    """Return a docx whose numbers are automatic."""
    w = Writer(seed, place)
    document = Document()
    document.add_heading("2026年攻坚行动任务清单", 0)
    document.add_paragraph("2026年2月20日印发")
    for _ in range(20):
        task = w.task()
        document.add_paragraph(task.text + "。", style="List Number")
        document.add_paragraph(f"牵头单位：{'、'.join(task.lead)}")
        if task.supporting:
            document.add_paragraph(f"配合单位：{'、'.join(task.supporting)}")
        document.add_paragraph(f"完成时限：{task.deadline}")
    return Plan("docx, automatic numbers", decode(saved(document), "g.docx"), w.truth)


def saved(document: Docx) -> bytes:
    """Return a docx as bytes."""
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def text_table(seed: int, place: str, separator: str = "\t") -> Plan:
    """Return a plan whose table was copied as text."""
    w = Writer(seed, place)
    rows = [["序号", "工作任务", "牵头单位", "责任单位", "完成时限"]]
    for n in range(1, 21):
        task = w.task()
        rows.append(
            [
                str(n),
                task.text,
                "、".join(task.lead),
                "、".join(task.supporting),
                task.deadline or "",
            ]
        )
    text = "2026年重点任务分解表\n（2026年2月20日）\n\n" + "\n".join(separator.join(row) for row in rows)
    return Plan("text table", decode(text.encode(), "h.txt"), w.truth)


LAYOUTS: list[Callable[[int, str], Plan]] = [
    line_labels,
    lambda seed, place: line_labels(seed, place, wrapped=True),
    closing_brackets,
    nested_outline,
    paragraphs_under_headings,
    docx_table,
    docx_tables,
    docx_numbered,
    text_table,
    lambda seed, place: text_table(seed, place, "|"),
]


def corpus(seeds: int = 3) -> Iterator[Plan]:
    """Yield plans of every layout for every kind of place."""
    for i, layout in enumerate(LAYOUTS):
        for j, place in enumerate(list(UNITS)[:seeds]):
            yield layout(100 * i + j, place)
