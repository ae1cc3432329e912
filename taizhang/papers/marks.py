"""Marks that can be told apart without colour: a shape and a word for each light and each fate."""

from enum import StrEnum


class Light(StrEnum):
    """红黄绿灯, and grey for what has ended."""

    RED = "red"
    YELLOW = "yellow"
    GREEN = "green"
    GREY = "grey"

    @property
    def sign(self) -> str:
        """The shape that stands for the light on paper."""
        return {"red": "▲", "yellow": "◆", "green": "●", "grey": "○"}[self]

    @property
    def word(self) -> str:
        """The light's name in a legend."""
        return {"red": "红灯", "yellow": "黄灯", "green": "绿灯", "grey": "已结束"}[self]

    @property
    def ink(self) -> str:
        """The colour of the sign: dark enough to be read on white."""
        return {"red": "C00000", "yellow": "9C6500", "green": "1E6B2E", "grey": "595959"}[self]

    @property
    def tint(self) -> str:
        """The pale ground behind the sign."""
        return {"red": "FCE4E4", "yellow": "FFF4CC", "green": "E6F4E8", "grey": "EFEFEF"}[self]


class Fate(StrEnum):
    """What became of a sentence (落实去向)."""

    CLOSED = "closed"
    IN_HAND = "in_hand"
    OVERDUE = "overdue"
    DECLINED = "declined"
    UNDECIDED = "undecided"

    @property
    def word(self) -> str:
        """The fate's name on paper."""
        return {
            "closed": "已销号",
            "in_hand": "办理中",
            "overdue": "逾期",
            "declined": "不立项",
            "undecided": "未定",
        }[self]

    @property
    def sign(self) -> str:
        """The shape that stands for the fate on paper."""
        return {
            "closed": "√",
            "in_hand": "◎",
            "overdue": "▲",
            "declined": "×",
            "undecided": "？",
        }[self]

    @property
    def ink(self) -> str:
        """The colour of the sign and the word."""
        return _LOOKS_LIKE[self].ink

    @property
    def tint(self) -> str:
        """The pale ground behind them."""
        return _LOOKS_LIKE[self].tint


_LOOKS_LIKE = {
    Fate.CLOSED: Light.GREEN,
    Fate.IN_HAND: Light.YELLOW,
    Fate.OVERDUE: Light.RED,
    Fate.DECLINED: Light.GREY,
    Fate.UNDECIDED: Light.GREY,
}
