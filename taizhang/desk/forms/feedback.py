"""What a street hands in from the phone (拍照反馈): a photo, a few words, done or not yet."""

from datetime import datetime
from typing import Any, Self

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from taizhang.desk.forms.fields import EvidenceField
from taizhang.desk.forms.widgets import Handed, Photos
from taizhang.ledger.command_ids import new_command_id
from taizhang.ledger.models import Item


class FeedbackForm(forms.Form):
    """Photos first, since that is what the hand holds."""

    command_id = forms.CharField(widget=forms.HiddenInput())
    seq = forms.IntegerField(widget=forms.HiddenInput(), required=False)
    evidence = EvidenceField(label=_("照片"), widget=Photos(camera=True), required=False)
    album = EvidenceField(label=_("从相册或文件中选"), widget=Photos(), required=False)
    words = forms.CharField(
        label=_("做了什么"), max_length=4000, widget=forms.Textarea({"rows": 3})
    )
    outcome = forms.ChoiceField(
        label=_("办好了吗"),
        choices=[("done", _("已办好，申请销号")), ("progress", _("还在办，先报进展"))],
        widget=forms.RadioSelect(),
    )

    @classmethod
    def fresh(cls, item: Item, now: datetime) -> Self:
        """Return the form as it is first shown."""
        return cls(initial={"command_id": new_command_id(now), "seq": item.seq})

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if given.get("outcome") == "done" and not any(self.files_handed().values()):
            self.add_error("evidence", gettext("申请销号要有整改后的照片。"))
        return given

    def files_handed(self) -> dict[str, Handed]:
        """Return the files, taken and chosen together."""
        given = getattr(self, "cleaned_data", {})
        taken, chosen = (given.get(name) or Handed() for name in ("evidence", "album"))
        return {"evidence": Handed((*taken.new, *chosen.new), (*taken.kept, *chosen.kept))}
