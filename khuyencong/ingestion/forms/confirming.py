"""What a whole report is about, as somebody says it: where, when, by whom, what money it tells."""

from typing import Any

from django import forms

from khuyencong.ingestion.forms.where import PeriodField, WhereForm, typed_period
from khuyencong.ingestion.models import Confirmation, Document
from khuyencong.ingestion.states import Stage
from khuyencong.registry.models import Place
from khuyencong.registry.queries import days_of
from khuyencong.values.periods import Period
from khuyencong.values.text import clean

#: Each sentence says itself whether money was approved or spent; the row keeps "".
EACH_SAYS = "each"
MEANINGS = (
    (Stage.APPROVED.value, "Kinh phí đã duyệt: kế hoạch, dự toán được giao"),
    (Stage.ACCEPTED.value, "Kinh phí đã thực hiện: đã làm xong, đã chi"),
    (EACH_SAYS, "Mỗi câu tự nói: chỗ nói duyệt, chỗ nói thực hiện"),
)


class ConfirmForm(WhereForm):
    """Nothing is guessed: what the report does not tell is an empty field with a question."""

    place = forms.CharField(
        label="Báo cáo nói về nơi nào?",
        max_length=120,
        help_text="Tên tỉnh, huyện, xã, hoặc “cả nước”. Gõ không dấu cũng được.",
        error_messages={"required": "Ghi nơi báo cáo nói về, ví dụ “Bắc Giang” hoặc “cả nước”."},
    )
    period = PeriodField(
        label="Báo cáo nói về thời gian nào?",
        help_text="Như 2016-2020, 2020, 6 tháng đầu năm 2026, quý I năm 2026.",
        error_messages={"required": "Ghi thời gian báo cáo nói về, ví dụ “2016-2020”."},
    )
    issuer = forms.CharField(label="Ai soạn báo cáo?", max_length=300, required=False)
    money_stage = forms.ChoiceField(
        label="“Kinh phí” trong báo cáo này là tiền gì?",
        choices=MEANINGS,
        widget=forms.RadioSelect,
        help_text="Xem câu nói tổng kinh phí: “được phê duyệt” hay “đã thực hiện”.",
        error_messages={"required": "Chọn nghĩa của “kinh phí”, chưa rõ thì “mỗi câu tự nói”."},
    )
    field_order = ("place", "chosen", "period", "issuer", "money_stage")

    def __init__(
        self, *args: Any, document: Document, confirmed: Confirmation | None, **kwargs: Any
    ) -> None:
        told = _confirmed(confirmed) if confirmed else _read(document)
        super().__init__(*args, initial=told, **kwargs)

    def clean(self) -> dict[str, Any]:
        """Look for the place in the time typed; a region is none that a report can be about."""
        given = super().clean() or {}
        if given.get("place") and given.get("period"):
            found = self.territory(given["place"], given["period"])
            if found and not isinstance(found, Place):
                self.add_error("place", "Báo cáo về một vùng thì ghi “cả nước” hoặc một tỉnh.")
            given["found"] = found
        return given

    def said(self) -> dict[str, Any]:
        """Return what `actions.confirm` takes."""
        given = self.cleaned_data
        stage = given["money_stage"]
        return {
            "place": given["found"],
            "period": given["period"],
            "issuer": clean(given["issuer"]),
            "money_stage": "" if stage == EACH_SAYS else stage,
        }


def _confirmed(told: Confirmation) -> dict[str, str]:
    return {
        "place": told.place.key,
        "period": typed_period(Period(told.period_start, told.period_end)),
        "issuer": told.issuer,
        "money_stage": told.money_stage or EACH_SAYS,
    }


def _read(document: Document) -> dict[str, str]:
    """Return what the report says of itself; what its money means, only a person can tell."""
    period = document.reading.period
    days = typed_period(Period(*days_of(period))) if period else ""
    return {"place": document.place, "period": days, "issuer": document.issuer}
