"""Changing who may act, and adopting editions: each change with its entry, in one transaction."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.contrib.auth.hashers import check_password, make_password
from django.db import transaction
from django.utils.crypto import salted_hmac

from taizhang.org.models import FAILURES, LOCKED, Edition, Failure, Person, Post
from taizhang.packs.load import Pack
from taizhang.packs.people import NewPerson
from taizhang.record import chance
from taizhang.record.actions import append
from taizhang.record.ids import new_id
from taizhang.record.models import Entry
from taizhang.rules.lifecycle.facts import SYSTEM, Actor
from taizhang.rules.lifecycle.states import Role
from taizhang.rules.refused import Refused

PACK, PEOPLE = "pack", "people"
MERGED = "单位并入"
HERE = ZoneInfo("Asia/Shanghai")


def _write(
    region: str,
    kind: str,
    stream: int,
    command: str,
    *,
    by: Actor,
    at: datetime,
    command_id: str | None,
    data: Mapping[str, Any] | None = None,
    texts: Mapping[str, str] | None = None,
) -> Entry:
    """Append the next entry of a stream of this part; its year is that of the stream's first."""
    last = Entry.objects.of(region, kind, stream).last()
    return append(
        region=region,
        kind=kind,
        stream=stream,
        seq=last.seq + 1 if last else 1,
        command_id=command_id or chance.command_id(),
        command=command,
        data=data or {},
        texts=texts,
        by=by,
        at=at,
        year=last.year if last else at.astimezone(HERE).year,
    )


@transaction.atomic
def adopt_pack(
    pack: Pack,
    *,
    by: Actor,
    at: datetime,
    effective_from: date | None = None,
    command_id: str | None = None,
) -> Edition:
    """Keep a pack as an immutable edition that holds from the day that it names or is given."""
    region = pack.district.region
    since = effective_from or pack.district.effective_from
    known = Edition.objects.filter(region=region, digest=pack.digest).first()
    if known is not None:
        day = known.adopted_at.astimezone(HERE).date()
        raise Refused("adopted", "这个版本已于 %(day)s 采用，不必再次采用。", day=day.isoformat())
    data = {
        "digest": pack.digest,
        "calendar": pack.calendar.edition,
        "effective_from": since,
        "name": pack.district.name,
    }
    entry = _write(
        region, PACK, int(region), "adopt_pack", by=by, at=at, command_id=command_id, data=data
    )
    return Edition.objects.create(
        id=new_id(at),
        region=region,
        digest=pack.digest,
        name=pack.district.name,
        adopted_at=at,
        effective_from=since,
        content=pack.content,
        entry=entry.id,
    )


TURN = "turn_edition"


def turned(region: str) -> tuple[str, str]:
    """Return the digest and the calendar of the edition to which what is open was brought up."""
    entries = Entry.objects.of(region, PACK, int(region))
    last = entries.filter(command__in=(TURN, "adopt_pack")).order_by("-seq")
    marks = [entry for entry in last if entry.command == TURN][:1] or list(last)[-1:]
    data = marks[0].data if marks else {}
    return str(data.get("digest", "")), str(data.get("calendar", ""))


def note_turned(region: str, pack: Pack, *, at: datetime) -> None:
    """Note that what was open when an edition came into force has been brought up to it."""
    data = {"digest": pack.digest, "calendar": pack.calendar.edition}
    _write(region, PACK, int(region), TURN, by=SYSTEM, at=at, command_id=None, data=data)


@transaction.atomic
def move_posts(pack: Pack, *, at: datetime) -> int:
    """Give who holds a post in a dissolved unit the same post in its successor (随单位转隶)."""
    region, heirs = pack.district.region, pack.units.heirs
    held = Post.objects.current(at).of_region(region).of_units(heirs).select_related("person")
    posts = list(held.select_for_update(of=("self",)))
    for post in posts:
        post.ends = at
        post.save(update_fields=["ends"])
        heir = heirs[post.unit]
        data, texts = {"post": post.id, "unit": post.unit, "heir": heir}, {"reason": MERGED}
        _write_about(
            post.person, "end_post", by=SYSTEM, at=at, command_id=None, data=data, texts=texts
        )
        same = Post.objects.current(at).filter(person=post.person, unit=heir, title=post.title)
        if not same.exists():
            grant_post(
                post.person, unit=heir, title=post.title, roles=post.role_set, pack=pack,
                by=SYSTEM, at=at,
            )  # fmt: skip
    return len(posts)


def _write_about(
    person: Person,
    command: str,
    *,
    by: Actor,
    at: datetime,
    command_id: str | None,
    data: Mapping[str, Any] | None = None,
    texts: Mapping[str, str] | None = None,
) -> Entry:
    return _write(
        person.region,
        PEOPLE,
        person.id,
        command,
        by=by,
        at=at,
        command_id=command_id,
        data=data,
        texts=texts,
    )


@transaction.atomic
def add_person(
    *,
    region: str,
    username: str,
    full_name: str,
    password: str,
    by: Actor,
    at: datetime,
    phone: str = "",
    must_change: bool = True,
    command_id: str | None = None,
) -> Person:
    """Add somebody who can sign in; they can do nothing before a post is granted."""
    person = Person(
        id=new_id(at),
        region=region,
        username=username,
        full_name=full_name,
        phone=phone,
        password=make_password(password),
        must_change_password=must_change,
    )
    return _add(person, by=by, at=at, command_id=command_id)


def _add(person: Person, *, by: Actor, at: datetime, command_id: str | None = None) -> Person:
    if Person.objects.filter(username=person.username).exists():
        raise Refused(
            "username", "登录名“%(username)s”已有人使用，请换一个。", username=person.username
        )
    person.save(force_insert=True)
    texts = {"username": person.username, "full_name": person.full_name, "phone": person.phone}
    _write_about(person, "add_person", by=by, at=at, command_id=command_id, texts=texts)
    return person


@transaction.atomic
def grant_post(
    person: Person,
    *,
    unit: str,
    title: str,
    roles: Iterable[Role],
    pack: Pack,
    by: Actor,
    at: datetime,
    command_id: str | None = None,
) -> Post:
    """Let a person act in a unit with these roles from now on."""
    words = sorted({role.value for role in roles})
    _require_grantable(person, unit, words, pack, at)
    post = Post.objects.create(
        id=new_id(at),
        region=person.region,
        person=person,
        unit=unit,
        title=title,
        roles=words,
        begins=at,
    )
    data, texts = {"post": post.id, "unit": unit, "roles": words}, {"title": title}
    _write_about(person, "grant_post", by=by, at=at, command_id=command_id, data=data, texts=texts)
    return post


def _require_grantable(
    person: Person, unit: str, words: Sequence[str], pack: Pack, at: datetime
) -> None:
    if unit not in pack.units:
        raise Refused("unit", "制度包里没有代码为“%(unit)s”的单位。", unit=unit)
    if not words:
        raise Refused("roles", "岗位至少要有一项职责。")
    if not person.is_active:
        raise Refused(
            "inactive", "%(full_name)s的账号已停用，不能再授予岗位。", full_name=person.full_name
        )
    held = Post.objects.current(at).filter(person=person, unit=unit)
    if any(post.roles == words for post in held):
        raise Refused(
            "post", "%(full_name)s在该单位已有相同职责的岗位。", full_name=person.full_name
        )


@transaction.atomic
def end_post(
    post: Post, *, by: Actor, at: datetime, reason: str, command_id: str | None = None
) -> Post:
    """End a post; what it left open is handed over by the desk."""
    # Two ends at once would each see the other administrator: the region's people wait in line.
    list(Person.objects.of_region(post.region).select_for_update().values_list("id"))
    post = Post.objects.select_related("person").get(id=post.id)
    if post.ends is not None:
        raise Refused("ended", "该岗位已经停用。")
    if not reason.strip():
        raise Refused("reason", "停用岗位须写明原因。")
    _require_other_admin(post, at)
    post.ends = at
    post.save(update_fields=["ends"])
    data, texts = {"post": post.id, "unit": post.unit}, {"reason": reason}
    _write_about(
        post.person, "end_post", by=by, at=at, command_id=command_id, data=data, texts=texts
    )
    return post


@transaction.atomic
def retire(
    person: Person, *, by: Actor, at: datetime, reason: str, command_id: str | None = None
) -> None:
    """Close the account of somebody who has left, and end every post that they still hold."""
    if not person.is_active:
        raise Refused("retired", "%(full_name)s的账号已经停用。", full_name=person.full_name)
    if not reason.strip():
        raise Refused("reason", "停用账号须写明原因。")
    for post in Post.objects.current(at).filter(person=person):
        end_post(post, by=by, at=at, reason=reason)
    person.is_active = False
    person.save(update_fields=["is_active"])
    texts = {"reason": reason}
    _write_about(person, "retire", by=by, at=at, command_id=command_id, texts=texts)


def _require_other_admin(post: Post, at: datetime) -> None:
    """Refuse to end the post of the last administrator: nobody could grant another one."""
    if Role.ADMIN not in post.role_set:
        return
    admins = Post.objects.current(at).of_region(post.region).holding(Role.ADMIN)
    if not admins.exclude(id=post.id).filter(person__is_active=True).exists():
        raise Refused("last_admin", "这是最后一个系统管理岗位，停用后无人能再授权。")


@transaction.atomic
def reset_password(
    person: Person, *, password: str, by: Actor, at: datetime, command_id: str | None = None
) -> None:
    """Give a person a first password again; open sessions and a lock-out end with the old one."""
    _set_password(person, password, must_change=True)
    forget_failures(person.username)
    _write_about(person, "reset_password", by=by, at=at, command_id=command_id)


@transaction.atomic
def change_password(
    person: Person, *, password: str, by: Actor, at: datetime, command_id: str | None = None
) -> None:
    """Set the password that a person has chosen; it may not be the one they had."""
    if check_password(password, person.password):
        raise Refused("password", "新密码不能与原密码相同。")
    _set_password(person, password, must_change=False)
    _write_about(person, "change_password", by=by, at=at, command_id=command_id)


def _set_password(person: Person, password: str, *, must_change: bool) -> None:
    person.password = make_password(password)
    person.must_change_password = must_change
    person.save(update_fields=["password", "must_change_password"])


def note_failure(username: str, *, at: datetime) -> None:
    """Remember that a sign-in under this name has failed; forget what no longer counts."""
    Failure.objects.stale(at).delete()
    Failure.objects.create(key=_failure_key(username), at=at)


def forget_failures(username: str) -> None:
    """Open the door again under this name."""
    Failure.objects.filter(key=_failure_key(username)).delete()


def locked_until(username: str, *, at: datetime) -> datetime | None:
    """Return when the door opens again under this name, None when it is open."""
    recent = Failure.objects.recent(_failure_key(username), at).values_list("at", flat=True)
    last = list(recent[:FAILURES])
    if len(last) < FAILURES or last[0] - last[-1] > LOCKED:
        return None
    opens = last[0] + LOCKED
    return opens if opens > at else None


def _failure_key(username: str) -> str:
    return salted_hmac("taizhang.org.failure", username.lower(), algorithm="sha256").hexdigest()


@transaction.atomic
def add_people(
    people: Iterable[NewPerson],
    *,
    pack: Pack,
    password: str,
    by: Actor,
    at: datetime,
    must_change: bool = True,
) -> list[Person]:
    """Add the people that a pack brings along, with their posts, all under one first password."""
    hashed = make_password(password)  # slow on purpose, so once for the whole list
    return [_with_post(each, pack, hashed, must_change, by, at) for each in people]


def _with_post(
    new: NewPerson, pack: Pack, hashed: str, must_change: bool, by: Actor, at: datetime
) -> Person:
    person = Person(
        id=new_id(at),
        region=pack.district.region,
        username=new.username,
        full_name=new.name,
        phone=new.phone,
        password=hashed,
        must_change_password=must_change,
    )
    _add(person, by=by, at=at)
    grant_post(person, unit=new.unit, title=new.title, roles=new.roles, pack=pack, by=by, at=at)
    return person
