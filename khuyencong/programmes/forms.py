"""Programmes and their numbers as they are typed: money with its unit, days, a reason."""

from typing import Any

from django import forms

from khuyencong.programmes.models import Programme
from khuyencong.programmes.rules import CONTENTS
from khuyencong.programmes.states import UNITS, Degree, Series, Sure
from khuyencong.registry.forms.fields import CommuneMixin, Day, Line, Whole
from khuyencong.registry.models import Organisation, Place
from khuyencong.values.errors import Unreadable
from khuyencong.values.measures import MEASURES, Adds
from khuyencong.values.money import read_amount
from khuyencong.values.numbers import read_count
from khuyencong.values.periods import Period, programme, year
from khuyencong.values.vocabulary import Bound, FundingSource

SOURCE_CHOICES = [
    ("", "mọi nguồn của Nhà nước"),
    *(
        (source.value, source.label)
        for source in (FundingSource.NATIONAL, FundingSource.PROVINCIAL, FundingSource.LOCAL)
    ),
]
CONTENT_CHOICES = [
    ("", "theo chỉ tiêu, hoặc mọi nội dung"),
    *((content.value, content.label) for content in CONTENTS),
]
BOUND_CHOICES = [
    ("", "đúng số này"),
    *((bound.value, bound.label) for bound in (Bound.ABOUT, Bound.GT)),
]
TYPED = {"inputmode": "text"}


def _measures() -> list[tuple[str, Any]]:
    """Return the measures that can be aimed at, under their contents."""
    groups: dict[str, list[tuple[str, str]]] = {}
    for one in MEASURES.values():
        if one.adds is Adds.UP:
            head = one.activity.label if one.activity else "Kinh phí, đề án"
            groups.setdefault(head, []).append((one.id, one.name))
    return [("", "Chọn một chỉ tiêu"), *groups.items()]


class AskedForm(forms.Form):
    """What every number says: of what, how much, from where, and for a correction why."""

    measure = forms.ChoiceField(
        label="Chỉ tiêu",
        choices=_measures,
        error_messages={"required": "Chọn một chỉ tiêu."},
    )
    source = forms.ChoiceField(label="Nguồn kinh phí", choices=SOURCE_CHOICES, required=False)
    content = forms.ChoiceField(label="Nội dung", choices=CONTENT_CHOICES, required=False)
    value = Line(
        label="Số",
        longest=60,
        help_text="Tiền thì ghi kèm đơn vị, như “20,4 tỷ”.",
        error_messages={"required": "Ghi số."},
    )
    citation = Line(
        label="Nguồn số liệu",
        longest=300,
        help_text="Văn bản, báo cáo nào, điều hoặc mục nào.",
        error_messages={"required": "Ghi số này lấy từ đâu."},
    )
    reason = Line(
        label="Lý do",
        longest=500,
        required=False,
        help_text="Phải ghi khi sửa một số đã có.",
    )

    def __init__(self, *args: Any, programme: Programme, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.programme = programme

    def clean(self) -> dict[str, Any]:
        """Read the numbers in the unit of the measure."""
        given = super().clean() or {}
        for name in ("value", "value_high"):
            if given.get(name):
                given[name] = self._read(name, given[name], given.get("measure", ""))
        return given

    def _read(self, name: str, typed: str, measure: str) -> int | None:
        known = MEASURES.get(measure)
        if known is None:
            return None
        try:
            return read_amount(typed) if known.is_money else read_count(typed)
        except Unreadable as fault:
            self.add_error(name, str(fault))
            return None

    def told(self) -> dict[str, Any]:
        """Return what the act takes."""
        return {name: value for name, value in self.cleaned_data.items() if name in self.fields}


class TargetForm(AskedForm):
    """A target over the programme, or over a year of it."""

    value_high = Line(label="Đến (nếu là khoảng)", longest=60, required=False)
    bound = forms.ChoiceField(label="Cách nói", choices=BOUND_CHOICES, required=False)
    year = forms.ChoiceField(label="Cho", required=False)
    sure = forms.ChoiceField(label="Biết bằng cách nào", choices=Sure)
    basis = Line(
        label="Cách suy ra",
        longest=199,
        required=False,
        help_text="Chỉ khi suy ra, như “16.150 triệu đồng là 79,17 % mục tiêu”.",
    )
    verified = forms.BooleanField(label="Đã đối chiếu với văn bản gốc", required=False)

    field_order = ("measure", "year", "value", "value_high", "bound", "source", "content")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        years = [(str(number), f"năm {number}") for number in self.programme.period.years]
        self.fields["year"].choices = [("", "cả chương trình"), *years]  # type: ignore[attr-defined]

    def told(self) -> dict[str, Any]:
        """Return what the act takes."""
        told = super().told()
        number = told.pop("year")
        told["value_high"] = told["value_high"] or None
        told["sure"] = Sure(told["sure"])
        return told | {"period": year(int(number)) if number else None}


class PlanForm(AskedForm):
    """What the plan of a year asks for."""

    year = forms.TypedChoiceField(label="Năm", coerce=int)
    field_order = ("measure", "year", "value", "source", "content")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        years = [(number, f"năm {number}") for number in self.programme.period.years]
        self.fields["year"].choices = years  # type: ignore[attr-defined]


class EstimateForm(AskedForm):
    """What is expected of days that are not over."""

    first = Day(label="Từ ngày", longest=20, error_messages={"required": "Ghi ngày đầu."})
    last = Day(label="Đến hết ngày", longest=20, error_messages={"required": "Ghi ngày cuối."})
    field_order = ("measure", "first", "last", "value", "reason", "source", "content")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["citation"].required = False
        self.fields["reason"].required = True
        self.fields["reason"].help_text = "Vì sao ước như vậy."
        self.fields["reason"].error_messages["required"] = "Ghi vì sao ước như vậy."

    def clean(self) -> dict[str, Any]:
        """Put the days in order."""
        given = super().clean()
        first, last = given.get("first"), given.get("last")
        if first and last and last < first:
            self.add_error("last", "Ngày cuối phải từ ngày đầu trở đi.")
        return given

    def told(self) -> dict[str, Any]:
        """Return what the act takes."""
        told = super().told()
        first, last = told.pop("first"), told.pop("last")
        return told | {"period": Period(first, last.fromordinal(last.toordinal() + 1))}


class ContextForm(forms.Form):
    """A value of a place for a year, beside the programme."""

    series = forms.ChoiceField(label="Số bối cảnh", choices=Series)
    year = Whole(label="Năm", most=2199, error_messages={"required": "Ghi năm."})
    value = Line(label="Số", longest=60, error_messages={"required": "Ghi số."})
    prices = Line(
        label="Tính theo giá",
        longest=60,
        required=False,
        help_text="Chỉ với giá trị sản xuất: “giá hiện hành”, “giá so sánh năm 2010”.",
    )
    citation = Line(
        label="Nguồn số liệu", longest=300, error_messages={"required": "Ghi số này lấy từ đâu."}
    )
    reason = Line(
        label="Lý do", longest=500, required=False, help_text="Phải ghi khi sửa một số đã có."
    )

    def clean(self) -> dict[str, Any]:
        """Read the number in the unit of its series."""
        given = super().clean() or {}
        if given.get("value") and given.get("series"):
            is_money = UNITS[Series(given["series"])] == "VND"
            try:
                given["value"] = (read_amount if is_money else read_count)(given["value"])
            except Unreadable as fault:
                self.add_error("value", str(fault))
        return given

    def told(self) -> dict[str, Any]:
        """Return what the act takes."""
        return self.cleaned_data | {"series": Series(self.cleaned_data["series"])}


class DifficultForm(CommuneMixin):
    """A commune that a document calls difficult, from a day until before another."""

    degree = forms.ChoiceField(label="Mức độ", choices=Degree.choices)
    first = Day(label="Từ ngày", longest=20, error_messages={"required": "Ghi từ ngày nào."})
    until = Day(label="Đến trước ngày", longest=20, required=False)
    citation = Line(
        label="Văn bản", longest=300, error_messages={"required": "Ghi văn bản nêu địa bàn này."}
    )
    custodian = forms.ModelChoiceField(
        label="Ghi cho đơn vị", queryset=Organisation.objects.none(), empty_label=None
    )

    def __init__(self, *args: Any, bodies: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["custodian"].queryset = bodies  # type: ignore[attr-defined]

    def told(self) -> dict[str, Any]:
        """Return what the act takes."""
        names = ("degree", "first", "until", "citation", "custodian")
        told = {name: self.cleaned_data[name] for name in names}
        return told | {"place": self.place, "degree": Degree(told["degree"])}


class ProgrammeForm(forms.Form):
    """A programme of years of a body."""

    custodian = forms.ModelChoiceField(
        label="Đơn vị", queryset=Organisation.objects.none(), empty_label=None
    )
    name = Line(label="Tên chương trình", longest=199, error_messages={"required": "Ghi tên."})
    first = Whole(label="Từ năm", most=2199, error_messages={"required": "Ghi năm đầu."})
    last = Whole(label="Đến năm", most=2199, error_messages={"required": "Ghi năm cuối."})
    citation = Line(
        label="Căn cứ",
        longest=300,
        help_text="Quyết định, nghị quyết nào phê duyệt.",
        error_messages={"required": "Ghi văn bản phê duyệt."},
    )

    def __init__(self, *args: Any, bodies: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["custodian"].queryset = bodies  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Put the years in order."""
        given = super().clean() or {}
        first, last = given.get("first"), given.get("last")
        if first and last and not 2000 <= first <= last <= 2200:
            self.add_error("last", "Năm cuối phải từ năm đầu trở đi, trong 2000–2200.")
        return given

    def told(self, country: Place | None) -> dict[str, Any]:
        """Return what the act takes; a body without a place acts for the country."""
        given = self.cleaned_data
        body = given["custodian"]
        return {
            "name": given["name"],
            "custodian": body,
            "place": body.place or country,
            "period": programme(given["first"], given["last"]),
            "citation": given["citation"],
        }
