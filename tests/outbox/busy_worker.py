"""A worker that follows and sends without pause by a clock of its own, until killed.

`python -m tests.outbox.busy_worker FOLDER MOMENT`; it says `ready` once it has begun, and `idle`
and ends when nothing is left to be sent.
"""

import os
import sys
import time
from datetime import datetime, timedelta

import django


def main() -> None:
    os.environ["TAIZHANG_DATA"] = sys.argv[1]
    os.environ["DJANGO_SETTINGS_MODULE"] = "taizhang.config.settings"
    django.setup()
    __import__("taizhang.outbox.tasks")
    __import__("taizhang.outbox.sending")
    tasks, models = sys.modules["taizhang.outbox.tasks"], sys.modules["taizhang.outbox.models"]
    start, begun = datetime.fromisoformat(sys.argv[2]), time.monotonic()
    sys.stdout.write("ready\n")
    sys.stdout.flush()
    while True:
        now = start + timedelta(seconds=time.monotonic() - begun)
        tasks.follow(now)
        tried = tasks.send(now)
        if not tried and not models.Delivery.objects.unfinished().exists():
            break
    sys.stdout.write("idle\n")


if __name__ == "__main__":
    main()
