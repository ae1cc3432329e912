"""Tables as plans use them: which row is the header, and what stands in each column."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from taizhang.reading.flat import fold
from taizhang.reading.model import Range, Source

COLUMNS = {
    "number": r"序号|编号|项次|号|任务编号|项目编号",
    "lead": r"(?:总|市级|区级|县级)?牵头(?:责任)?(?:单位|部门|科室)?(?:（[^）]*）)?|主办(?:单位|"
    r"部门)?|主责(?:单位|部门)|主要责任单位|"
    r"第一责任单位|责任主体|承办(?:单位|部门)",
    "supporting": r"(?:主要)?(?:配合|协办|协同|协助|参与|参加)(?:责任)?(?:单位|部门)?",
    "responsible": r"(?:主要)?责任(?:单位|部门|科室|分工|机关|"
    r"主体单位)(?:及责任人|和责任人)?|负责(?:单位|"
    r"部门)|落实(?:单位|部门)|实施(?:单位|主体)|承担单位|单位|建设单位|部门|"
    r"完成单位|业主单位",
    "sponsor": r"(?:区级?|县级?|市级?)?(?:牵头|责任|分管|包保|包抓|挂点|联系|督导|负责|主管|"
    r"包联)(?:区|县|市)?(?:级)?领导|区领导|县领导|领导|"
    r"牵头人|责任区领导",
    "person": r"(?:主要|直接|具体|第一)?责任人|联系人|联络员|经办人|联系电话|电话|联系方式|(?:分管|"
    r"主要)?负责人|责任科室",
    "deadline": r"(?:计划|拟|要求)?(?:完成|办理|办结|整改|推进|实施|反馈|落实|销号|上报|竣工|"
    r"建成)(?:时限|时间|期限|日期|节点)(?:要求)?|(?:工作)?时限(?:要求)?|"
    r"时间(?:要求|节点|安排|进度|期限)?|期限|截止(?:时间|日期)|进度(?:要求|安排)|完成时",
    "supervising": r"(?:督办|督导|监督|验收|督查|督促|监管|考核)(?:单位|部门|责任单位)",
    "target": r"(?:工作|年度|量化|预期|绩效|任务|整改|具体)?目标(?:任务|要求|值)?(?:（[^）]*）)?|"
    r"(?:主要|考核|量化)?指标(?:值|要求)?|"
    r"完成标志|工作标准|完成标准|预期成效|成效|形象进度|年度目标任务|验收标准",
    "task": r"(?:重点|工作|主要|具体|目标)?(?:任务|事项|内容|项目)(?:名称|内容|及内容|分解|清单)?|"
    r"项目名称|工作内容|重点工作(?:任务)?|"
    r"任务分解|具体工作|问题|存在问题|问题清单|反馈问题|问题描述|实事名称|工作",
    "measure": r"(?:具体|工作|整改|主要|重点|推进|落实|建设|下一步)?(?:措施|举措)(?:要求|内容)?|"
    r"工作要求|建设内容(?:及规模)?|主要建设内容|具体内容|主要内容|"
    r"任务要求|整改要求|工作安排|推进措施|实施内容|建设规模(?:及内容)?|具体任务",
    "section": r"类别|(?:任务|工作|项目|问题)类别|分类|板块|领域|类型|专项|大类|方面|一级任务|"
    r"重点领域|工作类别|任务类型|工程类别",
    "place": r"点位|地点|位置|具体位置|地址|问题点位|所在地|地段|路段|部位",
    "other": r"备注|说明|进展(?:情况)?|完成情况|工作进展|投资(?:额|（[^）]*）)?|总投资|状态|依据|"
    r"来源|检查时间|时间段",
}
MATCHERS = tuple((kind, re.compile(pattern)) for kind, pattern in COLUMNS.items())
WHO = {"lead", "responsible", "supporting", "sponsor", "deadline", "supervising"}
LONGEST_HEADER = 30
GAP = re.compile(r"\t+| {2,}|\u3000{1,}|[|｜]")
PRINTED = re.compile(r"[^\r\n]+")
GAPPED = re.compile(r"\t|  |\u3000|\||｜")
BAR, TAB = re.compile(r"[|｜]"), re.compile(r"\t")
RULE = re.compile(r"[\s|+\-—=─┼┬┴│:]+")


class Row(NamedTuple):
    """A row of a grid: the cells by kind of column, and how each cell came from rows above."""

    cells: dict[str, tuple[Range, ...]]
    whole: Range
    fresh: frozenset[str]  # kinds whose cell begins in this row, not merged down from above

    def value(self, raw: str, kind: str) -> str:
        """Return what the cells of a kind say, lines kept apart by spaces."""
        return " ".join([w for s, e in self.cells.get(kind, ()) for w in raw[s:e].split()])


@dataclass(frozen=True, slots=True)
class Grid:
    """A table with a known header: its rows, and headings that go over a whole row."""

    rows: tuple[Row | Range, ...]  # a bare range is a heading row
    kinds: frozenset[str]
    span: Range


@lru_cache(maxsize=1024)
def column_kind(text: str) -> str | None:
    """Return what a header cell says its column holds."""
    if len(text) > LONGEST_HEADER:
        return None
    flat = fold("".join(text.split())).replace("：", "")
    return next((kind for kind, matcher in MATCHERS if matcher.fullmatch(flat)), None)


@lru_cache(maxsize=4)
def find_grids(source: Source) -> tuple[Grid, ...]:
    """Return the tables of a source that say who is to do what."""
    return tuple(_grids(source))


def _grids(source: Source) -> Iterator[Grid]:
    known: list[str | None] | None = None
    for rows in (table.rows for table in source.tables):
        grid, known = read_grid(source.text, rows, known)
        if grid:
            yield grid
    for rows in text_tables(source.text) if source.format == "txt" else ():
        grid, _ = read_grid(source.text, rows, None)
        if grid:
            yield grid


def read_grid(
    raw: str, rows: tuple[tuple[Range, ...], ...], known: list[str | None] | None
) -> tuple[Grid | None, list[str | None] | None]:
    """Return a table with its columns told apart; `known` are those of the table before.

    A table that goes on over the page often repeats no header.
    """
    columns = None
    body: list[Row | Range] = []
    above: tuple[Range, ...] = ()
    for cells in rows:
        header = header_of(raw, cells)
        if header:
            columns = merged_header(columns if not body else None, header)
            above = cells
            continue
        if columns is None and known and len(known) == len(cells):
            columns = known
        if columns is None:
            continue
        body.append(row_of(raw, cells, columns, above))
        above = cells
    if columns is None or not body:
        return None, known
    return Grid(tuple(body), frozenset(k for k in columns if k), span_of(rows)), columns


def span_of(rows: tuple[tuple[Range, ...], ...]) -> Range:
    """Return the characters from the first cell of a table to its last."""
    cells = [cell for row in rows for cell in row]
    return min(c[0] for c in cells), max(c[1] for c in cells)


def header_of(raw: str, cells: tuple[Range, ...]) -> list[str | None] | None:
    """Return the kinds of the columns if a row is a header, else None."""
    words = [raw[s:e].strip() for s, e in cells]
    first = next(filter(None, words), None)
    if first is None or column_kind(first) is None:
        return None
    kinds = [column_kind(each) for each in words]
    named = {k for k in kinds if k}
    filled = [kind for kind, said in zip(kinds, words, strict=True) if said]
    enough = len(named) >= 2 and bool(named & WHO)
    return kinds if enough and sum(k is not None for k in filled) >= len(filled) * 0.6 else None


def merged_header(first: list[str | None] | None, second: list[str | None]) -> list[str | None]:
    """Return the columns of a header over two rows; the lower names are the closer ones."""
    if first is None or len(first) != len(second):
        return second
    return [low or high for high, low in zip(first, second, strict=True)]


def row_of(
    raw: str, cells: tuple[Range, ...], columns: list[str | None], above: tuple[Range, ...]
) -> Row | Range:
    """Return a row with its cells by kind, or the range of a heading over the whole row."""
    distinct = list(dict.fromkeys(cells))
    filled = [c for c in distinct if raw[c[0] : c[1]].strip()]
    if len(filled) <= 1 and (len(distinct) == 1 or len(cells) < len(columns)) and len(columns) > 2:
        return filled[0] if filled else (cells[0][0], cells[0][0])
    by_kind: dict[str, list[Range]] = {}
    fresh = set()
    for i, (cell, kind) in enumerate(zip(cells, columns, strict=False)):
        if kind is None or cell in by_kind.get(kind, []):
            continue
        by_kind.setdefault(kind, []).append(cell)
        if not (i < len(above) and above[i] == cell):
            fresh.add(kind)
    whole = (min(c[0] for c in cells), max(c[1] for c in cells))
    return Row({k: tuple(v) for k, v in by_kind.items()}, whole, frozenset(fresh))


def text_tables(raw: str) -> Iterator[tuple[tuple[Range, ...], ...]]:
    """Yield runs of lines in plain text that are parted into cells by tabs, bars or wide gaps."""
    run: list[tuple[Range, ...]] = []
    columns = 0
    for match in PRINTED.finditer(raw):
        if (not run and not GAPPED.search(match.group())) or RULE.fullmatch(match.group()):
            continue
        cells = split_cells(raw, *match.span())
        if not run:
            columns = len(cells) if header_of(raw, cells) else 0
            run = [cells] if columns else []
        elif len(cells) >= max(2, columns - 2) or (len(cells) == 1 and "\t" in match.group()):
            run.append(aligned(cells, columns))
        else:
            yield tuple(run)
            run = []
    if run:
        yield tuple(run)


def aligned(cells: tuple[Range, ...], columns: int) -> tuple[Range, ...]:
    """Return a row with as many cells as the header, empty ones added at the end."""
    end = cells[-1][1]
    return (*cells[:columns], *([(end, end)] * (columns - len(cells))))


def split_cells(raw: str, start: int, end: int) -> tuple[Range, ...]:
    """Return the cells of a line."""
    line = raw[start:end]
    gap = BAR if "|" in line or "｜" in line else (TAB if "\t" in line else GAP)
    edges = [0, *(x for m in gap.finditer(line) for x in m.span()), len(line)]
    cells = [(start + s, start + e) for s, e in zip(edges[::2], edges[1::2], strict=True)]
    if gap is BAR:  # a frame drawn around the row, or a cell left empty at one end
        framed = len(cells) > 1 and not any(raw[s:e].strip() for s, e in (cells[0], cells[-1]))
        cells = cells[1:-1] if framed else cells
    elif gap is not TAB:
        cells = [
            c for i, c in enumerate(cells) if raw[c[0] : c[1]].strip() or 0 < i < len(cells) - 1
        ]
    return tuple(cells) or ((start, end),)
