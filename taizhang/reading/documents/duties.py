"""Who is to do a task and by when, as plans print it: labelled lines and closing brackets."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from itertools import zip_longest
from typing import NamedTuple

from taizhang.reading.deadlines import FoundDeadline, find_deadlines
from taizhang.reading.documents.brackets import top_brackets
from taizhang.reading.documents.unit_lists import looks_like_unit, split_units
from taizhang.reading.flat import Flat
from taizhang.reading.model import Deadline

LABELS = {
    "lead": r"(?:总|市级?|区级?|县级?)?牵头(?:责任)?(?:单位|部门|科室|处室|股室)?|主办(?:单位|"
    r"部门)|主责(?:单位|部门)|"
    r"主要?责任(?:单位|部门)|第一责任(?:单位|部门)|主体责任(?:单位|部门)|责任主体|"
    r"承办(?:单位|部门)",
    "supporting": r"(?:主要)?(?:配合|协办|协同|协助|参与|参加|联动|成员|"
    r"共同责任|支持)(?:责任)?(?:单位|"
    r"部门)|配合|协办|"
    r"(?:配合|协同)(?:及|和)?落实单位",
    "responsible": r"(?:共同)?责任(?:单位|部门|科室|分工|机关)(?:及(?:责任|"
    r"分工|职责))?|负责(?:单位|部门)|"
    r"落实(?:单位|部门)|"
    r"实施(?:单位|部门|主体)|承担(?:单位|部门)|完成单位|具体实施单位|分工|单位分工|建设单位",
    "sponsor": r"(?:区级?|县级?|市级?)?(?:牵头|责任|分管|包保|包抓|"
    r"挂点|联系|督导|负责|挂帅|主管|包联|"
    r"包案)(?:区|县|市)?(?:级)?领导|"
    r"区领导|县领导|市领导|牵头人|总负责人",
    "person": r"(?:主要|直接|具体|第一)?责任人|联系人|联络员|经办人|联系电话|电话|责任人员|"
    r"分管负责人|主要负责人",
    "deadline": r"(?:计划|拟|要求)?(?:完成|办理|办结|整改|推进|实施|进度|反馈|落实|销号|上报|"
    r"回复)(?:的)?(?:时限|时间|期限|日期|节点)(?:要求)?|"
    r"(?:工作)?时限(?:要求)?|时间(?:要求|节点|安排|进度)|期限|截止(?:时间|日期)|"
    r"进度(?:要求|安排)|计划工期|推进计划|开竣工时间|完成时",
    "supervising": r"(?:督办|督导|监督|验收|督查|督促|监管|考核|牵头督导)(?:单位|部门|责任单位)",
    "target": r"(?:工作|年度|任务|量化|预期|绩效|目标|整改)?目标(?:任务|"
    r"要求|值)?|(?:主要|考核|量化|"
    r"工作|任务)?指标(?:要求)?|完成标志|工作标准|完成标准|预期成效|形象进度",
    "task": r"(?:整改|工作|主要|具体|重点)?(?:措施|举措|任务|内容|事项)|(?:项目|建设|实施)内容",
}
WEAK_LABELS = {
    "分工",
    "配合",
    "电话",
    "期限",
    "目标",
    "指标",
    "措施",
    "举措",
    "任务",
    "内容",
    "事项",
}
LABEL = re.compile(
    r"(?=[【\[（总市区县牵主第责承配协参联成共支负落实完具分单建挂督包直经电计拟要办整推进反销上回工时期截开"
    r"监验考年任量预绩目指形措举重内事项])[【\[（]?(?:"
    + "|".join(f"(?P<{kind}>{words})" for kind, words in LABELS.items())
    + r")(?:（[^）]{1,12}）)?(?:[】\]][：:]?|[：:])"
)
ASIDE = re.compile(
    r"(?:(?:街道办?|镇|乡|镇街|办事处|街道办事处|园区|开发区|高新区|社区|村|居|区|市|县|场|管委会|"
    r"党工委|办)[、，]?)+"
)
LABEL_END = re.compile(r"[：:】\]]")
LONGEST_LABEL = 30  # with brackets and a remark in brackets
LABEL_ONLY = re.compile("|".join(LABELS.values()))
STARTS = "。；，、：！？）】]（【[ \n"
LEAD_TAIL = re.compile(
    r"(?:负责)?(?:总|共同|联合|分别)?(?:负责)?牵头(?:负责|组织|落实|实施|抓总|推进|办理|"
    r"单位)?|主办|主责|为主|承办|抓总"
)
SUPPORT_TAIL = re.compile(
    r"(?:按(?:照)?(?:各自)?职责(?:分工)?)?(?:积极|协同|共同|分别|做好|密切|负责)?(?:配合|"
    r"协办|协助|参与|参加|协同)(?:负责|落实|实施|做好|工作|推进|单位)?"
)
PLAIN_TAIL = re.compile(
    r"(?:等)?(?:有关部门|相关部门|相关单位|有关单位)?(?:(?:按|按照|依据|根据|依)(?:各自|"
    r"自身)?(?:职责|职能|任务|部门职责)?(?:范围)?(?:和)?(?:分工)?)?"
    r"(?:分别|共同|具体|组织|联合|分工|各自|协同|抓好|负责|做好|主动)*(?:负责|落实|实施|"
    r"组织实施|推进|承担|办理|抓落实|完成|执行)(?:落实|组织|实施|推进|办理)?"
)
OVERSIGHT_TAIL = re.compile(
    r"(?:负责)?(?:督导|督办|督查|监督|考核|跟踪督办|指导监督|督促落实|跟踪问效)(?:落实)?"
)
MARKED = re.compile(r"([^、，；\s]{2,30})[（(](?:牵头|主办|主责|第一责任)(?:单位|部门)?[）)]")
SEGMENT = re.compile(r"[，；。]")
NAME_GAP = re.compile(r"[、，；/\s]+")
TOGETHER = re.compile(r"会同|联合(?=[区市县各])|商(?=[区市县各])")
INNER_LEAD = re.compile(
    r"牵头(?:负责)?[、]?(?=[区市县各镇乡街国])(?=.*(?:配合|参与|协办|落实|负责|实施)$)"
)
UNLABELLED_TIME = re.compile(r"前|内|底|年|月|季度|长期|持续")

ROLES = (
    ("lead", LEAD_TAIL),
    ("support", SUPPORT_TAIL),
    ("oversight", OVERSIGHT_TAIL),
    ("plain", PLAIN_TAIL),
)


class Duty(NamedTuple):
    """Who leads, supports, sponsors and supervises a task, and its printed limits."""

    lead: tuple[str, ...] = ()
    supporting: tuple[str, ...] = ()
    sponsor: tuple[str, ...] = ()
    supervising: tuple[str, ...] = ()
    deadlines: tuple[Deadline, ...] = ()
    target: str = ""
    rules: tuple[str, ...] = ()

    @property
    def responsible(self) -> tuple[str, ...]:
        """Return everybody who has to act, the lead first."""
        return tuple(dict.fromkeys((*self.lead, *self.supporting)))

    def __bool__(self) -> bool:
        return bool(self.lead or self.supporting or self.sponsor or self.deadlines)

    def joined(self, other: "Duty") -> "Duty":
        """Return both together; what this one says goes before."""
        lead = self.lead or other.lead
        support = (*self.supporting, *(other.lead if self.lead else ()), *other.supporting)
        return Duty(
            lead,
            tuple(dict.fromkeys(u for u in support if u not in lead)),
            self.sponsor or other.sponsor,
            (*self.supervising, *other.supervising),
            self.deadlines or other.deadlines,
            self.target or other.target,
            (*self.rules, *other.rules),
        )


@dataclass(frozen=True, slots=True)
class Reader:
    """Reads duties against the day of the document and the year of the plan."""

    anchor: date | None = None
    year: int | None = None

    def limits(self, text: str) -> tuple[Deadline, ...]:
        """Return the limits printed after a label."""
        found = labelled_limits(text, self.anchor, self.year)
        if not found and text.strip(" 。，；—-/无"):
            return (Deadline(text.strip(" 。，；\n"), "period"),)
        return tuple(f.deadline for f in found)

    def of_labels(self, piece: Flat, labels: Sequence[re.Match[str]], end: int) -> Duty:
        """Return the duty that labels of a piece give, the last one's value up to a place."""
        values: dict[str, list[str]] = {}
        for kind, low, high in label_values(labels, end):
            values.setdefault(kind, []).append(piece.spaced(low, high))
        return self.of_values(values)

    def of_values(self, values: dict[str, list[str]]) -> Duty:
        """Return the duty that labelled values give; without a lead, the first unit leads."""
        values, limits = self.parted(values)
        lead, support, rules = self.units(values)
        return Duty(
            lead,
            tuple([u for u in support if u not in lead]),
            names(values.get("sponsor", [])),
            tuple([u for v in values.get("supervising", ()) for u in split_units(v)]),
            (*[d for v in values.get("deadline", ()) for d in self.limits(v)], *limits),
            "；".join(values.get("target", [])),
            rules,
        )

    def parted(
        self, values: dict[str, list[str]]
    ) -> tuple[dict[str, list[str]], tuple[Deadline, ...]]:
        """Return the values, without the limits printed behind units (A、B，10月10日前整改到位)."""
        limits, kept = list[Deadline](), dict(values)
        for kind in ("lead", "supporting", "responsible"):
            for at, value in enumerate(values.get(kind, ())):
                front, mark, last = value.rpartition("，")
                dated = self.limits_in(last) if mark else ()
                if dated:
                    limits.extend(dated)
                    kept[kind] = [*kept[kind][:at], front, *kept[kind][at + 1 :]]
        return kept, tuple(limits)

    def units(
        self, values: dict[str, list[str]]
    ) -> tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]]:
        """Return lead and supporting units of labelled values and the rules that said so."""
        lead, others = leads(values.get("lead", []))
        support = [*others] + [u for v in values.get("supporting", []) for u in split_units(v)]
        rules = ["plan.label"]
        for value in values.get("responsible", []):
            marked, value = marked_lead(value)
            lead = lead or marked
            said = self.of_phrase(value)
            if said and (said.lead and "plan.first-listed" not in said.rules):
                lead, support = lead or said.lead, [*support, *said.supporting]
                continue
            units = split_units(value)
            if not lead and units:
                lead, units = units[:1], units[1:]
                rules.append("plan.first-listed")
            support.extend(units)
        return lead, tuple(dict.fromkeys(support)), tuple(rules)

    def of_phrase(self, text: str) -> Duty | None:
        """Return the duty of an unlabelled phrase (A牵头，B按职责分工负责), None if it is none."""
        marked, text = marked_lead(text.strip("。；，、 \n"))
        parts = [p for s in SEGMENT.split(text) for p in split_inner(s.strip()) if p]
        sure = any(role_of(part)[0] == "lead" for part in parts)
        lead: list[str] = list(marked)
        support: list[str] = []
        plain: list[str] = []
        oversight: list[str] = []
        limits: list[Deadline] = []
        waiting: list[str] = []
        for part in parts:
            dated = self.limits_in(part)
            if dated:
                limits.extend(dated)
                continue
            role, listed, others = role_of(part, sure=sure)
            support.extend(others)
            if role is None:
                if not all_units(part, sure=sure):
                    return None
                waiting.extend(split_units(part))
                continue
            units, waiting = [*waiting, *listed], []
            taken = {"lead": lead, "support": support, "plain": plain, "oversight": oversight}[role]
            taken.extend(units)
        if not (lead or support or plain or waiting):
            return None
        return assigned(lead, support, [*plain, *waiting], oversight, tuple(limits))

    def limits_in(self, part: str) -> tuple[Deadline, ...]:
        """Return the limits of a segment that says nothing but when."""
        if not UNLABELLED_TIME.search(part) or len(part) > 24:
            return ()
        found = labelled_limits(part, self.anchor, self.year)
        if not found or found[0].span[0] > 2 or len(part) - found[-1].span[1] > 8:
            return ()
        return tuple(f.deadline for f in found)

    def brackets(self, piece: Flat) -> Iterator[tuple[int, int, Duty]]:
        """Yield the brackets of a piece that give a duty, with where they open and end."""
        for start, end in top_brackets(piece.text):
            inner = piece.text[start + 1 : end - 1]
            if LABEL_ONLY.fullmatch(inner) or is_aside(piece.text, start, inner):
                continue
            labels = list(find_labels(piece.text, start + 1, end - 1))
            if labels:
                duty: Duty | None = self.of_labels(piece, labels, end - 1)
                before = self.of_phrase(piece.spaced(start + 1, labels[0].start()).translate(WIDE))
                duty = before.joined(duty) if before and duty else duty
            else:
                duty = self.of_phrase(piece.spaced(start + 1, end - 1).translate(WIDE))
                if duty and not (duty.lead or duty.supporting):
                    duty = None
            if duty:
                yield start, end, duty._replace(rules=("plan.bracket", *duty.rules))


def is_aside(text: str, start: int, inner: str) -> bool:
    """Tell whether a bracket only completes the word before it (各乡镇（街道）)."""
    return text[start - 1 : start] in tuple("乡镇街道村区县市委府处场局") and bool(
        ASIDE.fullmatch(inner)
    )


@lru_cache(maxsize=1024)
def labelled_limits(text: str, anchor: date | None, year: int | None) -> tuple[FoundDeadline, ...]:
    """Return the limits that a label announces; a plan prints the same few again and again."""
    return tuple(find_deadlines(text, anchor=anchor, labelled=True, year=year))


WIDE = str.maketrans(",;():", "，；（）：")


def assigned(
    lead: list[str],
    support: list[str],
    plain: list[str],
    oversight: list[str],
    limits: tuple[Deadline, ...],
) -> Duty:
    """Return the duty where some lead, some support, and some are just responsible."""
    rules: tuple[str, ...] = ("plan.phrase",)
    if lead:
        support = [*plain, *support]
    else:
        lead, support = plain[:1], [*plain[1:], *support]
        rules += ("plan.first-listed",)
    rest = tuple(dict.fromkeys(u for u in support if u not in lead))
    return Duty(tuple(dict.fromkeys(lead)), rest, (), tuple(oversight), limits, "", rules)


@lru_cache(maxsize=4096)
def role_of(
    part: str, *, sure: bool = False
) -> tuple[str | None, tuple[str, ...], tuple[str, ...]]:
    """Return the role that a segment gives to its units, and those that it adds by 会同.

    `sure` says that the phrase is a duty, so that names of any kind are units.
    """
    for role, tail in ROLES:
        match = next((m for m in tail.finditer(part) if m.end() == len(part)), None)
        if match and match.start() >= 2 and all_units(part[: match.start()], sure=sure):
            return together(role, part[: match.start()])
    if TOGETHER.search(part) and all_units(part, sure=sure):
        return together("lead", part)
    return None, (), ()


def together(role: str, words: str) -> tuple[str, tuple[str, ...], tuple[str, ...]]:
    """Return the units before 会同 with their role, and those after it, who support."""
    first, _, others = TOGETHER.sub("|", words).partition("|")
    if not others:
        return role, units_of(words), ()
    role = "lead" if role == "plain" and first else role
    return role, units_of(first) if first else (), split_units(others)


def units_of(words: str) -> tuple[str, ...]:
    """Return the units of a segment."""
    return split_units(words.removeprefix("由").removeprefix("请"))


def leads(values: list[str]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the leading units of labelled values; beside one marked as lead the others support."""
    found = [marked_lead(value) for value in values]
    marked = tuple(unit for units, _ in found for unit in units)
    rest = tuple(unit for _, text in found for unit in split_units(text))
    return (marked, rest) if marked else (rest, ())


def marked_lead(text: str) -> tuple[tuple[str, ...], str]:
    """Return the units marked as lead in a list (区城管局（牵头）), and the list without them."""
    found = MARKED.findall(text) if "（" in text or "(" in text else ()
    return tuple(found), MARKED.sub("", text).strip("、，； ") if found else text


def all_units(words: str, *, sure: bool = False) -> bool:
    """Tell whether a segment is nothing but a list of units."""
    for unit in (units := units_of(TOGETHER.sub("、", words))):
        if not (looks_like_unit(unit) or (sure and 2 <= len(unit) <= 24)):
            return False
    return bool(units)


def split_inner(segment: str) -> list[str]:
    """Return a segment cut after 牵头 where no comma stands: A牵头B、C配合."""
    match = INNER_LEAD.search(segment)
    return [segment[: match.end()].rstrip("、"), segment[match.end() :]] if match else [segment]


def find_labels(text: str, start: int, end: int) -> Iterator[re.Match[str]]:
    """Yield the labels of a stretch; short words (分工, 目标) count only after a mark."""
    low = start
    for mark in LABEL_END.finditer(text, start, end):
        match = LABEL.search(text, max(low, mark.start() - LONGEST_LABEL), mark.end())
        if match and counts(text, match, start):
            yield match
            low = match.end()


def counts(text: str, match: re.Match[str], start: int) -> bool:
    """Tell whether a match is a label and not the end of a sentence's own words."""
    at = match.start()
    if at == start or text[at] in "【[（" or text[at - 1] in STARTS:
        return True
    return match[match.lastgroup or 0] not in WEAK_LABELS


def label_values(labels: Sequence[re.Match[str]], end: int) -> Iterator[tuple[str, int, int]]:
    """Yield each labelled value as its kind and where it begins and ends."""
    for match, following in zip_longest(labels, labels[1:]):
        yield match.lastgroup or "task", match.end(), following.start() if following else end


def names(values: list[str]) -> tuple[str, ...]:
    """Return the persons of a labelled value."""
    found = (n.strip("。；， \n") for v in values for n in NAME_GAP.split(v))
    return tuple(dict.fromkeys(n for n in found if n))
