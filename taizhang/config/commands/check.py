"""`taizhang check`: the invariants over the whole database, and one digest of the record."""

import argparse

from taizhang.config.start import data_folder, existing, start


def run(given: argparse.Namespace) -> int:
    checking = start(existing(data_folder(given.data)), "taizhang.config.checking")
    return int(checking.check_all())
