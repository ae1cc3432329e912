"""Mistakes in a pack: each names file, line and field, and what would be right."""

from collections.abc import Collection
from dataclasses import dataclass, field
from difflib import get_close_matches

FEW = 16  # so many words are listed whole


@dataclass(frozen=True, slots=True)
class Problem:
    """One mistake; line 0 where it concerns the whole file, field empty where no one cell."""

    file: str
    line: int
    field: str
    message: str
    hint: str

    def __str__(self) -> str:
        """Return the sentence that a person reads."""
        place = f"{self.file}:{self.line}" if self.line else self.file
        name = f" {self.field}" if self.field else ""
        return f"{place}{name}：{self.message}。应为：{self.hint}"


def hint_from(value: str, names: Collection[str], what: str) -> str:
    """Return what would be right instead: the few possible words, or the one most like it."""
    if len(names) <= FEW:
        return "、".join(names) + " 之一"
    near = get_close_matches(value, list(names), n=1)
    return f"已有的{what}" + (f"，是否为“{near[0]}”" if near else "")


@dataclass(slots=True)
class Findings:
    """The problems found so far, in the order of the files."""

    problems: list[Problem] = field(default_factory=list)

    def add(self, file: str, line: int, field: str, message: str, hint: str) -> None:
        """Note one mistake."""
        self.problems.append(Problem(file, line, field, message, hint))


class BrokenPack(Exception):
    """A pack that cannot be adopted, with every mistake that was found in it."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        super().__init__("\n".join(str(problem) for problem in problems))
        self.problems = problems
