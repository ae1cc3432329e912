"""`taizhang simulate`: a district's months lived by the rules, in a data folder of their own."""

import argparse

from taizhang.config.inputs import DEMO, pack_without_problems
from taizhang.config.start import data_folder, removed_on_failure, start
from taizhang.config.stop import Stop

MOST_MONTHS = 120


def run(given: argparse.Namespace) -> int:
    if not 1 <= given.months <= MOST_MONTHS:
        raise Stop(f"--months 应在 1 到 {MOST_MONTHS} 之间。(Months from 1 to {MOST_MONTHS}.)")
    if given.items is not None and given.items < 1:
        raise Stop("--items 应为正整数。(A positive number of items.)")
    folder = data_folder(given.data)
    pack_folder = given.pack or DEMO
    pack = pack_without_problems(pack_folder)
    with removed_on_failure(folder):
        drilling = start(folder, "taizhang.config.drilling")
        if given.until is not None and given.until > drilling.today():
            raise Stop("--until 不能晚于今天。(The last day lies in the future.)")
        items = given.items or given.months * drilling.A_MONTH
        span = drilling.Span(given.months, given.seed, items, given.until)
        return int(drilling.fill(pack, pack_folder, span, is_demo=given.pack is None))
