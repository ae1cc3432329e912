"""Fields that know the district: units by name, evidence by its bytes, people of a unit."""

import re
from collections.abc import Sequence
from typing import Any

from django import forms
from django.core import signing
from django.core.exceptions import ValidationError
from django.utils.translation import gettext

from taizhang.desk.forms.widgets import Handed, Photos, UnitInput, UnitsInput
from taizhang.packs.units import UnitTree

BETWEEN = re.compile(r"[、，,；;\s]+")
SEAL = "desk evidence"
MOST_FILES = 20


class UnitField(forms.CharField):
    """One unit, by name or code."""

    widget = UnitInput

    def __init__(self, units: UnitTree, **given: Any) -> None:
        super().__init__(**given)
        self.units = units

    def prepare_value(self, value: Any) -> Any:
        return self.units.title(value) if value in self.units else value

    def clean(self, value: Any) -> str:
        named = super().clean(value)
        if not named:
            return ""
        codes = codes_of(self.units, named)
        if len(codes) != 1:
            raise ValidationError(gettext("这里只能填一个单位。"))
        return codes[0]


class UnitsField(forms.Field):
    """Several units, by name, code or the name of a group (各街道)."""

    widget = UnitsInput

    def __init__(self, units: UnitTree, **given: Any) -> None:
        super().__init__(**given)
        self.units = units

    def prepare_value(self, value: Any) -> str:
        listed = [value] if isinstance(value, str) else list(value or ())
        return "、".join(self.units.title(name) for name in listed if name)

    def clean(self, value: Any) -> list[str]:
        said = (name for text in value or () for name in self._names(text) if name)
        codes = [code for name in said for code in codes_of(self.units, name)]
        super().clean(codes)
        return list(dict.fromkeys(codes))

    def _names(self, text: str) -> list[str]:
        is_one = text.strip() in self.units or self.units.find(text)
        return [text.strip()] if is_one else BETWEEN.split(text)


def codes_of(units: UnitTree, name: str) -> tuple[str, ...]:
    """Return the codes that a name means; raise `ValidationError` with the nearest names."""
    name = name.strip()
    if name in units:
        return (units.current(name),)
    codes = units.find(name)
    if codes:
        return tuple(dict.fromkeys(units.current(code) for code in codes))
    near = [unit.title for unit in units if name in unit.name or name in unit.title][:4]
    if len(near) == 1:
        return (units.current(units.find(near[0])[0]),)
    if near:
        hint = gettext("“%(name)s”不止一个单位，是不是：%(near)s？")
        raise ValidationError(hint % {"name": name, "near": "、".join(near)})
    raise ValidationError(gettext("没有叫“%(name)s”的单位。") % {"name": name})


class EvidenceField(forms.Field):
    """Photos and files; what was kept already is named by hashes that this site has sealed."""

    widget = Photos

    def clean(self, value: Any) -> Handed:
        handed: Handed = value or Handed()
        super().clean(handed or None)
        if len(handed.new) + len(handed.kept) > MOST_FILES:
            raise ValidationError(gettext("一次最多交%(n)s份佐证。") % {"n": MOST_FILES})
        return handed


def sealed(sha256: str, person: int | None) -> str:
    """Return a hash as a form may carry it: only this person can hand it in again."""
    return signing.Signer(salt=f"{SEAL} {person}").sign(sha256)


def unsealed(kept: Sequence[str], person: int | None) -> list[str]:
    """Return the hashes that this site sealed for the person; others are left out."""
    signer = signing.Signer(salt=f"{SEAL} {person}")
    found = []
    for one in kept:
        try:
            found.append(signer.unsign(one))
        except signing.BadSignature:
            continue
    return found
