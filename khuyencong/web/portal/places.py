"""Places for everybody: found by any name of any day, each with what it was and became."""

from datetime import date
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from khuyencong.core.clock import today
from khuyencong.registry import queries
from khuyencong.registry.models import Place
from khuyencong.registry.states import Level
from khuyencong.values.dates import read_date
from khuyencong.values.errors import Unreadable
from khuyencong.values.text import fold
from khuyencong.web.access import public
from khuyencong.web.portal.place_figures import place_figures


class PlaceSearch(forms.Form):
    """A name in any spelling, and perhaps the day on which it was borne."""

    q = forms.CharField(
        label="Tên địa phương",
        required=False,
        max_length=120,
        help_text="Có dấu hay không dấu, tên cũ hay tên mới, viết tắt cũng được.",
        widget=forms.TextInput(attrs={"type": "search", "autocomplete": "off"}),
    )
    ngay = forms.CharField(
        label="Vào ngày",
        required=False,
        max_length=40,
        help_text="Ví dụ 30/06/2025. Để trống: mọi thời.",
    )

    def clean_ngay(self) -> date | None:
        """Return the day typed, None for none."""
        typed = self.cleaned_data["ngay"].strip()
        try:
            return read_date(typed) if typed else None
        except Unreadable as refusal:
            raise ValidationError(str(refusal)) from refusal


@require_safe
@public
def places(request: HttpRequest) -> HttpResponse:
    """Search by name and day; without a name, the provinces of today."""
    form = PlaceSearch(request.GET or None)
    valid = form.is_valid()
    name, day = (form.cleaned_data["q"], form.cleaned_data["ngay"]) if valid else ("", None)
    found = queries.find_places(name, day) if name else []
    told = {
        "form": form,
        "name": name,
        "day": day,
        "found": found,
        "namesakes": _namesakes(name, found),
        "provinces": [] if name else queries.provinces(day or today()),
        "section": "places",
    }
    return render(request, "portal/places.html", told, status=422 if form.errors else 200)


@require_safe
@public
def place(request: HttpRequest, key: str) -> HttpResponse:
    """All that is known of a place, over time."""
    known = Place.objects.filter(key=key).values_list("id", flat=True).first()
    if known is None:
        raise Http404
    page = queries.place_page(known)
    told: dict[str, Any] = {
        "page": page,
        "place": page.place,
        "figures": place_figures(page.place, today()),
        "asks_support": urlencode({"xa": _address(page), "noi": key}),
        "section": "places",
    }
    return render(request, "portal/place.html", told)


def _address(page: queries.PlacePage) -> str:
    """Return "xã Quý Sơn, thị xã Chũ": the place as one writes it, within what it last lay in."""
    above = [str(link.parent) for link in page.parents[:1] if link.parent.level != Level.COUNTRY]
    return ", ".join([str(page.place), *above])


def _namesakes(name: str, found: list[queries.Found]) -> int:
    """Return how many units bore exactly the name that was typed."""
    return sum(fold(hit.name.name) == fold(name) for hit in found)
