"""Reading texts back: the words that entries stand for, in one query for a whole page."""

from collections.abc import Iterable
from itertools import islice
from typing import Any

from taizhang.record.bodies import hashes_in, spelled
from taizhang.record.models import Entry, Text

GONE = "（已依规删除）"
AT_ONCE = 500  # below every database's limit of parameters


def texts_of(region: str, hashes: Iterable[str]) -> dict[str, str]:
    """Return the texts under these hashes; an erased one is missing."""
    wanted = iter(dict.fromkeys(hashes))
    found: dict[str, str] = {}
    while some := list(islice(wanted, AT_ONCE)):
        rows = Text.objects.filter(region=region, hash__in=some)
        found.update(rows.values_list("hash", "text"))
    return found


def spelled_data(region: str, entries: Iterable[Entry]) -> list[dict[str, Any]]:
    """Return the data of each entry with its texts put back."""
    listed = list(entries)
    texts = texts_of(region, (hash_ for entry in listed for hash_ in hashes_in(entry.data)))
    return [spelled(entry.data, texts) for entry in listed]
