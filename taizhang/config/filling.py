"""Filling an empty data folder: tables, pack, people, and the first documents."""

from collections.abc import Sequence
from pathlib import Path

from django.core.management import call_command
from django.db import transaction

from taizhang.config.announcing import sign_in
from taizhang.config.stop import Stop
from taizhang.org.actions import add_person, adopt_pack, grant_post
from taizhang.org.models import Edition
from taizhang.org.passwords import first_password
from taizhang.packs.load import Pack, load_people
from taizhang.packs.people import NewPerson
from taizhang.rules.lifecycle.facts import SYSTEM
from taizhang.rules.lifecycle.states import Role
from taizhang.web.clock import now

DEMO_PASSWORD = "qinghe-2026"  # noqa: S105  (of invented people in an invented district)


def migrate() -> None:
    call_command("migrate", verbosity=0, interactive=False)


def fill(pack: Pack, folder: Path, files: Sequence[Path], *, is_demo: bool) -> None:
    """Bring the tables up to date, adopt the pack if it is new, and read the files.

    All in one transaction: a start that was interrupted has left nothing, and is simply repeated.
    """
    migrate()
    _require_same_district(pack)
    with transaction.atomic():
        if not Edition.objects.exists():
            adopt_pack(pack, by=SYSTEM, at=now())
            _people(pack, folder, is_demo=is_demo)


def _require_same_district(pack: Pack) -> None:
    region = pack.district.region
    others = Edition.objects.exclude(region=region).values_list("region", flat=True).first()
    if others:
        raise Stop(
            f"数据目录里是地区 {others} 的台账，制度包是 {region} 的；请用 --data 另指目录。"
            f"(The data folder holds another district: choose another one with --data.)"
        )


def _people(pack: Pack, folder: Path, *, is_demo: bool) -> None:
    people = load_people(folder, pack) or (_administrator(pack),)
    password = DEMO_PASSWORD if is_demo else first_password()
    for person in people:
        added = add_person(
            region=pack.district.region,
            username=person.username,
            full_name=person.name,
            phone=person.phone,
            password=password,
            must_change=not is_demo,
            by=SYSTEM,
            at=now(),
        )
        grant_post(
            added,
            unit=person.unit,
            title=person.title,
            roles=person.roles,
            pack=pack,
            by=SYSTEM,
            at=now(),
        )
    print(sign_in(people, pack, password))


def _administrator(pack: Pack) -> NewPerson:
    """Return the one person that a district needs so that others can be added."""
    unit = pack.district.parts.supervising
    return NewPerson("admin", "系统管理员", unit, "系统管理员", (Role.ADMIN,))
