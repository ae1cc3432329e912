"""What the record answers when it does not write: somebody was first, or it stands already."""

from taizhang.record.models import Entry
from taizhang.rules.refused import Gap, Phrase, Refused


class Conflict(Refused):
    """Another entry has taken the place in the stream that this one was written for."""

    def __init__(self, sentence: str | Phrase, **gaps: Gap) -> None:
        super().__init__("conflict", sentence, **gaps)

    def __reduce__(self) -> tuple[type["Conflict"], tuple[Phrase]]:  # type: ignore[override]  # one argument fewer
        return type(self), (self.phrase,)


class Repeated(Exception):
    """The command id was used in this stream before: nothing is written, `first` is what it made.

    It is raised, not returned, so that the transaction of the second click leaves nothing behind.
    """

    def __init__(self, first: Entry) -> None:
        super().__init__(f"repeats {first}")
        self.first = first
