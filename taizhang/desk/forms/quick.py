"""快速交办: the order that was just spoken, and what an inspector has just found."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django import forms
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from taizhang.desk.forms.fields import EvidenceField, UnitField, UnitsField
from taizhang.desk.forms.likely import area_of
from taizhang.desk.forms.occasions import category_choices, closing_standard
from taizhang.desk.forms.widgets import Handed, MomentInput, Photos
from taizhang.ledger.command_ids import new_command_id
from taizhang.packs.load import Pack
from taizhang.packs.model import SOURCE_WORDS, Source
from taizhang.rules.clock import PRINTED, Limit, TimeUnit, due
from taizhang.rules.lifecycle.guards import limit_text

SPOKEN = (Source.MEETING, Source.INSTRUCTION, Source.URGENT_INSTRUCTION, Source.UPPER_LEVEL)


class QuickForm(forms.Form):
    """What, who, by when; all else may stay empty."""

    command_id = forms.CharField(widget=forms.HiddenInput())
    title = forms.CharField(
        label=_("事项"),
        max_length=300,
        widget=forms.Textarea({"rows": 2, "autofocus": True, "placeholder": _("要办什么")}),
    )
    units = forms.Field()  # made for the pack
    days = forms.IntegerField(label=_("几个工作日内"), required=False, min_value=1, max_value=250)
    deadline = forms.DateTimeField(label=_("或：到什么时候"), required=False, widget=MomentInput())
    place = forms.CharField(label=_("地点"), max_length=200, required=False)
    source = forms.ChoiceField(
        label=_("来源"), choices=[(source.value, _(SOURCE_WORDS[source])) for source in SPOKEN]
    )
    category = forms.ChoiceField(label=_("类别"), required=False)
    campaign = forms.ChoiceField(label=_("专项"))
    approver = forms.CharField(label=_("谁交办的"), max_length=100, required=False)
    evidence = EvidenceField(label=_("照片"), required=False, widget=Photos())

    def __init__(
        self,
        pack: Pack,
        now: datetime,
        data: Mapping[str, Any] | None = None,
        files: MultiValueDict[str, Any] | None = None,
        **given: Any,
    ) -> None:
        super().__init__(data, files, **given)
        self.pack, self.now = pack, now
        self.initial.setdefault("command_id", new_command_id(now))
        self.initial.setdefault("campaign", pack.district.default_campaign)
        self.fields["units"] = UnitsField(
            pack.units, label=_("承办单位"), help_text=_("多个单位各办一件，编为一份交办单。")
        )
        campaigns = self.fields["campaign"]
        category = self.fields["category"]
        if isinstance(campaigns, forms.ChoiceField) and isinstance(category, forms.ChoiceField):
            running = [c for c in pack.campaigns.values() if not c.confidential]
            campaigns.choices = [(c.code, c.name) for c in running]
            category.choices = category_choices(pack, pack.default_campaign)

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if given.get("deadline") and given.get("days"):
            self.add_error("days", gettext("时限只填一种：几个工作日，或到什么时候。"))
        deadline = given.get("deadline")
        if deadline and deadline <= self.now:
            self.add_error("deadline", gettext("时限须晚于现在。"))
        return given

    def allowed(self) -> dict[str, Any]:
        """Return the time that is allowed: working days, which pauses stretch, or a moment."""
        given = self.cleaned_data
        if given.get("days"):
            return {"limit": limit_text(_working_days(given["days"]))}
        return {"deadline": given["deadline"]} if given.get("deadline") else {}

    def files_handed(self) -> dict[str, Handed]:
        """Return the photos."""
        return {"evidence": self.cleaned_data.get("evidence") or Handed()}

    def carried(self) -> dict[str, Any]:
        """Return what the order says besides its title and units."""
        given = self.cleaned_data
        choice = given["category"]
        return {
            **self.allowed(),
            "source": given["source"],
            "place": given["place"],
            "campaign": given["campaign"],
            "category": choice.partition("/")[0],
            "criteria": closing_standard(self.pack, choice),
            "approver": given["approver"],
            "area": area_of(self.pack, given["place"]),
        }


class SpotForm(QuickForm):
    """现场交办: an inspector's finding with its photo, handed over where it was found."""

    source = forms.ChoiceField(
        label=_("来源"),
        choices=[(s.value, _(SOURCE_WORDS[s])) for s in (Source.INSPECTION, Source.SCREENING)],
    )
    category = forms.ChoiceField(label=_("类别"))
    evidence = EvidenceField(label=_("现场照片"), widget=Photos(camera=True))
    area = forms.CharField(label=_("属地"), required=False)

    def __init__(self, pack: Pack, now: datetime, *args: Any, **given: Any) -> None:
        super().__init__(pack, now, *args, **given)
        self.fields["area"] = UnitField(pack.units, label=_("属地"), required=False)
        del self.fields["approver"]

    def proposal(self) -> dict[str, Any]:
        """Return what was found."""
        given = self.cleaned_data
        names = ("title", "place", "source", "campaign")
        return {name: given[name] for name in names if given[name]}

    def handing(self, inspector: str) -> dict[str, Any]:
        """Return what the hand-over carries besides the lead and the photos."""
        given = self.cleaned_data
        category, _slash, condition = given["category"].partition("/")
        campaign = self.pack.campaigns[given["campaign"]]
        whole = {
            "category": category,
            "condition": condition,
            "basis": "现场督查发现",  # the record speaks the district's language
            "approver": inspector,
            "supervising_unit": campaign.parts.supervising,
            "criteria": closing_standard(self.pack, given["category"]),
            "area": given["area"] or area_of(self.pack, given["place"]),
            **self.allowed(),
        }
        return {name: value for name, value in whole.items() if value}


def moment_in(pack: Pack, days: int, now: datetime) -> datetime:
    """Return the end of the n-th working day from now (次日起算)."""
    return due(now, _working_days(days), pack.calendar).at


def _working_days(days: int) -> Limit:
    return Limit(days, TimeUnit.WORK_DAY, PRINTED)
