"""A new edition of the pack (制度包换版): kept while it is looked at, adopted, or put aside."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from taizhang.ledger.models import Involvement, Item
from taizhang.org.actions import adopt_pack
from taizhang.org.models import Edition, EditionDraft, Person, Post
from taizhang.packs.load import Pack, load_content
from taizhang.packs.model import Unit
from taizhang.rules.lifecycle.facts import Actor
from taizhang.rules.refused import Refused


@dataclass(frozen=True, slots=True)
class Left:
    """What a unit that the new edition dissolves or leaves out still holds."""

    unit: Unit
    heir: Unit | None
    items: int
    posts: int

    @property
    def is_stranded(self) -> bool:
        """Tell whether something would be left without a holder."""
        return self.heir is None and bool(self.items or self.posts)


def keep_draft(pack: Pack, person: Person, *, at: datetime) -> EditionDraft:
    """Keep a checked pack until it is adopted; it takes the place of the one kept before."""
    given = {"person": person, "at": at, "content": pack.content}
    draft, _ = EditionDraft.objects.update_or_create(region=pack.district.region, defaults=given)
    return draft


def drop_draft(region: str) -> None:
    """Put aside what was being prepared."""
    EditionDraft.objects.of_region(region).delete()


def adopt_draft(
    region: str, digest: str, *, since: date, today: date, by: Actor, at: datetime, command_id: str
) -> Edition:
    """Adopt the draft that was looked at; it holds from `since`, and what is open stays as it is.

    Raise `Refused` where another draft has come since, or a unit would leave something behind.
    """
    with transaction.atomic():
        draft = EditionDraft.objects.of_region(region).select_for_update().first()
        pack = load_content(draft.content) if draft else None
        if pack is None or pack.digest != digest:
            raise Refused("draft", "待采用的版本已经变动，请重新查看差异后再采用。")
        if since < today:
            raise Refused("since", "新版不能从过去的日期起执行。")
        for each in left_behind(region, pack):
            if each.is_stranded:
                raise Refused(
                    "stranded",
                    "“%(unit)s”还有%(items)s件未办结事项、%(posts)s个在任岗位，不能直接删去。"
                    "请在 units.csv 保留这一行，并在 successor 一栏填写并入的单位。",
                    unit=each.unit.title,
                    items=each.items,
                    posts=each.posts,
                )
        drop_draft(region)
        return adopt_pack(pack, by=by, at=at, effective_from=since, command_id=command_id)


def left_behind(region: str, pack: Pack) -> list[Left]:
    """Return what is open in units that this pack leaves out or lets go up in another one."""
    held = Item.objects.of_region(region).open().values("pk")
    parts = Involvement.objects.filter(region=region, item__in=held)
    posts = Post.objects.of_region(region).filter(ends__isnull=True)
    return [
        Left(
            unit,
            heir,
            parts.filter(unit=unit.code).values("item").distinct().count(),
            posts.of_units([unit.code]).count(),
        )
        for unit, heir in _going(region, pack)
    ]


def _going(region: str, pack: Pack) -> Iterable[tuple[Unit, Unit | None]]:
    """Yield the units of earlier editions that are gone, each with the one that takes its part."""
    seen: dict[str, Unit] = {}
    for content in Edition.objects.of_region(region).values_list("content", flat=True):
        for unit in load_content(content).units:
            seen.setdefault(unit.code, unit)
    for code, unit in seen.items():
        if code not in pack.units:
            yield unit, None
        elif pack.units.unit(code).successor:
            yield unit, pack.units.unit(pack.units.current(code))
