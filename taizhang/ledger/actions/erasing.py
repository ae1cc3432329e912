"""Erasing a text by law: with two persons and an authority, from the record, row and index."""

from datetime import datetime

from taizhang.ledger import grams
from taizhang.ledger.actions import rows
from taizhang.ledger.actions.writing import KIND, Held, hold, moment_for
from taizhang.ledger.events import event_of
from taizhang.ledger.models import Item
from taizhang.ledger.projection import columns
from taizhang.record.actions import erase, remove_erased
from taizhang.record.bodies import hashes_in
from taizhang.record.evidence import hashes_in as pieces_in
from taizhang.record.models import Entry, Evidence
from taizhang.record.texts import GONE
from taizhang.rules.lifecycle.facts import Actor
from taizhang.rules.lifecycle.fold import absorb
from taizhang.rules.lifecycle.states import Command


def erase_granted(held: Held, grant: Entry) -> None:
    """Remove the texts of the entry that a signed `erase` names, and the files of an `attach`."""
    seq = int(grant.data["carried"]["entry"])
    named = Entry.objects.of(held.region, KIND, held.id).get(seq=seq)
    hashes = set(hashes_in(named.data))
    if named.command == Command.ATTACH:
        hashes |= set(named.data.get("evidence", ()))
    item = Item.objects.get(pk=held.id)
    if seq == 1:
        _hide(item)
    if seq == item.last_progress_seq:
        rows.update_item(item.id, {"last_progress": GONE})
    remove_erased(grant, hashes)


def _hide(item: Item) -> None:
    """Take the words of the proposal out of the row and of the search."""
    rows.unindex(item.id, item.haystack)
    left = grams.searchable(item.external)
    rows.update_item(item.id, {"title": GONE, "place": "", "haystack": left})
    rows.index(item.id, left)


def purge(
    item: int, authority: str, *, by: Actor, second: Actor, at: datetime, command_id: str
) -> None:
    """Remove every text and file of an item made from what must not be here (应急清除).

    It runs in the caller's transaction; who may do it is the caller's to say.
    """
    held = hold(item)
    entries = list(Entry.objects.of(held.region, KIND, held.id))
    texts = {hash_ for entry in entries for hash_ in hashes_in(entry.data)}
    named = {hash_ for entry in entries for hash_ in pieces_in(entry.data)}
    pieces = Evidence.objects.filter(region=held.region, sha256__in=named)
    entry = erase(
        region=held.region,
        kind=KIND,
        stream=held.id,
        seq=held.facts.seq + 1,
        command_id=command_id,
        hashes=texts | set(pieces.values_list("sha256", flat=True)),
        authority=authority,
        by=by,
        second=second,
        at=moment_for(held.facts, at),
        year=held.year,
        reporters=True,
    )
    held.facts = absorb(held.facts, event_of(entry))
    _hide(Item.objects.get(pk=held.id))
    rows.update_item(held.id, {**columns(held.facts), "last_progress": GONE})
