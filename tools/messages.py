"""Translations without the gettext programs: `just messages` writes them, `--check` only looks.

The source language is Chinese. Messages are what `{% trans %}` or `gettext` marks, the sentences of
refusals, and every sentence of plain Python that knows no gettext: all of `rules`, and the words of
`packs`. Pages translate them by their words.
"""

import ast
import io
import re
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import django
from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_python
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.conf import settings
from django.utils.translation.template import templatize

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "taizhang"
PO = PACKAGE / "web" / "locale" / "en" / "LC_MESSAGES" / "django.po"
KEYWORDS = {
    "_": None,
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
}
PLAIN = ("rules/", "packs/model.py")  # whose sentences are shown by their words
REFUSING = {"Refused", "Conflict"}
CHINESE = re.compile(r"[\u3400-\u9fff]")
# A translation may write a number as a word: %(month)d as %(month_name)s.
PLACEHOLDER = re.compile(r"%\((\w+?)(?:_name)?\)[sd]|\{(\w*)\}|%[sd]")
EPOCH = datetime(2026, 1, 1, tzinfo=UTC)  # a fixed date: the file changes when a message does

Found = tuple[str | tuple[str, ...], str | None, str]


def in_python(path: Path) -> Iterator[Found]:
    """Yield messages that are marked in Python."""
    with path.open("rb") as source:
        for _, _, words, context in _called(source):
            yield words, context, place(path)


def in_template(path: Path) -> Iterator[Found]:
    """Yield messages that are marked in a template."""
    calls = templatize(path.read_text(encoding="utf-8"), origin=str(path))
    # What was markup is blanked out; its indentation would be no Python.
    flat = "\n".join(line.strip() for line in calls.splitlines())
    for _, _, words, context in _called(io.BytesIO(flat.encode())):
        yield words, context, place(path)


def _called(
    source: io.BufferedIOBase,
) -> Iterator[tuple[int, str, str | tuple[str, ...], str | None]]:
    for line, name, words, _comments in extract_python(
        source, list(KEYWORDS), (), {"encoding": "utf-8"}
    ):
        spec = KEYWORDS[name]
        given = (words,) if isinstance(words, str) or words is None else tuple(words)
        if not given or None in given[: len(spec or (1,))]:
            continue  # a variable: its values are messages elsewhere
        if spec is None:
            yield line, name, given[0], None
        elif isinstance(spec[0], tuple):
            rest = given[1:]
            yield line, name, rest[0] if len(rest) == 1 else rest[:2], given[0]
        else:
            yield line, name, given[:2], None


def in_rules(path: Path) -> Iterator[Found]:
    """Yield every Chinese sentence that stands in plain Python outside docstrings."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    parts = {
        id(part)
        for node in ast.walk(tree)
        if isinstance(node, ast.JoinedStr)
        for part in node.values
    }
    documentation = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        if not isinstance(node, ast.Constant) or id(node) in parts | documentation:
            continue
        if isinstance(node.value, str) and CHINESE.search(node.value):
            yield node.value, None, place(path)


def in_refusals(path: Path) -> Iterator[Found]:
    """Yield the sentence of every refusal that is raised in a file."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if not isinstance(node, ast.Call) or not _refuses(node.func):
            continue
        for given in node.args:
            if isinstance(given, ast.Constant) and CHINESE.search(str(given.value)):
                yield given.value, None, place(path)


def _refuses(called: ast.expr) -> bool:
    # Also `super().__init__`, by which a refusal of its own kind says its sentence.
    return getattr(called, "id", None) in REFUSING or getattr(called, "attr", None) == "__init__"


def place(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def found() -> Iterator[Found]:
    """Yield every message of the project, in the order of the files."""
    for path in sorted(PACKAGE.rglob("*.html")):
        yield from in_template(path)
    for path in sorted(PACKAGE.rglob("*.py")):
        if path.relative_to(PACKAGE).as_posix().startswith(PLAIN):
            yield from in_rules(path)
        else:
            yield from in_python(path)
            yield from in_refusals(path)


def collected() -> Catalog:
    """Return the English catalogue: what is found now, with the translations that it has had."""
    catalog = Catalog(
        locale="en",
        domain="django",
        project="taizhang",
        fuzzy=False,
        creation_date=EPOCH,
        revision_date=EPOCH,
        last_translator="Taizhang",
        language_team="Taizhang",
        header_comment="# English translations of Taizhang; written by `just messages`.",
        msgid_bugs_address="-",
        version="1",
    )
    for words, context, where in found():
        if words and words != ("", ""):
            catalog.add(words, None, [(where, 0)], context=context)
    if PO.exists():
        with PO.open("rb") as kept:
            before = read_po(kept, locale="en")
        for message in catalog:
            old = before.get(message.id, context=message.context) if message.id else None
            if old is not None and old.string:
                message.string = old.string
                message.flags |= old.flags & {"fuzzy"}
    for message in catalog:
        message.locations = sorted(set(message.locations))
    return catalog


def as_po(catalog: Catalog) -> bytes:
    out = io.BytesIO()
    write_po(out, catalog, width=100, sort_output=True, include_lineno=False, ignore_obsolete=True)
    return out.getvalue()


def as_mo(catalog: Catalog) -> bytes:
    out = io.BytesIO()
    write_mo(out, catalog)
    return out.getvalue()


def problems(message: Message) -> Iterator[str]:
    """Yield what is wrong with one translation."""
    sources = message.id if isinstance(message.id, (tuple, list)) else (message.id,)
    strings = message.string if isinstance(message.string, (tuple, list)) else (message.string,)
    if not all(strings):
        yield "no translation"
        return
    if message.fuzzy:
        yield "fuzzy"
    if any(CHINESE.search(string) for string in strings) and "台账" not in strings[0]:
        yield "Chinese in the translation"
    wanted = set(PLACEHOLDER.findall(sources[-1]))
    if any(set(PLACEHOLDER.findall(string)) - wanted for string in strings):
        yield f"other placeholders than {sorted(wanted)}"
    if set(PLACEHOLDER.findall(strings[-1])) != wanted:
        yield f"placeholders should be {sorted(wanted)}"


def check(catalog: Catalog) -> list[str]:
    """Return a line for everything that `just messages` or a translator has to do."""
    lines = [
        f"{message.locations[0][0]}: {message.id!r}: {problem}"
        for message in catalog
        if message.id
        for problem in problems(message)
    ]
    if not PO.exists() or PO.read_bytes() != as_po(catalog):
        lines.append(f"{place(PO)} is behind the sources: run `just messages`")
    mo = PO.with_suffix(".mo")
    if not mo.exists() or mo.read_bytes() != as_mo(catalog):
        lines.append(f"{place(mo)} is behind the translations: run `just messages`")
    return lines


def main() -> int:
    settings.configure(USE_I18N=False)
    django.setup()
    catalog = collected()
    if "--check" not in sys.argv[1:]:
        PO.parent.mkdir(parents=True, exist_ok=True)
        PO.write_bytes(as_po(catalog))
        PO.with_suffix(".mo").write_bytes(as_mo(catalog))
    lines = check(catalog)
    print("\n".join(lines) or f"{len(catalog)} messages, all translated")
    return 1 if lines else 0


if __name__ == "__main__":
    sys.exit(main())
