"""Handing over what a person has open (交接) when their post ends, as one."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from taizhang.desk.estates import Estate, colleagues_of, leaders_beside, others_of
from taizhang.ledger import actions as ledger
from taizhang.ledger.actions import Given
from taizhang.ledger.command_ids import part_of
from taizhang.ledger.leavers import left_open
from taizhang.org import actions as org
from taizhang.org.models import Person, Post
from taizhang.rules.lifecycle.facts import Actor
from taizhang.rules.lifecycle.states import Command
from taizhang.rules.refused import Refused

C = Command


@dataclass(frozen=True, slots=True)
class Will:
    """Why the post is given up, and who takes over what is handled and what is stood for (包保).

    `staying` is why the latter keep their sponsor where nobody is named.
    """

    reason: str
    handler: Person | None = None
    sponsor: Person | None = None
    staying: str = ""


def hand_on(
    post: Post, will: Will, *, by: Actor, at: datetime, command_id: str, ends: bool = True
) -> int:
    """Give all that a person has open in a post to the named successors, and end the post.

    All is done, or nothing; the number of items that changed hands is returned.
    """
    with ledger.together():
        estate = Estate(post, at)
        _require_heirs(estate, will, at)
        if ends and estate.strays:
            raise Refused(
                "strays",
                "还有%(n)s件由其他单位牵头的事项由其经办，请先由该单位负责人分办。",
                n=len(estate.strays),
            )
        given = [*_assigned(estate, will, command_id), *_stood_for(estate, will, command_id)]
        ledger.bulk(given, by=by, at=at)
        if ends:
            end = part_of(command_id, "end")
            org.end_post(post, by=by, at=at, reason=will.reason, command_id=end)
        moved = [*estate.handled, *(estate.sponsored if will.sponsor else ())]
        return len({item.pk for item in moved})


def _require_heirs(estate: Estate, will: Will, at: datetime) -> None:
    post = estate.post
    if estate.handled and will.handler is None:
        raise Refused("handler", "请选定接手人。")
    if will.handler is not None and will.handler not in colleagues_of(post, at):
        raise Refused("handler", "接手人须是本单位现任的经办人或负责人。")
    if estate.sponsored and will.sponsor is None and not will.staying.strip():
        raise Refused(
            "sponsor",
            "有%(n)s件由其包保：请选定接任的包保领导，或写明暂不更换的理由。",
            n=len(estate.sponsored),
        )
    if will.sponsor is not None and will.sponsor not in leaders_beside(post, at):
        raise Refused("sponsor", "接任的包保领导须是现任领导。")


def _assigned(estate: Estate, will: Will, command_id: str) -> Iterator[Given]:
    for item in estate.handled:
        fields = {"handler": will.handler and will.handler.pk, "note": will.reason}
        yield Given(item.pk, C.ASSIGN, fields, part_of(command_id, str(item.pk)))


def _stood_for(estate: Estate, will: Will, command_id: str) -> Iterator[Given]:
    """Yield an amendment for each item: its new sponsor, or why there is none yet."""
    named = will.sponsor and will.sponsor.pk
    fields = {"sponsor": named, "reason": will.reason if named else will.staying}
    for item in estate.sponsored:
        yield Given(item.pk, C.AMEND, fields, part_of(command_id, f"sponsor {item.pk}"))


def end_post(post: Post, *, by: Actor, at: datetime, reason: str) -> None:
    """End a post with which nothing is left open; raise `Refused` where something would be."""
    with ledger.together():
        _require_nothing_open(post.person, list(others_of(post, at)))
        org.end_post(post, by=by, at=at, reason=reason)


def retire(person: Person, *, by: Actor, at: datetime, reason: str) -> None:
    """Close the account of somebody who has left nothing open."""
    with ledger.together():
        _require_nothing_open(person, [])
        org.retire(person, by=by, at=at, reason=reason)


def _require_nothing_open(person: Person, kept: Sequence[Post]) -> None:
    left = left_open(person, kept).count()
    if left:
        raise Refused(
            "open",
            "%(name)s还有%(n)s件未办结事项（经办或包保），请先“移交未办结事项”。",
            name=person.full_name,
            n=left,
        )
