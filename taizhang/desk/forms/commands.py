"""The form of any command or request, built from the fields that the rules ask for."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, cast

from django import forms
from django.urls import reverse
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from taizhang.desk.forms.fields import EvidenceField, UnitField, UnitsField
from taizhang.desk.forms.hints import by_rule, reckoned
from taizhang.desk.forms.labels import hint_of, label_of
from taizhang.desk.forms.occasions import (
    Occasion,
    category_choices,
    closing_standard,
    people_choices,
)
from taizhang.desk.forms.suggesting import HANDING_OUT, suggestions
from taizhang.desk.forms.widgets import Handed, MomentInput, Percent
from taizhang.ledger.command_ids import new_command_id
from taizhang.record.ids import tracking_code
from taizhang.rules.clock import PRINTED, Limit, TimeUnit
from taizhang.rules.lifecycle.guards import limit_text
from taizhang.rules.lifecycle.moves import Field
from taizhang.rules.lifecycle.states import Command, RequestKind, Role
from taizhang.rules.words import LEVELS
from taizhang.web.labels import word_of

C, R = Command, RequestKind
Kind = Command | RequestKind
# Given together with another field: the condition with the category, the limit with the deadline.
WITH_OTHERS = {"condition", "deadline_kind", "limit", "new_tracking"}
ONE_LINE = {"approver", "clause", "stood_for_lead", "deadline_words", "basis", "title", "place"}
TIMES = {"deadline", "deadline_words"}  # of a leg that runs already: changed by 调整 only


class CommandForm(forms.Form):
    """One command or request; what it carries is as the rules name it."""

    command_id = forms.CharField(widget=forms.HiddenInput())
    seq = forms.IntegerField(widget=forms.HiddenInput(), required=False)

    def __init__(
        self,
        kind: Kind,
        wanted: Sequence[Field],
        occasion: Occasion,
        data: Mapping[str, Any] | None = None,
        files: MultiValueDict[str, Any] | None = None,
    ) -> None:
        super().__init__(data, files, auto_id=f"{kind.value}-%s")
        self.kind, self.wanted, self.occasion = kind, tuple(wanted), occasion
        self.initial = suggestions(kind, occasion) | {
            "command_id": new_command_id(occasion.now),
            "seq": occasion.item.seq,
        }
        self._build()

    def _build(self) -> None:
        facts = self.occasion.item.facts
        runs = facts.leg_started_at is not None or facts.standing
        for one in self.wanted:
            if one.name in WITH_OTHERS or (self.kind in HANDING_OUT and runs and one.name in TIMES):
                continue
            self.fields[one.name] = built(self.kind, one, self.occasion)
            if one.name == "deadline" and self.kind in HANDING_OUT:
                self.fields["days"] = _days(self.occasion)
        if self.kind is C.RECALL:
            units = self.occasion.pack.units
            hint = hint_of(self.kind, "lead")
            self.fields["lead"] = UnitField(
                units, label=_("改派给"), required=False, help_text=hint
            )

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if given.get("deadline") and given.get("days"):
            self.add_error("days", gettext("办理时限和工作日数只填一个。"))
        if "criteria" in self.fields and "category" in given and not given.get("criteria"):
            given["criteria"] = closing_standard(self.occasion.pack, given["category"])
            if not given["criteria"] and _is_asked(self.wanted, "criteria"):
                self.add_error("criteria", gettext("请写明销号标准。"))
        return given

    def carried(self) -> dict[str, Any]:
        """Return what was filled in, under the names of the rules; files are kept elsewhere."""
        given = {
            name: value
            for name, value in self.cleaned_data.items()
            if name not in ("command_id", "seq", "days") and not isinstance(value, Handed)
        }
        category, _slash, condition = str(given.get("category") or "").partition("/")
        if condition:
            given |= {"category": category, "condition": condition}
        if days := self.cleaned_data.get("days"):
            given["limit"] = limit_text(Limit(days, TimeUnit.WORK_DAY, PRINTED))
        if _is_asked(self.wanted, "new_tracking"):
            given["new_tracking"] = tracking_code()
        if self.kind is C.AMEND:  # what is as it was is no change
            given = {
                name: value for name, value in given.items() if value != self.initial.get(name)
            }
        return {name: value for name, value in given.items() if value not in (None, "", [], False)}

    def files_handed(self) -> dict[str, Handed]:
        """Return the files of each field of evidence."""
        given = self.cleaned_data.items() if hasattr(self, "cleaned_data") else ()
        return {name: value for name, value in given if isinstance(value, Handed)}

    @property
    def is_short(self) -> bool:
        """Tell whether nothing has to be filled in: one press is enough."""
        return not any(
            field.required for name, field in self.fields.items() if name != "command_id"
        )


def _is_asked(wanted: Sequence[Field], name: str) -> bool:
    return any(one.name == name and one.required for one in wanted)


def _days(occasion: Occasion) -> forms.Field:
    """Return the field for working days; while they are typed, the hint says the moment."""
    asks = {"hx-get": reverse("quick-moment"), "hx-trigger": "input delay:150ms"}
    return forms.IntegerField(
        label=_("或：几个工作日内"),
        required=False,
        min_value=1,
        max_value=250,
        help_text=by_rule(occasion),
        widget=forms.NumberInput({**asks, "hx-target": "next .hint"}),
    )


def built(kind: Kind, one: Field, occasion: Occasion) -> forms.Field:
    """Return the form's field for a field of the rules."""
    make = _BY_NAME.get(one.name) or _BY_KIND[one.kind]
    field = make(kind, one, occasion)
    field.label = cast(str, label_of(kind, one.name))
    field.help_text = reckoned(kind, one.name, occasion) or cast(str, hint_of(kind, one.name))
    field.required = one.required and one.name != "criteria"
    return field


Maker = Callable[[Kind, Field, Occasion], forms.Field]


def _text(_: Kind, one: Field, __: Occasion) -> forms.Field:
    if one.name in ONE_LINE:
        return forms.CharField(max_length=300)
    return forms.CharField(max_length=4000, widget=forms.Textarea({"rows": 3}))


def _short(_: Kind, __: Field, ___: Occasion) -> forms.Field:
    return forms.CharField(max_length=120)


def _category(_: Kind, __: Field, occasion: Occasion) -> forms.Field:
    return forms.ChoiceField(choices=category_choices(occasion.pack, occasion.campaign))


def _unit(_: Kind, __: Field, occasion: Occasion) -> forms.Field:
    return UnitField(occasion.pack.units)


def _units(_: Kind, __: Field, occasion: Occasion) -> forms.Field:
    return UnitsField(occasion.pack.units)


class _PersonField(forms.TypedChoiceField):
    """One person by number."""

    def __init__(self, choices: list[tuple[str, str]]) -> None:
        super().__init__(choices=choices, coerce=int, empty_value=None)


def _person(_: Kind, one: Field, occasion: Occasion) -> forms.Field:
    item = occasion.item
    if one.name == "sponsor":
        roles, unit = [Role.LEADER], ""
    else:
        roles, unit = [Role.HANDLER, Role.HEAD], item.lead
    return _PersonField(people_choices(item.region, occasion.now, unit=unit, roles=roles))


def _moment(_: Kind, __: Field, ___: Occasion) -> forms.Field:
    return forms.DateTimeField(widget=MomentInput())


def _number(_: Kind, __: Field, ___: Occasion) -> forms.Field:
    return forms.IntegerField(widget=Percent(), min_value=0, max_value=100)


def _flag(_: Kind, __: Field, ___: Occasion) -> forms.Field:
    return forms.BooleanField()


def _choice(kind: Kind, one: Field, _: Occasion) -> forms.Field:
    choices = [(value, _choice_word(kind, one.name, value)) for value in one.choices]
    return forms.ChoiceField(choices=choices, widget=forms.RadioSelect())


def _choice_word(kind: Kind, name: str, value: str) -> str:
    if name == "level":
        return gettext(LEVELS[int(value)])
    if name == "outcome":
        return word_of(value, "decline" if kind is C.DECLINE else "outcome")
    return word_of(value, "choice")


def _evidence(_: Kind, __: Field, ___: Occasion) -> forms.Field:
    return EvidenceField()


def _entry(_: Kind, __: Field, occasion: Occasion) -> forms.Field:
    choices = [("", gettext("请选择")), *((str(seq), words) for seq, words in occasion.entries)]
    return forms.TypedChoiceField(choices=choices, coerce=int)


def _hidden(_: Kind, __: Field, ___: Occasion) -> forms.Field:
    return forms.CharField(widget=forms.HiddenInput())


def _milestone(_: Kind, __: Field, occasion: Occasion) -> forms.Field:
    """Return the choice of the milestones that are not reached yet."""
    facts = occasion.item.facts
    left = list(enumerate(facts.regime.milestones, 1))[facts.reached :]
    choices = [("", gettext("没有达到新的节点")), *((str(n), one.name) for n, one in left)]
    return forms.ChoiceField(choices=choices)


_BY_NAME: dict[str, Maker] = {"category": _category, "pack": _hidden, "milestone": _milestone}
_BY_KIND: dict[str, Maker] = {
    "text": _text,
    "short": _short,
    "unit": _unit,
    "units": _units,
    "person": _person,
    "date": _moment,
    "moment": _moment,
    "number": _number,
    "flag": _flag,
    "choice": _choice,
    "evidence": _evidence,
    "entry": _entry,
    "item": _short,
    "items": _short,
}
