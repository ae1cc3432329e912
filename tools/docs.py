"""Rewrite the documentation that is generated from the code: `just docs`; CI shows what changed."""

import ast
from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path

from taizhang.rules import words
from taizhang.rules.lifecycle.moves import MOVES, WISHES, Field, Move
from taizhang.rules.lifecycle.states import ENDED, State, Who

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "taizhang"
HEAD = """\
# Map of the source

One line a module, in the words of its own docstring. Written by `just docs`.
"""


def sentence(file: Path) -> str:
    """Return the first line of a module's docstring."""
    return (ast.get_docstring(ast.parse(file.read_text("utf-8"))) or "").split("\n")[0]


def folders() -> list[Path]:
    inits = sorted(PACKAGE.rglob("__init__.py"))
    return [init.parent for init in inits if "migrations" not in init.parts]


def section(folder: Path) -> str:
    name = folder.relative_to(ROOT).as_posix()
    modules = sorted(file for file in folder.glob("*.py") if file.name != "__init__.py")
    rows = "".join(
        f"| [{file.name}](../{name}/{file.name}) | {sentence(file).replace('|', chr(92) + '|')} |\n"
        for file in modules
    )
    table = f"\n| module | |\n|---|---|\n{rows}" if rows else ""
    return f"\n## {name}\n\n{sentence(folder / '__init__.py')}\n{table}"


def source_map() -> str:
    return HEAD + "".join(section(folder) for folder in folders())


LIFECYCLE = """\
# The lifecycle of an item (事项)

Drawn from the one table of moves, `taizhang/rules/lifecycle/moves.py`, by `just docs`. Commands
that leave the state as it is stand in the table only. A pack may ask for more (a second signature,
a public notice), never for another state.
"""


def diagram() -> str:
    """Return the states as a Mermaid diagram; an arrow carries the commands that go its way."""
    arrows: dict[tuple[str, str], list[str]] = defaultdict(list)
    for move in MOVES:
        for source, target in steps(move):
            arrows[source, target].append(words.COMMANDS[move.command])
    lines = [f'    state "{words.STATES[state]}" as {state.value}' for state in State]
    lines += [f"    {one} --> {two}: {'、'.join(names)}" for (one, two), names in arrows.items()]
    lines += [f"    {state.value} --> [*]" for state in State if state in ENDED]
    return "```mermaid\nstateDiagram-v2\n" + "\n".join(lines) + "\n```\n"


def steps(move: Move) -> Iterator[tuple[str, str]]:
    if not move.sources:
        yield from (("[*]", target.value) for target in move.targets)
    for source in (state for state in State if state in move.sources):
        for target in move.reaches(source):
            if source is not target:
                yield source.value, target.value


def people(who: Iterable[Who]) -> str:
    chosen = set(who)
    return (
        "任何人"
        if chosen == set(Who)
        else "、".join(words.RELATIONS[one] for one in Who if one in chosen)
    )


def states(some: Iterable[State]) -> str:
    chosen = set(some)
    if chosen == set(State):
        return "任何状态"
    if chosen == set(State) - ENDED:
        return "未结束的任何状态"
    return "、".join(words.STATES[state] for state in State if state in chosen) or "–"


def fields(carried: Iterable[Field]) -> str:
    return "、".join(f"`{field.name}`" for field in carried if field.required)


def moves_table() -> str:
    rows = [
        f"| {words.COMMANDS[move.command]} `{move.command.value}` | {states(move.sources)} "
        f"| {states(move.targets) if move.targets else '不变'} | {people(move.by)} "
        f"| {fields(move.fields)} |"
        for move in MOVES
    ]
    return "| 命令 | 从 | 到 | 谁 | 必填 |\n|---|---|---|---|---|\n" + "\n".join(rows) + "\n"


def wishes_table() -> str:
    rows = [
        f"| {words.REQUESTS[kind]} `{kind.value}` | {states(wish.states)} | {people(wish.askers)} "
        f"| {people({wish.decider})} | {fields(wish.fields)} |"
        for kind, wish in WISHES.items()
    ]
    return "| 申请 | 何时 | 谁提 | 谁定 | 必填 |\n|---|---|---|---|---|\n" + "\n".join(rows) + "\n"


def lifecycle() -> str:
    return (
        f"{LIFECYCLE}\n{diagram()}\n## Commands (命令)\n\n{moves_table()}"
        f"\n## Requests (申请)\n\n{wishes_table()}"
    )


def main() -> None:
    (ROOT / "docs" / "map.md").write_text(source_map(), encoding="utf-8")
    (ROOT / "docs" / "lifecycle.md").write_text(lifecycle(), encoding="utf-8")


if __name__ == "__main__":
    main()
