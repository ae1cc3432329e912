"""Brackets of a text: the outermost ones, and what stands outside them all."""

import re
from collections.abc import Iterator

OPENING = "（[【〔"
BRACKET = re.compile(r"[（\[【〔）\]】〕]")


def top_brackets(text: str) -> Iterator[tuple[int, int]]:
    """Yield the outermost brackets of a text."""
    depth, start = 0, 0
    for match in BRACKET.finditer(text):
        if match[0] in OPENING:
            start, depth = (match.start() if depth == 0 else start), depth + 1
        elif depth:
            depth -= 1
            if depth == 0:
                yield start, match.end()


def is_outside(text: str, at: int) -> bool:
    """Tell whether a character stands outside all brackets."""
    depth = 0
    for match in BRACKET.finditer(text, 0, at):
        depth = max(0, depth + (match[0] in "（〔[") - (match[0] in "）〕]"))
    return depth == 0
