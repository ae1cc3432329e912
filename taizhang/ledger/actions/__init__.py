"""Every way to write to the ledger; each is one transaction with its entries.

`act` gives any single command, `ask`/`answer`/`take_back` speak for requests, `bulk` does many as
one, `propose`, `quick_hand_over`, `hand_out` and `take_over` open items, `merge`, `divide` and
`split` touch several; `purge` empties one in an emergency.
"""

from taizhang.ledger.actions.acting import (
    BulkRefused,
    Given,
    Refusal,
    act,
    answer,
    ask,
    bulk,
    previewed,
    take_back,
)
from taizhang.ledger.actions.deciding import setting_of
from taizhang.ledger.actions.erasing import purge
from taizhang.ledger.actions.filters import drop_filter, save_filter
from taizhang.ledger.actions.joining import divide, merge, split
from taizhang.ledger.actions.opening import Task, hand_out, propose, quick_hand_over
from taizhang.ledger.actions.taking_over import take_over
from taizhang.ledger.actions.writing import together

__all__ = [
    "BulkRefused",
    "Given",
    "Refusal",
    "Task",
    "act",
    "answer",
    "ask",
    "bulk",
    "divide",
    "drop_filter",
    "hand_out",
    "merge",
    "previewed",
    "propose",
    "purge",
    "quick_hand_over",
    "save_filter",
    "setting_of",
    "split",
    "take_back",
    "take_over",
    "together",
]
