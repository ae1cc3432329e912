"""Forms of the outbox: a channel, a helper's link, and what a helper hands in."""

import uuid
from collections.abc import Sequence
from datetime import datetime
from typing import Any, Self

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from taizhang.ledger.command_ids import new_command_id
from taizhang.org.models import Person
from taizhang.outbox.schemes import LONGEST, require_address
from taizhang.rules.refused import Refused

MOST_PHOTOS = 9


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


class HelperForm(forms.Form):
    """Who helps without an account: name and telephone, kept where they can be erased."""

    command_id = forms.CharField(widget=forms.HiddenInput())
    helper = forms.CharField(label=_("协办人姓名"), max_length=32)
    phone = forms.CharField(label=_("电话"), max_length=32, required=False)

    @classmethod
    def fresh(cls, now: datetime) -> Self:
        return cls(initial={"command_id": new_command_id(now)})


class Photos(forms.ClearableFileInput):
    """A field for several photos at once."""

    allow_multiple_selected = True


class PhotosField(forms.FileField):
    """Several files."""

    def clean(self, data: Any, initial: Any = None) -> "Sequence[UploadedFile[bytes]]":
        given = data if isinstance(data, list | tuple) else [data]
        cleaned = [super(PhotosField, self).clean(each, initial) for each in given if each]
        if len(cleaned) > MOST_PHOTOS:
            raise forms.ValidationError(gettext("一次最多 %(n)s 张照片。") % {"n": MOST_PHOTOS})
        return cleaned


class UploadForm(forms.Form):
    """Photos first, since that is what the hand holds."""

    command_id = forms.CharField(widget=forms.HiddenInput(), max_length=36)
    photos = PhotosField(
        label=_("照片"),
        required=False,
        widget=Photos({"accept": "image/*", "multiple": True}),
        help_text=_("可直接拍照，也可从相册选"),
    )
    words = forms.CharField(
        label=_("做了什么"), max_length=1000, widget=forms.Textarea({"rows": 3})
    )

    @classmethod
    def fresh(cls, now: datetime) -> Self:
        return cls(initial={"command_id": new_command_id(now)})

    def clean_command_id(self) -> str:
        given = str(self.cleaned_data["command_id"])
        try:
            uuid.UUID(given)
        except ValueError as error:
            raise forms.ValidationError(gettext("表单不完整，请刷新页面后再试。")) from error
        return given
