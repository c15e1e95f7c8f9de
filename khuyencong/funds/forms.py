"""The forms of budgets: money allotted, carried over, years closed and reopened."""

import re
from typing import Any, cast

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet

from khuyencong.funds.rules import BUDGET_YEARS
from khuyencong.funds.rules.texts import PAPER, WHY
from khuyencong.funds.states import SOURCE_CHOICES, SOURCES
from khuyencong.registry.forms.fields import Amount, Day, Line
from khuyencong.registry.models import Organisation
from khuyencong.values.vocabulary import FundingSource

NO_YEAR = "Ghi năm ngân sách bằng bốn chữ số, như “2026”."
ALL_SOURCES = [("", "mọi nguồn"), *SOURCE_CHOICES]


class BudgetFilter(forms.Form):
    """The sentence above the list: budgets of which year, out of which source."""

    nam = forms.TypedChoiceField(label="Năm", required=False, coerce=int, empty_value=None)
    nguon = forms.ChoiceField(label="Nguồn", required=False, choices=ALL_SOURCES)

    def __init__(self, *args: Any, years: list[int], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = cast("forms.TypedChoiceField", self.fields["nam"])
        field.choices = [("", "mọi năm"), *((str(year), f"năm {year}") for year in years)]


class PaperForm(forms.Form):
    """The amount and the paper by which it moves, of which day, and why."""

    amount = Amount(
        label="Số tiền",
        longest=120,
        help_text="Như “2.500.000.000 đồng”, “2,5 tỷ đồng” hoặc “850 triệu đồng”.",
        error_messages={"required": "Ghi số tiền."},
    )
    paper = Line(
        label="Số, ngày văn bản",
        longest=PAPER,
        help_text="Quyết định giao dự toán, điều chỉnh hoặc cho phép chuyển nguồn.",
        error_messages={"required": "Ghi số, ngày của văn bản làm căn cứ."},
    )
    day = Day(label="Ngày ghi sổ", required=False, longest=40, help_text="Để trống nếu là hôm nay.")
    why = Line(label="Ghi chú hoặc lý do", required=False, longest=WHY)

    def clean_amount(self) -> int:
        """Return đồng; none and 0 are no amount."""
        amount: int | None = self.cleaned_data["amount"]
        if not amount:
            raise ValidationError("Ghi số tiền khác 0.")
        return amount

    def told(self) -> dict[str, Any]:
        """Return what the act takes."""
        given = self.cleaned_data
        return {name: given[name] for name in ("amount", "paper", "day", "why")}


class Body(forms.ModelChoiceField):  # type: ignore[type-arg]
    """One of the bodies that are offered; what is no id at all is none of them."""

    def to_python(self, value: Any) -> Organisation | None:
        """Return the body; ValidationError in the field's words."""
        try:
            body: Organisation | None = super().to_python(value)
        except ValidationError as error:
            raise ValidationError(self.error_messages["invalid_choice"]) from error
        return body


class AllotForm(PaperForm):
    """What a body got for a year; a minus withdraws, and then needs its reason."""

    field_order = ("owner", "source", "year", "amount", "paper", "day", "why")

    owner = Body(
        label="Đơn vị được giao",
        queryset=Organisation.objects.none(),
        widget=forms.RadioSelect,
        error_messages=dict.fromkeys(("required", "invalid_choice"), "Chọn đơn vị được giao."),
    )
    source = forms.ChoiceField(
        label="Nguồn",
        choices=SOURCE_CHOICES,
        widget=forms.RadioSelect,
        error_messages=dict.fromkeys(("required", "invalid_choice"), "Chọn nguồn kinh phí."),
    )
    year = Line(label="Năm ngân sách", longest=10, error_messages={"required": NO_YEAR})

    def __init__(self, *args: Any, owners: QuerySet[Organisation], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        bodies = cast("Body", self.fields["owner"])
        bodies.queryset, bodies.empty_label = owners, None
        bodies.initial = owners.first()
        self.fields["amount"].help_text += " Số giao bị giảm, thu hồi: ghi dấu trừ, kèm lý do."

    def clean_source(self) -> FundingSource:
        """Return the source."""
        return SOURCES[self.cleaned_data["source"]]

    def clean_year(self) -> int:
        """Return the year, within those that a budget may be of."""
        typed: str = self.cleaned_data["year"]
        if not re.fullmatch("[0-9]{4}", typed):
            raise ValidationError(NO_YEAR)
        if int(typed) not in BUDGET_YEARS:
            raise ValidationError(
                f"Năm ngân sách phải từ {BUDGET_YEARS[0]} đến {BUDGET_YEARS[-1]}."
            )
        return int(typed)

    def clean(self) -> dict[str, Any]:
        """Ask for the reason where an allotment is withdrawn."""
        given = super().clean() or {}
        if (given.get("amount") or 0) < 0 and not given.get("why") and "why" not in self.errors:
            self.add_error("why", "Ghi lý do giảm, thu hồi kinh phí.")
        return given


class CarryForm(PaperForm):
    """What is carried into the next year."""

    def clean_amount(self) -> int:
        """Return đồng above 0."""
        amount = super().clean_amount()
        if amount < 0:
            raise ValidationError("Số chuyển nguồn phải lớn hơn 0.")
        return amount


class CloseForm(forms.Form):
    """Closing the books of a year."""

    paper = Line(label="Số, ngày văn bản (nếu có)", required=False, longest=PAPER)


class ReopenForm(forms.Form):
    """Opening the books of a closed year again."""

    reason = Line(
        label="Lý do mở lại",
        longest=WHY,
        help_text="Lý do được giữ lại và hiện trên trang này.",
        error_messages={"required": "Ghi lý do mở lại sổ."},
    )
    paper = Line(label="Số, ngày văn bản (nếu có)", required=False, longest=PAPER)
