"""Files that come with a form: kept before the command is given, so that no refusal loses them."""

from collections.abc import Mapping
from datetime import datetime

from django.http import QueryDict

from taizhang.desk.forms.fields import sealed, unsealed
from taizhang.desk.forms.widgets import Handed
from taizhang.record import actions as record


def kept(
    handed: Mapping[str, Handed], *, region: str, person: int | None, at: datetime
) -> dict[str, list[str]]:
    """Keep the new files of each field and return the hashes of all."""
    found = {}
    for name, files in handed.items():
        new = [
            record.keep(file.read(), file.name or "", region=region, at=at).sha256
            for file in files.new
        ]
        if hashes := [*unsealed(files.kept, person), *new]:
            found[name] = list(dict.fromkeys(hashes))
    return found


def with_kept(data: QueryDict, hashes: Mapping[str, list[str]], person: int | None) -> QueryDict:
    """Return what was filled in, naming the files that are kept now."""
    whole = data.copy()
    for name, listed in hashes.items():
        whole.setlist(f"{name}-kept", [sealed(sha, person) for sha in listed])
    return whole
