"""Lines of text that become values: days, sums, addresses, provinces."""

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from khuyencong.registry.queries import provinces
from khuyencong.values.dates import read_date
from khuyencong.values.errors import Unreadable
from khuyencong.values.money import read_amount

NATIONAL = "Cả nước"


class ReadField(forms.CharField):
    """A line of text that a reader of `values` makes a value of; its refusal is the message."""

    def __init__(self, read: Any, **options: Any) -> None:
        super().__init__(**({"required": False, "max_length": 60} | options))
        self.read = read

    def clean(self, value: Any) -> Any:
        """Return the value read, None for an empty line."""
        typed = super().clean(value)
        try:
            return self.read(typed) if typed else None
        except Unreadable as refusal:
            raise ValidationError(str(refusal)) from refusal


def day_field(label: str, **options: Any) -> ReadField:
    """Return a field for a day as people write it."""
    return ReadField(read_date, label=label, **options)


def read_sum(text: str) -> int:
    """Return an amount of money that is not negative."""
    amount = read_amount(text)
    if amount < 0:
        raise Unreadable("Số tiền không âm: xin bỏ dấu trừ.")
    return amount


def read_address(text: str) -> str:
    """Return an address that leads to a page."""
    if not text.startswith(("http://", "https://")):
        raise Unreadable("Địa chỉ nguồn bắt đầu bằng https:// hoặc http://.")
    return text


def address_field() -> ReadField:
    """Return a field for where a text was read."""
    return ReadField(read_address, label="Địa chỉ nguồn", max_length=600)


def places_on(day: date) -> list[tuple[str, str]]:
    return [("", NATIONAL), *((place.key, str(place)) for place in provinces(day))]
