"""Rewrite the documentation that is generated from the code: `just docs`; CI shows what changed."""

import ast
from pathlib import Path

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


def main() -> None:
    (ROOT / "docs" / "map.md").write_text(source_map(), encoding="utf-8")


if __name__ == "__main__":
    main()
