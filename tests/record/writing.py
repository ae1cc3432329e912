"""Builders: the smallest entry, a picture, a moment."""

import io
import uuid
from datetime import UTC, datetime, timedelta
from typing import Any

from PIL import Image

from taizhang.record.actions import append
from taizhang.record.models import Entry
from taizhang.rules.lifecycle.facts import Actor

REGION = "990104"
NOON = datetime(2026, 10, 12, 4, 0, tzinfo=UTC)
ALICE = Actor("person", 1, 11, "ducha")
BOB = Actor("person", 2, 12, "chengguan")
CHARLIE = Actor("person", 3, 13, "jiaoyu")


def an_entry(**given: Any) -> Entry:
    """Append the smallest thing that can be said, changed by what the test names."""
    seq = given.get("seq", 1)
    fields: dict[str, Any] = {
        "region": REGION,
        "kind": "item",
        "stream": 7,
        "seq": seq,
        "command_id": str(uuid.uuid4()),
        "command": "annotate",
        "data": {"n": seq},
        "by": ALICE,
        "at": NOON + timedelta(minutes=seq),
        "year": 2026,
    }
    return append(**{**fields, **given})


def a_picture(kind: str = "JPEG", size: tuple[int, int] = (60, 40), **saved: Any) -> bytes:
    buffer = io.BytesIO()
    Image.new("RGB", size, (200, 60, 30)).save(buffer, kind, **saved)
    return buffer.getvalue()
