"""Pictures as a phone's camera would hand them in, drawn for the stories."""

import io
from typing import Any

from PIL import Image, ImageDraw


def photo(name: str, ground: str, heap: str | None) -> list[dict[str, Any]]:
    """Return a picture of a bin, with something lying around it or not."""
    picture = Image.new("RGB", (960, 720), ground)
    draw = ImageDraw.Draw(picture)
    draw.rectangle((0, 430, 960, 720), fill="#8c8c84")
    draw.rectangle((400, 260, 560, 560), fill="#3d7a4c")
    if heap:
        for n in range(12):
            draw.ellipse((250 + 38 * n, 520 + 17 * (n % 5), 310 + 38 * n, 575 + 17 * (n % 5)), heap)
    kept = io.BytesIO()
    picture.save(kept, "JPEG", quality=80)
    return [{"name": name, "mimeType": "image/jpeg", "buffer": kept.getvalue()}]
