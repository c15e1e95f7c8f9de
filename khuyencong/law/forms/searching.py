"""What people ask of the law: words, a day, a province, a case."""

from datetime import date
from typing import Any

from django import forms

from khuyencong.law.forms.fields import (
    ReadField,
    day_field,
    places_on,
    read_sum,
)
from khuyencong.law.models.documents import KINDS
from khuyencong.law.models.parameters import SOURCES
from khuyencong.law.states import (
    Item,
)
from khuyencong.values.dates import read_date
from khuyencong.values.errors import Unreadable


class RegisterSearch(forms.Form):
    """Words of a document, its kind, and the day on which its state is asked."""

    q = forms.CharField(
        label="Số, tên hoặc nội dung",
        required=False,
        max_length=120,
        help_text="Có dấu hay không dấu, ví dụ 28/2018 hoặc “binh chon”.",
        widget=forms.TextInput(attrs={"type": "search", "autocomplete": "off"}),
    )
    loai = forms.ChoiceField(label="Loại", required=False, choices=[("", "Mọi loại"), *KINDS])
    ngay = day_field("Tình trạng ngày", help_text="Để trống: hôm nay.")


class DayAndPlace(forms.Form):
    """A day, and a province of that day."""

    ngay = day_field("Ngày", help_text="Để trống: hôm nay.")
    tinh = forms.ChoiceField(label="Tỉnh, thành phố", required=False)

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.day = self._day(today)
        field = self.fields["tinh"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = places_on(self.day)
        field.error_messages["invalid_choice"] = "Ngày này không có tỉnh ấy. Xin chọn lại."

    def _day(self, today: date) -> date:
        try:
            return read_date(str(self.data.get("ngay", "")))
        except Unreadable:
            return today


class TrySupport(DayAndPlace):
    """A case to be tried: an item, who pays, the cost, the support asked for."""

    hang_muc = forms.ChoiceField(
        label="Hạng mục", choices=[c for c in Item.choices if c[0] != Item.ALL]
    )
    nguon = forms.ChoiceField(
        label="Nguồn kinh phí", choices=[(source.value, source.label) for source in SOURCES]
    )
    chi_phi = ReadField(read_sum, label="Chi phí", help_text="Ví dụ 600 triệu.")
    de_nghi = ReadField(read_sum, label="Số đề nghị hỗ trợ", help_text="Có thể để trống.")
    kho_khan = forms.ChoiceField(
        label="Địa bàn khó khăn",
        required=False,
        choices=[("", "Chưa rõ"), ("co", "Có"), ("khong", "Không")],
    )
