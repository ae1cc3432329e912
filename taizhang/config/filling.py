"""Filling a data folder: tables, pack, people, and the first documents."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from django.core.management import call_command
from django.db import transaction

from taizhang.config.announcing import sign_in, table
from taizhang.config.drilling import Span, drill, people_of
from taizhang.config.stop import Stop
from taizhang.intake.actions.receiving import Received, receive
from taizhang.org.actions import add_people, adopt_pack
from taizhang.org.models import Edition
from taizhang.org.packs import current
from taizhang.org.passwords import DEMO_PASSWORD, first_password
from taizhang.packs.load import Pack
from taizhang.rules.lifecycle.facts import SYSTEM
from taizhang.rules.refused import Refused
from taizhang.web.clock import now, today


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the data folder is to hold: a pack, its people, documents, and samples if it is new."""

    pack: Pack
    folder: Path
    is_demo: bool
    files: Sequence[Path] = ()
    samples: Sequence[Path] = ()
    is_lived: bool = False  # a new folder starts on some months that were lived already


def migrate() -> None:
    call_command("migrate", verbosity=0, interactive=False)


def fill(wanted: Wanted) -> None:
    """Bring the tables up to date, adopt the pack if it is new, and read the files.

    All in one transaction: a start that was interrupted has left nothing, and is simply repeated.
    """
    migrate()
    is_new = not Edition.objects.exists()
    with transaction.atomic():
        pack = wanted.pack if is_new else _kept(wanted)
        if is_new and wanted.is_lived:
            people = drill(wanted.pack, wanted.folder, Span.until_now(), is_demo=wanted.is_demo)
        elif is_new:
            adopt_pack(wanted.pack, by=SYSTEM, at=now())
            people = _people(wanted)
        files = wanted.files or (wanted.samples if is_new else ())
        rows = list(_documents(pack.district.region, files))
    if rows:
        print("\n已读入 what was read:")
        print(table(("文件", "标题", "篇", "行动要求", "原则性要求"), rows))
    if is_new:
        print("\n" + people)


def _kept(wanted: Wanted) -> Pack:
    """Return the pack that goes on in a folder with a ledger: its own, or a new edition of it."""
    region = Edition.objects.values_list("region", flat=True).order_by("id")[0]
    if wanted.is_demo:
        return current(region)  # no pack was asked for: whatever district this is, it goes on
    if region != wanted.pack.district.region:
        raise Stop(
            f"数据目录里是地区 {region} 的台账，制度包是 {wanted.pack.district.region} 的；"
            f"请用 --data 另指目录。"
            f"(The data folder holds another district: choose another one with --data.)"
        )
    if not Edition.objects.filter(region=region, digest=wanted.pack.digest).exists():
        since = max(wanted.pack.district.effective_from, today())
        adopt_pack(wanted.pack, by=SYSTEM, at=now(), effective_from=since)
        print(
            f"\n制度包有改动，已作为新版本采用，{since} 起生效；已有事项时限不变，人员在“设置”里改"
            f"(The pack has changed: a new edition; people are kept in 设置.)"
        )
    return current(region)


def _people(wanted: Wanted) -> str:
    """Add the people of the pack; return as whom to sign in."""
    pack = wanted.pack
    people = people_of(pack, wanted.folder)
    password = DEMO_PASSWORD if wanted.is_demo else first_password()
    add_people(
        people,
        pack=pack,
        password=password,
        must_change=not wanted.is_demo,
        by=SYSTEM,
        at=now(),
    )
    return sign_in(people, pack, password)


def _documents(region: str, files: Sequence[Path]) -> Iterator[tuple[object, ...]]:
    """Receive the files; yield a row for each."""
    for file in files:
        try:
            yield _row(
                file, receive(file.name, file.read_bytes(), region=region, by=SYSTEM, at=now())
            )
        except Refused as refused:
            raise Stop(f"{refused.message}(Nothing was taken in.)") from None


def _row(file: Path, received: Received) -> tuple[object, ...]:
    first, *more = received.documents
    kinds = [
        kind
        for document in received.documents
        for kind in document.requirements.values_list("kind", flat=True)
    ]
    known = "（此前已收）" if received.is_known else ""
    title = f"{first.title}{' 等' if more else ''}{known}"
    return file.name, title, 1 + len(more), kinds.count("action"), kinds.count("principle")
