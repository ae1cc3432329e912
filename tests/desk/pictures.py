"""Pictures for tests, each of its own colour."""

import io
from itertools import count

from PIL import Image

_COLOURS = count(1)


def a_picture(kind: str = "JPEG") -> bytes:
    buffer = io.BytesIO()
    Image.new("RGB", (64, 48), (next(_COLOURS) % 255, 90, 60)).save(buffer, kind)
    return buffer.getvalue()
