"""督办通知单 of an item: what the lead is told on paper, with the released excerpt and no more."""

from datetime import date, datetime

from django.utils import timezone

from taizhang.desk.history import History
from taizhang.ledger.models import Item
from taizhang.packs.load import Pack
from taizhang.packs.model import SOURCE_WORDS, Source
from taizhang.papers.notice import SupervisionNotice
from taizhang.rules.refused import Refused
from taizhang.web.moments import FULL_DAY

URGENT = {"urgent_instruction": "特急"}


def notice_of(
    item: Item, history: History, pack: Pack, *, contact: str, phone: str, issued: date
) -> SupervisionNotice:
    """Return the notice of an item that has been handed over."""
    if not item.lead:
        raise Refused("lead", "事项尚未交办，没有牵头单位，不能制发督办通知单。")
    units = pack.units
    supervising = item.supervising_unit or item.intake_unit
    sponsor = history.people.get(item.sponsor or 0)
    original = item.original_at if item.original_at != item.promised_at else None
    return SupervisionNotice(
        number=(item.number or "").partition("-")[0],  # a paper bears the number of its order
        organ=units.unit(supervising).name if supervising in units else supervising,
        item_number=item.number or item.tracking,
        matter=item.title,
        source=_source(item.source),
        lead=_name(pack, item.lead),
        supporting=tuple(_name(pack, code) for code in item.support_units),
        area=_name(pack, item.area) if item.area else "",
        sponsor=sponsor.name if sponsor else "",
        basis=history.said("basis"),
        instruction=str(history.first.get("words") or ""),
        criteria=tuple(line for line in history.said("criteria").splitlines() if line.strip()),
        deadline=_day(item.promised_at) if item.promised_at else "长期坚持",
        original_deadline=_day(original) if original else "",
        urgency=URGENT.get(item.source, ""),
        contact=contact,
        phone=phone,
        issued=issued,
    )


def _source(source: str) -> str:
    # The paper speaks the district's language, whoever makes it.
    return SOURCE_WORDS[Source(source)] if source in list(Source) else source


def _name(pack: Pack, code: str) -> str:
    return pack.units.unit(code).name if code in pack.units else code


def _day(at: datetime) -> str:
    local = timezone.localtime(at)
    return FULL_DAY % {"year": local.year, "month": local.month, "day": local.day}
