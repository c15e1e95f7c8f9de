"""What officers type about the checks of a report."""

from django import forms

from khuyencong.values.text import clean


class DismissForm(forms.Form):
    """Why a check is no fault."""

    reason = forms.CharField(
        label="Không phải lỗi, vì",
        max_length=1000,
        help_text="Một câu cho người đọc sau: số đúng ở đâu, hoặc vì sao phép tính không áp dụng.",
        error_messages={"required": "Ghi lý do vì sao không phải lỗi."},
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def clean_reason(self) -> str:
        """Return the reason as one clean line."""
        return clean(self.cleaned_data["reason"])


class AskForm(forms.Form):
    """Where the letter goes."""

    to_address = forms.EmailField(
        label="Thư điện tử của đơn vị soạn báo cáo",
        help_text="Dùng hộp thư công vụ của đơn vị, ví dụ vanthu@so.tinh.gov.vn.",
        error_messages={
            "required": "Ghi địa chỉ thư của đơn vị soạn.",
            "invalid": "Địa chỉ thư chưa đúng dạng ten@donvi.gov.vn.",
        },
    )
