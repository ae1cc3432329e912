"""Forms of the door and of the people page: they check shape, the actions decide."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from taizhang.org.models import Person
from taizhang.org.passwords import require_three_kinds
from taizhang.rules.lifecycle.states import Role
from taizhang.rules.words import ROLES
from taizhang.web.labels import word_of


class SignInForm(forms.Form):
    """Name and password."""

    username = forms.CharField(
        label=_("登录名"),
        max_length=32,
        widget=forms.TextInput(attrs={"autocomplete": "username", "autofocus": True}),
    )
    password = forms.CharField(
        label=_("密码"),
        strip=False,
        max_length=128,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )


class ChangePasswordForm(forms.Form):
    """The old password, and twice the new one."""

    old = forms.CharField(
        label=_("原密码"),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )
    new = forms.CharField(
        label=_("新密码"),
        strip=False,
        max_length=128,
        help_text=_("至少 8 位，包含大写字母、小写字母、数字、符号中的三种。"),
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )
    again = forms.CharField(
        label=_("再输一次新密码"),
        strip=False,
        max_length=128,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    def __init__(self, person: Person, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.person = person

    def clean_old(self) -> str:
        old: str = self.cleaned_data["old"]
        if not self.person.check_password(old):
            raise ValidationError(gettext("原密码不对。"))
        return old

    def clean_new(self) -> str:
        new: str = self.cleaned_data["new"]
        validate_password(new, self.person)
        require_three_kinds(new)
        return new

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if "new" in given and "again" in given and given["new"] != given["again"]:
            self.add_error("again", gettext("两次输入的新密码不一样。"))
        return given


class PersonForm(forms.Form):
    """Somebody new; the first password is made by the system."""

    username = forms.RegexField(
        label=_("登录名"),
        regex=r"^[a-z][a-z0-9._-]{1,31}$",
        help_text=_("小写字母开头，2 至 32 位，可用字母、数字、点、横线。"),
        error_messages={"invalid": _("登录名只能用小写字母、数字、点和横线，并以字母开头。")},
    )
    full_name = forms.CharField(label=_("姓名"), max_length=32)
    phone = forms.CharField(label=_("电话"), max_length=32, required=False)


class PostForm(forms.Form):
    """A post to be granted."""

    unit = forms.ChoiceField(label=_("单位"))
    title = forms.CharField(label=_("职务"), max_length=64)
    roles = forms.MultipleChoiceField(
        label=_("职责"), widget=forms.CheckboxSelectMultiple(), choices=[]
    )

    def __init__(self, units: Iterable[tuple[str, str]], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        unit, roles = self.fields["unit"], self.fields["roles"]
        assert isinstance(unit, forms.ChoiceField)  # noqa: S101 - for the type checker
        assert isinstance(roles, forms.MultipleChoiceField)  # noqa: S101 - for the type checker
        unit.choices = [("", gettext("请选择")), *units]
        roles.choices = [(role.value, word_of(role, "role")) for role in ROLES]

    def clean_roles(self) -> list[Role]:
        return [Role(word) for word in self.cleaned_data["roles"]]


class ReasonForm(forms.Form):
    """Why a post or an account ends."""

    reason = forms.CharField(
        label=_("原因"), max_length=200, error_messages={"required": _("停用须写明原因。")}
    )
