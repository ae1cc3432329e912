"""On what ground a form suggests its units: every answer of the duty list, to be picked or not."""

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from taizhang.desk.forms.occasions import Occasion
from taizhang.rules.lifecycle.states import Command, RequestKind
from taizhang.web.duties import choices_of, conflicts_in_words

MOST = 4


def lead_on_ground(kind: Command | RequestKind, name: str, occasion: Occasion) -> SafeString | str:
    """Return who may lead, each with a button and the clauses that it rests on."""
    found = [answer for answer in occasion.answers() if answer.lead or answer.cautions][:MOST]
    if not found:
        return ""
    answers = format_html_join(
        "",
        '<br><button type="button" class="link" data-pick="{}-{}" data-value="{}">{}</button> {}',
        (
            (kind.value, name, choice.lead, choice.lead or gettext("属地待定"), choice.why)
            for choice in choices_of(occasion.pack, found)
        ),
    )
    conflicts = "；".join(conflicts_in_words(occasion.pack, found))
    return format_html("{}{}", conflicts or gettext("按职责清单："), answers)


def sponsor_on_ground(occasion: Occasion) -> str:
    """Return who sponsors the place or the project, where that is laid down."""
    sponsor = next((each.sponsor for each in occasion.answers() if each.sponsor), None)
    if sponsor is None:
        return ""
    what = sponsor.project or occasion.pack.units.title(sponsor.place)
    words = gettext("%(post)s包保%(what)s（%(basis)s）。")
    return words % {"post": sponsor.post, "what": what, "basis": sponsor.basis}
