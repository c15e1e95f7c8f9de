"""Criteria as a body types them: a line a part, the points at its end."""

from collections.abc import Iterator
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet

from khuyencong.competitions.rules.criteria import PartTold
from khuyencong.competitions.states import ProductGroup, RoundLevel
from khuyencong.law.states import Criterion
from khuyencong.registry.forms.fields import LARGEST_SMALL, Day, Line
from khuyencong.registry.models import Organisation
from khuyencong.values.errors import Unreadable
from khuyencong.values.numbers import read_decimal

GROUPS = {group.letters: group.value for group in ProductGroup}
HOW = (
    "Mỗi dòng một ý, điểm tối đa sau dấu bằng: “Thị phần trong nước = 15”. Ý chỉ của một nhóm thì"
    " ghi chữ của nhóm ở đầu: “TC: Hoa văn riêng = 6” (TC, CB, CK, SP). Để trống: chấm cả tiêu chí."
)


def tenths(typed: str) -> int:
    """Return points in tenths; Unreadable where they are finer or none."""
    points = read_decimal(typed) * 10
    if points != int(points):
        raise Unreadable(f"“{typed}”: chấm lẻ nhất đến một phần mười điểm.")
    if points > LARGEST_SMALL:
        raise Unreadable(f"“{typed}”: số điểm lớn quá mức ghi được.")
    return int(points)


class Parts(forms.CharField):
    """The parts of one criterion, a line each."""

    def __init__(self, criterion: str, **kwargs: Any) -> None:
        widget = forms.Textarea(attrs={"rows": 4})
        super().__init__(required=False, widget=widget, **kwargs)
        self.criterion = criterion

    def clean(self, value: Any) -> list[PartTold]:
        """Return the parts."""
        return list(self._parts(super().clean(value)))

    def _parts(self, typed: str) -> Iterator[PartTold]:
        for row in filter(None, map(str.strip, typed.splitlines())):
            label, equals, points = row.rpartition("=")
            if not equals or not label.strip():
                raise ValidationError(f"“{row[:60]}”: ghi điểm sau dấu bằng, như “… = 15”.")
            try:
                most = tenths(points.strip())
            except Unreadable as refusal:
                raise ValidationError(str(refusal)) from refusal
            letters, colon, rest = label.partition(":")
            group = GROUPS.get(letters.strip().upper(), "") if colon else ""
            said = rest if group else label
            yield PartTold(self.criterion, " ".join(said.split()), most, group)


class CriteriaForm(forms.Form):
    """A body's own criteria, from a day on."""

    custodian = forms.ModelChoiceField(
        label="Đơn vị ban hành", queryset=Organisation.objects.none(), empty_label=None
    )
    name = Line(label="Tên bộ tiêu chí", error_messages={"required": "Ghi tên bộ tiêu chí."})
    clause = Line(
        label="Quyết định ban hành",
        help_text="Số, ngày, cơ quan.",
        error_messages={"required": "Ghi quyết định ban hành."},
    )
    valid_from = Day(
        label="Áp dụng từ ngày", longest=40, error_messages={"required": "Ghi ngày áp dụng."}
    )
    level = forms.ChoiceField(
        label="Cho cấp nào?",
        required=False,
        choices=[("", "mọi cấp của đơn vị"), *RoundLevel.choices],
    )
    market = Parts(Criterion.MARKET, label=Criterion.MARKET.label, help_text=HOW)
    benefit = Parts(Criterion.BENEFIT, label=Criterion.BENEFIT.label)
    culture = Parts(Criterion.CULTURE, label=Criterion.CULTURE.label)
    other = Parts(Criterion.OTHER, label=Criterion.OTHER.label)
    first = forms.ChoiceField(label="Bằng điểm thì xét trước", choices=Criterion.choices)
    second = forms.ChoiceField(label="rồi đến", choices=Criterion.choices)
    third = forms.ChoiceField(label="rồi đến", choices=Criterion.choices)
    last = forms.ChoiceField(label="sau cùng", choices=Criterion.choices)
    second_mark = Line(
        label="Điểm trung bình vào vòng hai",
        required=False,
        longest=10,
        help_text="Như 70. Để trống: hội đồng chọn.",
    )
    note = Line(label="Ghi chú", required=False, longest=500)

    def __init__(self, *args: Any, bodies: QuerySet[Organisation], **kwargs: Any) -> None:
        first = dict(zip(("first", "second", "third", "last"), Criterion.values, strict=True))
        kwargs["initial"] = first | (kwargs.get("initial") or {})
        super().__init__(*args, **kwargs)
        field = self.fields["custodian"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = bodies.select_related("place")

    def clean_second_mark(self) -> int | None:
        """Return tenths of a point."""
        typed = self.cleaned_data["second_mark"]
        if not typed:
            return None
        try:
            return tenths(typed)
        except Unreadable as refusal:
            raise ValidationError(str(refusal)) from refusal

    def clean(self) -> dict[str, Any]:
        """Hold the order of ties against the four criteria."""
        given = super().clean() or {}
        given["tie_order"] = [given.get(name) for name in ("first", "second", "third", "last")]
        if sorted(filter(None, given["tie_order"])) != sorted(Criterion.values):
            self.add_error("first", "Bốn chỗ phải là bốn tiêu chí khác nhau.")
        return given

    def told(self) -> dict[str, Any]:
        """Return the fields of `CriteriaTold`, of a valid form."""
        same = ("custodian", "name", "clause", "valid_from", "level", "tie_order", "second_mark",
                "note")  # fmt: skip
        parts = [part for one in Criterion.values for part in self.cleaned_data[one]]
        return {name: self.cleaned_data[name] for name in same} | {"parts": parts}
