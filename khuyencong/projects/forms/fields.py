"""Fields that several forms of đề án share: a paragraph, a year, an establishment, places."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet

from khuyencong.registry.forms.fields import NUL, OFFERED, Line, communes_named
from khuyencong.registry.models import Establishment, Place
from khuyencong.registry.queries import find_places
from khuyencong.registry.queries.establishments import found_by, standing
from khuyencong.registry.states import Level
from khuyencong.values.dates import valid_year
from khuyencong.values.errors import Unreadable
from khuyencong.values.text import clean, nfc

#: So many places of one đề án; a province is one place.
MOST_PLACES = 60


class Words(forms.CharField):
    """Several lines of text, kept line by line; too long is said with its length."""

    widget = forms.Textarea

    def __init__(self, *, longest: int = 1000, rows: int = 4, **kwargs: Any) -> None:
        errors = NUL | kwargs.pop("error_messages", {})
        kwargs.setdefault("widget", forms.Textarea(attrs={"rows": rows}))
        super().__init__(strip=True, error_messages=errors, **kwargs)
        self.longest = longest

    def clean(self, value: Any) -> str:
        """Return the text as it is kept."""
        typed = nfc(super().clean(value) or "")
        if len(typed) > self.longest:
            raise ValidationError(
                f"Dài {len(typed)} ký tự; tối đa {self.longest}. Xin ghi ngắn lại."
            )
        return typed


class Year(Line):
    """A year of a budget; None where nothing is typed."""

    def clean(self, value: Any) -> int | None:
        """Return the year."""
        typed = super().clean(value)
        if not typed:
            return None
        if not (typed.isascii() and typed.isdigit() and len(typed) == 4):
            raise ValidationError("Ghi năm bằng bốn chữ số, như 2026.")
        try:
            return valid_year(int(typed), typed)
        except Unreadable as refusal:
            raise ValidationError(str(refusal)) from refusal


class Places(Words):
    """Places by any name of any day, one a line; a commune or a whole province."""

    def clean(self, value: Any) -> tuple[Place, ...]:  # type: ignore[override]
        """Return the places in the order typed, each once."""
        names = [line for line in (clean(row) for row in super().clean(value).splitlines()) if line]
        if len(names) > MOST_PLACES:
            raise ValidationError(f"Nhiều nhất {MOST_PLACES} nơi; cả tỉnh thì ghi tên tỉnh.")
        return tuple(dict.fromkeys(_place(name) for name in names))


def _place(typed: str) -> Place:
    found = communes_named(typed) or find_places(typed, level=Level.PROVINCE, limit=OFFERED)
    living = [hit for hit in found if hit.place.valid_until is None]
    meant = living or found
    if not meant:
        raise ValidationError(f"Không có nơi nào tên “{typed}”, ngày nay hay trước đây.")
    if len({hit.place for hit in meant}) > 1:
        within = "; ".join(f"{hit.label}, {hit.within}" for hit in meant[:3])
        raise ValidationError(
            f"Có nhiều nơi tên “{typed}” ({within}…): ghi thêm tỉnh sau dấu phẩy."
        )
    return meant[0].place


class EstablishmentField(Line):
    """An establishment by its tax code or by its name, among those the person may see."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(longest=200, **kwargs)
        self.known: QuerySet[Establishment] = Establishment.objects.none()

    def clean(self, value: Any) -> Establishment | None:
        """Return the establishment; None where nothing is typed."""
        typed = super().clean(value)
        if not typed:
            return None
        found = list(found_by(standing(self.known), typed)[: OFFERED + 1])
        exact = [one for one in found if typed in (one.name, one.tax_code)]
        return _only(exact if len(exact) == 1 else found, typed)


def _only(found: Iterable[Establishment], typed: str) -> Establishment:
    found = list(found)
    if not found:
        raise ValidationError(
            f"Không có cơ sở nào tên hoặc mã số thuế “{typed}” trong phạm vi của anh/chị."
            " Ghi hồ sơ cơ sở trước ở mục Cơ sở."
        )
    if len(found) > 1:
        names = "; ".join(f"{one.name} ({one.tax_code or one.commune.name})" for one in found[:4])
        raise ValidationError(f"Có {len(found)} cơ sở giống: {names}. Ghi mã số thuế hoặc đủ tên.")
    return found[0]
