"""From a folder, or from the stored content of an edition, to a checked and typed pack."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path, PurePosixPath

from taizhang.packs.book import read_book
from taizhang.packs.independence import check_independence
from taizhang.packs.model import Campaign, Category, District, Duty
from taizhang.packs.people import NewPerson, read_people
from taizhang.packs.problems import BrokenPack, Findings, Problem
from taizhang.packs.read_areas import read_territory
from taizhang.packs.read_campaign import check_parts, read_campaign
from taizhang.packs.read_district import read_district
from taizhang.packs.read_lists import CATEGORIES, DUTIES, read_categories, read_duties
from taizhang.packs.read_sponsors import SPONSORS, check_people
from taizhang.packs.read_units import FILE as UNITS
from taizhang.packs.read_units import read_units
from taizhang.packs.sheet import sheet_of
from taizhang.packs.source import CAMPAIGNS, REQUIRED, content_of, digest_of, files_of, read_folder
from taizhang.packs.units import UnitTree
from taizhang.rules.duty_list import Book, Ruling
from taizhang.rules.places import Gazetteer
from taizhang.rules.workdays import Calendar

DISTRICT = "district.toml"
EDITIONS_IN_MEMORY = 16


@dataclass(frozen=True, slots=True)
class Pack:
    """One edition of a district's rules."""

    district: District
    calendar: Calendar
    units: UnitTree
    categories: Mapping[str, Category]
    duties: tuple[Duty, ...]
    campaigns: Mapping[str, Campaign]
    content: str  # canonical; what an edition stores
    digest: str  # SHA-256 of the content
    territory: Gazetteer  # the units as places
    book: Book  # the duties as the rules take them

    @property
    def default_campaign(self) -> Campaign:
        """Return the campaign of what belongs to no other."""
        return self.campaigns[self.district.default_campaign]


def load(folder: Path) -> Pack:
    """Return the pack in a folder; raise `BrokenPack` with all its mistakes."""
    findings = Findings()
    return _whole(read_folder(folder, findings), findings)


def from_files(files: Mapping[str, str]) -> Pack:
    """Return the pack that these texts make; raise `BrokenPack` with all their mistakes."""
    return _whole(files, Findings())


@lru_cache(maxsize=EDITIONS_IN_MEMORY)
def load_content(content: str) -> Pack:
    """Return the pack of a stored edition."""
    return _whole(files_of(content), Findings())


def load_people(folder: Path, pack: Pack) -> tuple[NewPerson, ...]:
    """Return the people that the folder brings along; raise `BrokenPack` with all mistakes."""
    findings = Findings()
    people = _people(folder, pack, findings)
    if findings.problems:
        raise BrokenPack(tuple(findings.problems))
    return people


def problems_in(folder: Path) -> list[Problem]:
    """Return every mistake in the folder's files."""
    findings = Findings()
    pack = _built(read_folder(folder, findings), findings)
    if pack is not None:
        _people(folder, pack, findings)
    return findings.problems


def _people(folder: Path, pack: Pack, findings: Findings) -> tuple[NewPerson, ...]:
    people = read_people(folder, pack.units, findings)
    if people:
        sponsors = files_of(pack.content).get(SPONSORS, "")
        check_people(sponsors, [person.username for person in people], findings)
    return people


def _whole(files: Mapping[str, str], findings: Findings) -> Pack:
    pack = _built(files, findings)
    if pack is None or findings.problems:
        raise BrokenPack(tuple(findings.problems))
    return pack


def _built(files: Mapping[str, str], findings: Findings) -> Pack | None:
    if any(name not in files for name in REQUIRED):
        return None
    sheet = sheet_of(DISTRICT, files[DISTRICT], findings)
    if sheet is None:
        return None
    top = read_district(sheet)
    tree = read_units(files[UNITS], top.district.groups, findings)
    check_parts(sheet.table("parts"), tree)
    categories = read_categories(files[CATEGORIES], tree, findings)
    duties = read_duties(files[DUTIES], tree, categories, findings)
    campaigns = _campaigns(files, top.district, tree, categories, findings)
    book = read_book(files, tree, categories, duties, findings)
    named: list[Duty | Ruling] = [*duties, *book.rulings]
    check_independence(files, campaigns.values(), categories, named, tree, findings)
    codes = [PurePosixPath(name).stem for name in files if name.startswith(f"{CAMPAIGNS}/")]
    sheet.known("default_campaign", top.district.default_campaign, codes, "专项")
    content = content_of(files)
    return Pack(
        top.district,
        top.calendar,
        tree,
        categories,
        duties,
        campaigns,
        content,
        digest_of(content),
        read_territory(files, tree, findings),
        book,
    )


def _campaigns(
    files: Mapping[str, str],
    district: District,
    tree: UnitTree,
    categories: Mapping[str, Category],
    findings: Findings,
) -> dict[str, Campaign]:
    campaigns = {}
    for name, text in sorted(files.items()):
        if name.startswith(f"{CAMPAIGNS}/"):
            sheet = sheet_of(name, text, findings)
            if sheet is not None:
                campaign = read_campaign(sheet, district, tree, categories)
                campaigns[campaign.code] = campaign
    return campaigns
