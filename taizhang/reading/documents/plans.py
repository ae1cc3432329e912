"""Documents read as requirements: tasks with duties first, then every clause that demands."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date

from taizhang.reading.documents.chunks import Chunk
from taizhang.reading.documents.duties import Duty, Reader
from taizhang.reading.documents.frame import TITLE_END, Frame
from taizhang.reading.documents.grids import Grid, Row
from taizhang.reading.documents.outline import Outline, read_outline
from taizhang.reading.documents.paragraphs import lines
from taizhang.reading.documents.prose import requirements
from taizhang.reading.documents.tasks import Task, requirement
from taizhang.reading.documents.voices import Voice
from taizhang.reading.flat import Flat
from taizhang.reading.model import Range, Requirement

PREAMBLE = re.compile(r"(?:如下|以下方案|本方案|以下意见)[：。]$|(?:通知|要求|方案|纪要|批示)如下")
NO_DEMAND = re.compile(
    r"(?:总体|基本|工作)(?:情况|成效)|主要(?:做法|成效|问题)|存在的?(?:主要|突出)?问题|"
    r"工作(?:开展|进展|推进)情况|特点|成绩|督查(?:概况|情况)|发现的?问题|检查情况"
)
NO_TASK = re.compile(
    r"^(?:指导思想|总体要求|工作目标|总体目标|基本原则|目标任务|基本情况|主要成效|"
    r"存在(?:的)?(?:主要)?问题|背景|附件|联系人)"
)
CELL_NUMBER = re.compile(r"(?:\d{1,3}[.、](?!\d)|（\d{1,3}）)")
DUTY_COLUMNS = frozenset(
    ("lead", "supporting", "responsible", "sponsor", "deadline", "supervising")
)


def of_outline(frame: Frame, reader: Reader, voice: Voice) -> Iterator[Requirement]:
    """Yield the tasks of an outline, and what its other paragraphs demand."""
    outline = read_outline(frame.body, reader)
    for _, task in outline.tasks:
        yield requirement(task, anchor=reader.anchor, year=reader.year)
    yield from leftovers(outline, reader, voice)


def leftovers(outline: Outline, reader: Reader, voice: Voice) -> Iterator[Requirement]:
    """Yield what the paragraphs demand that belong to no task."""
    level = task_level(outline)
    preamble = preamble_end(outline.chunks)
    section: str | None = None
    silent = 0  # the depth of a heading under which nothing is demanded
    for i, chunk in enumerate(outline.chunks):
        following = outline.chunks[i + 1] if i + 1 < len(outline.chunks) else None
        if 0 < chunk.level <= silent:
            silent = 0
        if chunk.level and not silent and NO_DEMAND.search(chunk.text[:20]) and chunk.is_short:
            silent = chunk.level
        if chunk.level and is_section(chunk, following):
            section = chunk.piece.printed(chunk.start, chunk.end).strip("。：: ")
            continue
        titled = not chunk.level and chunk.is_short and TITLE_END.search(chunk.text)
        if chunk.fate or i < preamble or silent or titled or not chunk.text.strip():
            continue
        if level and chunk.level == level and not NO_TASK.match(chunk.text):
            task = Task(
                [(chunk.piece, chunk.start, chunk.end)],
                chunk.number,
                section,
                rules=("plan.no-duty",),
            )
            yield requirement(task, anchor=reader.anchor, year=reader.year)
            continue
        yield from requirements(
            chunk.piece, chunk.start, chunk.end, voice, section=section, number=chunk.number
        )


def task_level(outline: Outline) -> int:
    """Return the depth of numbers at which most tasks stand, 0 where it is no such plan."""
    levels = Counter(outline.chunks[at].level for at, task in outline.tasks if task.number)
    if not levels or len(outline.tasks) < 4:
        return 0
    level, number = levels.most_common(1)[0]
    return level if level >= 4 and number >= len(outline.tasks) / 2 else 0


def preamble_end(chunks: Sequence[Chunk]) -> int:
    """Return where the text begins after the paragraph that announces it (…如下：)."""
    for i, chunk in enumerate(chunks[:8]):
        if chunk.level:
            return 0
        if PREAMBLE.search(chunk.text):
            return i + 1
    return 0


def is_section(chunk: Chunk, following: Chunk | None) -> bool:
    """Tell whether a numbered chunk is only the heading of what follows."""
    if not chunk.is_short or chunk.fate == "task":
        return chunk.fate == "heading"
    ends_open = not chunk.text.rstrip().endswith(("。", "；"))
    return ends_open or bool(following and following.level > chunk.level and not chunk.fate)


def of_grid(raw: str, grid: Grid, reader: Reader) -> Iterator[Requirement]:
    """Yield the tasks of a table, a row a task; what is merged down goes on."""
    section: str | None = None
    for row in grid.rows:
        if not isinstance(row, Row):
            heading = Flat(raw, *row)
            section = heading.printed(0, len(heading.text)) or section
            continue
        task = task_of_row(raw, row, reader)
        if task is None:
            continue
        own = row.value(raw, "section")
        yield requirement(
            replace_section(task, own or section), anchor=reader.anchor, year=reader.year
        )


def replace_section(task: Task, section: str | None) -> Task:
    """Return a task under a section, unless it has one."""
    return replace(task, section=task.section or section)


def task_of_row(raw: str, row: Row, reader: Reader) -> Task | None:
    """Return the task of a row: the narrowest words that begin in it."""
    words = [k for k in ("place", "task", "measure", "target", "section") if row.value(raw, k)]
    fresh = [k for k in words if k in row.fresh]
    named = [k for k in fresh if k in ("place", "task", "measure", "target")] or fresh[:1]
    if not named and not (row.fresh & {"lead", "responsible"} and words):
        return None
    chosen = named or words[:1]
    merged_down = "task" in words and "task" not in fresh and "measure" in fresh
    runs = [(p, number_end(p), len(p.text)) for k in chosen for p in row_pieces(raw, row, k)]
    number = row.value(raw, "number") or None
    return Task(
        runs=[r for r in runs if r[1] < r[2]],
        number=number,
        section=row.value(raw, "task") if merged_down else None,
        duty=duty_of_row(raw, row, reader),
        rules=("plan.table",),
    )


def row_pieces(raw: str, row: Row, kind: str) -> list[Flat]:
    """Return the lines in the cells of a kind as pieces."""
    return [Flat(raw, *line) for cell in row.cells.get(kind, ()) for line in lines(raw, *cell)]


def number_end(piece: Flat) -> int:
    """Return where the words of a cell begin behind a number printed in it."""
    match = CELL_NUMBER.match(piece.text)
    return match.end() if match and match.end() < len(piece.text) else 0


def duty_of_row(raw: str, row: Row, reader: Reader) -> Duty:
    """Return the duty that the cells of a row give."""
    said = {kind: row.value(raw, kind) for kind in DUTY_COLUMNS & row.cells.keys()}
    values = {kind: [words] for kind, words in said.items() if words}
    duty = reader.of_values(values)
    return duty._replace(rules=("plan.table", *duty.rules))


def in_order(found: Sequence[Requirement]) -> tuple[Requirement, ...]:
    """Return requirements in printed order."""
    return tuple(sorted((r for r in found if r.ranges), key=lambda r: r.ranges[0]))


def whole(body: Sequence[Range]) -> Range:
    """Return the run from the first to the last range."""
    return body[0][0], body[-1][1]


def year_of(frame: Frame, anchor: date | None) -> int | None:
    """Return the year that a plan's title prints, unless its document is dated later."""
    year = frame.year
    return year if year and (anchor is None or year >= anchor.year) else None
