"""Checking a whole database: the record itself, then what is folded from it."""

from taizhang.config.stop import FOUND, OK
from taizhang.intake import checks as intake
from taizhang.ledger import checks as ledger
from taizhang.ledger.leavers import abandoned
from taizhang.record import checks as record
from taizhang.record.triggers import GUARDED
from taizhang.web.clock import now

# What the database itself keeps from being changed: the record, and the editions of the pack.
KEPT = (*GUARDED, "org_edition")


def check_all() -> int:
    """Print every breach, the counts, what needs handing over and the digest; return the exit code.

    What waits for a hand-over breaks no promise of the record: it is named and nothing else.
    """
    entries = record.check(tables=KEPT)
    items, documents = ledger.check(), intake.check()
    breaches = entries.breaches + items.breaches + documents.breaches
    for breach in breaches:
        print(f"✗ {breach}")
    for (kind, command), count in sorted(entries.commands.items()):
        print(f"  {kind} {command}: {count}")
    print(f"流水 streams {entries.streams}，留痕 entries {entries.entries}")
    print(
        f"来文 documents {documents.documents}，要求 requirements {documents.requirements}，",
        end="",
    )
    print(f"未定 undecided {documents.undecided}")
    print(f"事项 items {items.items}，未结束 open {items.open_items}")
    for warning in abandoned(now()):
        print(f"⚠ {warning}")
    print(f"校验码 digest {entries.digest}")
    if breaches:
        print(f"发现 {len(breaches)} 处问题。({len(breaches)} breaches.)")
        return FOUND
    print("核验通过，未发现问题。(Sound: no breach was found.)")
    return OK
