"""`taizhang clock ITEM`: whose every minute of an item was, and how its deadline comes about."""

import argparse

from taizhang.config.start import data_folder, existing, start


def run(given: argparse.Namespace) -> int:
    clocking = start(existing(data_folder(given.data)), "taizhang.config.clocking")
    return int(clocking.show(given.item, as_json=given.json))
