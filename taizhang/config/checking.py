"""Checking a whole database: the record itself, then what is folded from it."""

from taizhang.config.stop import FOUND, OK
from taizhang.record.checks import check


def check_all() -> int:
    """Print every breach, the counts and the digest; return the exit code."""
    report = check()
    for breach in report.breaches:
        print(f"✗ {breach}")
    for (kind, command), count in sorted(report.commands.items()):
        print(f"  {kind} {command}: {count}")
    print(f"流水 streams {report.streams}，留痕 entries {report.entries}")
    print(f"校验码 digest {report.digest}")
    if report.is_sound:
        print("核验通过，未发现问题。(Sound: no breach was found.)")
        return OK
    print(f"发现 {len(report.breaches)} 处问题。({len(report.breaches)} breaches.)")
    return FOUND
