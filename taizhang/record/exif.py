"""What a photo says about itself: when and where it was taken; shown beside it, never trusted."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal, InvalidOperation
from typing import Any
from zoneinfo import ZoneInfo

from PIL import Image

ORIENTATION = 0x0112
EXIF_FOLDER, TAKEN, TAKEN_OFFSET = 0x8769, 0x9003, 0x9011
GPS_FOLDER, NORTH_SOUTH, LATITUDE, EAST_WEST, LONGITUDE = 0x8825, 1, 2, 3, 4
HERE = ZoneInfo("Asia/Shanghai")
SIX_PLACES = Decimal("0.000001")


@dataclass(frozen=True, slots=True)
class Claim:
    """Time, place and orientation as the camera wrote them; what it did not write is None."""

    taken_at: datetime | None
    latitude: Decimal | None
    longitude: Decimal | None
    is_turned: bool


def claim_of(image: Image.Image) -> Claim:
    exif = image.getexif()
    latitude, longitude = _place(exif.get_ifd(GPS_FOLDER))
    turned = exif.get(ORIENTATION, 1) not in (0, 1)
    return Claim(_moment(exif.get_ifd(EXIF_FOLDER)), latitude, longitude, turned)


def _moment(tags: dict[int, Any]) -> datetime | None:
    text, offset = str(tags.get(TAKEN, "")).strip("\0 "), str(tags.get(TAKEN_OFFSET, ""))
    try:
        if offset.strip("\0 "):
            return datetime.strptime(text + offset.strip("\0 "), "%Y:%m:%d %H:%M:%S%z")
        # Cameras without a zone show the clock on the wall.
        return datetime.strptime(text, "%Y:%m:%d %H:%M:%S").replace(tzinfo=HERE)
    except ValueError:
        return None


def _place(tags: dict[int, Any]) -> tuple[Decimal | None, Decimal | None]:
    latitude = _degrees(tags.get(LATITUDE), tags.get(NORTH_SOUTH) == "S", Decimal(90))
    longitude = _degrees(tags.get(LONGITUDE), tags.get(EAST_WEST) == "W", Decimal(180))
    if latitude is None or longitude is None:
        return None, None
    return latitude, longitude


def _degrees(parts: Any, is_negative: bool, most: Decimal) -> Decimal | None:
    try:
        degrees, minutes, seconds = (Decimal(str(float(part))) for part in parts)
        value = (degrees + minutes / 60 + seconds / 3600).quantize(SIX_PLACES)
    except (TypeError, ValueError, ZeroDivisionError, InvalidOperation):
        return None
    if not Decimal(0) <= value <= most:
        return None
    return -value if is_negative else value
