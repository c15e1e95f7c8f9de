"""What a maker tells of a product: words, GTIN, steps, batches; which labels are printed."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from khuyencong.competitions.models import MakingStep, Product
from khuyencong.competitions.rules.titles import STEPS
from khuyencong.registry.forms.fields import NUL, Day, Line
from khuyencong.values.errors import Unreadable
from khuyencong.values.gtin import read_gtin

LONG = {"max_length": "Dài %(show_value)d ký tự; tối đa %(limit_value)d. Xin ghi ngắn lại."} | NUL


class AboutForm(forms.Form):
    """Words for shoppers, and the number of the trade item."""

    about = forms.CharField(
        label="Giới thiệu",
        required=False,
        max_length=1200,
        widget=forms.Textarea(attrs={"rows": 5}),
        error_messages=LONG,
        help_text="Người mua đọc trên trang của mã QR. Tối đa 1.200 ký tự.",
    )
    gtin = Line(
        label="Mã GTIN (mã vạch)",
        required=False,
        longest=20,
        help_text="Nếu sản phẩm có mã vạch GS1. 8, 12, 13 hoặc 14 chữ số.",
    )

    def clean_gtin(self) -> str:
        """Return fourteen digits, "" for none."""
        typed: str = self.cleaned_data["gtin"]
        try:
            return read_gtin(typed) if typed else ""
        except Unreadable as refusal:
            raise ValidationError(str(refusal)) from refusal


def about_of(product: Product) -> dict[str, str]:
    """Return what is told now, to stand in the form."""
    return {"about": product.about, "gtin": product.gtin.lstrip("0")}


class StepsForm(forms.Form):
    """Up to twelve steps in their order; an empty line is none."""

    def __init__(self, *given: Any, told: list[MakingStep]) -> None:
        super().__init__(*given)
        for number in range(1, STEPS + 1):
            step = told[number - 1] if number <= len(told) else None
            self.fields[f"title_{number}"] = Line(
                label=f"Công đoạn {number}",
                required=False,
                longest=120,
                initial=step.title if step else "",
            )
            self.fields[f"told_{number}"] = Line(
                label=f"Nói rõ công đoạn {number}",
                required=False,
                longest=600,
                initial=step.told if step else "",
            )

    def clean(self) -> dict[str, Any]:
        """Refuse words without a title."""
        given: dict[str, Any] = super().clean() or {}
        for number in range(1, STEPS + 1):
            if given.get(f"told_{number}") and not given.get(f"title_{number}"):
                self.add_error(f"title_{number}", f"Xin đặt tên cho công đoạn {number}.")
        return given

    @property
    def steps(self) -> list[tuple[str, str]]:
        """Return title and words of each step that has a title."""
        given = self.cleaned_data
        pairs = [(given[f"title_{n}"], given[f"told_{n}"]) for n in range(1, STEPS + 1)]
        return [(title, words) for title, words in pairs if title]

    @property
    def pairs(self) -> list[tuple[forms.BoundField, forms.BoundField]]:
        """Return the fields of each step."""
        return [(self[f"title_{n}"], self[f"told_{n}"]) for n in range(1, STEPS + 1)]


class BatchForm(forms.Form):
    """A batch."""

    code = Line(label="Số lô", longest=40, error_messages={"required": "Xin ghi số lô."})
    made_on = Day(label="Ngày sản xuất", error_messages={"required": "Xin ghi ngày sản xuất."})
    best_before = Day(label="Hạn dùng", required=False)
    quantity = Line(label="Số lượng", required=False, longest=60, help_text="Như “1.200 gói”.")
    note = Line(label="Ghi chú", required=False, longest=300)


class RecallForm(forms.Form):
    """Why a batch is called back."""

    reason = Line(
        label="Lý do thu hồi",
        longest=300,
        help_text="Người mua đọc được.",
        error_messages={"required": "Xin ghi lý do thu hồi lô."},
    )
