"""How near is the same matter (疑似重复): the table [alike] of district.toml."""

from taizhang.packs.sheet import Sheet
from taizhang.rules.alike import Bounds

USUAL = Bounds()


def read_alike(sheet: Sheet) -> Bounds:
    """Return what the table says; everything in it may be left out."""
    sheet.only("metres", "hours", "text", "days")
    share = sheet.share("text", USUAL.text)
    if share <= 0:
        sheet.refuse("text", "相近程度不能是 0", "大于 0 的百分比，如“80%”")
    return Bounds(
        metres=sheet.number("metres", 1, 5000, USUAL.metres),
        hours=sheet.number("hours", 1, 720, USUAL.hours),
        text=share or USUAL.text,
        days=sheet.number("days", 1, 365, USUAL.days),
    )
