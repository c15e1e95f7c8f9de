"""The parts of a dossier as they are typed: made of the declaration, so that none is forgotten."""

from typing import Any

from django import forms

from khuyencong.applications.forms.needs import Sum
from khuyencong.applications.forms.requests import ReasonForm
from khuyencong.competitions.models import Entry
from khuyencong.competitions.rules.dossier import (
    ANSWERS,
    BESIDE,
    PART,
    TRUTH_WORDS,
    Answer,
    Ask,
    shown,
    unread,
)
from khuyencong.competitions.states import EntryState, ProductGroup
from khuyencong.registry.forms.fields import Line, Whole
from khuyencong.values.numbers import format_number


class PartForm(forms.Form):
    """One part of a dossier: everything may stay open, what is typed is kept."""

    def __init__(self, *args: Any, slug: str, year: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for answer in PART[slug].answers:
            self.fields[answer.name] = _field(answer, year)

    def answers(self) -> dict[str, Any]:
        """Return what could be read, open ones as None or ""."""
        return {n: v for n, v in self.cleaned_data.items() if n not in self.errors}

    def unread(self) -> dict[str, str]:
        """Return what was typed and could not be read."""
        return {name: str(self.data.get(name, "")) for name in self.fields if name in self.errors}


def _field(answer: Answer, year: int) -> forms.Field:
    told: dict[str, Any] = {
        "label": answer.label(year),
        "required": False,
        "help_text": answer.help or ("" if answer.required else "Có thể để trống."),
    }
    match answer.ask:
        case Ask.MONEY:
            return Sum(longest=answer.longest, **told)
        case Ask.COUNT | Ask.YEAR:
            number = forms.TextInput(attrs={"inputmode": "numeric"})
            return Whole(longest=answer.longest, widget=number, **told)
        case Ask.TEXT:
            area = forms.Textarea(attrs={"rows": 6})
            return forms.CharField(max_length=answer.longest, widget=area, **told)
        case Ask.TRUTH:
            choices = [*TRUTH_WORDS.items(), ("", "Chưa trả lời")]
            return forms.ChoiceField(choices=choices, widget=forms.RadioSelect, **told)
    return Line(longest=answer.longest, **told)


def typed_before(entry: Entry, slug: str) -> dict[str, Any]:
    """Return a part as somebody typed it: what was read as it is written, what was not raw."""
    odd = unread(entry.answers)
    return {
        one.name: odd.get(one.name) or _written(one, entry.answers.get(one.name))
        for one in PART[slug].answers
    }


def _written(answer: Answer, value: Any) -> str:
    if value in (None, ""):
        return ""
    match answer.ask:
        case Ask.MONEY:
            return format_number(int(value))
        case Ask.COUNT:
            return shown(answer.name, value)
    return str(value)


class ReturnForm(ReasonForm):
    """Why a dossier comes back, and what of it is to be mended."""

    missing = forms.MultipleChoiceField(
        label="Chỗ cần bổ sung",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": "Chỗ này không có trong hồ sơ. Xin chọn lại."},
    )

    def __init__(self, *args: Any, year: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["missing"]
        assert isinstance(field, forms.MultipleChoiceField)
        field.choices = [
            *((name, one.label(year)) for name, one in ANSWERS.items()),
            *BESIDE.items(),
        ]


class EntryFilter(forms.Form):
    """The sentence above the entries of a round."""

    q = Line(label="Tìm mã, sản phẩm, cơ sở", required=False, longest=120)
    nhom = forms.ChoiceField(
        label="Nhóm", required=False, choices=[("", "mọi nhóm"), *ProductGroup.choices]
    )
    buoc = forms.ChoiceField(
        label="Đang ở bước", required=False, choices=[("", "mọi bước"), *EntryState.choices]
    )
