"""What somebody types who looks at a figure: why it is left out, what it really means."""

from typing import Any

from django import forms

from khuyencong.ingestion import shown
from khuyencong.ingestion.forms.where import PeriodField, WhereForm, typed_period
from khuyencong.ingestion.models import Observation
from khuyencong.ingestion.states import Stage
from khuyencong.registry.models import Place, Region
from khuyencong.values.measures import MEASURES, Adds
from khuyencong.values.periods import Period
from khuyencong.values.text import clean
from khuyencong.values.vocabulary import LEGAL_CONTENTS, Activity, FundingSource

NO_MEASURE = "Không trả lời chỉ tiêu nào"
STAGES = [("", "Chưa rõ"), *Stage.choices]
CONTENTS = (Activity.TOTAL, *LEGAL_CONTENTS, Activity.CLEANER_PRODUCTION, Activity.OTHER)
#: Money of the establishments has a measure of its own; "" is all of the State's together.
NO_SOURCES = (FundingSource.COUNTERPART, FundingSource.STATE_TOTAL)
SOURCES = ("", *(source.value for source in FundingSource if source not in NO_SOURCES))


class LeaveOutForm(forms.Form):
    """Why a figure is left out of every answer."""

    reason = forms.CharField(
        label="Để số này ngoài, vì",
        max_length=1000,
        error_messages={"required": "Ghi lý do vì sao để số này ra ngoài."},
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def clean_reason(self) -> str:
        """Return the reason as one clean line."""
        return clean(self.cleaned_data["reason"])


class ExplainForm(forms.Form):
    """Why a number of a report is not what the records have."""

    reason = forms.CharField(
        label="Số này khác hồ sơ, vì",
        max_length=1000,
        error_messages={"required": "Ghi vì sao số này khác hồ sơ."},
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def clean_reason(self) -> str:
        """Return the reason as one clean line."""
        return clean(self.cleaned_data["reason"])


class DismissRereadingForm(forms.Form):
    """Why a second reading is not taken."""

    reason = forms.CharField(
        label="Không nhận lần đọc này, vì",
        max_length=1000,
        error_messages={"required": "Ghi lý do vì sao không nhận lần đọc lại."},
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def clean_reason(self) -> str:
        """Return the reason as one clean line."""
        return clean(self.cleaned_data["reason"])


class CorrectForm(WhereForm):
    """What a figure means, as a person says; what is left as it was stays as it was."""

    measure = forms.ChoiceField(label="Chỉ tiêu", required=False)
    stage = forms.ChoiceField(label="Bước", choices=STAGES, required=False)
    activity = forms.ChoiceField(label="Nội dung")
    funding_source = forms.ChoiceField(label="Nguồn", required=False)
    place = forms.CharField(
        label="Nơi hoặc vùng",
        max_length=120,
        required=False,
        help_text="Gõ không dấu cũng được. Để trống nếu báo cáo không nói.",
    )
    period = PeriodField(
        label="Thời gian",
        required=False,
        help_text="Như 2016-2020, 2020, quý I năm 2026. Để trống nếu báo cáo không nói.",
    )
    detail = forms.CharField(
        label="Chi tiết",
        max_length=120,
        required=False,
        help_text="Điều phân biệt với số khác cùng chỉ tiêu, như “cấp khu vực”.",
    )
    reason = forms.CharField(
        label="Vì sao sửa",
        max_length=1000,
        help_text="Câu nào trong báo cáo cho thấy điều này.",
        error_messages={"required": "Ghi lý do sửa: câu nào trong báo cáo cho thấy điều này."},
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    field_order = (
        "measure", "stage", "activity", "funding_source", "place", "period", "chosen", "detail",
        "reason",
    )  # fmt: skip

    def __init__(self, *args: Any, row: Observation, **kwargs: Any) -> None:
        self.row = row
        self.before = _as_typed(row)
        super().__init__(*args, initial=self.before, **kwargs)
        for name, choices in _choices(row).items():
            self.fields[name].choices = choices  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Look for the place on the days; let the content follow a measure that has only one."""
        given = super().clean() or {}
        measure = MEASURES.get(given.get("measure", ""))
        if measure and measure.activity and measure.adds is Adds.UP:
            given["activity"] = measure.activity.value
        if "period" in given and (self._is_new("place", given) or self._is_new("period", given)):
            given["territory"] = self._territory(given)
        return given

    def changes(self) -> dict[str, Any]:
        """Return what `actions.correct` is to set right: only what was typed anew."""
        given = self.cleaned_data
        plain = ("measure", "stage", "activity", "funding_source", "detail")
        told = {name: given[name] for name in plain if given[name] != getattr(self.row, name)}
        if "territory" in given:
            found = given["territory"]
            told["place"] = found if isinstance(found, Place) else None
            told["region"] = found if isinstance(found, Region) else None
        if self._is_new("period", given):
            told["period"] = given["period"]
        return told

    def _territory(self, given: dict[str, Any]) -> Place | Region | None:
        """Return the territory; what was not typed anew is what it was."""
        if not self._is_new("place", given):
            return self.row.place or self.row.region
        period = given["period"]
        if given.get("place") and period is None:
            self.add_error("period", "Ghi thời gian để biết nơi này là đơn vị nào lúc ấy.")
        return self.territory(given.get("place", ""), period)

    def _is_new(self, name: str, given: dict[str, Any]) -> bool:
        value = given.get(name)
        typed = typed_period(value) if isinstance(value, Period) else value or ""
        return bool(typed != self.before[name])


def _choices(row: Observation) -> dict[str, list[tuple[str, str]]]:
    """Return what can be chosen for a figure: measures of its unit, what it has, all the rest."""
    contents = dict.fromkeys([row.activity, *(one.value for one in CONTENTS)])
    sources = dict.fromkeys([row.funding_source, *SOURCES])
    fitting = [(m.id, m.name) for m in MEASURES.values() if m.unit == row.unit]
    return {
        "measure": [("", NO_MEASURE), *fitting],
        "activity": [(code, shown.content(code)) for code in contents],
        "funding_source": [(code, shown.source(code)) for code in sources],
    }


def _as_typed(row: Observation) -> dict[str, Any]:
    """Return what a version means as somebody would type and choose it."""
    start, end = row.period_start, row.period_end
    return {
        "measure": row.measure,
        "stage": row.stage,
        "activity": row.activity,
        "funding_source": row.funding_source,
        "detail": row.detail,
        "place": str(row.place or row.region or ""),
        "period": typed_period(Period(start, end)) if start and end else "",
    }
