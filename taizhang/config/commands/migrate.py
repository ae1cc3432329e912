"""`taizhang migrate`: bring the database up to date."""

import argparse

from taizhang.config.start import data_folder, start


def run(given: argparse.Namespace) -> int:
    filling = start(data_folder(given.data), "taizhang.config.filling")
    filling.migrate()
    return 0
