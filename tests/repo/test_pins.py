"""The pins: versions in pyproject.toml and hashes in requirements.txt are of the same packages."""

import re
import tomllib

from tests.repo.tree import ROOT

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
PINNED = PROJECT["tool"]["uv"]["constraint-dependencies"]
REQUIREMENT = re.compile(r"^([\w.-]+)(?:\[[\w,-]+\])?==(\S+?)(?: ; (.*?))?(?: \\)?$", re.MULTILINE)


def versions() -> dict[str, str]:
    return dict(line.split(" ;")[0].split("==") for line in PINNED)


def hashed() -> dict[str, str]:
    text = (ROOT / "requirements.txt").read_text("utf-8")
    return {name: version for name, version, _marker in REQUIREMENT.findall(text)}


def plain_name(requirement: str) -> str:
    name = re.match(r"[\w.-]+", requirement)
    assert name is not None
    return re.sub(r"[-_.]+", "-", name[0]).lower()


def test_every_pin_is_exact() -> None:
    assert [line for line in PINNED if not re.match(r"^[\w.-]+==[\w.]+( ;.*)?$", line)] == []


def test_the_hashed_requirements_are_in_step_with_the_pins() -> None:
    assert hashed()
    assert {name: versions().get(name) for name in hashed()} == hashed()


def test_every_dependency_is_pinned() -> None:
    groups = PROJECT["dependency-groups"].values()
    wanted = [*PROJECT["project"]["dependencies"]]
    wanted += [line for group in groups for line in group if isinstance(line, str)]
    assert [line for line in wanted if plain_name(line) not in versions()] == []


def test_every_hashed_requirement_has_a_hash() -> None:
    text = (ROOT / "requirements.txt").read_text("utf-8")
    blocks = re.split(r"^(?=[\w])", text, flags=re.MULTILINE)[1:]
    assert [block.splitlines()[0] for block in blocks if "--hash=sha256:" not in block] == []
