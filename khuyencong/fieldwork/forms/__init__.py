"""What is typed when a kit is issued or revoked, a file taken in, a conflict decided."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django import forms

from khuyencong.fieldwork.rules.returns import LARGEST
from khuyencong.fieldwork.states import Side
from khuyencong.registry.forms.fields import CommuneMixin, Line
from khuyencong.registry.models import Organisation

REASON = {"required": "Ghi lý do."}


class IssueForm(CommuneMixin, forms.Form):
    """For which commune, in whose hands, of which body."""

    custodian = forms.ChoiceField(label="Đơn vị giữ hồ sơ")
    held_by = Line(
        label="Người hoặc nơi cầm",
        longest=120,
        help_text="Như “UBND xã Xuân Lương” hoặc tên cộng tác viên.",
        error_messages={"required": "Ghi ai hoặc nơi nào cầm bộ công cụ."},
    )
    field_order = ("custodian", "commune", "commune_key", "held_by")

    def __init__(self, *args: Any, bodies: Iterable[Organisation], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.bodies = {str(one.id): one for one in bodies}
        field = self.fields["custodian"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [(key, one.name) for key, one in self.bodies.items()]

    def given(self) -> dict[str, Any]:
        """Return what the act takes."""
        told = self.cleaned_data
        return {
            "custodian": self.bodies[told["custodian"]],
            "commune": self.place,
            "held_by": told["held_by"],
        }


class ReasonForm(forms.Form):
    """Why."""

    reason = Line(label="Lý do", longest=300, error_messages=REASON)


class FileForm(forms.Form):
    """A file that came by USB or e-mail."""

    file = forms.FileField(
        label="Tệp trả về (tra-ve-….json)",
        help_text=f"Tệp mà bộ công cụ đã lưu, nhiều nhất {LARGEST // 1_000_000} MB.",
        error_messages={
            "required": "Chọn tệp trả về của bộ công cụ.",
            "empty": "Tệp này rỗng. Xin lưu lại từ bộ công cụ.",
        },
    )

    def content(self) -> bytes:
        """Return the bytes of the file, one more than is taken where there are more."""
        read: bytes = self.cleaned_data["file"].read(LARGEST + 1)
        return read


@dataclass(frozen=True, slots=True)
class Apart:
    """A field that both sides changed, in the words of a page."""

    label: str
    base: str
    ours: str
    theirs: str


class DecideForm(forms.Form):
    """A side for each field that both changed, and why."""

    seen = forms.CharField(widget=forms.HiddenInput)
    reason = Line(
        label="Lý do",
        longest=300,
        help_text="Như “đã gọi hỏi lại cơ sở ngày 24/11”.",
        error_messages=REASON,
    )

    def __init__(self, *args: Any, apart: Mapping[str, Apart], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.names = list(apart)
        for name, one in apart.items():
            told = {Side.OURS: one.ours, Side.THEIRS: one.theirs}
            self.fields[f"ben-{name}"] = forms.ChoiceField(
                label=one.label,
                help_text=f"Khi cấp bộ công cụ: {one.base}",
                choices=[(side.value, f"{side.label}: {told[side]}") for side in Side],
                widget=forms.RadioSelect,
                error_messages={"required": "Chọn một bên."},
            )

    def chosen(self) -> dict[str, str]:
        """Return the side of each field."""
        return {name: self.cleaned_data[f"ben-{name}"] for name in self.names}

    @property
    def sides(self) -> list[forms.BoundField]:
        """Return the choice of each field."""
        return [self[f"ben-{name}"] for name in self.names]
