"""What is suggested for a requirement: title, units, limit, category, campaign; people decide."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date
from typing import Any

from taizhang.intake.names import codes_of
from taizhang.packs.answers import find_answers
from taizhang.packs.duties import suggest_categories
from taizhang.packs.load import Pack
from taizhang.packs.model import Source
from taizhang.reading.model import Article, Deadline, Requirement, Target
from taizhang.rules.duties import Answer

SOURCES: dict[str, Source] = {
    "plan": Source.DOCUMENT,
    "notice": Source.DOCUMENT,
    "minutes": Source.MINUTES,
    "order": Source.UPPER_LEVEL,
    "instruction": Source.INSTRUCTION,
    "brief": Source.INSPECTION,
    "meeting": Source.MEETING,
    "inspection": Source.MEETING,
    "training": Source.MEETING,
    "review": Source.CONGRESS,
}
URGENT = frozenset({"特提", "特急", "加急"})
# What a document of a kind is about where its sentences speak of no category of their own.
_KIND_WORDS = {
    "minutes": "会议议定事项",
    "meeting": "会议议定事项",
    "inspection": "会议议定事项",
    "training": "会议议定事项",
    "instruction": "领导批示事项",
}
_ANY_KIND = "任务分解事项"
MOST_LEADS = 20  # beyond this a group is no suggestion: somebody has to mean it
STANDING = re.compile("长期坚持|持续推进|持续坚持|常态化|长期推进")
_SHARED = 4  # so many characters of a campaign's name tell that a text is about it
LONGEST_TITLE, SHORTEST_TITLE = 40, 6
# 区某局要牵头…; 由区某局牵头，某街道配合，…
_DOERS = (
    re.compile(
        r"[由请]?(?P<doers>[^，。；：]{2,40}?)(?:牵头|负责|主办)，"
        r"(?:[^，。；：]{2,60}?(?:配合|参与|协助)，)?"
    ),
    re.compile(r"(?P<doers>[^，。；：]{2,40}?)(?:要|负责|应当|应|须)(?:牵头)?(?![求素])"),
)


@dataclass(frozen=True, slots=True)
class Draft:
    """What a requirement is to become; codes of units, one item for each lead."""

    title: str
    leads: tuple[str, ...] = ()
    supports: tuple[str, ...] = ()
    due_on: date | None = None
    limit: str = ""
    category: str = ""
    campaign: str = ""
    criteria: str = ""
    standing: bool = False  # 长期坚持: no day on which it is done, confirmed again and again

    def to_json(self) -> dict[str, Any]:
        """Return the draft as plain values."""
        plain = asdict(self) | {"leads": list(self.leads), "supports": list(self.supports)}
        plain["due_on"] = self.due_on.isoformat() if self.due_on else None
        return plain

    @classmethod
    def from_json(cls, plain: dict[str, Any]) -> "Draft":
        """Return the draft that `to_json` wrote."""
        due_on = plain["due_on"]
        return cls(
            **{
                **plain,
                "leads": tuple(plain["leads"]),
                "supports": tuple(plain["supports"]),
                "due_on": date.fromisoformat(due_on) if due_on else None,
            }
        )


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A draft, and whether its lead is printed or comes from the duty list."""

    draft: Draft
    lead_from: str = ""  # printed | duty


def source_of(article: Article) -> Source:
    """Return where the items of a document come from."""
    if article.kind == "instruction" and article.urgency in URGENT:
        return Source.URGENT_INSTRUCTION
    return SOURCES.get(article.kind, Source.DOCUMENT)


def suggest(
    pack: Pack, article: Article, requirement: Requirement, on: date, *, supervising: str
) -> Suggestion:
    """Return what a requirement could become in this district."""
    text = requirement.text
    category, is_told = _category(pack, text, article.kind)
    draft = Draft(
        title=title_of(_without_doer(pack, text)),
        category=category,
        campaign=_campaign(
            pack, "\n".join((article.headline or "", requirement.section or "", text)), on
        ),
        criteria=_criteria(pack, category if is_told else "", requirement.targets),
        **_limit(requirement.deadline),
    )
    suggestion = _with_units(pack, draft, requirement, supervising, on)
    return replace(suggestion, draft=_checked_by_others(pack, suggestion.draft))


def _category(pack: Pack, text: str, kind: str) -> tuple[str, bool]:
    told = suggest_categories(pack, text)
    if told:
        return told[0], True
    general = suggest_categories(pack, _KIND_WORDS.get(kind, _ANY_KIND))
    return (general[0] if general else next(iter(pack.categories), "")), False


def _campaign(pack: Pack, text: str, on: date) -> str:
    for code, campaign in pack.campaigns.items():
        name = campaign.name
        parts = (name[i : i + _SHARED] for i in range(len(name) - _SHARED + 1))
        # A campaign that demands a check first is for findings, not for what is ordered.
        special = code != pack.district.default_campaign and not campaign.guards().check_first
        if special and campaign.is_running(on) and any(part in text for part in parts):
            return code
    return pack.district.default_campaign


def _checked_by_others(pack: Pack, draft: Draft) -> Draft:
    """Return the draft in the usual campaign where its own would let a lead verify itself."""
    verifiers = {step.unit for step in pack.campaigns[draft.campaign].steps}
    mine = {v for v in verifiers for c in draft.leads if v == c or pack.units.is_below(v, c)}
    return replace(draft, campaign=pack.district.default_campaign) if mine else draft


def _criteria(pack: Pack, category: str, targets: Sequence[Target]) -> str:
    """Return the category's criteria where the text names one, and the amounts to be reached."""
    told = [pack.categories[category].condition().closing] if category else []
    amounts = [f"{target.value}{target.unit or ''}" for target in targets]
    return "；".join([*told, *([f"量化目标{'、'.join(amounts)}全部完成"] if amounts else [])])


def _limit(deadline: Deadline | None) -> dict[str, Any]:
    """Return a printed day, or a budget that runs from the hand-over; soft words give neither."""
    if deadline is None:
        return {}
    if STANDING.search(deadline.text):
        return {"standing": True}
    if deadline.soft:
        return {}
    if deadline.days and deadline.unit:
        return {"limit": f"{deadline.days} {deadline.unit} printed"}
    return {"due_on": deadline.iso} if deadline.iso else {}


def _with_units(
    pack: Pack, draft: Draft, requirement: Requirement, supervising: str, on: date
) -> Suggestion:
    first = [codes_of(pack, name) for name in requirement.lead or requirement.responsible]
    found = [codes for codes in first if codes and supervising not in codes]
    helpers = [codes_of(pack, name) for name in requirement.supporting]
    if not found and not requirement.lead:
        found, helpers = [codes for codes in helpers if codes], []
    leads = _leads(found)
    if leads:
        supports = _once((c for codes in (*found, *helpers) for c in codes), leads)
        return Suggestion(replace(draft, leads=leads, supports=supports), "printed")
    printed = _once((c for h in helpers for c in h), ())
    return _by_duty(pack, draft, requirement.text, printed, on)


def _leads(found: Sequence[tuple[str, ...]]) -> tuple[str, ...]:
    """Return the first unit; where groups are charged (各街道、各乡镇), each of their units."""
    groups = [codes for codes in found if len(codes) > 1]
    if not found or len(found[0]) == 1:
        return found[0] if found else ()
    leads = tuple(dict.fromkeys(code for codes in groups for code in codes))
    return leads if len(leads) <= MOST_LEADS else ()


def answers_for(
    pack: Pack, on: date, *, category: str, campaign: str, text: str
) -> tuple[Answer, ...]:
    """Return who may be responsible for a requirement that names nobody."""
    return find_answers(
        pack, on=on, category=category, text=text, campaign=pack.campaigns.get(campaign)
    )


def _by_duty(pack: Pack, draft: Draft, text: str, printed: tuple[str, ...], on: date) -> Suggestion:
    found = answers_for(pack, on, category=draft.category, campaign=draft.campaign, text=text)
    first = next((answer for answer in found if answer.is_firm), None)
    if first is None:
        return Suggestion(replace(draft, supports=printed))
    supports = _once(printed or first.supports, (first.lead,))
    return Suggestion(replace(draft, leads=(first.lead,), supports=supports), "duty")


def _once(codes: Iterable[str], without: Sequence[str]) -> tuple[str, ...]:
    return tuple(code for code in dict.fromkeys(codes) if code not in without)


def _without_doer(pack: Pack, text: str) -> str:
    """Return the words without the units that they begin with: those stand in their own column."""
    for match in filter(None, (pattern.match(text) for pattern in _DOERS)):
        named = re.split(r"[、和及]", match["doers"].removeprefix("请"))
        is_long_enough = len(text) - match.end() >= SHORTEST_TITLE
        if is_long_enough and all(codes_of(pack, name) for name in named):
            return text[match.end() :]
    return text


def title_of(text: str) -> str:
    """Return a short title made of the requirement's own words."""
    words = re.sub(r"\s+", "", text)
    words = re.sub(r"^(?:\d+[.．、]|[（(][一二三四五六七八九十\d]+[）)]|[①-⑳])", "", words)
    words = re.sub(r"^(?:要|必须|应当?|须|请)(?![求素点闻示])", "", words)
    clause = re.split(r"[。；;！!]", words, maxsplit=1)[0] or words
    if len(clause) <= LONGEST_TITLE:
        return clause.rstrip("，、：,")
    heads = (clause[:at] for at in range(LONGEST_TITLE, SHORTEST_TITLE, -1) if clause[at] in "，,")
    whole = (head for head in heads if head.count("“") == head.count("”"))
    return next(whole, clause[:LONGEST_TITLE]).rstrip("，、：,")
