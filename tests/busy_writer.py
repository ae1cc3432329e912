"""A process that writes to the ledger without pause and says what was acknowledged, until killed.

`python -m tests.busy_writer FOLDER`; the folder holds a migrated SQLite file with the demo pack.
"""

import os
import sys
import threading

import django

WRITERS = 4


def write_for_ever() -> None:
    """Open items and move them on; say each command's id once it has been acknowledged."""
    build, command = sys.modules["tests.build"], sys.modules["taizhang.rules.lifecycle.states"]
    while True:
        item = build.a_proposal()
        steps = (
            (command.Command.REGISTER, build.REGISTERED, build.CLERK),
            (command.Command.DISPATCH, build.DISPATCHED, build.CLERK),
            (command.Command.ACCEPT, {}, build.HANDLER),
        )
        for name, fields, by in steps:
            command_id = build.a_command_id()
            build.do(item, name, fields, by=by, command_id=command_id)
            sys.stdout.write(f"{command_id}\n")
            sys.stdout.flush()


def main() -> None:
    os.environ["TAIZHANG_DATA"] = sys.argv[1]
    os.environ["DJANGO_SETTINGS_MODULE"] = "taizhang.config.settings"
    django.setup()
    __import__("tests.build")
    for _ in range(WRITERS):
        threading.Thread(target=write_for_ever).start()


if __name__ == "__main__":
    main()
