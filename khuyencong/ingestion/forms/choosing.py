"""Which of several figures is the official one, and why."""

from typing import Any

from django import forms

from khuyencong.ingestion import shown
from khuyencong.ingestion.queries import Dispute
from khuyencong.values.text import clean


class ChooseForm(forms.Form):
    """One of the figures that answer a question, and the reason for it."""

    series = forms.TypedChoiceField(
        label="Số chính thức",
        widget=forms.RadioSelect,
        error_messages={"required": "Chọn một số.", "invalid_choice": "Chọn một số ở đây."},
    )
    reason = forms.CharField(
        label="Vì sao chọn số này",
        max_length=1000,
        help_text="Một câu cho người đọc sau; câu này hiện công khai cạnh con số.",
        error_messages={"required": "Ghi lý do vì sao chọn số này."},
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, *args: Any, dispute: Dispute, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        told = [(str(row.series), _label(n, row)) for n, row in enumerate(dispute.rows, 1)]
        self.fields["series"].choices = told  # type: ignore[attr-defined]

    def clean_reason(self) -> str:
        """Return the reason as one clean line."""
        return clean(self.cleaned_data["reason"])


def _label(number: int, row: Any) -> str:
    """Return "1 · 550 triệu đồng · Báo cáo …": what stands in the row of the same number."""
    return f"{number} · {shown.said(row)} · {row.document.title}"
