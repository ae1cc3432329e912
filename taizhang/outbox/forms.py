"""Forms of the outbox: a channel, a helper's link, and what a helper hands in."""

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from taizhang.org.models import Person
from taizhang.outbox.schemes import LONGEST, require_address
from taizhang.rules.refused import Refused


class ChannelForm(forms.Form):
    """To whom a channel belongs, what it is called, and its address."""

    command_id = forms.CharField(widget=forms.HiddenInput())
    unit = forms.ChoiceField(label=_("单位"), required=False)
    username = forms.CharField(
        label=_("或个人"), required=False, max_length=32, help_text=_("填登录名，只发给这个人")
    )
    name = forms.CharField(label=_("名称"), max_length=40, help_text=_("如：城管局工作群"))
    url = forms.CharField(
        label=_("地址"),
        max_length=LONGEST,
        widget=forms.PasswordInput({"autocomplete": "off"}),
        help_text=_("含密钥，保存后不再显示"),
    )

    def __init__(self, region: str, units: list[tuple[str, str]], *given: Any, **named: Any):
        super().__init__(*given, **named)
        self.region = region
        self.person: Person | None = None
        choice = self.fields["unit"]
        if isinstance(choice, forms.ChoiceField):
            choice.choices = [("", "—"), *units]

    def clean_url(self) -> str:
        url = str(self.cleaned_data["url"]).strip()
        try:
            require_address(url)
        except Refused as refused:
            raise forms.ValidationError(refused.said(gettext)) from refused
        return url

    def clean_username(self) -> str:
        username = str(self.cleaned_data["username"]).strip()
        if username:
            found = Person.objects.of_region(self.region).active().filter(username=username)
            self.person = found.first()
            if self.person is None:
                raise forms.ValidationError(gettext("没有这个登录名，或账号已停用。"))
        return username

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if not self.errors and bool(given.get("unit")) == (self.person is not None):
            self.add_error("unit", gettext("选一个单位，或填一个人，二者选一。"))
        return given
