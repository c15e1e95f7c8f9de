"""Lines of text that become values: days, sums, addresses, provinces."""

from datetime import date
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from khuyencong.registry.queries import provinces
from khuyencong.values.dates import read_date
from khuyencong.values.errors import Unreadable
from khuyencong.values.money import read_amount
from khuyencong.values.numbers import format_number, read_decimal, read_percent

NATIONAL = "Cả nước"
MOST_FACTOR = 1000


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


def read_share(text: str) -> Decimal:
    """Return a percent from 0 to 100."""
    percent = read_percent(text)
    if not 0 <= percent <= 100:
        raise Unreadable("Tỷ lệ từ 0 đến 100.")
    return percent


def read_factor(text: str) -> Decimal:
    """Return a factor that the register of parameters holds."""
    factor = read_decimal(text)
    if not 0 < factor < MOST_FACTOR:
        raise Unreadable(f"Hệ số lớn hơn 0 và nhỏ hơn {format_number(MOST_FACTOR)}.")
    return factor


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
