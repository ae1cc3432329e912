"""`taizhang read FILE…`: what documents require, as a table or as JSON Lines; no database."""

import argparse
import json
import sys

from taizhang.config.inputs import pack_without_problems, requires_something
from taizhang.config.stop import FOUND, OK, USAGE
from taizhang.reading.formats import load
from taizhang.reading.model import Article, Unreadable
from taizhang.reading.output import table, to_json
from taizhang.reading.read import read
from taizhang.reading.units import UnitName


def run(given: argparse.Namespace) -> int:
    units = known_units(given)
    code = OK
    for file in given.files:
        try:
            articles = read(load(file), units=units)
        except Unreadable as why:
            print(f"taizhang: {file}: {why}", file=sys.stderr)
            code = USAGE
            continue
        show(articles, as_lines=given.jsonl)
        if not requires_something(articles):
            print(
                f"taizhang: {file}: 未发现行动要求，请确认是否为需要分解落实的文件。"
                f"(Nothing in it requires anything of anybody.)",
                file=sys.stderr,
            )
            code = code or FOUND
    return code


def known_units(given: argparse.Namespace) -> tuple[UnitName, ...]:
    if given.pack is None:
        return ()
    units = pack_without_problems(given.pack).units
    return tuple(UnitName(unit.name, tuple({unit.short, *unit.aliases} - {""})) for unit in units)


def show(articles: list[Article], *, as_lines: bool) -> None:
    if as_lines:
        for article in articles:
            print(json.dumps(to_json(article), ensure_ascii=False))
    else:
        print(table(articles))
