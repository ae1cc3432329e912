"""Search in Chinese: overlapping pairs of characters, since most words have two of them.

What is indexed: pairs inside a run of Chinese characters, Latin letters and digits. A query of two
such characters is one pair and finds exactly what a scan finds; where a query has other characters
or is a single one, the pairs (if any) narrow the rows down and a comparison of the text decides.
"""

import re
from collections.abc import Iterator

RUN = re.compile(r"[0-9a-z\u3400-\u4dbf\u4e00-\u9fff]+")
GAP = "0"  # a token of one character is never a pair: no phrase reaches over it
LONGEST = 16_000  # a position in a tsvector ends at 16,383


def searchable(*parts: str | None) -> str:
    """Return the text of an item in which a search looks: small letters, one part a line."""
    return "\n".join(part for part in parts if part).lower()[:LONGEST]


def runs(text: str) -> list[str]:
    """Return the runs of characters that are indexed."""
    return RUN.findall(text.lower())


def pairs(run: str) -> list[str]:
    """Return the overlapping pairs of a run."""
    return [run[i : i + 2] for i in range(len(run) - 1)]


def document(text: str) -> str:
    """Return the text as FTS5 takes it in: pairs as words, with a gap between runs."""
    return f" {GAP} ".join(" ".join(pairs(run)) for run in runs(text) if len(run) > 1)


def vector(text: str) -> str:
    """Return the text as PostgreSQL takes it in: each pair with its position."""
    lexemes, position = [], 0
    for run in runs(text):
        for pair in pairs(run):
            position += 1
            lexemes.append(f"'{pair}':{position}")
        position += 1
    return " ".join(lexemes)


def phrases(query: str) -> list[list[str]]:
    """Return the pairs that each run of a query asks for."""
    return [pairs(run) for run in runs(query) if len(run) > 1]


def is_exact(query: str) -> bool:
    """Return whether the pairs alone decide, so that no text has to be compared."""
    return bool(RUN.fullmatch(query.lower())) and len(query) > 1


def lookup(query: str, vendor: str) -> tuple[str, str]:
    """Return the statement that finds the items with all pairs of a query, and its parameter."""
    if vendor == "sqlite":
        return "SELECT rowid FROM ledger_gram WHERE ledger_gram MATCH %s", fts5_query(query)
    return "SELECT item FROM ledger_gram WHERE grams @@ %s::tsquery", tsquery(query)


def fts5_query(query: str) -> str:
    """Return the phrases of a query in the language of FTS5."""
    return " AND ".join('"' + " ".join(phrase) + '"' for phrase in phrases(query))


def tsquery(query: str) -> str:
    """Return the phrases of a query in the language of PostgreSQL."""
    return " & ".join("(" + " <-> ".join(_quoted(phrase)) + ")" for phrase in phrases(query))


def _quoted(phrase: list[str]) -> Iterator[str]:
    return (f"'{pair}'" for pair in phrase)
