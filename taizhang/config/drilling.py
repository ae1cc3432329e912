"""Drilling (演练): a new ledger on which a district has lived for some months."""

import sys
import time
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Self

from django.core.management import call_command
from django.db import connection, transaction

from taizhang.config.announcing import sign_in
from taizhang.config.stop import OK, Stop
from taizhang.org.models import Edition
from taizhang.org.passwords import DEMO_PASSWORD, first_password
from taizhang.packs.load import Pack, load_people
from taizhang.packs.people import NewPerson
from taizhang.rules.lifecycle.states import Role
from taizhang.rules.refused import Refused
from taizhang.rules.workdays import ONE_DAY, Calendar
from taizhang.simulation.drill import Drill, live
from taizhang.simulation.founding import found
from taizhang.web.clock import now, today

A_MONTH = 170  # items that come up in the demonstration district in a month
DEMO_MONTHS, DEMO_SEED = 3, 1
SAID_EVERY = 10_000


@dataclass(frozen=True, slots=True)
class Span:
    """What is to be lived: the months up to a day, or up to now; how much; by which chance."""

    months: int
    seed: int
    items: int
    until: date | None = None

    @classmethod
    def until_now(cls) -> Self:
        """Return what a demonstration starts on."""
        return cls(DEMO_MONTHS, DEMO_SEED, DEMO_MONTHS * A_MONTH)

    def moments(self, calendar: Calendar) -> tuple[datetime, datetime]:
        """Return the first and the last moment; a day is lived to its end."""
        first = datetime.combine(_before(self.until or today(), self.months), datetime.min.time())
        if self.until is None:
            return calendar.moment(first), now().replace(microsecond=0)
        last = datetime.combine(self.until + ONE_DAY, datetime.min.time())
        return calendar.moment(first), calendar.moment(last)


def _before(day: date, months: int) -> date:
    """Return the day so many months earlier, or the last of a month that is shorter."""
    year, month = divmod(day.year * 12 + day.month - 1 - months, 12)
    last = (date(year, month + 1, 28) + timedelta(days=4)).replace(day=1) - ONE_DAY
    return date(year, month + 1, min(day.day, last.day))


def drill(pack: Pack, folder: Path, span: Span, *, is_demo: bool) -> str:
    """Found the district and live the months; return as whom to sign in."""
    begin, until = span.moments(pack.calendar)
    people = people_of(pack, folder)
    password = DEMO_PASSWORD if is_demo else first_password()
    found(pack, people, begin=begin, seed=span.seed, password=password, must_change=not is_demo)
    began, said = time.monotonic(), [0]

    def say(items: int) -> None:
        if items >= said[0] + SAID_EVERY:
            said[0] = items
            print(f"  {items} / {span.items} …", file=sys.stderr, flush=True)

    try:
        world = live(Drill(pack.district.region, span.items, begin, until, span.seed), say)
    except Refused as why:
        raise Stop(f"{why.message}(The drill cannot be lived with this pack.)") from None
    seconds = time.monotonic() - began
    print(
        f"\n已演练 {span.months} 个月：事项 {world.items} 件，留痕 {world.rows.written} 条，"
        f"用时 {seconds:.0f} 秒 (lived by the rules: items and entries)"
    )
    return sign_in(people, pack, password)


def people_of(pack: Pack, folder: Path) -> tuple[NewPerson, ...]:
    """Return the people of the pack, or the one person that a district needs to add others."""
    return load_people(folder, pack) or (_administrator(pack),)


def _administrator(pack: Pack) -> NewPerson:
    unit = pack.district.parts.supervising
    return NewPerson("admin", "系统管理员", unit, "系统管理员", (Role.ADMIN,))


def fill(pack: Pack, folder: Path, span: Span, *, is_demo: bool) -> int:
    """Make the tables and live the months in them; return the exit code."""
    call_command("migrate", verbosity=0, interactive=False)
    if Edition.objects.exists():
        raise Stop(
            "这里已有台账，演练只在新的数据目录里进行；请用 --data 另指目录。"
            "(There is a ledger already: a drill needs a new data folder.)"
        )
    if connection.vendor == "sqlite":  # a folder that failed is removed whole
        said = drill(pack, folder, span, is_demo=is_demo)
    else:
        with transaction.atomic():
            said = drill(pack, folder, span, is_demo=is_demo)
    print("\n" + said)
    return OK
