"""Marks of secrecy (密级): what carries one must never enter this system."""

import re

# domain facts, 11.2: state secrets and work secrets stay out.
_STAR = re.compile(r"(?:绝\s*密|机\s*密|秘\s*密|内\s*部)\s*[★☆＊*]")
_LABEL = re.compile(r"密\s*级\s*[：:]\s*(?:绝\s*密|机\s*密|秘\s*密)")
_LINE = re.compile(
    r"^[\s（(【\[]*(?:绝\s*密|机\s*密|秘\s*密)[\s）)】\]]*(?:\d+\s*年|长期)?\s*$", re.MULTILINE
)
_NAMED = re.compile(r"[（(【\[](?:绝密|机密|秘密)[）)】\]]")
_HEAD = 600  # a classification stands in the head of a document


def find_mark(text: str, name: str = "") -> str | None:
    """Return the mark of secrecy that a document or the name of its file carries, if any."""
    found = (
        _STAR.search(text)
        or _LABEL.search(text)
        or _LINE.search(text[:_HEAD])
        or _NAMED.search(name)
        or _STAR.search(name)
    )
    return "".join(found[0].split()) if found else None
