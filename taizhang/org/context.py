"""What every page's frame knows of its reader."""

from collections.abc import Collection

from django.http import HttpRequest
from django.utils.translation import gettext

from taizhang.org.actors import Acting, acting_in
from taizhang.packs.load import Pack
from taizhang.rules.lifecycle.states import Role
from taizhang.rules.refused import Refused
from taizhang.web.clock import now
from taizhang.web.shell import PostChoice, Shell, build_shell

READERS = {Role.INTAKE, Role.SUPERVISOR, Role.ARBITER, Role.LEADER}
OFFICE = {*READERS, Role.INSPECTOR, Role.ADMIN}


def shell(request: HttpRequest) -> dict[str, object]:
    """Return the frame for a signed-in reader, and the moment that the whole page speaks of."""
    if not hasattr(request, "user") or not request.user.is_authenticated:
        return {"now": now()}
    return {"now": now(), "shell": frame(request)}


def frame(request: HttpRequest, *, todo: int = 0) -> Shell:
    """Return the frame: who reads, in which post, what waits for them."""
    acting = acting_in(request)
    pack = _pack(acting)
    return build_shell(
        request,
        district=pack.district.name if pack else "",
        person=acting.person.full_name,
        unit=_title(pack, acting.post.unit) if acting.post else gettext("没有现任岗位"),
        is_office=not acting.actor.roles.isdisjoint(OFFICE),
        is_reader=not acting.actor.roles.isdisjoint(READERS),
        posts=[
            PostChoice(post.id, f"{_title(pack, post.unit)} · {post.title}", post == acting.post)
            for post in acting.posts
        ],
        person_id=acting.person.id,
        todo=todo,
        order=_order(acting.actor.roles),
    )


def _order(roles: Collection[Role]) -> str:
    """Return what the button of an order is called: spoken in a meeting, or found on the spot."""
    if {Role.INTAKE, Role.SUPERVISOR} <= set(roles):
        return gettext("快速交办")
    return gettext("现场交办") if Role.INSPECTOR in roles else ""


def _pack(acting: Acting) -> Pack | None:
    try:
        return acting.pack
    except Refused:  # nothing adopted yet: the frame does without names
        return None


def _title(pack: Pack | None, code: str) -> str:
    return pack.units.title(code) if pack else code
