"""When and how a district's units are told (送达): the table [telling] of district.toml."""

from dataclasses import dataclass
from datetime import time

from taizhang.packs.limits import hour_from_words
from taizhang.packs.sheet import Sheet

USUAL_ATTEMPTS, MOST_ATTEMPTS = 8, 50
USUAL_HOURS, MOST_HOURS = 24, 72
_HOUR_HINT = '一天中的钟点，如 "08:30"'
_QUIET_HINT = '起止两个钟点，如 ["21:00", "07:00"]；不设免打扰写 []'


@dataclass(frozen=True, slots=True)
class Telling:
    """The hours in which people are told, how often a failed delivery is tried, and links."""

    digest_at: time = time(8, 30)  # of working days: one digest for everything not urgent
    quiet: tuple[time, time] | None = (time(21), time(7))  # nothing leaves in between
    attempts: int = USUAL_ATTEMPTS
    links: bool = False  # whether a message to a person may open its item without a password
    hours: int = USUAL_HOURS  # how long such a link lasts

    def is_quiet(self, hour: time) -> bool:
        """Return whether nothing may be sent at this time of day; the span may cross midnight."""
        if self.quiet is None:
            return False
        begin, end = self.quiet
        if begin < end:
            return begin <= hour < end
        return hour >= begin or hour < end


USUAL = Telling()


def read_telling(sheet: Sheet) -> Telling:
    """Return what the table says; everything in it may be left out."""
    sheet.only("digest_at", "quiet", "attempts", "links", "hours")
    telling = Telling(
        digest_at=_hour(sheet, "digest_at", USUAL.digest_at),
        quiet=_quiet(sheet),
        attempts=sheet.number("attempts", 1, MOST_ATTEMPTS, USUAL.attempts),
        links=sheet.claim("links", USUAL.links),
        hours=sheet.number("hours", 1, MOST_HOURS, USUAL.hours),
    )
    if telling.is_quiet(telling.digest_at):
        said = f"{telling.digest_at:%H:%M}"
        sheet.refuse("digest_at", f"“{said}”在免打扰时段内", "免打扰时段以外的钟点")
    return telling


def _hour(sheet: Sheet, key: str, fallback: time) -> time:
    if key not in sheet.values:
        return fallback
    found = hour_from_words(str(sheet.values[key]))
    if found is None:
        sheet.refuse(key, f"“{sheet.values[key]}”不是钟点", _HOUR_HINT)
        return fallback
    return found


def _quiet(sheet: Sheet) -> tuple[time, time] | None:
    if "quiet" not in sheet.values:
        return USUAL.quiet
    value = sheet.values["quiet"]
    if value == []:
        return None
    hours = [hour_from_words(str(each)) for each in value] if isinstance(value, list) else []
    begin, end = hours if len(hours) == 2 else (None, None)
    if begin is None or end is None or begin == end:
        sheet.refuse("quiet", f"“{value}”不是可用的时段", _QUIET_HINT)
        return USUAL.quiet
    return begin, end
