"""What the filters of the ledger offer: campaigns, units, sources; the same for every reader."""

from collections.abc import Iterable
from functools import lru_cache

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import get_language, gettext, override

from taizhang.desk.filters import DUE, NOBODY, Filter
from taizhang.org import packs
from taizhang.packs.load import Pack
from taizhang.packs.model import AREA_KINDS, Source, UnitKind
from taizhang.rules.lights import Light
from taizhang.web.labels import LIGHTS, word_of

# Whom an item is given to; communities and grids work through their street.
GIVEN = (
    UnitKind.DEPARTMENT, UnitKind.STREET, UnitKind.TOWNSHIP, UnitKind.TASK_FORCE,
    UnitKind.HEADQUARTERS, UnitKind.LEADER,
)  # fmt: skip
Pairs = Iterable[tuple[str, str]]


def units_of(pack: Pack, *kinds: UnitKind) -> list[tuple[str, str]]:
    """Return code and name of the units of these kinds that have not been dissolved."""
    return [(unit.code, unit.title) for unit in pack.units.of_kind(*kinds) if not unit.successor]


def selects(pack: Pack, chosen: Filter, people: Iterable[tuple[int, str]]) -> list[SafeString]:
    """Return the select of each narrowing, in the order of the page."""
    language = get_language() or ""
    fixed = [
        _fixed(pack.digest, language, name, getattr(chosen, name))
        for name in ("campaign", "area", "unit", "source", "due", "light")
    ]
    sponsors = [(str(id), name) for id, name in people]
    return [*fixed, _select("sponsor", gettext("包保"), sponsors, chosen.sponsor)]


# Two hundred options are the same on every page: they are made once for each choice.
@lru_cache(maxsize=1024)
def _fixed(digest: str, language: str, name: str, chosen: str) -> SafeString:
    with override(language):
        label, pairs = _offered(packs.edition(digest))[name]
        return _select(name, label, pairs, chosen)


def _offered(pack: Pack) -> dict[str, tuple[str, Pairs]]:
    return {
        "campaign": (gettext("专项"), [(c.code, c.name) for c in pack.campaigns.values()]),
        "area": (gettext("属地"), units_of(pack, *AREA_KINDS)),
        "unit": (gettext("牵头单位"), [*units_of(pack, *GIVEN), (NOBODY, gettext("未定牵头"))]),
        "source": (gettext("来源"), [(one.value, word_of(one, "source")) for one in Source]),
        "due": (gettext("到期"), [(code, str(word)) for code, (word, _) in DUE.items()]),
        "light": (gettext("灯"), [(one.value, str(LIGHTS[one.value].word)) for one in Light]),
    }


def _select(name: str, label: str, pairs: Pairs, chosen: str) -> SafeString:
    options = format_html_join(
        "",
        '<option value="{}"{}>{}</option>',
        ((code, SafeString(" selected") if code == chosen else "", word) for code, word in pairs),
    )
    return format_html(
        '<select name="{}" aria-label="{}"><option value="">{}</option>{}</select>',
        name,
        label,
        gettext("全部%(what)s") % {"what": label},
        options,
    )
