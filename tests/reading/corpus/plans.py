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
from tests.reading.corpus.plan_words import (
    DEEDS,
    HEAD,
    LABEL_LIMITS,
    LIMITS,
    PLAIN,
    SECTIONS,
    TAILS,
    TOPICS,
    UNITS,
)

DAY = date(2026, 2, 20)


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
    table = "\n".join(separator.join(row) for row in rows)
    text = f"2026年重点任务分解表\n（2026年2月20日）\n\n{table}"
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
