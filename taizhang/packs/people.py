"""The people that a pack brings along (people.csv): for trying out, or to begin with.

They are no part of an edition: people and posts live in the database.
"""

import re
from dataclasses import dataclass
from pathlib import Path

from taizhang.packs.problems import Findings
from taizhang.packs.source import read_text
from taizhang.packs.table import Row, rows_of
from taizhang.packs.units import UnitTree
from taizhang.rules.lifecycle.states import Role

FILE = "people.csv"
COLUMNS = ("username", "name", "unit", "title", "roles", "phone")
NEEDED = ("username", "name", "unit", "title", "roles")
_USERNAME = re.compile(r"[a-z][a-z0-9._-]{1,29}")


@dataclass(frozen=True, slots=True)
class NewPerson:
    """Somebody to be given a sign-in name and a post."""

    username: str
    name: str
    unit: str
    title: str
    roles: tuple[Role, ...]
    phone: str = ""


def read_people(folder: Path, tree: UnitTree, findings: Findings) -> tuple[NewPerson, ...]:
    """Return the people of a pack, none where it has no people.csv."""
    path = folder / FILE
    if not path.exists():
        return ()
    text = read_text(path, FILE, findings)
    people: dict[str, NewPerson] = {}
    for row in rows_of(FILE, text, COLUMNS, NEEDED, findings):
        person = _person(row, tree)
        if person.username in people:
            row.refuse("username", f"“{person.username}”重复", "每人一个登录名")
        people.setdefault(person.username, person)
    return tuple(people.values())


def _person(row: Row, tree: UnitTree) -> NewPerson:
    username = row.needed("username", "登录名")
    if username and not _USERNAME.fullmatch(username):
        row.refuse("username", f"“{username}”不能作登录名", "小写字母开头，2 至 30 个字母、数字")
    unit = row.needed("unit", "单位代码")
    row.known("unit", unit, [each.code for each in tree], "单位代码")
    return NewPerson(
        username=username,
        name=row.needed("name", "姓名"),
        unit=unit,
        title=row.needed("title", "岗位名称"),
        roles=_roles(row),
        phone=row.text("phone"),
    )


def _roles(row: Row) -> tuple[Role, ...]:
    names = row.words("roles")
    if not names:
        row.refuse("roles", "没有角色", "、".join(Role) + " 中一个或几个，用 | 隔开")
    for name in names:
        row.known("roles", name, list(Role), "角色")
    return tuple(Role(name) for name in names if name in list(Role))
