"""Fields that several forms share: one clean line, a day, an amount, a commune of any day."""

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from khuyencong.registry.models import Place
from khuyencong.registry.queries import Found, find_places
from khuyencong.registry.states import Level
from khuyencong.values.dates import read_date
from khuyencong.values.errors import Unreadable
from khuyencong.values.gazetteer import search_form
from khuyencong.values.money import read_amount
from khuyencong.values.numbers import format_number, read_number
from khuyencong.values.text import clean, fold

NUL = {"null_characters_not_allowed": "Có ký tự NUL, không phải chữ. Xin gõ lại."}
#: The largest number that a column of numbers, and one of small numbers, holds on every database.
LARGEST, LARGEST_SMALL = 2**31 - 1, 2**15 - 1
#: So many communes of one name are offered; who means another names its district or province.
OFFERED = 12


class Line(forms.CharField):
    """One line of text: NFC, single spaces, nothing invisible; too long is said with its length."""

    def __init__(self, *, longest: int = 200, **kwargs: Any) -> None:
        errors = NUL | kwargs.pop("error_messages", {})
        super().__init__(strip=True, error_messages=errors, **kwargs)
        self.longest = longest
        self.widget.attrs.setdefault("autocomplete", "off")

    def clean(self, value: Any) -> Any:
        """Return the line as it is kept."""
        line = clean(super().clean(value) or "")
        if len(line) > self.longest:
            raise ValidationError(
                f"Dài {len(line)} ký tự; tối đa {self.longest}. Xin ghi ngắn lại."
            )
        if self.required and not line:
            raise ValidationError(self.error_messages["required"], code="required")
        return line


class Day(Line):
    """A day as people write it; None where nothing is typed."""

    def clean(self, value: Any) -> date | None:
        """Return the day."""
        typed = super().clean(value)
        return read_typed(read_date, typed) if typed else None


class Amount(Line):
    """Whole đồng, as offices write money; None where nothing is typed."""

    def clean(self, value: Any) -> int | None:
        """Return đồng."""
        typed = super().clean(value)
        return read_typed(read_amount, typed) if typed else None


class Whole(Line):
    """A whole number from `least` to `most`; None where nothing is typed."""

    def __init__(self, *, least: int = 0, most: int = LARGEST, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.least, self.most = least, most

    def clean(self, value: Any) -> int | None:
        """Return the number."""
        typed = super().clean(value)
        if not typed:
            return None
        number = read_typed(read_number, typed)
        if number < self.least or number % 1:
            raise ValidationError(f"Ghi một số nguyên từ {self.least} trở lên, như “1.250”.")
        if number > self.most:
            raise ValidationError(f"Số lớn quá: nhiều nhất là {format_number(self.most)}.")
        return int(number)


def read_typed(reader: Any, typed: str) -> Any:
    """Return what a reader of ours makes of a text; its refusal stands at the field."""
    try:
        return reader(typed)
    except Unreadable as refusal:
        raise ValidationError(str(refusal)) from refusal


class CommuneMixin(forms.Form):
    """A commune by any name of any day; where several bear it, one of them is chosen.

    `commune` holds what is typed ("xã An Lạc, Bắc Ninh"), `commune_key` the choice.
    """

    commune = Line(
        label="Xã, phường, đặc khu",
        help_text="Tên hôm nay hoặc tên cũ ghi trên giấy tờ; thêm huyện hoặc tỉnh nếu trùng tên,"
        " như “An Lạc, Bắc Ninh”.",
        error_messages={"required": "Ghi tên xã, phường hoặc đặc khu."},
    )
    commune_key = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offered: list[Found] = []

    def clean(self) -> dict[str, Any]:
        """Put the place in `cleaned_data["place"]`, or offer those that it may be."""
        given = super().clean() or {}
        typed = given.get("commune")
        if typed:
            found = communes_named(typed)
            chosen = [hit for hit in found if hit.place.key == given.get("commune_key")]
            self._take(typed, chosen or found, given)
        return given

    def _take(self, typed: str, found: list[Found], given: dict[str, Any]) -> None:
        if len(found) == 1:
            given["place"] = found[0].place
        elif found:
            self.offered = found[:OFFERED]
            self.add_error("commune", _several(typed, found))
        else:
            self.add_error(
                "commune",
                f"Không có xã, phường hay đặc khu nào tên “{typed}”, ngày nay hay trước đây."
                " Xin xem lại chính tả.",
            )

    @property
    def place(self) -> Place:
        """Return the commune that was meant, of a valid form."""
        place: Place = self.cleaned_data["place"]
        return place


def _several(typed: str, found: list[Found]) -> str:
    if len(found) > OFFERED:
        return f"Có {len(found)} nơi tên “{typed}”: xin ghi thêm huyện hoặc tỉnh sau dấu phẩy."
    return f"Có {len(found)} nơi tên “{typed}”: xin chọn một nơi ở dưới."


def communes_named(typed: str) -> list[Found]:
    """Return the communes that bear exactly the name typed, within what stands after a comma."""
    name, *within = [part.strip() for part in typed.split(",") if part.strip()] or [""]
    found = [
        hit
        for hit in find_places(name, level=Level.COMMUNE, limit=200)
        if hit.name.folded == search_form(name) or fold(str(hit.name)) == fold(name)
    ]
    for part in within:
        found = [hit for hit in found if fold(part) in fold(f"{hit.within}, {hit.label}")]
    return found
