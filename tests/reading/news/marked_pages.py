"""Pages with their annotation inside, laid out as printed.

A file in marked/ begins with its layout (# width=14 full order=after) and holds for each article
its headline (H), kicker (K), day (D), paragraphs (B) and byline (C). In the paragraphs a unit is
[[its words]]{type slots}: a or p (b: another reader could choose the other), h a heading,
r= responsible, s= supervising, d= limit@day, f= rhythm, t= number, m= mechanisms; [[…]]{-} goes
on with the unit before.
"""

import json
import re
import sys
from dataclasses import asdict, dataclass, field
from datetime import date
from pathlib import Path

UNIT = re.compile(r"\[\[(.*?)\]\]\{([^{}]*)\}")
HALF = str.maketrans({"，": ",", "；": ";", "：": ":", "（": "(", "）": ")"})
JOINTS = (" ", "\n\n", "\n")
TORN = 10


@dataclass
class GoldTask:
    """What a careful reader finds in one unit."""

    text: str
    type: str
    borderline: bool = False
    responsible: list[str] = field(default_factory=list)
    supervising: list[str] = field(default_factory=list)
    deadline: tuple[str, date | None] | None = None
    recurrence: list[str] = field(default_factory=list)
    target: str | None = None
    mechanisms: list[str] = field(default_factory=list)


@dataclass
class Gold:
    """One article as its author meant it."""

    headline: str
    kicker: str = ""
    day: date | None = None
    paragraphs: list[str] = field(default_factory=list)
    credit: str = ""

    @property
    def plain(self) -> list[str]:
        """Return the paragraphs without the marks of annotation."""
        return [UNIT.sub(lambda match: match[1], part) for part in self.paragraphs]

    @property
    def tasks(self) -> list[GoldTask]:
        """Return the units in printed order."""
        found: list[GoldTask] = []
        for part in self.paragraphs:
            last = 0
            for match in UNIT.finditer(part):
                unit = _task(match[1], match[2])
                if unit.type == "-":
                    _lengthen(found[-1], part[last : match.start()], unit)
                else:
                    found.append(unit)
                last = match.end()
        return found


def _lengthen(above: GoldTask, between: str, rest: GoldTask) -> None:
    above.text += between + rest.text
    above.mechanisms += rest.mechanisms
    above.recurrence += rest.recurrence
    above.deadline = above.deadline or rest.deadline


def _task(words: str, marks: str) -> GoldTask:
    kind, *rest = marks.split()
    given = dict(word.split("=", 1) for word in rest if "=" in word)
    limit, _, day = given.get("d", "").partition("@")
    return GoldTask(
        text=words,
        type={"a": "action", "p": "principle"}.get(kind[0], "-"),
        borderline="b" in kind,
        responsible=_list(given.get("r"), ";"),
        supervising=_list(given.get("s"), ";"),
        deadline=(limit, date.fromisoformat(day) if day else None) if limit else None,
        recurrence=_list(given.get("f"), ";"),
        target=given.get("t"),
        mechanisms=_list(given.get("m"), ","),
    )


def _list(words: str | None, mark: str) -> list[str]:
    return [part for part in (words or "").split(mark) if part]


def parse(path: Path) -> tuple[dict[str, str], list[Gold]]:
    """Return the layout of a marked file and its articles."""
    first, *lines = path.read_text("utf-8").splitlines()
    layout = {word.partition("=")[0]: word.partition("=")[2] for word in first[1:].split()}
    articles: list[Gold] = []
    for line in lines:
        sort, _, words = line.partition(" ")
        said = "" if words == "-" else words
        if sort == "H":
            articles.append(Gold(words))
        elif sort == "K":
            articles[-1].kicker = said
        elif sort == "D":
            articles[-1].day = date.fromisoformat(said) if said else None
        elif sort == "C":
            articles[-1].credit = said
        elif sort == "B":
            articles[-1].paragraphs.append(words)
    return layout, articles


def lay_out(path: Path) -> tuple[str, list[Gold]]:
    """Return the page as printed and its articles."""
    layout, articles = parse(path)
    above = layout.get("credit") == "above"
    pieces: list[str] = []
    heads: list[str] = []
    for number, article in enumerate(articles):
        (heads if layout["order"] == "after" else pieces).append(_head(article, layout, number))
        text = [part.translate(HALF) if "ascii" in layout else part for part in article.plain]
        body = _set(text, layout)
        pieces += [article.credit, body] if above else [body, article.credit]
    return "\n\n".join([*pieces, *heads]) + "\n", articles


def _head(article: Gold, layout: dict[str, str], number: int) -> str:
    headline = article.headline
    if layout["order"] == "headtorn" and len(headline) > TORN:
        headline = headline[:TORN] + "\n" + headline[TORN:]
    parts = [headline, article.kicker] if article.kicker else [headline]
    return JOINTS[number % len(JOINTS)].join(parts)


def _set(paragraphs: list[str], layout: dict[str, str]) -> str:
    width = int(layout["width"])
    if width:
        return "\n".join(
            part[low : low + width] for part in paragraphs for low in range(0, len(part), width)
        )
    text = "\n\n".join(paragraphs)
    if "gaps" not in layout:
        return text
    at = len(text) // 3  # a column ends in the middle of a sentence
    while text[at] in "\n，。,":
        at += 1
    return text[:at] + "\n\n" + text[at:]


def to_lines(name: str, page: str, articles: list[Gold]) -> str:
    """Return the annotation as JSON lines, for a scorer that counts characters without spaces."""
    stripped = "".join(page.split()).translate(HALF)
    lines: list[str] = []
    for article in articles:
        words = "".join("".join(article.plain).split()).translate(HALF)
        begun = at = stripped.index(words)
        tasks = []
        for task in article.tasks:
            text = "".join(task.text.split()).translate(HALF)
            at = stripped.index(text, at)
            limit = task.deadline and {"text": task.deadline[0], "iso": _iso(task.deadline[1])}
            target = task.target and {"value": task.target}
            tasks.append(
                asdict(task) | {"span": [at, at + len(text)], "deadline": limit, "target": target}
            )
            at += len(text)
        lines.append(
            json.dumps(
                {
                    "seed": name,
                    "headline": article.headline,
                    "event_date": {"iso": _iso(article.day)},
                    "body_span": [begun, begun + len(words)],
                    "tasks": tasks,
                },
                ensure_ascii=False,
            )
        )
    return "\n".join(lines)


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


if __name__ == "__main__":
    folder = Path(sys.argv[1])
    folder.mkdir(exist_ok=True)
    for marked in map(Path, sys.argv[2:]):
        printed, gold = lay_out(marked)
        (folder / marked.name).write_text(printed, "utf-8")
        (folder / f"{marked.stem}.jsonl").write_text(to_lines(marked.name, printed, gold), "utf-8")
