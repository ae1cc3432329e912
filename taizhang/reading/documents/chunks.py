"""Chunks of a plan: stretches of words with the duty printed behind them."""

import re
from dataclasses import dataclass, field

from taizhang.reading.documents.duties import Duty
from taizhang.reading.flat import Flat

SENTENCE_ENDS = "。；！？"
INNER_END = re.compile(f"[{SENTENCE_ENDS}]")
LONGEST_HEADING = 42


@dataclass(slots=True)
class Chunk:
    """A stretch of a paragraph that is one thing: words, with the duty printed behind them."""

    piece: Flat
    start: int
    end: int
    number: str | None
    level: int
    duty: Duty | None = None
    fate: str = ""  # heading | task | duty

    text: str = field(init=False)  # the words
    is_short: bool = field(init=False)  # so that they could be a heading

    def __post_init__(self) -> None:
        self.text = self.piece.text[self.start : self.end]
        words = self.text.rstrip("。：")
        self.is_short = len(words) <= LONGEST_HEADING and not INNER_END.search(words)


def give_sponsors(chunks: list[Chunk]) -> None:
    """Put the parts under a heading under the leader whom it names (一、稳就业（牵头领导：X）)."""
    for i, chunk in enumerate(chunks):
        duty = chunk.duty
        if duty is None or not duty.sponsor or duty.lead or duty.supporting or duty.deadlines:
            continue
        parts = i + 1 < len(chunks) and chunks[i + 1].level > chunk.level > 0
        if chunk.is_short and parts:
            chunk.fate, chunk.duty = "heading", None
            give_sponsor(chunks, i, duty)


def give_sponsor(chunks: list[Chunk], at: int, duty: Duty) -> None:
    """Name the leader in every duty under a heading that names no other."""
    for below in chunks[at + 1 :]:
        if 0 < below.level <= chunks[at].level:
            break
        if below.duty is not None and not below.duty.sponsor:
            below.duty = below.duty._replace(sponsor=duty.sponsor)
