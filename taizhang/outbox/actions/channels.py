"""Channels (渠道): set by an administrator; the address is a secret and in no entry."""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction
from django.db.models import Max

from taizhang.org.models import Person
from taizhang.outbox.models import Channel, Message, person_address, unit_address
from taizhang.outbox.schemes import kind_of, require_address
from taizhang.record.actions import append, last_seq
from taizhang.record.ids import new_id
from taizhang.rules.lifecycle.facts import Actor
from taizhang.rules.refused import Refused
from taizhang.rules.workdays import SHANGHAI

KIND = "channel"


@transaction.atomic
def add_channel(
    *,
    region: str,
    name: str,
    url: str,
    by: Actor,
    at: datetime,
    command_id: str,
    unit: str = "",
    person: Person | None = None,
) -> Channel:
    """Let a unit or a person be told also through this address, from now on."""
    require_address(url)
    if bool(unit) == (person is not None):
        raise Refused("owner", "渠道要么属于一个单位，要么属于一个人。")
    channel = Channel.objects.create(
        id=new_id(at),
        region=region,
        owner=unit_address(unit) if person is None else person_address(person.pk),
        unit=unit,
        person=person.pk if person is not None else None,
        kind=kind_of(url),
        name=name,
        url=url,
        begins_behind=Message.objects.aggregate(last=Max("id"))["last"] or 0,
        made_at=at,
    )
    data = {"unit": unit, "person": channel.person, "kind": channel.kind}
    _write(channel, "add_channel", data, by, at, command_id)
    return channel


@transaction.atomic
def end_channel(channel: Channel, *, by: Actor, at: datetime, command_id: str) -> None:
    """Tell nothing more through a channel, and forget its address."""
    if channel.ended_at is not None:
        raise Refused("ended", "该渠道已经停用。")
    channel.ended_at, channel.url = at, ""
    channel.save(update_fields=["ended_at", "url"])
    _write(channel, "end_channel", {}, by, at, command_id)


def _write(
    channel: Channel, command: str, data: Mapping[str, object], by: Actor, at: datetime, id: str
) -> None:
    append(
        region=channel.region,
        kind=KIND,
        stream=channel.pk,
        seq=last_seq(channel.region, KIND, channel.pk) + 1,
        command_id=id,
        command=command,
        data=data,
        by=by,
        at=at,
        year=channel.made_at.astimezone(SHANGHAI).year,
    )
