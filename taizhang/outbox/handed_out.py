"""The links that open an item now, as its page lists them, and the form for another one."""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext

from taizhang.ledger.models import Item
from taizhang.org.actors import names
from taizhang.outbox.actions.links import KIND, may_revoke, require_maker
from taizhang.outbox.forms import HelperForm
from taizhang.outbox.models import OneItemLink
from taizhang.outbox.tokens import UPLOAD
from taizhang.packs.load import Pack
from taizhang.record.models import Entry
from taizhang.record.texts import texts_of
from taizhang.rules.lifecycle.facts import Actor
from taizhang.rules.refused import Refused

SHOWN = 20


@dataclass(frozen=True, slots=True)
class Shown:
    """One link that may still be used."""

    id: int
    words: str
    ends: datetime
    uses: int
    may_revoke: bool


def links_of(item: Item, actor: Actor, at: datetime) -> list[Shown]:
    """Return the links to an item: all upload links, and of the others those that were opened."""
    alive = list(OneItemLink.objects.alive(at).of_item(item.pk)[: 10 * SHOWN])
    if not alive:
        return []
    entries = Entry.objects.filter(
        region=item.region, kind=KIND, stream__in=[link.pk for link in alive], command="use_link"
    )
    uses = Counter(entries.values_list("stream", flat=True))
    shown = [link for link in alive if link.purpose == UPLOAD or uses[link.pk]][:SHOWN]
    people = names(link.person for link in shown)
    helpers = texts_of(item.region, [link.helper for link in shown if link.helper])
    return [
        Shown(
            link.pk,
            _words(link, people.get(link.person, ""), helpers.get(link.helper, "")),
            link.ends,
            uses[link.pk],
            may_revoke(link, item, actor),
        )
        for link in shown
    ]


def _words(link: OneItemLink, person: str, helper: str) -> str:
    if link.purpose == UPLOAD:
        return gettext("上传链接：%(helper)s（%(person)s发）") % {
            "helper": helper,
            "person": person,
        }
    return gettext("免登录链接：%(person)s") % {"person": person}


def helper_form_for(item: Item, pack: Pack, actor: Actor, at: datetime) -> HelperForm | None:
    """Return the form for a helper's link; none where this actor may make none now."""
    try:
        require_maker(item, pack, actor)
    except Refused:
        return None
    return HelperForm.fresh(at)
