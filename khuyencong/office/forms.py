"""What is typed when a document is signed, numbered, taken back; when a book is opened."""

from datetime import date
from typing import Any

from django import forms

from khuyencong.documents import OnBehalf
from khuyencong.office.models import IssuedDocument
from khuyencong.office.states import DocumentType
from khuyencong.registry.forms.fields import Day, Line

CAPACITIES = (
    (OnBehalf.HIMSELF.value, "Ký với chức vụ của mình"),
    (OnBehalf.HEAD.value, "KT. – cấp phó ký thay cấp trưởng"),
    (OnBehalf.COLLECTIVE.value, "TM. – thay mặt tập thể"),
    (OnBehalf.ORDER.value, "TL. – thừa lệnh"),
    (OnBehalf.AUTHORISED.value, "TUQ. – thừa ủy quyền"),
    (OnBehalf.ACTING.value, "Q. – quyền cấp trưởng"),
)


class SignForm(forms.Form):
    """Who signs, in what capacity."""

    name = Line(
        label="Họ và tên người ký",
        longest=120,
        error_messages={"required": "Ghi họ và tên người ký."},
    )
    post = Line(
        label="Chức vụ",
        longest=120,
        help_text="Như “Giám đốc”, “Phó Giám đốc”.",
        error_messages={"required": "Ghi chức vụ của người ký."},
    )
    capacity = forms.ChoiceField(label="Tư cách ký", choices=CAPACITIES, required=False)
    of = Line(
        label="Ký thay cho",
        longest=120,
        required=False,
        help_text="Khi ký KT., TM., TL., TUQ.: như “Giám đốc”, “Ủy ban nhân dân”.",
    )


class NumberForm(forms.Form):
    """The day of issue, and the short name of a body whose own nobody has told."""

    day = Day(
        label="Ngày ban hành",
        longest=40,
        help_text="Như 05/03/2026. Số tiếp theo của sổ được cấp khi bấm nút.",
        error_messages={"required": "Ghi ngày ban hành."},
    )
    tail = Line(
        label="Tên tắt trong ký hiệu",
        longest=20,
        help_text="Phần sau dấu gạch của ký hiệu, như “SCT” trong “QĐ-SCT”.",
        error_messages={"required": "Ghi tên tắt của đơn vị."},
    )

    def __init__(self, document: IssuedDocument, *args: Any, today: date, **kwargs: Any) -> None:
        kwargs.setdefault("initial", {"day": f"{today:%d/%m/%Y}"})
        super().__init__(*args, **kwargs)
        if document.tail:
            del self.fields["tail"]


class ReasonForm(forms.Form):
    """Why a document is dropped or revoked."""

    reason = Line(
        label="Lý do",
        longest=1000,
        error_messages={"required": "Ghi lý do: sổ phải giải thích được từng số."},
    )


class BookForm(forms.Form):
    """A type that shall have a book of its own."""

    type = forms.ChoiceField(label="Loại văn bản", choices=DocumentType)
