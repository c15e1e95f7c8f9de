"""What somebody saw who thinks a product is a fake; and what looking into it came to."""

from datetime import date
from typing import Any

from django import forms

from khuyencong.competitions.states import FakeState
from khuyencong.registry.forms.fields import Line
from khuyencong.registry.models import Place
from khuyencong.registry.queries.places import provinces


class FakeForm(forms.Form):
    """What, where, in which province: neither name nor telephone."""

    what = forms.CharField(
        label="Anh/chị thấy gì?",
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text="Ví dụ: tem dán trên sản phẩm khác, bao bì khác ảnh. Xin không ghi tên ai.",
        error_messages={
            "required": "Xin ghi anh/chị thấy gì.",
            "max_length": "Xin ghi ngắn lại, tối đa %(limit_value)d ký tự.",
        },
    )
    where = Line(label="Ở đâu?", required=False, longest=300, help_text="Chợ, cửa hàng, trang bán.")
    province = forms.ModelChoiceField(
        label="Tỉnh, thành phố",
        required=False,
        queryset=Place.objects.none(),
        empty_label="không rõ",
    )
    #: No person sees it; what fills it in is none.
    website = forms.CharField(label="Để trống ô này", required=False, max_length=500)

    def __init__(self, *given: Any, on: date) -> None:
        super().__init__(*given)
        self.fields["province"].queryset = provinces(on)  # type: ignore[attr-defined]
        self.fields["website"].widget.attrs |= {"tabindex": "-1", "autocomplete": "off"}


class AnswerForm(forms.Form):
    """What looking into a report came to."""

    state = forms.ChoiceField(
        label="Kết luận",
        choices=[(FakeState.CHECKED, "Đã kiểm tra"), (FakeState.DISMISSED, "Không có cơ sở")],
        error_messages={"required": "Xin chọn kết luận."},
    )
    answer = forms.CharField(
        label="Kết quả kiểm tra",
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={
            "required": "Xin ghi kết quả kiểm tra.",
            "max_length": "Xin ghi ngắn lại, tối đa %(limit_value)d ký tự.",
        },
    )
