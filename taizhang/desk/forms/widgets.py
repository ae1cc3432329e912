"""How units, photos, moments and percentages are filled in."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile

FILES = "image/*,.heic,.pdf,.docx,.xlsx"


@dataclass(frozen=True, slots=True)
class Handed:
    """Files as a form hands them in: new ones, and those kept when it was refused before."""

    new: tuple["UploadedFile[bytes]", ...] = ()
    kept: tuple[str, ...] = ()  # signed, see EvidenceField

    def __bool__(self) -> bool:
        return bool(self.new or self.kept)


class UnitInput(forms.TextInput):
    """A unit by its name, with the names of the district to choose from."""

    def __init__(self) -> None:
        super().__init__({"list": "unit-names", "autocomplete": "off"})


class UnitsInput(forms.MultipleHiddenInput):
    """Several units by name; where scripts run, each becomes a chip."""

    template_name = "desk/widgets/units.html"
    input_type = "text"

    def get_context(self, name: str, value: Any, attrs: Any) -> dict[str, Any]:
        return forms.Widget.get_context(self, name, value, attrs)

    def id_for_label(self, id_: str) -> str:
        return id_


class Photos(forms.FileInput):
    """Photos and files: chosen, dropped or, on a phone, taken."""

    template_name = "desk/widgets/photos.html"
    allow_multiple_selected = True
    needs_multipart_form = True

    def __init__(self, *, camera: bool = False) -> None:
        super().__init__()
        self.camera = camera

    def value_from_datadict(self, data: Mapping[str, Any], files: Any, name: str) -> Handed:
        new = files.getlist(name) if hasattr(files, "getlist") else files.get(name, [])
        kept = data.getlist(f"{name}-kept") if hasattr(data, "getlist") else []
        return Handed(tuple(new), tuple(kept))

    def value_omitted_from_data(self, data: Mapping[str, Any], files: Any, name: str) -> bool:
        return not self.value_from_datadict(data, files, name)

    def get_context(self, name: str, value: Any, attrs: Any) -> dict[str, Any]:
        context = super().get_context(name, None, attrs)
        kept = value.kept if isinstance(value, Handed) else ()
        return {**context, "kept": kept, "camera": self.camera, "accept": FILES}


class Percent(forms.NumberInput):
    """A share between nothing and all, on a slider that says its value."""

    input_type = "range"
    template_name = "desk/widgets/percent.html"

    def __init__(self) -> None:
        super().__init__({"min": 0, "max": 100, "step": 5})


class MomentInput(forms.DateTimeInput):
    """A moment in the browser's own picker."""

    input_type = "datetime-local"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%dT%H:%M")
