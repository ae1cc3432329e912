"""The outline of a plan: which paragraphs are headings, which tasks, and whose duty is which."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from taizhang.reading.documents.brackets import is_outside
from taizhang.reading.documents.chunks import SENTENCE_ENDS, Chunk, give_sponsors
from taizhang.reading.documents.duties import Duty, Reader, find_labels
from taizhang.reading.documents.paragraphs import LEVELS, Paragraph, inside
from taizhang.reading.documents.tasks import Task
from taizhang.reading.documents.unit_lists import looks_like_unit, split_units
from taizhang.reading.flat import Flat

DUTY_KINDS = {"lead", "supporting", "responsible", "sponsor", "person", "deadline", "supervising"}
DIVISION = re.compile(
    r"(?:责任|任务|职责|组织|工作)(?:分工|单位|落实)(?:及时限)?|牵头(?:和责任)?单位"
)


@dataclass(slots=True)
class Outline:
    """Chunks in printed order, and the tasks made of them."""

    chunks: list[Chunk]
    tasks: list[tuple[int, Task]] = field(default_factory=list)  # with the chunk where it begins


def read_outline(paragraphs: Sequence[Paragraph], reader: Reader) -> Outline:
    """Return the outline of a document with every task that has or inherits a duty."""
    chunks = [c for p in paragraphs for c in parts_of(p, reader)]
    outline = Outline(chunks)
    give_sponsors(chunks)
    move_last_duties(chunks)
    take_duty_lines(outline)
    take_brackets(outline)
    take_inherited(outline)
    outline.tasks.sort(key=lambda pair: pair[0])
    return outline


def parts_of(paragraph: Paragraph, reader: Reader) -> list[Chunk]:
    """Return the chunks of a paragraph, cut at ①② within it only where several have a duty."""
    parts = list(inside(paragraph))
    chunks = [c for part in parts for c in chunks_of(part, reader)]
    if len(parts) > 1 and sum(c.duty is not None for c in chunks) == 1:
        return list(chunks_of(paragraph, reader))
    return chunks


def chunks_of(paragraph: Paragraph, reader: Reader) -> Iterator[Chunk]:
    """Yield the chunks of a paragraph: words up to each duty bracket, and a tail of labels."""
    piece = paragraph.piece
    labels = list(find_labels(piece.text, paragraph.body, len(piece.text)))
    start = content_start(piece, paragraph.body, labels)
    if start > paragraph.body:
        labels = list(find_labels(piece.text, start, len(piece.text)))
    number, level = paragraph.number, paragraph.level
    tail, labels = label_tail(piece, labels)
    brackets = [b for b in reader.brackets(piece) if b[0] >= start and b[1] <= tail]
    if (
        len(brackets) == 1
        and not ends_with(piece, brackets[0], tail)
        and is_early(piece, start, brackets[0])
    ):
        yield Chunk(
            piece, start, tail, number, level, tail_duty(piece, labels, reader, brackets[0][2])
        )
        return
    for opening, closing, duty in brackets:
        yield Chunk(piece, start, opening, number, level, duty)
        start, number = closing, None
        level = 0
    if tail < len(piece.text):
        yield Chunk(piece, start, tail, number, level, tail_duty(piece, labels, reader, None))
    elif piece.text[start:].strip("。；，、 "):
        yield Chunk(piece, start, len(piece.text), number, level)


def content_start(piece: Flat, start: int, labels: list[re.Match[str]]) -> int:
    """Return where the words begin behind a label that only says that they are the task."""
    first = labels[0] if labels and labels[0].start() == start else None
    content = first is not None and first.lastgroup in ("task", "target")
    return first.end() if first and content and first.end() < len(piece.text) else start


def label_tail(piece: Flat, labels: list[re.Match[str]]) -> tuple[int, list[re.Match[str]]]:
    """Return where labels of duty begin that go on to the end of the paragraph, and these."""
    for number, match in enumerate(labels):
        opens = match[0][0] in "【[（"
        if match.lastgroup in DUTY_KINDS and (opens or is_outside(piece.text, match.start())):
            closed = match[0][0] in "（["
            if not closed:
                return match.start(), labels[number:]
    return len(piece.text), []


def tail_duty(
    piece: Flat, labels: list[re.Match[str]], reader: Reader, before: Duty | None
) -> Duty | None:
    """Return the duty of a tail of labels, together with that of a bracket."""
    duty = reader.of_labels(piece, labels, len(piece.text)) if labels else None
    if before is None or duty is None:
        return before or duty
    return before.joined(duty)


def ends_with(piece: Flat, bracket: tuple[int, int, Duty], tail: int) -> bool:
    """Tell whether nothing but marks follows a bracket."""
    return not piece.text[bracket[1] : tail].strip("。；，、 ")


def is_early(piece: Flat, start: int, bracket: tuple[int, int, Duty]) -> bool:
    """Tell whether a bracket stands behind the heading of a paragraph, before its text."""
    return not any(c in piece.text[start : bracket[0] - 1] for c in SENTENCE_ENDS)


def move_last_duties(chunks: list[Chunk]) -> None:
    """Give a duty printed behind the last of several parts to their common parent.

    1.做法：（1）…（2）…（A牵头，B配合): the bracket closes the task, not its second part.
    """
    for i, chunk in enumerate(chunks):
        if not chunk.level or chunk.duty is not None:
            continue
        end = next(
            (j for j in range(i + 1, len(chunks)) if 0 < chunks[j].level <= chunk.level),
            len(chunks),
        )
        below = [c for c in chunks[i + 1 : end] if c.level]
        dutiful = [c for c in chunks[i + 1 : end] if c.duty]
        same = {c.level for c in below}
        if len(below) < 2 or len(same) != 1 or dutiful != [chunks[end - 1]] or chunk.level < 5:
            continue
        last = chunks[end - 1]
        if last.text.strip():
            chunks.insert(end, Chunk(last.piece, last.end, last.end, None, 0, last.duty))
            last.duty = None


def take_duty_lines(outline: Outline) -> None:
    """Make tasks of what stands above lines that say nothing but who and by when."""
    chunks = outline.chunks
    groups = list(duty_groups(chunks))
    level = usual_level(chunks, groups)
    taken = 0
    for low, high in groups:
        head = task_head(chunks, taken, low, level)
        duty = Duty()
        for chunk in chunks[low:high]:
            duty = duty.joined(chunk.duty) if chunk.duty is not None else duty
            chunk.fate = "duty"
        if head < low and DIVISION.fullmatch(chunks[head].text.strip("。：")):
            give_to_section(outline, head, duty)
            taken = high
            continue
        heading_only = (
            low - head == 1 and chunks[head].is_short and has_children(chunks, head, high)
        )
        if heading_only:
            chunks[head].duty, chunks[head].fate = duty, "heading"
        elif head < low:
            add_task(
                outline, head, [c for c in chunks[head:low] if not c.fate and not c.duty], duty
            )
        taken = high


def give_to_section(outline: Outline, head: int, duty: Duty) -> None:
    """Give a duty that closes a section under a heading (责任分工) to all tasks there."""
    chunks = outline.chunks
    chunks[head].fate = "heading"
    first = next(
        (i for i in range(head - 1, -1, -1) if 0 < chunks[i].level < chunks[head].level), -1
    )
    for i in range(first + 1, head):
        chunk, below = chunks[i], chunks[i + 1]
        if chunk.fate or chunk.duty or not chunk.text.strip("。；，、：: "):
            continue
        if chunk.is_short and (chunk.level == chunks[head].level or below.level > chunk.level > 0):
            chunk.fate = "heading"
        else:
            add_task(outline, i, [chunk], duty, source="inherited")


def duty_groups(chunks: list[Chunk]) -> Iterator[tuple[int, int]]:
    """Yield runs of chunks that hold a duty and no words of their own."""
    i = 0
    while i < len(chunks):
        if not is_duty_line(chunks[i]):
            i += 1
            continue
        start = i
        while i < len(chunks) and is_duty_line(chunks[i]):
            i += 1
        yield start, i


def is_duty_line(chunk: Chunk) -> bool:
    """Tell whether a chunk is a duty without words."""
    return chunk.duty is not None and not chunk.text.strip("。；，、·：* ")


def usual_level(chunks: list[Chunk], groups: list[tuple[int, int]]) -> int:
    """Return the depth of numbers at which tasks stand: the one most often above a duty line.

    Where parts （1）（2） stand between, the tasks are their parents.
    """
    levels: Counter[int] = Counter()
    before = 0
    for low, high in groups:
        numbered = [c.level for c in chunks[before:low] if c.level]
        if numbered:
            levels[parent_level(numbered)] += 1
        before = high
    return levels.most_common(1)[0][0] if levels else 0


def parent_level(levels: list[int]) -> int:
    """Return the level over a row of equal parts at the end, or that of the last number alone."""
    last = levels[-1]
    row = next((i for i, level in enumerate(reversed(levels)) if level != last), len(levels))
    above = levels[len(levels) - row - 1] if row < len(levels) else 0
    return above if row >= 2 and LEVELS["article"] <= above < last else last


def task_head(chunks: list[Chunk], taken: int, low: int, level: int) -> int:
    """Return where the task begins to which a duty line belongs."""
    open_chunks = [i for i in range(taken, low) if not chunks[i].duty]
    at_level = [i for i in open_chunks if chunks[i].level == level and level]
    numbered = [i for i in open_chunks if chunks[i].level]
    if at_level:
        return at_level[-1]
    if numbered:
        return numbered[-1]
    return open_chunks[-1] if open_chunks else low


def has_children(chunks: list[Chunk], head: int, after: int) -> bool:
    """Tell whether the duty of a heading is meant for numbered parts below that have none."""
    below = []
    for chunk in chunks[after:]:
        if not chunk.level or chunk.level <= chunks[head].level:
            break
        below.append(chunk)
    return (
        bool(below)
        and not any(c.duty for c in below)
        and not is_followed_by_duty(chunks, after, len(below))
    )


def is_followed_by_duty(chunks: list[Chunk], start: int, number: int) -> bool:
    """Tell whether a line of duty stands right behind a run of chunks."""
    end = start + number
    return end < len(chunks) and is_duty_line(chunks[end])


def take_brackets(outline: Outline) -> None:
    """Make a task of every chunk that has a duty printed behind its own words."""
    chunks = outline.chunks
    for i, chunk in enumerate(chunks):
        if chunk.duty is None or chunk.fate or not chunk.text.strip():
            continue
        if chunk.is_short and chunk.level and has_children(chunks, i, i + 1):
            chunk.fate = "heading"
            continue
        above = heading_above(chunks, i)
        add_task(outline, i, [chunk], chunk.duty, number=above.number if above else None)


def heading_above(chunks: list[Chunk], at: int) -> Chunk | None:
    """Return the numbered heading line right above an unnumbered chunk."""
    if chunks[at].level or at == 0:
        return None
    above = chunks[at - 1]
    lone = above.level >= 3 and above.is_short and not above.fate and above.duty is None
    return above if lone and above.piece is not chunks[at].piece else None


def take_inherited(outline: Outline) -> None:
    """Make tasks of numbered parts under a heading that has a duty or is a unit's name."""
    chunks = outline.chunks
    for i, chunk in enumerate(chunks):
        duty = inherited_duty(chunk)
        if duty is None:
            continue
        for j in range(i + 1, len(chunks)):
            below = chunks[j]
            if 0 < below.level <= chunk.level:
                break
            if below.fate or below.duty or not below.text.strip("。；，、：: "):
                continue
            if below.is_short and j + 1 < len(chunks) and chunks[j + 1].level > below.level > 0:
                below.fate = "heading"
                continue
            add_task(outline, j, [below], duty, source="inherited")
            chunk.fate = "heading"


def inherited_duty(chunk: Chunk) -> Duty | None:
    """Return the duty that a heading gives to what stands under it."""
    if chunk.fate == "heading" and chunk.duty:
        return chunk.duty
    words = chunk.text.strip("。： 　")
    if chunk.fate or not chunk.level or not words or len(words) > 40:
        return None
    units = split_units(words)
    if units and all(
        looks_like_unit(u) and re.search(r"^(?:各|区|市|县|镇|乡|街|国网)|[局委办]$", u)
        for u in units
    ):
        return Duty(units[:1], units[1:], rules=("plan.unit-heading",))
    return None


def add_task(
    outline: Outline,
    at: int,
    chunks: list[Chunk],
    duty: Duty,
    *,
    number: str | None = None,
    source: str = "explicit",
) -> None:
    """Add a task made of chunks, and mark them as used."""
    words = [c for c in chunks if c.text.strip("。；，、：: ")]
    if not words:
        return
    for chunk in words:
        chunk.fate = "task"
    task = Task(
        runs=[(c.piece, c.start, c.end) for c in words],
        number=words[0].number or number,
        section=section_above(outline.chunks, at, words[0].level),
        duty=duty,
        source=source,
    )
    outline.tasks.append((at, task))


def section_above(chunks: list[Chunk], at: int, level: int) -> str | None:
    """Return the heading under which a chunk stands."""
    for chunk in reversed(chunks[:at]):
        if (
            chunk.level
            and (not level or chunk.level < level)
            and chunk.is_short
            and chunk.fate != "task"
        ):
            return chunk.piece.printed(chunk.start, chunk.end).strip("。：:")
    return None
