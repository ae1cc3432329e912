"""Taking items of an old ledger over (转入): their state goes on, their clocks start anew."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from taizhang.ledger import terms
from taizhang.ledger.actions.writing import Held, open_stream, together
from taizhang.ledger.command_ids import stream_of
from taizhang.ledger.models import Item
from taizhang.record.refusals import Repeated
from taizhang.rules.lifecycle.decide import taking_over
from taizhang.rules.lifecycle.facts import Actor, Facts
from taizhang.rules.refused import Refused
from taizhang.rules.workdays import SHANGHAI


def take_over(
    region: str, fields: Mapping[str, Any], *, by: Actor, at: datetime, command_id: str
) -> Item:
    """Open an item as an old ledger had it and return it; the same command id returns it again."""
    try:
        with together():
            now = terms.current(region, at)
            campaign = str(fields.get("campaign") or now.pack.district.default_campaign)
            whole = {**fields, "campaign": campaign}
            _require_known(whole, now)
            _require_free(region, str(whole.get("old_number") or ""), command_id)
            setting = now.setting(now.regime(campaign, str(fields.get("source") or "")))
            decision = taking_over(whole, by=by, at=at, setting=setting)
            held = Held(region, at.astimezone(SHANGHAI).year, Facts(stream_of(command_id)))
            open_stream(held, decision, by=by, at=at, command_id=command_id)
            return held.item()
    except Repeated:
        return Item.objects.get(pk=stream_of(command_id))


def _require_known(fields: Mapping[str, Any], now: terms.Terms) -> None:
    single = [fields.get(name) for name in ("supervising_unit", "lead", "area")]
    for code in (*single, *(fields.get("supports") or ())):
        if code and code not in now.pack.units:
            raise Refused("unit", "现行制度包没有代码为“%(unit)s”的单位。", unit=code)


def _require_free(region: str, number: str, command_id: str) -> None:
    taken = Item.objects.filter(region=region, number=number)
    if taken.exclude(pk=stream_of(command_id)).exists():
        raise Refused("number", "编号“%(number)s”已有事项，不能重复转入。", number=number)
