"""Links to one item: made for a person or a helper, used, and taken back; uses are entries."""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction

from taizhang.ledger import actions as ledger
from taizhang.ledger.command_ids import part_of
from taizhang.ledger.doers import WORKERS
from taizhang.ledger.models import Item
from taizhang.org.models import Person, Post
from taizhang.outbox.models import Message, OneItemLink
from taizhang.outbox.tokens import OPEN, UPLOAD, hash_of, new_token
from taizhang.packs.load import Pack
from taizhang.record.actions import append, last_seq
from taizhang.record.ids import new_id, short_code
from taizhang.record.models import Entry
from taizhang.record.texts import texts_of
from taizhang.rules.lifecycle.facts import SYSTEM, Actor
from taizhang.rules.lifecycle.states import Command, Role, State
from taizhang.rules.refused import Refused
from taizhang.rules.workdays import SHANGHAI

KIND = "link"


@dataclass(frozen=True, slots=True)
class Bearer:
    """A link that holds, with the person and the post that it stands for."""

    link: OneItemLink
    person: Person
    post: Post

    @property
    def actor(self) -> Actor:
        return Actor("person", self.person.pk, self.post.pk, self.post.unit, self.post.role_set)


def bearer_of(token: str, purpose: str, at: datetime) -> Bearer | None:
    """Return whom a token stands for now; nothing where it has ended in any way."""
    known = hash_of(token, purpose)
    link = OneItemLink.objects.filter(token_hash=known or "", purpose=purpose).first()
    return bearer(link, at) if link is not None else None


def bearer(link: OneItemLink, at: datetime) -> Bearer | None:
    """Return whom a link stands for, while it lasts and the person holds the post."""
    if not OneItemLink.objects.alive(at).filter(pk=link.pk).exists():
        return None
    post = Post.objects.current(at).select_related("person").filter(pk=link.post).first()
    if post is None or post.person_id != link.person or not post.person.is_active:
        return None
    return Bearer(link, post.person, post)


def make_open_link(message: Message, person: int, *, hours: int, at: datetime) -> str:
    """Return a token that opens a message's item for a person, nothing if he has no post there."""
    post = _post_for(message, person, at)
    if post is None:
        return ""
    token = new_token(OPEN)
    _create(token, OPEN, message.region, message.item, person, post.pk, hours, at)
    return token


def _post_for(message: Message, person: int, at: datetime) -> Post | None:
    held = Post.objects.current(at).filter(person=person, person__is_active=True)
    posts = list(held.filter(unit=message.unit).order_by("pk"))
    meant = (post for post in posts if message.role_words & set(post.roles))
    return next(meant, posts[0] if posts else None)


def _create(
    token: str,
    purpose: str,
    region: str,
    item: int,
    person: int,
    post: int,
    hours: int,
    at: datetime,
) -> OneItemLink:
    return OneItemLink.objects.create(
        id=new_id(at),
        region=region,
        purpose=purpose,
        token_hash=hash_of(token, purpose) or "",
        item=item,
        person=person,
        post=post,
        begins=at,
        ends=at + timedelta(hours=hours),
    )


@transaction.atomic
def make_upload_link(
    item: Item,
    *,
    helper: str,
    phone: str,
    pack: Pack,
    by: Actor,
    at: datetime,
    command_id: str,
) -> str:
    """Return a token by which a helper without an account sends in photos and words, once named."""
    require_maker(item, pack, by)
    if not helper.strip():
        raise Refused("helper", "请写明协办人姓名。")
    token = new_token(UPLOAD)
    telling = pack.district.telling
    link = _create(
        token, UPLOAD, item.region, item.pk, by.person or 0, by.post or 0, telling.hours, at
    )
    data = {"item": item.pk, "ends": link.ends}
    texts = {"helper": helper.strip()} | ({"phone": phone.strip()} if phone.strip() else {})
    entry = _write(link, "make_link", data, by, at, command_id, texts)
    link.helper = str(entry.data["helper"]["text"])
    link.save(update_fields=["helper"])
    return token


def require_maker(item: Item, pack: Pack, by: Actor) -> None:
    """Refuse where this actor may make no upload link for the item now."""
    if not pack.district.telling.links:
        raise Refused("links", "本区制度包未开放免登录链接。")
    if by.unit != item.lead or not by.roles & WORKERS:
        raise Refused("who", "上传链接由牵头单位的经办人发给协办人。")
    if item.state != State.IN_PROGRESS:
        raise Refused("state", "事项在办理中时才能发上传链接。")


@transaction.atomic
def use_link(link: OneItemLink, *, at: datetime, address: str = "") -> None:
    """Note that a link was opened, and from which address."""
    texts = {"address": address} if address else {}
    _write(link, "use_link", {"item": link.item}, SYSTEM, at, str(uuid.uuid4()), texts)


def may_revoke(link: OneItemLink, item: Item, by: Actor) -> bool:
    """Return whether an actor may take a link back."""
    if link.person == by.person:
        return True
    is_ours = by.unit == item.lead and Role.HEAD in by.roles
    return is_ours or (by.unit == item.supervising_unit and Role.SUPERVISOR in by.roles)


@transaction.atomic
def revoke_link(link: OneItemLink, *, by: Actor, at: datetime) -> None:
    """End a link at once; whoever is signed in by it gets no further."""
    mine = OneItemLink.objects.filter(pk=link.pk, revoked_at__isnull=True)
    if not mine.update(revoked_at=at):
        raise Refused("revoked", "该链接已经收回。")
    _write(link, "revoke_link", {"item": link.item}, by, at, str(uuid.uuid4()))


def hand_in(
    bearer: Bearer, *, words: str, evidence: Sequence[str], at: datetime, command_id: str
) -> Item:
    """Report what a helper has sent, on behalf of whoever made the link; the words say so."""
    link = bearer.link
    code, helper = short_code(link.pk), helper_of(link)
    progress = f"{words}\n（协办人{helper}经上传链接 {code} 报来）"
    with ledger.together():
        item = ledger.act(
            link.item, Command.REPORT_PROGRESS,
            {"progress": progress, "evidence": list(evidence)},
            by=bearer.actor, at=at, command_id=command_id,
        )  # fmt: skip
        noted = part_of(command_id, "link")
        if not Entry.objects.given(link.region, KIND, link.pk, noted).exists():
            _write(link, "hand_in", {"item": item.pk, "seq": item.seq}, SYSTEM, at, noted)
    return item


def helper_of(link: OneItemLink) -> str:
    """Return the name of the helper, nothing where it has been erased."""
    return texts_of(link.region, [link.helper]).get(link.helper, "") if link.helper else ""


def _write(
    link: OneItemLink,
    command: str,
    data: Mapping[str, Any],
    by: Actor,
    at: datetime,
    command_id: str,
    texts: Mapping[str, str] | None = None,
) -> Entry:
    return append(
        region=link.region,
        kind=KIND,
        stream=link.pk,
        seq=last_seq(link.region, KIND, link.pk) + 1,
        command_id=command_id,
        command=command,
        data=data,
        by=by,
        at=at,
        year=link.begins.astimezone(SHANGHAI).year,
        texts=texts,
    )
