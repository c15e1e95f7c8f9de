"""Fields of the form of a result: by the type that its declaration names."""

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet

from khuyencong.projects.forms.fields import Words
from khuyencong.registry.forms.fields import Amount, Line, Whole, communes_named
from khuyencong.registry.models import Establishment, Place
from khuyencong.registry.queries import find_places
from khuyencong.registry.queries.establishments import found_by, standing
from khuyencong.registry.states import Level
from khuyencong.results.kinds import Field, FieldType
from khuyencong.values.dates import format_date
from khuyencong.values.errors import Unreadable
from khuyencong.values.money import MAX_AMOUNT
from khuyencong.values.numbers import read_percent
from khuyencong.values.text import clean
from khuyencong.values.vocabulary import unit_label

#: So many establishments of one result stand by name; more are a number.
MOST_NAMES = 200
OFFERED = 4
NUMERIC = {"inputmode": "numeric"}


class Money(Amount):
    """Whole đồng from 0."""

    def clean(self, value: Any) -> int | None:
        """Return đồng; None where nothing is typed."""
        amount = super().clean(value)
        if amount is not None and amount < 0:
            raise ValidationError("Số tiền không âm: xin bỏ dấu trừ.")
        return amount


class Percent(Line):
    """A rate as it is written, without its sign: "12,5"."""

    def clean(self, value: Any) -> str | None:
        """Return the rate in words; None where nothing is typed."""
        typed: str = super().clean(value)
        if not typed:
            return None
        try:
            read_percent(typed)
        except Unreadable as refusal:
            raise ValidationError(str(refusal)) from refusal
        return typed.removesuffix("%").strip()


class YesNo(forms.ChoiceField):
    """Yes, no, or not told."""

    def __init__(self, **kwargs: Any) -> None:
        choices = [("", "chưa rõ"), ("yes", "có"), ("no", "không")]
        super().__init__(choices=choices, **kwargs)

    def clean(self, value: Any) -> bool | None:  # type: ignore[override]
        """Return the answer; None where nobody told."""
        return {"yes": True, "no": False}.get(super().clean(value))


def field_of(one: Field) -> forms.Field:
    """Return the form field of a declared field."""
    told: dict[str, Any] = {"label": one.label, "required": one.required}
    if one.required:
        told["error_messages"] = {"required": f"Chưa ghi {one.label[:1].lower()}{one.label[1:]}."}
    if one.type is FieldType.YES_NO:
        return YesNo(**told)
    if one.type is FieldType.CHOICE:
        return forms.ChoiceField(choices=[("", "chưa rõ"), *one.choices], **told)
    if one.is_money:
        return Money(longest=60, help_text="Như “1,2 tỷ”, “400 triệu”.", **told)
    if one.type is FieldType.PERCENT:
        return Percent(longest=20, widget=forms.TextInput(attrs=dict(NUMERIC)), **told)
    if one.type is FieldType.TEXT:
        return Line(longest=300, **told)
    if one.unit and unit_label(one.unit) not in one.label.lower():
        told["help_text"] = f"Đơn vị: {unit_label(one.unit)}."
    return Whole(most=MAX_AMOUNT, widget=forms.TextInput(attrs=dict(NUMERIC)), **told)


class Firms(Words):
    """Establishments that took part, one a line by name or tax code; "; 3" is three times."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(longest=20_000, rows=3, **kwargs)
        self.known: QuerySet[Establishment] = Establishment.objects.none()

    def clean(self, value: Any) -> dict[Establishment, int]:  # type: ignore[override]
        """Return each establishment with how often; every line that means none is said."""
        lines = [line for line in map(clean, super().clean(value).splitlines()) if line]
        if len(lines) > MOST_NAMES:
            raise ValidationError(f"Nhiều nhất {MOST_NAMES} cơ sở ghi tên; nhiều hơn thì ghi số.")
        found: dict[Establishment, int] = {}
        faults = []
        for line in lines:
            try:
                one, turns = self._read(line)
            except ValidationError as fault:
                faults += fault.messages
                continue
            found[one] = found.get(one, 0) + turns
        if faults:
            raise ValidationError(faults[:12])
        return found

    def _read(self, line: str) -> tuple[Establishment, int]:
        name, _, times = line.partition(";")
        times = times.strip().removeprefix("x").strip() or "1"
        if not (times.isascii() and times.isdigit() and 1 <= int(times[:4]) <= 1000):
            raise ValidationError(f"“{line[:60]}”: sau dấu chấm phẩy ghi số lượt, như “; 3”.")
        rows = list(found_by(standing(self.known), name.strip())[: OFFERED + 1])
        exact = [one for one in rows if name.strip() in (one.name, one.tax_code)]
        rows = exact if len(exact) == 1 else rows
        if len(rows) == 1:
            return rows[0], int(times)
        if not rows:
            raise ValidationError(f"Không có cơ sở nào tên hoặc mã số thuế “{name[:60]}”.")
        names = "; ".join(f"{one.name} ({one.tax_code or one.commune.name})" for one in rows[:4])
        raise ValidationError(f"“{name[:60]}” có thể là: {names}. Ghi mã số thuế hoặc đủ tên.")


def place_named(typed: str, day: date | None) -> Place:
    """Return the commune or province that bore a name on a day; ValidationError for none, several.

    Without a day those of any day are looked at, the living first.
    """
    found = [hit.place for hit in communes_named(typed)]
    found += [hit.place for hit in find_places(typed, level=Level.PROVINCE, limit=12)
              if getattr(hit.name, "rank", 0) == 0]  # fmt: skip
    held = [one for one in dict.fromkeys(found) if day is None or one.held_on(day)]
    if len(held) == 1:
        return held[0]
    when = f" ngày {format_date(day)}" if day else ""
    if not held:
        raise ValidationError(
            f"{when.strip().capitalize() or 'Nay'} không có nơi nào tên “{typed}”: ghi tên của ngày"
            " ấy, thêm tỉnh sau dấu phẩy."
        )
    raise ValidationError(f"Có {len(held)} nơi tên “{typed}”{when}: thêm tỉnh sau dấu phẩy.")
