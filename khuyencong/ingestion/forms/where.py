"""A territory as somebody types it, with or without diacritics; what is unclear is offered."""

from typing import Any

from django import forms

from khuyencong.registry.models import Place, Region
from khuyencong.registry.queries import (
    AmbiguousPlace,
    Found,
    NoSuchPlace,
    find_places,
    place_in_period,
    region_named,
)
from khuyencong.values.errors import Unreadable
from khuyencong.values.periods import Period, read_period
from khuyencong.values.text import clean

OFFERED = 6
WHICH = "Chọn nơi đúng trong các nơi dưới đây."
NOWHERE = (
    "Không có địa phương nào tên như vậy trong thời gian này. Xin ghi tên tỉnh, huyện hoặc xã."
)


def typed_period(period: Period) -> str:
    """Return the words of a period as somebody would type them."""
    return period.code or f"{period.start:%d/%m/%Y} đến {period.last_day:%d/%m/%Y}"


class PeriodField(forms.CharField):
    """Days as a report names them: "2016-2020", "quý I năm 2026"; None for nothing typed."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(max_length=100, **kwargs)

    def clean(self, value: Any) -> Period | None:
        """Return the period; ValidationError tells how one is written."""
        written = super().clean(value)
        if not written:
            return None
        try:
            return read_period(written)
        except Unreadable as refusal:
            raise forms.ValidationError(str(refusal)) from refusal


class OfferedField(forms.ChoiceField):
    """One of the places on offer; which these are is known when the words are looked for."""

    def valid_value(self, value: Any) -> bool:
        """Leave it to the form."""
        return True


class WhereForm(forms.Form):
    """A form with a place and a period, in which the place is looked for on those days.

    A name that several places bear offers them all; so does one that only begins like theirs.
    """

    place = forms.CharField(max_length=120, required=False)
    chosen = OfferedField(label="Nơi đúng là", required=False, widget=forms.RadioSelect)
    period = PeriodField(required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._offer([])

    @property
    def offers(self) -> bool:
        """Return whether the form holds places to choose from."""
        return bool(self._places)

    def territory(self, written: str, period: Period | None) -> Place | Region | None:
        """Return what is meant by the words typed; None with an error where it is not clear."""
        written = clean(written)
        if not written or period is None:
            return None
        region = region_named(written, period.end)
        if region:
            return region
        try:
            return place_in_period(written, period.start, period.end)
        except AmbiguousPlace as several:
            return self._choice_of(several.choices)
        except NoSuchPlace:
            return self._choice_of(find_places(written, period.last_day, limit=OFFERED))

    def _choice_of(self, found: list[Found]) -> Place | None:
        self._offer(found)
        place = self._places.get(self.data.get("chosen", ""))
        if place is None:
            self.add_error("place", WHICH if found else NOWHERE)
        return place

    def _offer(self, found: list[Found]) -> None:
        self._places = {one.place.key: one.place for one in found}
        labels = (f"{one.label}, {one.within}" if one.within else one.label for one in found)
        self.fields["chosen"].choices = list(zip(self._places, labels, strict=True))  # type: ignore[attr-defined]
