"""Forms of the intake: what came in, its frame, and the rows of a document in one form."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from taizhang.intake.actions import RowRefusal
from taizhang.intake.actions.drafts import draft_of
from taizhang.intake.models import Document, Requirement
from taizhang.intake.names import codes_typed, spoken
from taizhang.intake.suggestions import Draft
from taizhang.intake.words import URGENCIES
from taizhang.packs.load import Pack
from taizhang.packs.model import SOURCE_WORDS
from taizhang.rules.refused import Refused

FIELDS = ("title", "leads", "supports", "due", "category", "campaign", "criteria", "standing")


class ReceiveForm(forms.Form):
    """Pasted text beside uploaded files, and how it comes in."""

    name = forms.CharField(label=_("名称"), max_length=120, required=False)
    text = forms.CharField(
        label=_("粘贴文字"),
        required=False,
        strip=False,
        widget=forms.Textarea(
            attrs={"rows": 10, "placeholder": _("把通知、纪要、批示或报纸版面的文字粘贴在这里")}
        ),
    )
    confidential = forms.BooleanField(label=_("仅限本单位查阅"), required=False)
    anyway = forms.BooleanField(label=_("没有读出要求也收下，手工标注"), required=False)


class DescribeForm(forms.Form):
    """The frame of a document, as corrected by a person."""

    title = forms.CharField(label=_("标题"), max_length=300)
    number = forms.CharField(label=_("文号"), max_length=60, required=False)
    issuer = forms.CharField(label=_("来文单位"), max_length=120, required=False)
    leader = forms.CharField(label=_("批示人或讲话人"), max_length=60, required=False)
    series = forms.CharField(label=_("会议系列"), max_length=60, required=False)
    urgency = forms.ChoiceField(label=_("急缓"), required=False)
    doc_date = forms.DateField(
        label=_("文件日期"), required=False, widget=forms.DateInput(attrs={"type": "date"})
    )
    source = forms.ChoiceField(label=_("来源"))

    def __init__(self, document: Document, data: QueryDict | None = None) -> None:
        initial = {name: getattr(document, name) for name in self.base_fields}
        if document.doc_date:
            initial["doc_date"] = document.doc_date.isoformat()
        super().__init__(data, initial=initial, auto_id="frame-%s")
        urgency, source = self.fields["urgency"], self.fields["source"]
        assert isinstance(urgency, forms.ChoiceField)  # noqa: S101 - for the type checker
        assert isinstance(source, forms.ChoiceField)  # noqa: S101 - for the type checker
        urgency.choices = [("", "—"), *((word, gettext(word)) for word in URGENCIES)]
        source.choices = [(code.value, gettext(word)) for code, word in SOURCE_WORDS.items()]


def values_of(row: Requirement, pack: Pack) -> dict[str, str]:
    """Return what the fields of a row show, in the words that a person would type."""
    return {
        "title": row.title,
        "leads": spoken(pack, row.lead_codes),
        "supports": spoken(pack, row.support_codes),
        "due": row.due_on.isoformat() if row.due_on else "",
        "category": category_words(pack, row.category),
        "campaign": row.campaign,
        "criteria": row.criteria,
        "standing": "on" if row.standing else "",
    }


def category_words(pack: Pack, code: str) -> str:
    category = pack.categories.get(code)
    return f"{code} {category.name}" if category else code


@dataclass(frozen=True, slots=True)
class Posted:
    """The rows that somebody handed in: as typed, as understood, and what is wrong."""

    values: dict[int, dict[str, str]]
    drafts: dict[int, Draft]
    refusals: list[RowRefusal]


def posted(data: QueryDict, rows: Iterable[Requirement], pack: Pack) -> Posted:
    """Return the rows as handed in; a row whose words mean nothing is refused with the reason."""
    found = Posted({}, {}, [])
    for row in rows:
        if f"title-{row.order}" not in data:
            continue
        typed = {name: data.get(f"{name}-{row.order}", "").strip() for name in FIELDS}
        found.values[row.order] = typed
        try:
            found.drafts[row.order] = _draft(row, typed, pack)
        except Refused as why:
            found.refusals.append(RowRefusal(row.order, why.phrase))
    return found


def _draft(row: Requirement, typed: dict[str, str], pack: Pack) -> Draft:
    before, shown = draft_of(row), values_of(row, pack)
    if not typed["title"]:
        raise Refused("missing", "请填写拟立事项。")
    standing = bool(typed["standing"])
    draft = replace(
        before, title=typed["title"][:300], criteria=typed["criteria"], standing=standing
    )
    if typed["leads"] != shown["leads"]:
        draft = replace(draft, leads=codes_typed(pack, typed["leads"], "牵头单位"))
    if typed["supports"] != shown["supports"]:
        draft = replace(draft, supports=codes_typed(pack, typed["supports"], "配合单位"))
    if typed["due"] != shown["due"]:
        draft = replace(draft, due_on=_day(typed["due"]))
    if draft.due_on is not None:
        draft = replace(draft, limit="")
    return replace(
        draft, category=_category(typed["category"], pack), campaign=_campaign(typed, pack)
    )


def _day(typed: str) -> date | None:
    if not typed:
        return None
    try:
        return date.fromisoformat(typed)
    except ValueError as error:
        raise Refused(
            "date", "办理时限“%(typed)s”不是日期，应如2026-12-31。", typed=typed
        ) from error


def _category(typed: str, pack: Pack) -> str:
    code, _, name = typed.partition(" ")
    if code in pack.categories or not typed:
        return code
    for category in pack.categories.values():
        if category.name in (typed, name):
            return category.code
    raise Refused("category", "没有“%(typed)s”这个类别，请从列表中选择。", typed=typed)


def _campaign(typed: dict[str, str], pack: Pack) -> str:
    if typed["campaign"] not in pack.campaigns:
        raise Refused("campaign", "没有“%(name)s”这个专项。", name=typed["campaign"])
    return typed["campaign"]
