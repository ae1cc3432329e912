"""Which pack holds: the edition in force in a region, parsed once in each process."""

from datetime import date
from functools import lru_cache

from taizhang.org.models import Edition
from taizhang.packs.load import Pack, load_content
from taizhang.rules.refused import Refused
from taizhang.web.clock import today

EDITIONS_IN_MEMORY = 16


# An edition never changes, so what was parsed once stays right for as long as the process lives.
@lru_cache(maxsize=EDITIONS_IN_MEMORY)
def edition(digest: str) -> Pack:
    """Return the pack of an adopted edition; entries name it by this digest."""
    content = Edition.objects.filter(digest=digest).values_list("content", flat=True).first()
    if content is None:
        raise Refused(
            "no_edition", "没有采用过指纹为 %(digest)s… 的制度包版本。", digest=digest[:12]
        )
    return load_content(content)


def current(region: str, on: date | None = None) -> Pack:
    """Return the pack in force in a region on a day, today unless told."""
    return edition(current_edition(region, on or today()).digest)


def current_edition(region: str, on: date) -> Edition:
    """Return the edition in force in a region on a day, without its content."""
    found = Edition.objects.of_region(region).effective(on).defer("content").first()
    if found is None:
        raise Refused(
            "no_pack",
            "地区 %(region)s 在 %(on)s 没有生效的制度包，请先采用一个版本。",
            region=region,
            on=on.isoformat(),
        )
    return found
