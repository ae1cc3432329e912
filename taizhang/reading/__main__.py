"""Reading from the command line: one JSON object an article, for the scorer and for programs."""

import json
import sys
from pathlib import Path

from taizhang.reading.formats import load
from taizhang.reading.output import to_json
from taizhang.reading.read import read


def main(paths: list[str]) -> None:
    """Write what the named files require to standard output."""
    for path in paths:
        for article in read(load(Path(path))):
            sys.stdout.write(json.dumps(to_json(article), ensure_ascii=False) + "\n")


if __name__ == "__main__":
    main(sys.argv[1:])
