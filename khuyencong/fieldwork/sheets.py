"""The four sheets of the kit: fields that the desk reads, and the checks between answers.

The fields are those of the desk's own forms; the checks are a table, so that the page which goes
to the commune holds the same ones. `SHEETS` is both the form that reads a sheet which came back,
and the data that the page is written from.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django import forms

from khuyencong.applications.forms.needs import LEAST_SUM, NeedForm, Sum, Year
from khuyencong.applications.forms.requests import MoneyForm, PlaceForm, WorkForm
from khuyencong.applications.rules import REQUIRED
from khuyencong.fieldwork.states import EntryKind
from khuyencong.projects.forms.accepting import AcceptanceForm, FollowUpForm
from khuyencong.projects.forms.fields import Words
from khuyencong.registry.forms.fields import Amount, Day, Line, Whole

__all__ = ["LEAST_SUM", "SHEETS", "Sheet", "read"]

#: A check between answers: its kind, the field it speaks of, what else it looks at, what it says.
Check = dict[str, Any]

_MOST_COUNT = 1_000_000
_MOST_PERCENT = 10_000
_MOST_OUTPUT = 10**15


def _at_most(name: str, most: int, told: str) -> Check:
    return {"kind": "at_most", "field": name, "most": str(most), "told": told}


_NEED: tuple[Check, ...] = (
    {
        "kind": "not_ahead",
        "field": "visited_on",
        "told": "Ngày đến cơ sở phải là hôm nay hoặc đã qua.",
    },
    _at_most("jobs", _MOST_COUNT, "Việc làm thêm phải là số từ 0 đến 1000000."),
    _at_most("machine_age", 200, "Tuổi máy phải là số từ 0 đến 200."),
)
_REQUEST: tuple[Check, ...] = (
    {
        "kind": "order",
        "field": "ends_on",
        "first": "begins_on",
        "told": "Ngày xong phải từ ngày bắt đầu trở đi.",
    },
    {"kind": "positive", "field": "cost", "told": "Ghi số tiền lớn hơn 0, hoặc để trống."},
    {"kind": "positive", "field": "asked", "told": "Ghi số tiền lớn hơn 0, hoặc để trống."},
    {
        "kind": "within",
        "field": "asked",
        "of": "cost",
        "told": "Số đề nghị hỗ trợ lớn hơn tổng chi phí.",
    },
)
_ACCEPTANCE: tuple[Check, ...] = (
    {
        "kind": "not_ahead",
        "field": "day",
        "told": "Ngày xem phải là hôm nay hoặc đã qua.",
    },
    _at_most("quantity", _MOST_COUNT, "Số lượng lớn quá mức ghi được."),
    _at_most("jobs", _MOST_COUNT, "Số việc làm lớn quá mức ghi được."),
    {"kind": "positive", "field": "cost", "told": "Chi phí thực tế phải lớn hơn 0."},
    {"kind": "at_least_zero", "field": "cost", "told": "Chi phí thực tế phải lớn hơn 0."},
)
_FOLLOW_UP: tuple[Check, ...] = (
    {"kind": "not_ahead", "field": "day", "told": "Ngày theo dõi phải là hôm nay hoặc đã qua."},
    *(
        _at_most(name, most, "Số này lớn quá mức ghi được.")
        for name, most in (
            ("jobs", _MOST_COUNT),
            ("output_percent", _MOST_PERCENT),
            ("productivity_percent", _MOST_PERCENT),
            ("output_before", _MOST_OUTPUT),
            ("output_after", _MOST_OUTPUT),
        )
    ),
    *(
        {"kind": "at_least_zero", "field": name, "told": "Số tiền không được âm."}
        for name in ("monthly_income", "revenue")
    ),
    {
        "kind": "needed_with",
        "field": "output_unit",
        "others": ["output_before", "output_after"],
        "told": "Ghi sản lượng thì ghi cả đơn vị, như “tấn”.",
    },
)
#: Each kind of check: whether it is broken by what was read, on a day.
_BROKEN: dict[str, Callable[[Check, dict[str, Any], date], Any]] = {
    "order": lambda row, told, on: (
        told[row["first"]] and told[row["field"]] and told[row["field"]] < told[row["first"]]
    ),
    "positive": lambda row, told, on: told[row["field"]] == 0,
    "at_least_zero": lambda row, told, on: (
        told[row["field"]] is not None and told[row["field"]] < 0
    ),
    "within": lambda row, told, on: (
        told[row["of"]] and told[row["field"]] and told[row["field"]] > told[row["of"]]
    ),
    "at_most": lambda row, told, on: (
        told[row["field"]] is not None and told[row["field"]] > int(row["most"])
    ),
    "not_ahead": lambda row, told, on: told[row["field"]] and told[row["field"]] > on,
    "needed_with": lambda row, told, on: (
        not told[row["field"]] and any(told[name] is not None for name in row["others"])
    ),
}


class _Checked(forms.Form):
    """A sheet: what the fields refuse, then what the table of checks finds."""

    checks: tuple[Check, ...] = ()

    def __init__(self, *args: Any, on: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.on = on

    def clean(self) -> dict[str, Any]:
        """Add what the table finds, once where the desk's form says it already."""
        super().clean()
        given = self.cleaned_data
        for row in self.checks:
            names = [row["field"], row.get("first"), row.get("of"), *row.get("others", ())]
            read_all = all(name in given for name in names if name)
            if read_all and _BROKEN[row["kind"]](row, given, self.on):
                self.add_error(row["field"], row["told"])
        return given


def _picked(form: type[forms.Form], *names: str) -> dict[str, forms.Field]:
    """Return fields of a form of the desk, by name."""
    return {name: form.base_fields[name] for name in names}


class _Commune(forms.CharField):
    """A commune by its code, chosen from the list that the file carries."""


def _sheet(name: str, fields: dict[str, forms.Field], checks: tuple[Check, ...]) -> type[_Checked]:
    return type(name, (_Checked,), {**fields, "checks": checks, "__doc__": _Checked.__doc__})


def _relabelled(field: Words, label: str) -> Words:
    return Words(
        label=label,
        longest=field.longest,
        rows=3,
        error_messages={"required": "Ghi những gì đã thấy tại chỗ."},
    )


_WORDS = AcceptanceForm.base_fields["words"]
assert isinstance(_WORDS, Words)

_FORMS: dict[str, type[_Checked]] = {
    EntryKind.NEED: _sheet(
        "NeedSheet",
        _picked(NeedForm, *(n for n in NeedForm.base_fields if n != "round")),
        _NEED,
    ),
    EntryKind.REQUEST: _sheet(
        "RequestSheet",
        {
            **_picked(PlaceForm, "trade"),
            "commune": _Commune(label="Nơi thực hiện (xã, phường, đặc khu)", required=False),
            **_picked(PlaceForm, "difficult_area"),
            **WorkForm.base_fields,
            **MoneyForm.base_fields,
        },
        _REQUEST,
    ),
    EntryKind.ACCEPTANCE: _sheet(
        "AcceptanceSheet",
        {
            "day": Day(label="Ngày xem tại chỗ", error_messages={"required": "Ghi ngày xem."}),
            "quantity": Whole(
                label="Số lượng đếm được",
                longest=20,
                error_messages={"required": "Ghi số lượng đếm được."},
            ),
            **_picked(AcceptanceForm, "cost"),
            "words": _relabelled(_WORDS, "Đã thấy gì tại chỗ"),
            **_picked(AcceptanceForm, "jobs"),
        },
        _ACCEPTANCE,
    ),
    EntryKind.FOLLOW_UP: _sheet(
        "FollowUpSheet",
        _picked(FollowUpForm, *(n for n in FollowUpForm.base_fields if n != "version")),
        _FOLLOW_UP,
    ),
}
#: What a request must have answered before it may leave the draft.
_ASKED = {EntryKind.REQUEST: [name for name in REQUIRED if name != "commune"]}


def read(kind: str, typed: dict[str, str], on: date) -> _Checked:
    """Return a sheet read by the fields of the desk, judged on a day."""
    return _FORMS[kind](typed, on=on)


def told_of(form: _Checked) -> dict[str, Any]:
    """Return the answers of a sheet without faults as JSON keeps them."""
    return {name: as_kept(value) for name, value in form.cleaned_data.items()}


def as_kept(value: Any) -> Any:
    """Return a value as JSON keeps it: a day in ISO, "co" and "khong" for a truth."""
    match value:
        case bool():
            return "co" if value else "khong"
        case date():
            return value.isoformat()
    return value


@dataclass(frozen=True)
class Sheet:
    """One sheet as the page is written from it."""

    kind: EntryKind
    fields: list[dict[str, Any]] = field(default_factory=list)
    checks: list[Check] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)

    def as_data(self) -> dict[str, Any]:
        """Return it as plain values."""
        return {
            "label": self.kind.label,
            "fields": self.fields,
            "checks": self.checks,
            "asked": self.asked,
        }


#: The most particular class first.
_KINDS: tuple[tuple[type[forms.Field], str], ...] = (
    (Sum, "sum"),
    (Year, "year"),
    (Amount, "amount"),
    (Day, "day"),
    (Whole, "whole"),
    (Line, "line"),
    (Words, "words"),
    (_Commune, "commune"),
    (forms.ChoiceField, "choice"),
)


def _described(name: str, one: forms.Field) -> dict[str, Any]:
    kind = next(kind for cls, kind in _KINDS if isinstance(one, cls))
    told: dict[str, Any] = {"name": name, "label": str(one.label), "kind": kind}
    if one.required:
        told["required"] = str(one.error_messages["required"])
    if one.help_text:
        told["help"] = str(one.help_text)
    if isinstance(one, Line | Words):
        told["longest"] = one.longest
    if kind == "whole" and isinstance(one, Whole):
        told |= {"least": one.least, "most": one.most}
    if isinstance(one, forms.ChoiceField):
        told["choices"] = [[str(code), str(label)] for code, label in one.choices]
        told["radio"] = isinstance(one.widget, forms.RadioSelect)
    return told


SHEETS = {
    str(kind): Sheet(
        EntryKind(kind),
        [_described(name, one) for name, one in form.base_fields.items()],
        list(form.checks),
        _ASKED.get(EntryKind(kind), []),
    )
    for kind, form in _FORMS.items()
}
