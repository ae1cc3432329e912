"""Forms of the commands that touch several items: merge, divide, split."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django import forms
from django.forms import BaseFormSet, formset_factory
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from taizhang.desk.forms.answers import TakeBackForm
from taizhang.desk.forms.fields import UnitField
from taizhang.desk.forms.occasions import Occasion
from taizhang.desk.forms.widgets import MomentInput
from taizhang.ledger import actions as ledger
from taizhang.ledger.command_ids import new_command_id
from taizhang.ledger.models import Item, ItemQuerySet
from taizhang.packs.units import UnitTree
from taizhang.rules.lifecycle.facts import Actor
from taizhang.rules.lifecycle.states import Command

Data = Mapping[str, Any] | None


class SeveralForm(TakeBackForm):
    """What the three have in common: the occasion, and `give`, which does it."""

    def __init__(self, occasion: Occasion, data: Data = None) -> None:
        begin = {"command_id": new_command_id(occasion.now), "seq": occasion.item.seq}
        super().__init__(data, initial=begin)
        self.occasion, self.item, self.given = occasion, occasion.item, data
        self.rows: BaseFormSet[Any] | None = None
        self.others: ItemQuerySet = Item.objects.none()  # those that its giver may see

    def show(self, rows: int) -> None:
        """Have so many rows to be filled in, where the form has any."""

    def is_valid(self) -> bool:
        rows_fit = self.rows is None or self.rows.is_valid()
        return super().is_valid() and rows_fit

    def filled(self) -> Sequence[dict[str, Any]]:
        """Return the rows in which something was written."""
        forms_ = self.rows.forms if self.rows is not None else []
        return [row.cleaned_data for row in forms_ if row.cleaned_data.get("title")]

    def give(self, *, by: Actor, at: datetime) -> int:
        """Do it and return the item to go on with."""
        raise NotImplementedError

    def _told(self, by: Actor, at: datetime) -> dict[str, Any]:
        given = self.cleaned_data
        return {"by": by, "at": at, "command_id": given["command_id"], "seen": given["seq"]}


class MergeForm(SeveralForm):
    """Which item this one goes into, and why."""

    survivor = forms.CharField(
        label=_("并入哪一件"), max_length=60, help_text=_("填写编号或查询码。")
    )
    reason = forms.CharField(label=_("理由"), max_length=2000, widget=forms.Textarea({"rows": 2}))

    def clean_survivor(self) -> int:
        named = self.cleaned_data["survivor"].strip()
        same = self.others.exclude(pk=self.item.pk)
        found = same.filter(number=named).first() or same.filter(tracking=named).first()
        if found is None:
            raise forms.ValidationError(gettext("台账里没有编号为“%(n)s”的事项。") % {"n": named})
        return found.pk

    def give(self, *, by: Actor, at: datetime) -> int:
        given = self.cleaned_data
        kept = ledger.merge(self.item.pk, given["survivor"], given["reason"], **self._told(by, at))
        return kept.pk


class PartForm(forms.Form):
    """One of the new matters that an item is divided into."""

    title = forms.CharField(label=_("事项"), max_length=300, required=False)
    place = forms.CharField(label=_("地点"), max_length=200, required=False)


class DivideForm(SeveralForm):
    """Two or more new matters; each is a proposal of its own."""

    reason = forms.CharField(label=_("理由"), max_length=2000, widget=forms.Textarea({"rows": 2}))

    def show(self, rows: int) -> None:
        self.rows = formset_factory(PartForm, extra=rows, max_num=50)(self.given, prefix="part")

    def give(self, *, by: Actor, at: datetime) -> int:
        parts = [{name: value for name, value in row.items() if value} for row in self.filled()]
        ledger.divide(self.item.pk, parts, self.cleaned_data["reason"], **self._told(by, at))
        return self.item.pk


class ChildForm(forms.Form):
    """One of the tasks that an item is broken down into."""

    title = forms.CharField(label=_("任务"), max_length=300, required=False)
    lead = forms.CharField(label=_("承办单位"), required=False)
    deadline = forms.DateTimeField(label=_("时限"), required=False, widget=MomentInput())
    criteria = forms.CharField(label=_("完成标准"), max_length=300, required=False)

    def __init__(self, *args: Any, units: UnitTree, **given: Any) -> None:
        super().__init__(*args, **given)
        self.fields["lead"] = UnitField(units, label=_("承办单位"), required=False)

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if given.get("title") and not given.get("lead") and "lead" not in self.errors:
            self.add_error("lead", gettext("请写明承办单位。"))
        return given


class SplitForm(SeveralForm):
    """The tasks of an item (任务分解): each is registered and dispatched under it."""

    note = forms.CharField(label=_("说明"), max_length=2000, required=False)

    def show(self, rows: int) -> None:
        made = formset_factory(ChildForm, extra=rows, max_num=50)
        units = self.occasion.pack.units
        self.rows = made(self.given, prefix="child", form_kwargs={"units": units})

    def give(self, *, by: Actor, at: datetime) -> int:
        tasks = [self._task(row) for row in self.filled()]
        note = self.cleaned_data["note"]
        ledger.split(self.item.pk, tasks, note=note, **self._told(by, at))
        return self.item.pk

    def _task(self, row: Mapping[str, Any]) -> ledger.Task:
        parent = self.item.number or self.item.tracking
        basis = f"{parent}任务分解"  # the record speaks the district's language
        criteria = row["criteria"] or "按要求完成并反馈结果"
        register = {"basis": basis, "approver": self.occasion.pack.units.title(self.item.lead)}
        dispatch = {"lead": row["lead"]}
        if row["deadline"]:
            dispatch["deadline"] = row["deadline"]
        return ledger.Task({"title": row["title"]}, {**register, "criteria": criteria}, dispatch)


FORMS: dict[Command, type[SeveralForm]] = {
    Command.MERGE: MergeForm,
    Command.DIVIDE: DivideForm,
    Command.SPLIT: SplitForm,
}


def several_form(command: Command, occasion: Occasion, data: Data, *, rows: int = 3) -> SeveralForm:
    """Return the form of a command that touches several items."""
    form = FORMS[command](occasion, data)
    form.show(rows)
    return form
