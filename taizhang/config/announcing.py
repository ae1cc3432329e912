"""What `taizhang up` says in the terminal: what it read, and as whom to sign in."""

import unicodedata
from collections.abc import Iterable, Sequence

from taizhang.packs.load import Pack
from taizhang.packs.model import UnitKind
from taizhang.packs.people import NewPerson
from taizhang.rules.words import ROLES

WIDEST = 44
SHOWN = {UnitKind.DEPARTMENT, UnitKind.LEADER, UnitKind.STREET}


def width(text: str) -> int:
    """Return how many columns of a terminal a text takes: two for a Chinese character."""
    return sum(2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in text)


def shortened(text: str) -> str:
    """Return the text, cut where a table would become too wide."""
    while width(text) > WIDEST:
        text = text[:-2] + "…"
    return text


def table(head: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """Return rows as aligned columns."""
    cells = [[shortened(str(cell)) for cell in row] for row in (head, *rows)]
    widths = [max(map(width, column)) for column in zip(*cells, strict=True)]
    return "\n".join(
        "  "
        + "  ".join(cell + " " * (w - width(cell)) for cell, w in zip(row, widths, strict=True))
        for row in cells
    )


def sign_in(people: Sequence[NewPerson], pack: Pack, password: str) -> str:
    """Return one person for each kind of post, and the password of all."""
    posts = {
        (person.roles, pack.units.unit(person.unit).kind): person for person in reversed(people)
    }
    rows = [
        (
            person.username,
            person.name,
            pack.units.title(person.unit),
            person.title,
            "、".join(ROLES[role] for role in person.roles),
        )
        for (_, kind), person in reversed(posts.items())
        if kind in SHOWN
    ]
    return (
        f"登录账号（共 {len(people)} 人，初始密码均为 {password}）"
        f"sign in as one of them, all with this first password:\n"
        + table(("登录名", "姓名", "单位", "职务", "职责"), rows)
    )
