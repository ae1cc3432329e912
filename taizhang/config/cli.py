"""The command line: `taizhang COMMAND`. A command's module is loaded when it is asked for."""

import importlib
import sys
from collections.abc import Sequence

from taizhang.config.arguments import parser
from taizhang.config.stop import Stop


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code."""
    given = parser().parse_args(argv)
    command = importlib.import_module(f"taizhang.config.commands.{given.command}")
    try:
        return int(command.run(given))
    except Stop as stop:
        print(f"taizhang: {stop}", file=sys.stderr)
        return stop.code
    except BrokenPipeError:  # `taizhang read … | head`: the reader has had enough
        sys.stderr.close()
        return 0
