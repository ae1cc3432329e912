"""Filling an empty data folder: tables, pack, people, and the first documents."""

import secrets
from collections.abc import Sequence
from pathlib import Path

from django.core.management import call_command
from django.db import transaction

from taizhang.config.stop import Stop
from taizhang.org.actions import add_person, adopt_pack, grant_post
from taizhang.org.models import Edition
from taizhang.packs.load import Pack
from taizhang.rules.lifecycle.facts import SYSTEM
from taizhang.rules.lifecycle.states import Role
from taizhang.web.clock import now

DEMO_PASSWORD = "qinghe-2026"  # noqa: S105  (of invented people in an invented district)


def migrate() -> None:
    call_command("migrate", verbosity=0, interactive=False)


def fill(pack: Pack, files: Sequence[Path], *, is_demo: bool) -> None:
    """Bring the tables up to date, adopt the pack if it is new, and read the files.

    All in one transaction: a start that was interrupted has left nothing, and is simply repeated.
    """
    migrate()
    region = pack.district.region
    others = Edition.objects.exclude(region=region).values_list("region", flat=True).first()
    if others:
        raise Stop(
            f"数据目录里是地区 {others} 的台账，制度包是 {region} 的；请用 --data 另指目录。"
            f"(The data folder holds another district: choose another one with --data.)"
        )
    is_first = not Edition.objects.exists()
    with transaction.atomic():
        if is_first:
            adopt_pack(pack, by=SYSTEM, at=now())
            _people(pack, is_demo=is_demo)


def _people(pack: Pack, *, is_demo: bool) -> None:
    password = DEMO_PASSWORD if is_demo else secrets.token_urlsafe(9)
    person = add_person(
        region=pack.district.region,
        username="admin",
        full_name="系统管理员",
        password=password,
        must_change=not is_demo,
        by=SYSTEM,
        at=now(),
    )
    unit = pack.district.parts.supervising
    grant_post(
        person, unit=unit, title="系统管理员", roles={Role.ADMIN}, pack=pack, by=SYSTEM, at=now()
    )
    print(f"登录名 admin，初始密码 {password}")
