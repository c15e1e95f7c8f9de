"""Points as a juror types them: “38”, “38,5”; a form with a box for each criterion or part."""

import re
from collections.abc import Iterable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from khuyencong.competitions.queries.jury import Field
from khuyencong.competitions.rules.points import REMARK, Points, shown
from khuyencong.competitions.states import SeatBody, SeatRole
from khuyencong.registry.forms.fields import Day, Line
from khuyencong.values.text import clean

_TENTHS = re.compile(r"([0-9]{1,3})(?:[.,]([0-9]))?")
NUL = {"null_characters_not_allowed": "Có ký tự NUL, không phải chữ. Xin gõ lại."}


class Tenths(forms.CharField):
    """Points with at most one figure behind the comma; None where nothing is typed."""

    def __init__(self, *, most: int, **kwargs: Any) -> None:
        super().__init__(required=False, strip=True, error_messages=NUL, **kwargs)
        self.most = most
        self.widget.attrs.update({"inputmode": "decimal", "autocomplete": "off"})
        self.widget.attrs.update({"data-most": str(most), "size": "6"})

    def clean(self, value: Any) -> int | None:
        """Return whole tenths within the most of the box."""
        typed = clean(super().clean(value) or "")
        if not typed:
            return None
        read = _TENTHS.fullmatch(typed)
        if read is None:
            raise ValidationError("Ghi điểm bằng số, như 38 hoặc 38,5.")
        tenths = int(read[1]) * 10 + int(read[2] or 0)
        if tenths > self.most:
            raise ValidationError(f"Từ 0 đến {shown(self.most)} điểm.")
        return tenths


class ScoreForm(forms.Form):
    """A score sheet; everything may stay open until it is locked."""

    remark = forms.CharField(
        label="Nhận xét",
        required=False,
        max_length=REMARK,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages=NUL | {"max_length": f"Nhận xét tối đa {REMARK} ký tự."},
    )

    def __init__(
        self, *args: Any, boxes: Iterable[Field], told: Points | None = None, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.initial = _initial(told) if told else {}
        self.boxes = list(boxes)
        for box in self.boxes:
            label = f"{box.label} (tối đa {shown(box.most, 0 if box.most % 10 == 0 else 1)})"
            self.fields[name_of(box)] = Tenths(label=label, most=box.most)
        self.order_fields([name_of(box) for box in self.boxes])

    def told(self) -> Points:
        """Return the points as they were typed."""
        given = {box: self.cleaned_data[name_of(box)] for box in self.boxes}
        known = {box: tenths for box, tenths in given.items() if tenths is not None}
        return Points(
            {box.name: tenths for box, tenths in known.items() if not box.is_part},
            {box.name: tenths for box, tenths in known.items() if box.is_part},
            self.cleaned_data["remark"],
        )


def name_of(box: Field) -> str:
    """Return the name of a box in the form."""
    return f"part-{box.name}" if box.is_part else box.name


def _initial(told: Points) -> dict[str, Any]:
    found = {name: shown(tenths) for name, tenths in told.points.items()}
    found |= {f"part-{name}": shown(tenths) for name, tenths in told.parts.items()}
    return found | {"remark": told.remark}


TIES = 5


class TiesForm(forms.Form):
    """The establishments a member is tied to, by name or by tax code; none is an answer too."""

    none = forms.BooleanField(label="Tôi không có liên quan tới cơ sở nào", required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for n in range(1, TIES + 1):
            self.fields[f"name-{n}"] = Line(label=f"Tên cơ sở {n}", required=False)
            self.fields[f"tax_code-{n}"] = Line(label=f"Mã số thuế {n}", required=False, longest=20)

    def clean(self) -> dict[str, Any]:
        """Ask for one answer: none, or at least one."""
        given = super().clean() or {}
        if bool(given.get("none")) == bool(self.ties()):
            raise ValidationError(
                "Xin đánh dấu “không có liên quan”, hoặc ghi ít nhất một cơ sở; không cả hai."
            )
        return given

    def ties(self) -> list[tuple[str, str]]:
        """Return names and tax codes that were typed."""
        pairs = [
            (self.cleaned_data.get(f"name-{n}", ""), self.cleaned_data.get(f"tax_code-{n}", ""))
            for n in range(1, TIES + 1)
        ]
        return [pair for pair in pairs if any(pair)]

    def rows(self) -> list[tuple[forms.BoundField, forms.BoundField]]:
        """Return the boxes in pairs."""
        return [(self[f"name-{n}"], self[f"tax_code-{n}"]) for n in range(1, TIES + 1)]


class SeatForm(forms.Form):
    """Who takes a seat."""

    full_name = Line(label="Họ và tên", longest=120)
    username = Line(
        label="Tên đăng nhập", longest=64, help_text="Chưa có tài khoản thì được mở với tên này."
    )
    body = forms.ChoiceField(label="Ban", choices=SeatBody.choices)
    role = forms.ChoiceField(label="Vai trò", choices=SeatRole.choices, initial=SeatRole.MEMBER)
    post = Line(label="Chức vụ, đơn vị", required=False)
    employer = Line(label="Nơi làm việc", required=False)
    employer_tax_code = Line(label="Mã số thuế nơi làm việc", required=False, longest=20)
    owned = Line(label="Cơ sở mình sở hữu", required=False)
    owned_tax_code = Line(label="Mã số thuế cơ sở ấy", required=False, longest=20)
    decision = Line(label="Quyết định", longest=100, help_text="Như “12/QĐ-UBND”.")
    decided_on = Day(label="Ngày quyết định", help_text="Như 05/3/2026.")


class WhyForm(forms.Form):
    """A written reason."""

    reason = Line(label="Lý do", longest=500)


class VisitForm(forms.Form):
    """Who went where, and what they found."""

    entry = forms.ChoiceField(label="Mã số bình chọn")
    day = Day(label="Ngày")
    seats = forms.MultipleChoiceField(label="Thành viên đi", widget=forms.CheckboxSelectMultiple)
    found = forms.CharField(
        label="Ghi nhận", widget=forms.Textarea(attrs={"rows": 4}), error_messages=NUL
    )

    def __init__(
        self, *args: Any, entries: list[tuple[str, str]], seats: list[tuple[str, str]], **kw: Any
    ) -> None:
        super().__init__(*args, **kw)
        self.fields["entry"].choices = entries  # type: ignore[attr-defined]
        self.fields["seats"].choices = seats  # type: ignore[attr-defined]
