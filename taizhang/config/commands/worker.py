"""`taizhang worker`: look at the clock again and again."""

import argparse

from taizhang.config.start import data_folder, existing, start


def run(given: argparse.Namespace) -> int:
    folder = existing(data_folder(given.data))
    working = start(folder, "taizhang.config.working")
    return int(working.work(every=given.every, parent=given.parent))
