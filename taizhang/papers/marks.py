"""Marks that can be told apart without colour: a shape and a word for each light and each fate."""

from dataclasses import dataclass
from enum import StrEnum

from taizhang.rules.lights import Light


class Fate(StrEnum):
    """What became of a sentence (落实去向)."""

    CLOSED = "closed"
    IN_HAND = "in_hand"
    OVERDUE = "overdue"
    DECLINED = "declined"
    UNDECIDED = "undecided"


@dataclass(frozen=True, slots=True)
class Mark:
    """How something looks on paper: shape, word, an ink to be read on white, a pale ground."""

    sign: str
    word: str
    ink: str
    tint: str

    @property
    def shown(self) -> str:
        """The sign with its word."""
        return f"{self.sign} {self.word}"


RED = ("C00000", "FCE4E4")
YELLOW = ("9C6500", "FFF4CC")
GREEN = ("1E6B2E", "E6F4E8")
GREY = ("595959", "EFEFEF")

LIGHTS: dict[Light, Mark] = {  # the most urgent first
    Light.RED: Mark("▲", "红灯", *RED),
    Light.YELLOW: Mark("◆", "黄灯", *YELLOW),
    Light.GREEN: Mark("●", "绿灯", *GREEN),
    Light.GREY: Mark("○", "已结束", *GREY),
}
FATES: dict[Fate, Mark] = {
    Fate.CLOSED: Mark("√", "已销号", *GREEN),
    Fate.IN_HAND: Mark("◎", "办理中", *YELLOW),
    Fate.OVERDUE: Mark("▲", "逾期", *RED),
    Fate.DECLINED: Mark("×", "不立项", *GREY),
    Fate.UNDECIDED: Mark("？", "未定", *GREY),
}
