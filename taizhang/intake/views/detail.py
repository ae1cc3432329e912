"""The page of one document: the original, its requirements by fate, and a row to decide each."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext

from taizhang.intake import fates
from taizhang.intake.actions import RowRefusal, approver_of, basis_of
from taizhang.intake.fates import Standing
from taizhang.intake.forms import DescribeForm, category_words, values_of
from taizhang.intake.models import Document, Requirement
from taizhang.intake.names import NO_DOERS
from taizhang.intake.originals import Original
from taizhang.intake.readers import may_write
from taizhang.intake.replay import waits_for_erasure
from taizhang.intake.suggestions import answers_for
from taizhang.intake.words import COMMANDS, KINDS, REASONS
from taizhang.ledger.command_ids import new_command_id
from taizhang.org.actors import names, region_of
from taizhang.org.packs import current
from taizhang.packs.load import Pack
from taizhang.packs.model import UnitKind
from taizhang.papers.marks import Fate
from taizhang.record.models import Entry
from taizhang.rules.lifecycle.guards import limit_from
from taizhang.rules.lights import Light
from taizhang.rules.workdays import SHANGHAI
from taizhang.web.clock import now
from taizhang.web.duties import Choice, choices_of, conflicts_in_words

UNSTAFFED = (UnitKind.GRID, UnitKind.BUILDING)
DOERS = tuple(kind for kind in UnitKind if kind not in NO_DOERS and kind not in UNSTAFFED)
MOST_ANSWERS = 4
UNITS = {
    "urgent_hour": "%(n)s小时",
    "work_hour": "%(n)s个工作小时",
    "work_day": "%(n)s个工作日",
    "natural_day": "%(n)s天",
}


@dataclass(slots=True)
class RowShown:
    """A requirement as the page shows it: where it stands, and its fields as typed."""

    standing: Standing
    values: dict[str, str]
    limit: str
    reason: str
    lights: list[tuple[object, Light]]
    delay: str = ""
    is_ticked: bool = False
    refusal: str = ""
    choices: tuple[Choice, ...] = ()
    conflicts: tuple[str, ...] = ()

    @property
    def is_open(self) -> bool:
        """Return whether it is still to be decided."""
        return self.standing.fate is Fate.UNDECIDED

    @property
    def is_open_principle(self) -> bool:
        """Return whether it is a principle that nobody has decided; those are folded."""
        return self.is_open and self.standing.requirement.kind == "principle"


@dataclass(frozen=True, slots=True)
class Given:
    """What a refused form had: it is shown again as it was, with the reasons."""

    values: Mapping[int, dict[str, str]] = field(default_factory=dict)
    ticked: Sequence[int] = ()
    refusals: Sequence[RowRefusal] = ()
    words: Mapping[str, str] = field(default_factory=dict)
    message: str = ""
    frame: DescribeForm | None = None

    @property
    def grouped(self) -> list[tuple[str, list[int]]]:
        """Return each reason once, with the rows that it refuses."""
        groups: dict[str, list[int]] = {}
        for refusal in self.refusals:
            groups.setdefault(refusal.why.said(gettext), []).append(refusal.order)
        return list(groups.items())


@dataclass(frozen=True, slots=True)
class Event:
    """A line of what happened to the document."""

    at: object
    title: str
    who: str
    body: str = ""
    tone: str = ""
    url: str = ""


def detail_page(
    request: HttpRequest, document: Document, given: Given | None = None
) -> HttpResponse:
    """Return the page, or the same page with what was refused."""
    shown = given or Given()
    at, pack = now(), current(region_of(request))
    rows = _rows(document, shown, pack)
    standing = [row.standing for row in rows]
    only_open = request.GET.get("only") == "open"
    listed = [row for row in rows if row.is_open] if only_open else rows
    original = Original(
        document.text, ((s.requirement.order, s.requirement.spans) for s in standing)
    )
    entries = _entries(document)
    whole = {
        "document": document,
        "pack": pack,
        "kind": gettext(KINDS.get(document.kind, "")),
        "blocks": original.blocks(document.layout),
        "tones": {s.requirement.order: s.tone for s in standing},
        "actions": [row for row in listed if not row.is_open_principle],
        "principles": [row for row in listed if row.is_open_principle],
        "only_open": only_open,
        "coverage": fates.coverage(standing),
        **_standing_of(request, document, entries),
        "given": shown,
        "basis": shown.words.get("basis", basis_of(document)),
        "approver": shown.words.get("approver", approver_of(document)),
        "reasons": [(code, gettext(word)) for code, word in REASONS.items()],
        "units": _units(pack),
        "categories": [category_words(pack, code) for code in pack.categories],
        "campaigns": [(code, campaign.name) for code, campaign in pack.campaigns.items()],
        "frame": shown.frame or DescribeForm(document),
        "events": _events(entries),
        "command_id": new_command_id(at),
    }
    return render(
        request, "intake/document_detail.html", whole, status=422 if given is not None else 200
    )


def _standing_of(
    request: HttpRequest, document: Document, entries: Sequence[Entry]
) -> dict[str, bool]:
    """Return whether its words are erased or about to be, and whether the reader may work on it."""
    is_erased = not document.text  # what was taken in had words
    return {
        "may_write": may_write(request) and not is_erased,
        "is_erased": is_erased,
        "asked_erasure": waits_for_erasure(entry.command for entry in entries),
    }


def _rows(document: Document, given: Given, pack: Pack) -> list[RowShown]:
    at = now()
    refused = {refusal.order: refusal.why.said(gettext) for refusal in given.refusals}
    rows = []
    for standing in fates.standings(document.requirements.in_order(), at):
        requirement = standing.requirement
        rows.append(
            RowShown(
                standing,
                given.values.get(requirement.order) or values_of(requirement, pack),
                limit_words(requirement.limit),
                fates.reason_words(standing),
                [(item, item.light(at)) for item in standing.items],
                fates.progress_words(standing, pack, at) if standing.late else "",
                requirement.order in given.ticked,
                refused.get(requirement.order, ""),
                *_by_duty(requirement, standing, pack, at),
            )
        )
    return rows


def _by_duty(
    requirement: Requirement, standing: Standing, pack: Pack, at: datetime
) -> tuple[tuple[Choice, ...], tuple[str, ...]]:
    """Return who may lead by the duty list, where the text itself names nobody."""
    if standing.fate is not Fate.UNDECIDED or requirement.details.get("lead_from") == "printed":
        return (), ()
    found = answers_for(
        pack,
        at.astimezone(SHANGHAI).date(),
        category=requirement.category,
        campaign=requirement.campaign,
        text=requirement.text,
    )[:MOST_ANSWERS]
    return choices_of(pack, found), conflicts_in_words(pack, found)


def limit_words(limit: str) -> str:
    """Return a printed budget as people say it; it runs from the hand-over."""
    if not limit:
        return ""
    budget = limit_from(limit)
    return gettext(UNITS[budget.unit.value]) % {"n": budget.amount}


def _units(pack: Pack) -> list[str]:
    groups = [name for name, members in pack.units.groups().items() if members]
    return [*(unit.title for unit in pack.units.of_kind(*DOERS)), *groups]


def _entries(document: Document) -> list[Entry]:
    return list(Entry.objects.of(document.region, "document", document.pk).defer("body"))


def _events(entries: Sequence[Entry]) -> list[Event]:
    who = names(entry.person for entry in entries)
    return [
        Event(
            entry.at,
            gettext(COMMANDS.get(entry.command, entry.command)),
            who.get(entry.person or 0, gettext("系统")),
        )
        for entry in reversed(entries)
    ]
