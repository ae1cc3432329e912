"""Handing over what a person has open (交接) when their post ends, as one."""

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from taizhang.ledger import actions as ledger
from taizhang.ledger.actions import Given
from taizhang.ledger.command_ids import part_of
from taizhang.ledger.models import Item, ItemQuerySet
from taizhang.org import actions as org
from taizhang.org.models import Person, Post
from taizhang.rules.lifecycle.facts import Actor
from taizhang.rules.lifecycle.states import Command, State


class Estate(NamedTuple):
    """What a person leaves behind in a post."""

    handled: Sequence[Item]  # may be assigned to another now
    waiting: Sequence[Item]  # with a checker or paused: the unit's head assigns it when it is back
    sponsored: Sequence[Item]  # as the leader who stands for it (包保)


def estate_of(post: Post) -> Estate:
    """Return the open items that the holder of a post handles in its unit, or stands for."""
    own = Item.objects.of_region(post.region).unfinished().for_lists()
    handled = list(own.filter(handler=post.person_id, lead=post.unit).in_due_order())
    return Estate(
        handled=[item for item in handled if item.state == State.IN_PROGRESS],
        waiting=[item for item in handled if item.state != State.IN_PROGRESS],
        sponsored=list(_sponsored(own, post)),
    )


def _sponsored(own: ItemQuerySet, post: Post) -> ItemQuerySet:
    return own.filter(sponsor=post.person_id).in_due_order()


def hand_on(
    post: Post,
    successor: Person,
    *,
    reason: str,
    by: Actor,
    at: datetime,
    command_id: str,
    ends: bool = True,
) -> int:
    """Assign all that a person handles in a post to a successor, and end the post.

    All is done, or nothing; the number of items is returned.
    """
    with ledger.together():
        estate = estate_of(post)
        given = [
            Given(
                item.pk,
                Command.ASSIGN,
                {"handler": successor.id, "note": reason},
                part_of(command_id, str(item.pk)),
            )
            for item in estate.handled
        ]
        done = ledger.bulk(given, by=by, at=at)
        if ends:
            end = part_of(command_id, "end")
            org.end_post(post, by=by, at=at, reason=reason, command_id=end)
        return len(done)
