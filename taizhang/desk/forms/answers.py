"""Deciding on a request: consent with a remark, or refusal with its reason."""

from datetime import datetime
from typing import Any, Self

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from taizhang.ledger.command_ids import new_command_id
from taizhang.ledger.models import Item

GRANT, DENY = "grant", "deny"


class TakeBackForm(forms.Form):
    """What every command carries: its id, and what its giver has seen."""

    command_id = forms.CharField(widget=forms.HiddenInput())
    seq = forms.IntegerField(widget=forms.HiddenInput(), required=False)

    @classmethod
    def fresh(cls, item: Item, now: datetime) -> Self:
        """Return the form as it is first shown."""
        return cls(initial={"command_id": new_command_id(now), "seq": item.seq}, auto_id="")


class AnswerForm(TakeBackForm):
    """Yes or no, and why; a refusal must say it."""

    words = forms.CharField(
        label=_("意见"),
        required=False,
        max_length=2000,
        widget=forms.Textarea({"rows": 2, "placeholder": _("不同意须写明理由")}),
    )
    answer = forms.ChoiceField(choices=[(GRANT, GRANT), (DENY, DENY)])

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if given.get("answer") == DENY and not given.get("words"):
            self.add_error("words", gettext("不同意须写明理由。"))
        return given

    @property
    def is_granted(self) -> bool:
        return bool(self.cleaned_data["answer"] == GRANT)

    def carried(self) -> dict[str, str]:
        """Return the remark under its name."""
        words = self.cleaned_data["words"]
        name = "note" if self.is_granted else "reason"
        return {name: words} if words else {}
