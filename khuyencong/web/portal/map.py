"""The map of provinces on a day, by their units or by a measure, and the same as a table."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from khuyencong.core.clock import today
from khuyencong.registry.models import Place
from khuyencong.values.dates import read_date
from khuyencong.values.errors import Unreadable
from khuyencong.values.numbers import format_number
from khuyencong.web.access import public
from khuyencong.web.portal.home import BEFORE_THE_MERGER
from khuyencong.web.portal.map_country import Province, Units, country_on, units_by_province
from khuyencong.web.portal.map_drawing import MapView, draw
from khuyencong.web.portal.map_measure import Choice, choices, measure_view
from khuyencong.web.portal.map_steps import Value

#: What colours the map where nothing else is chosen.
UNITS = "Số đơn vị cấp xã"


class Drawing(forms.Form):
    """The day whose provinces are drawn, empty for today; and what colours them."""

    mau = forms.ChoiceField(
        label="Tô màu theo",
        required=False,
        error_messages={"invalid_choice": "Chưa có số công bố cho lựa chọn này; xin chọn lại."},
    )
    ngay = forms.CharField(
        label="Vào ngày",
        required=False,
        max_length=40,
        help_text="Ví dụ 30/06/2025. Để trống: hôm nay.",
    )

    def __init__(self, *given: object, known: Sequence[Choice]) -> None:
        super().__init__(*given)
        self.known = {choice.word: choice for choice in known}
        offered = [(word, choice.name) for word, choice in self.known.items()]
        self.fields["mau"].choices = [("", UNITS), *offered]  # type: ignore[attr-defined]

    @property
    def choice(self) -> Choice | None:
        """Return the measure that colours the map, None for the units."""
        return self.known.get(self.cleaned_data["mau"]) if self.is_valid() else None

    def clean_ngay(self) -> date:
        """Return the day typed, today for none."""
        typed = self.cleaned_data["ngay"].strip()
        try:
            return read_date(typed) if typed else today()
        except Unreadable as refusal:
            raise ValidationError(str(refusal)) from refusal


@dataclass(frozen=True, slots=True)
class Row:
    """A province in the table beside the map; `kin` is what it became, or else was made of."""

    province: Province
    kin: list[Place]
    units: Units | None
    css: str


@require_safe
@public
def province_page(request: HttpRequest) -> HttpResponse:
    """The provinces of a day by their communes or by a measure, drawn and in a table."""
    form = Drawing(request.GET or None, known=choices())
    day = form.cleaned_data["ngay"] if form.is_valid() else today()
    if choice := form.choice:
        return render(request, "portal/map.html", _by_measure(form, choice, day))
    country, units = country_on(day), units_by_province(day)
    view = draw(country, {key: _value(held) for key, held in units.items() if held.communes})
    told = {
        "form": form,
        "day": day,
        "view": view,
        "rows": _rows(view, units),
        "districts": sum(held.districts for held in units.values()),
        "before": BEFORE_THE_MERGER,
        "is_before": day <= BEFORE_THE_MERGER,
        "is_today": day == today(),
        "section": "map",
    }
    return render(request, "portal/map.html", told, status=422 if form.errors else 200)


def _by_measure(form: Drawing, choice: Choice, day: date) -> dict[str, Any]:
    shown = measure_view(choice, day)
    return {
        "form": form,
        "day": shown.day,
        "shown": shown,
        "view": shown.drawn.view,
        "before": BEFORE_THE_MERGER,
        "is_before": shown.day <= BEFORE_THE_MERGER,
        "is_today": shown.day == today(),
        "mau": choice.word,
        "section": "map",
    }


def _value(units: Units) -> Value:
    count = format_number(units.communes)
    return Value(units.communes, count, f"{count} đơn vị cấp xã")


def _rows(view: MapView, units: dict[str, Units]) -> list[Row]:
    css = {shape.province.key: shape.css for shape in view.shapes}
    return [
        Row(
            province,
            province.became or province.made_of,
            units.get(province.key),
            css.get(province.key, ""),
        )
        for province in view.country.provinces
    ]
