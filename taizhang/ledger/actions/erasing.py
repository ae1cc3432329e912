"""Erasing a text by law: with two persons and an authority, from the record, row and index."""

from taizhang.ledger import grams
from taizhang.ledger.actions import rows
from taizhang.ledger.actions.writing import KIND, Held
from taizhang.ledger.models import Item
from taizhang.record.actions import remove_erased
from taizhang.record.bodies import hashes_in
from taizhang.record.models import Entry
from taizhang.rules.lifecycle.states import Command

GONE = "（已依规删除）"


def erase_granted(held: Held, grant: Entry) -> None:
    """Remove the texts of the entry that a signed `erase` names, and the files of an `attach`."""
    seq = int(grant.data["carried"]["entry"])
    named = Entry.objects.of(held.region, KIND, held.id).get(seq=seq)
    hashes = set(hashes_in(named.data))
    if named.command == Command.ATTACH:
        hashes |= set(named.data.get("evidence", ()))
    item = Item.objects.get(pk=held.id)
    if seq == 1:
        rows.unindex(item.id, item.haystack)
        left = grams.searchable(item.external)
        rows.update_item(item.id, {"title": GONE, "place": "", "haystack": left})
        rows.index(item.id, left)
    if seq == item.last_progress_seq:
        rows.update_item(item.id, {"last_progress": GONE})
    remove_erased(grant, hashes)
