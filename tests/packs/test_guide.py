from pathlib import Path

import pytest

import taizhang.packs
from taizhang.packs import (
    people,
    read_areas,
    read_campaign,
    read_district,
    read_lists,
    read_sponsors,
    read_units,
)
from taizhang.packs.limits import UNIT_WORDS
from taizhang.packs.model import Source
from taizhang.packs.source import OPTIONAL

GUIDE = (Path(taizhang.packs.__file__).parent / "README.md").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    "names",
    [
        read_units.COLUMNS,
        read_lists.CATEGORY_COLUMNS,
        read_lists.DUTY_COLUMNS,
        people.COLUMNS,
        OPTIONAL,
        ("unit", "border"),
        read_areas.BORDER_COLUMNS,
        read_sponsors.SPONSOR_COLUMNS,
        read_sponsors.SUPERVISION_COLUMNS,
        read_sponsors.RULING_COLUMNS,
        read_district.PARTS,
        read_campaign.CLOCKS,
        read_campaign.WINDOWS,
        read_campaign.CLAIMS,
        read_campaign.ROLES_IN_ITEM,
    ],
)
def test_the_guide_names_every_field(names):
    assert [name for name in names if f"`{name}`" not in GUIDE] == []


def test_the_guide_names_every_part_of_a_campaign():
    written = [key for key in read_campaign.KEYS if f"`{key}`" in GUIDE or f"[{key}]" in GUIDE]
    assert set(written) == set(read_campaign.KEYS)


def test_the_guide_shows_every_unit_of_time():
    assert all(word in GUIDE for word in UNIT_WORDS)


def test_every_source_is_taken_by_some_demo_campaign():
    folder = Path(taizhang.packs.__file__).parent / "demo" / "campaigns"
    texts = "".join(path.read_text(encoding="utf-8") for path in folder.glob("*.toml"))
    assert [source for source in Source if f"\n{source} = " not in texts] == []
