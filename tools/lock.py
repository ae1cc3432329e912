"""Pin every package exactly: `just lock` (`python tools/lock.py --keep` keeps today's versions).

The versions stand in pyproject.toml, the hashes in requirements.txt; neither names where packages
come from. uv.lock would, so that file is not committed.
"""

import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PROJECT = ROOT / "pyproject.toml"
EXPORT = ["uv", "export", "--quiet", "--frozen", "--no-emit-project"]
BLOCK = re.compile(r"^constraint-dependencies = \[\n(?:    .*\n)*\]\n", re.MULTILINE)


def run(*command: str) -> str:
    return subprocess.run(command, cwd=ROOT, check=True, text=True, stdout=subprocess.PIPE).stdout


def exact_versions() -> list[str]:
    """Return one requirement a package, also for what others bring, with its markers."""
    exported = run(*EXPORT, "--all-groups", "--no-hashes", "--no-header", "--no-annotate")
    return sorted({line.strip() for line in exported.splitlines() if line.strip()})


def pin(versions: list[str]) -> None:
    lines = "".join(f'    "{version.replace(chr(34), chr(39))}",\n' for version in versions)
    block = f"constraint-dependencies = [\n{lines}]\n"
    text = PROJECT.read_text(encoding="utf-8")
    PROJECT.write_text(BLOCK.sub(lambda _: block, text, count=1), encoding="utf-8")


def main() -> None:
    if "--keep" not in sys.argv[1:]:
        pin([])
        run("uv", "lock", "--quiet", "--upgrade")
    else:
        run("uv", "lock", "--quiet")
    pin(exact_versions())
    run("uv", "lock", "--quiet")
    run(*EXPORT, "--no-dev", "--no-default-groups", "--output-file", "requirements.txt")


if __name__ == "__main__":
    main()
