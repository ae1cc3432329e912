"""Lexicons as patterns: many phrases folded into one expression that shares their beginnings."""

import re
from collections import defaultdict
from collections.abc import Iterable


def any_of(words: Iterable[str]) -> str:
    """Return an expression that matches any of the words, the longest of those that fit."""
    return _branch(sorted(set(words)))


def _branch(words: list[str]) -> str:
    if words == [""]:
        return ""
    rests: defaultdict[str, list[str]] = defaultdict(list)
    for word in words:
        if word:
            rests[word[0]].append(word[1:])
    branches = [re.escape(first) + _branch(rest) for first, rest in rests.items()]
    if len(branches) == 1 and "" not in words:
        return branches[0]
    return f"(?:{'|'.join(branches)})" + ("?" if "" in words else "")
