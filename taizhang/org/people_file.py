"""A list of people and posts (people.csv): one row a post, one name as often as it has posts."""

import csv
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from taizhang.packs.load import Pack
from taizhang.rules.lifecycle.states import Role
from taizhang.rules.refused import Refused
from taizhang.rules.words import ROLES

COLUMNS = ("username", "full_name", "phone", "unit", "title", "roles")
_BY_WORD = {word: role for role, word in ROLES.items()} | {role.value: role for role in Role}


class PostRow(NamedTuple):
    """One row: a person and one post of theirs."""

    username: str
    full_name: str
    phone: str
    unit: str
    title: str
    roles: tuple[Role, ...]


def read_people(path: Path, pack: Pack) -> list[PostRow]:
    """Return the rows of the file; refuse it whole, naming the line, if one of them is wrong."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        reader = csv.DictReader(file)
        absent = [name for name in COLUMNS if name not in (reader.fieldnames or ())]
        if absent:
            raise Refused("people", f"{path.name} 缺少列：{'、'.join(absent)}")
        return list(_rows(reader, path.name, pack))


def _rows(reader: "csv.DictReader[str]", name: str, pack: Pack) -> Iterator[PostRow]:
    for record in reader:
        where = f"{name}:{reader.line_num}"
        texts = {column: (record[column] or "").strip() for column in COLUMNS}
        if not texts["username"] or not texts["full_name"]:
            raise Refused("people", f"{where} 登录名和姓名不能为空")
        if texts["unit"] not in pack.units:
            raise Refused("people", f"{where} 制度包里没有代码为“{texts['unit']}”的单位")
        yield PostRow(
            texts["username"],
            texts["full_name"],
            texts["phone"],
            texts["unit"],
            texts["title"],
            tuple(_role(word, where) for word in texts["roles"].split("|")),
        )


def _role(word: str, where: str) -> Role:
    role = _BY_WORD.get(word.strip())
    if role is None:
        known = "、".join(Role)
        raise Refused("people", f"{where} 没有“{word}”这项职责，应为：{known}")
    return role
