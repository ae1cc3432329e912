"""`taizhang pack check DIR`: every mistake of a pack, by file, line and field, then warnings."""

import argparse

from taizhang.config.stop import FOUND, OK
from taizhang.packs.check import problems
from taizhang.packs.load import load
from taizhang.packs.warnings import warnings_of


def run(given: argparse.Namespace) -> int:
    found = problems(given.folder)
    for problem in found:
        print(problem)
    if found:
        print(f"共 {len(found)} 处需要改正。({len(found)} mistakes; nothing was adopted.)")
        return FOUND
    pack = load(given.folder)
    for warning in warnings_of(pack):
        print(f"提醒 warning: {warning}")
    print(
        f"{pack.district.name}（{pack.district.region}）：单位 {len(pack.units)} 个，"
        f"分类 {len(pack.categories)} 类，职责 {len(pack.duties)} 条，"
        f"专项 {len(pack.campaigns)} 个。可以采用。(Adoptable.)\n版本 edition {pack.digest}"
    )
    return OK
