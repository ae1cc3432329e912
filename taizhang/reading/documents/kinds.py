"""Which kind of document a source is, told by its title, its frame and its words."""

import re
from itertools import islice

from taizhang.reading.documents.duties import find_labels
from taizhang.reading.documents.grids import find_grids
from taizhang.reading.flat import flat_of, fold
from taizhang.reading.model import Source

NEWSPAPER = re.compile(
    r"本报讯|本网讯|本台讯|本报记者|（记者|（通讯员|"
    r"记者(?:[一-龥]{2,4}通讯员|(?<=^记者)[一-龥]{2,20}(?:通讯员|文|图))"
)
REPORTED = re.compile(r"本报讯|本网讯|本台讯|本报记者")
OFFICIAL = re.compile(r"〔20\d\d〕\d+号")
ORDER = re.compile(
    r"督办(?:通知)?(?:单|函|件|通知书)|督查(?:交办|督办|通知)(?:单|函)?|交办(?:单|函|件|"
    r"通知书)|转办(?:单|函)|催办(?:单|函|通知)|提醒(?:函|单)|整改(?:通知|任务|指令)(?:单|"
    r"书)|责令整改|限期整改通知|抄告单|提示函"
)
ORDER_FIELDS = re.compile(
    r"(?:督办|交办|转办|承办)(?:事项|内容|单位)|办结时限|办理时限|反馈时限|督办(?:编号|要求)"
)
INSTRUCTION = re.compile(
    r"批示(?:件|抄清|单|内容|精神|办理|事项|要求|摘要)?|批办单|阅批|批阅|呈批|领导签批|圈阅"
)
MINUTES = re.compile(r"纪要|会议记录|议定事项")
BRIEF = re.compile(
    r"通报|督查(?:专报|情况|报告|反馈|简报|快报)|暗访|检查情况|巡查情况|督导(?:情况|反馈|"
    r"专报)|情况的?(?:报告|反馈)|专报|问题清单|反馈意见|曝光"
)
PLAN = re.compile(
    r"分解|责任分工|任务分工|分工方案|分工的?(?:意见|通知)|工作要点|任务清单|责任清单|"
    r"重点工作|行动方案|实施方案|行动计划|实施意见|民生实事|整改方案|整改台账|任务台账|"
    r"措施清单|工作方案|重点任务|三年行动|攻坚方案|工作计划|推进表|任务书|责任书"
)
NOTICE = re.compile(r"通知|通告|公告|的函|意见$|决定$|办法$|方案$|计划$|要点$|细则$|倡议|工作提示")
SALUTATION = re.compile(r"(?:各|[区县市]各|全[区县市]|有关)[^。]{2,80}：")
BRACKETED = re.compile(
    r"[（\[【](?:[^（）\[\]]{0,60}）?)?[^（）\[\]。]{2,120}?(?:牵头|负责|配合|"
    r"落实)[^（）。]{0,60}[）\]】]"
)
NUMBERED = re.compile(
    r"(?:^|\n)\s*(?:[一二三四五六七八九十]+、|（[一二三四五六七八九十]+）|\d{1,2}[.、．])"
)


def find_kind(source: Source) -> str | None:
    """Return plan, notice, minutes, order, instruction or brief; None for a newspaper page."""
    flat = flat_of(source.text).text
    # a page's first lines are text as well: the words of a report outweigh those of its headlines
    if REPORTED.search(flat) and not OFFICIAL.search(flat[:300]):
        return None
    head = head_of(source.text)
    titled = by_title(head)
    if NEWSPAPER.search(flat) and not titled:
        return None
    if titled and titled != "brief":
        return titled
    planned = bool(PLAN.search(head))
    if titled:
        return "plan" if planned and has_duties(source, flat, 8) else titled
    rows = sum(len(g.rows) for g in find_grids(source) if g.kinds & {"lead", "responsible"})
    if rows >= 2 or has_duties(source, flat, 1 if planned else 3):
        return "plan"
    return "order" if len(ORDER_FIELDS.findall(flat)) >= 2 else by_words(head, flat, source.text)


def by_words(head: str, flat: str, raw: str) -> str | None:
    """Return the kind where neither the title nor duties settle it."""
    if re.search(r"批示(?:人|内容|时间)", flat[:600]):
        return "instruction"
    if re.search(r"会议(?:议定|决定|研究)", flat) and re.search(r"出席|参会|列席|主持", flat[:800]):
        return None if NEWSPAPER.search(flat) else "minutes"
    if NOTICE.search(head) or PLAN.search(head) or OFFICIAL.search(flat[:300]):
        return "notice"
    first = flat[: flat.find("：") + 1]
    if SALUTATION.fullmatch(first) and not NEWSPAPER.search(flat):
        return "notice"
    return "notice" if len(NUMBERED.findall(raw)) >= 2 and not NEWSPAPER.search(flat) else None


def head_of(raw: str) -> str:
    """Return the lines before the first sentence, which hold the title."""
    lines: list[str] = []
    begins = "\n".join(raw.split("\n", 20)[:20])
    for line in begins.splitlines()[:20]:
        text = fold("".join(line.split()))
        if "。" in text or (text.endswith("：") and len(lines) > 1) or len(text) > 80:
            break
        lines.append(text)
    return "\n".join(lines)


def by_title(head: str) -> str | None:
    """Return the kind that the head names, the particular before the general."""
    for kind, pattern in (
        ("order", ORDER),
        ("instruction", INSTRUCTION),
        ("minutes", MINUTES),
        ("brief", BRIEF),
    ):
        match = pattern.search(head.replace("\n", ""))
        if match and not is_object(head.replace("\n", ""), match.end()):
            return kind
    return None


def is_object(head: str, at: int) -> bool:
    """Tell whether the words are only what another kind of document is about."""
    return bool(
        re.match(r"[^\n]{0,24}(?:分工方案|任务分解|整改方案|的通知$|方案的通知)", head[at:])
    )


def has_duties(source: Source, flat: str, number: int) -> bool:
    """Tell whether a text says so many times who is to do something in the way of plans."""
    kinds = {"lead", "supporting", "responsible"}
    rows = sum(len(g.rows) for g in find_grids(source) if g.kinds & kinds)
    if rows >= number:
        return True
    labels = (m for m in find_labels(flat, 0, len(flat)) if m.lastgroup in kinds)
    return any(
        next(islice(found, number - 1, None), None) for found in (labels, BRACKETED.finditer(flat))
    )
