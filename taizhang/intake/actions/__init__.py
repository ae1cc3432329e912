"""Every way to write about documents; each is one transaction with its entry.

`receive` takes a file in; `bind`, `bind_existing`, `decline`, `decline_principles` and `undo` say
what a requirement becomes; `edit` and `describe` correct; `mark` and `unmark` say what is one;
`ask_erasure`, `erase` and `deny_erasure` let two persons take the words out.
"""

from taizhang.intake.actions.binding import (
    Leave,
    RowRefusal,
    RowsRefused,
    approver_of,
    basis_of,
    bind,
    bind_existing,
)
from taizhang.intake.actions.deciding import decline, decline_principles, describe, edit, undo
from taizhang.intake.actions.erasing import ask_erasure, asked_erasure, deny_erasure, erase
from taizhang.intake.actions.marking import find_passage, mark, unmark
from taizhang.intake.actions.receiving import Received, receive

__all__ = [
    "Leave",
    "Received",
    "RowRefusal",
    "RowsRefused",
    "approver_of",
    "ask_erasure",
    "asked_erasure",
    "basis_of",
    "bind",
    "bind_existing",
    "decline",
    "decline_principles",
    "deny_erasure",
    "describe",
    "edit",
    "erase",
    "find_passage",
    "mark",
    "receive",
    "undo",
    "unmark",
]
