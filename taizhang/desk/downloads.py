"""Files that people take home: sheets, notices and tables, named with the day of their making."""

from datetime import datetime
from urllib.parse import quote

from django.http import HttpResponse
from django.utils import timezone

OFFICE = "application/vnd.openxmlformats-officedocument."
TYPES = {
    "xlsx": f"{OFFICE}spreadsheetml.sheet",
    "docx": f"{OFFICE}wordprocessingml.document",
    "zip": "application/zip",
}


def download(data: bytes, name: str, kind: str, at: datetime) -> HttpResponse:
    """Return the file, to be kept and not shown, under a Chinese name."""
    day = timezone.localtime(at).strftime("%Y%m%d")
    response = HttpResponse(data, content_type=TYPES[kind])
    whole = quote(f"{name}-{day}.{kind}")
    response["Content-Disposition"] = f"attachment; filename*=UTF-8''{whole}"
    response["Cache-Control"] = "no-store"
    return response
