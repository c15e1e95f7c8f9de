"""A question as anybody types it, and its answer as an officer does."""

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from khuyencong.projects.forms.fields import Words
from khuyencong.publishing.rules.lengths import ANSWER, ANSWER_BASIS, QUESTION, WHY_NOT
from khuyencong.publishing.rules.privacy import personal_in
from khuyencong.publishing.states import QuestionState, Topic
from khuyencong.registry.forms.fields import Line
from khuyencong.registry.models import Place
from khuyencong.registry.queries.places import provinces


class AskForm(forms.Form):
    """What, where, about what: neither name, nor telephone, nor address is asked for."""

    topic = forms.ChoiceField(
        label="Về việc gì",
        choices=Topic.choices,
        error_messages={"required": "Chọn câu hỏi về việc gì."},
    )
    province = forms.ModelChoiceField(
        label="Tỉnh, thành phố",
        required=False,
        queryset=Place.objects.none(),
        empty_label="cả nước, hoặc không rõ",
        help_text="Sở Công Thương của tỉnh trả lời; để trống thì Cục trả lời.",
    )
    text = Words(
        label="Câu hỏi",
        longest=QUESTION,
        rows=6,
        help_text="Xin không ghi họ tên, số điện thoại, số căn cước: không cần để được trả lời.",
        error_messages={"required": "Ghi câu hỏi."},
    )
    #: No person sees it; what fills it in is none.
    website = forms.CharField(label="Để trống ô này", required=False, max_length=500)

    def __init__(self, *given: Any, on: date) -> None:
        super().__init__(*given)
        self.fields["province"].queryset = provinces(on)  # type: ignore[attr-defined]
        self.fields["website"].widget.attrs |= {"tabindex": "-1", "autocomplete": "off"}

    def clean_text(self) -> str:
        """Return the question; one that holds a number or an address of a person is asked back."""
        text = str(self.cleaned_data["text"])
        if found := personal_in(text):
            raise ValidationError(f"Câu hỏi có {found}: xin bỏ đi, không cần để được trả lời.")
        return text


class AnswerForm(forms.Form):
    """The question as it is published, the answer, what it rests on."""

    shown = Words(
        label="Câu hỏi như sẽ đăng",
        longest=QUESTION,
        rows=4,
        help_text="Viết gọn lại; bỏ tên người, tên cơ sở, số điện thoại, địa chỉ nhà.",
        error_messages={"required": "Ghi câu hỏi như sẽ đăng."},
    )
    answer = Words(
        label="Trả lời",
        longest=ANSWER,
        rows=8,
        help_text="Đăng không kèm tên người hỏi, tên người trả lời.",
        error_messages={"required": "Ghi câu trả lời."},
    )
    basis = Line(
        label="Căn cứ",
        longest=ANSWER_BASIS,
        required=False,
        help_text="Điều khoản, số văn bản nếu có.",
    )

    def clean_shown(self) -> str:
        """Return the words; none that hold a number or an address of a person."""
        text = str(self.cleaned_data["shown"])
        if found := personal_in(text):
            raise ValidationError(f"Câu hỏi như đăng có {found}: xin bỏ đi.")
        return text


class ReasonForm(forms.Form):
    """Why a question is not answered, or why its answer is taken back."""

    reason = Words(
        label="Lý do", longest=WHY_NOT, rows=3, error_messages={"required": "Ghi lý do."}
    )


class QuestionSearch(forms.Form):
    """Words and topic in public."""

    q = forms.CharField(
        label="Chữ trong câu hỏi, câu trả lời",
        required=False,
        max_length=120,
        help_text="Có dấu hay không dấu.",
        widget=forms.TextInput(attrs={"type": "search", "autocomplete": "off"}),
    )
    ve = forms.ChoiceField(
        label="Về việc gì", required=False, choices=[("", "mọi việc"), *Topic.choices]
    )


class QuestionFilter(forms.Form):
    """Which questions the desk's list shows."""

    tinh_trang = forms.ChoiceField(
        label="Tình trạng", required=False, choices=[("", "mọi tình trạng"), *QuestionState.choices]
    )
