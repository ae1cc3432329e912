"""Limits as people write them in a pack (4工作时, 15自然日（次日起算）, 当日, 信访办理)."""

import re
from datetime import time
from fractions import Fraction

from taizhang.rules.clock import CATEGORY, PRINTED, Limit, TimeUnit
from taizhang.rules.presets import BY_NAME

UNIT_WORDS = {
    "紧急工作时": TimeUnit.URGENT_HOUR,
    "工作时": TimeUnit.WORK_HOUR,
    "工作日": TimeUnit.WORK_DAY,
    "自然日": TimeUnit.NATURAL_DAY,
}
HINT = (
    "如“4工作时”“2工作日”“2紧急工作时”“15自然日”；印发件按日计算的写“20自然日（次日起算）”；"
    "当天办完的写“当日”或“当日（20:00后次日）”；法定时限写名称，如“信访办理”"
)
SAME_DAY = "当日"
PRESET = "preset:"
_WORDS = {unit: word for word, unit in UNIT_WORDS.items()}
_NEXT_DAY = "（次日起算）"
_LIMIT = re.compile(r"(\d{1,4})\s*个?(紧急工作时|工作时|工作日|自然日)([（(]次日起算[)）])?")
_SAME_DAY = re.compile(r"当日(?:[（(]((?:[01]?\d|2[0-3])[:：][0-5]\d)后次日[)）])?")
_SHARE = re.compile(r"(\d{1,3})\s*[%％]")
_HOUR = re.compile(r"([01]?\d|2[0-3])[:：]([0-5]\d)")


def limit_from_words(text: str) -> Limit | None:
    """Return the limit that `text` says, or nothing where it is none."""
    words = text.strip()
    same_day = _SAME_DAY.fullmatch(words)
    if same_day is not None:
        late = hour_from_words(same_day[1]) if same_day[1] else None
        return Limit(0, TimeUnit.NATURAL_DAY, PRINTED, late)
    preset = BY_NAME.get(words.removeprefix(PRESET).strip())
    if preset is not None:
        return preset.limit
    match = _LIMIT.fullmatch(words)
    if match is None or not int(match[1]):
        return None
    return Limit(int(match[1]), UNIT_WORDS[match[2]], PRINTED if match[3] else CATEGORY)


def words_of_limit(limit: Limit) -> str:
    """Return the limit as a person would write it."""
    if not limit.amount:
        return SAME_DAY + (f"（{limit.late_from:%H:%M}后次日）" if limit.late_from else "")
    tail = _NEXT_DAY if limit.basis == PRINTED else ""
    return f"{limit.amount}{_WORDS[limit.unit]}{tail}"


def share_from_words(text: str) -> Fraction | None:
    """Return the share that a percentage says, or nothing where it is none up to 100 %."""
    match = _SHARE.fullmatch(text.strip())
    if match is None or int(match[1]) > 100:
        return None
    return Fraction(int(match[1]), 100)


def hour_from_words(text: str) -> time | None:
    """Return the time of day that `text` says, or nothing where it is none."""
    match = _HOUR.fullmatch(text.strip())
    return time(int(match[1]), int(match[2])) if match else None
