"""Rounds and needs as they are typed: at a door, on a phone."""

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from khuyencong.applications.models import SurveyRound
from khuyencong.applications.rules import ASKED_FOR
from khuyencong.applications.states import NeedState, RoundBy
from khuyencong.law.states import Item
from khuyencong.registry.forms.fields import LARGEST_SMALL, NUL, Amount, Day, Line, Whole
from khuyencong.registry.models import CraftVillage, Organisation, Place, Trade
from khuyencong.registry.queries.areas import in_place
from khuyencong.registry.queries.search import find_places
from khuyencong.registry.states import Level
from khuyencong.values.money import format_dong
from khuyencong.values.text import clean, fold

ITEMS = [(str(item), item.label) for item in ASKED_FOR]
MOST_TARGETS = 60
#: Less is a sum that lacks its unit: "400" for 400 triệu.
LEAST_SUM = 100_000


class Sum(Amount):
    """An amount of money; one that can only have lost its unit is asked again."""

    def clean(self, value: Any) -> int | None:
        """Return đồng; None where nothing is typed."""
        amount = super().clean(value)
        if amount is not None and amount < 0:
            raise ValidationError("Số tiền không âm: xin bỏ dấu trừ.")
        if amount is not None and 0 < amount < LEAST_SUM:
            raise ValidationError(
                f"Máy hiểu là {format_dong(amount)}. Xin ghi kèm đơn vị, như “400 triệu”."
            )
        return amount


class Year(Whole):
    """A year of a plan."""

    def clean(self, value: Any) -> int | None:
        """Return the year; None where nothing is typed."""
        year = super().clean(value)
        if year is not None and not 2012 <= year <= 2200:
            raise ValidationError(f"Năm {year} không hợp lệ: ghi bốn chữ số, như 2027.")
        return year


class NeedForm(forms.Form):
    """The visit form: what is wanted first, then what the establishment brings along."""

    item = forms.ChoiceField(
        label="Cần hỗ trợ loại việc gì?",
        choices=[("", "Chọn một việc"), *ITEMS],
        error_messages={"required": "Chọn loại việc cần hỗ trợ."},
    )
    what = Line(
        label="Cụ thể là gì?",
        longest=300,
        help_text="Như “mua máy sấy chè 200 kg một mẻ”.",
        error_messages={"required": "Ghi cụ thể cần hỗ trợ việc gì."},
    )
    year = Year(
        label="Muốn làm năm nào?",
        longest=10,
        error_messages={"required": "Ghi năm muốn làm."},
        widget=forms.TextInput(attrs={"inputmode": "numeric"}),
    )
    cost = Sum(
        label="Tốn khoảng bao nhiêu?", required=False, longest=60, help_text="Như “400 triệu”."
    )
    own_money = Sum(label="Đã có sẵn bao nhiêu vốn?", required=False, longest=60)
    machine_age = Whole(
        label="Máy đang dùng được mấy năm?",
        required=False,
        most=LARGEST_SMALL,
        longest=10,
        widget=forms.TextInput(attrs={"inputmode": "numeric"}),
    )
    energy = Line(
        label="Năng lượng đang dùng",
        required=False,
        longest=150,
        help_text="Như “điện 3.000 kWh một tháng” hoặc “2 tấn củi một tuần”.",
    )
    waste = Line(
        label="Chất thải, ô nhiễm",
        required=False,
        longest=150,
        help_text="Như “nước thải chưa xử lý”, “bụi gỗ”.",
    )
    jobs = Whole(
        label="Sẽ thêm mấy việc làm?",
        required=False,
        longest=10,
        widget=forms.TextInput(attrs={"inputmode": "numeric"}),
    )
    round = forms.ChoiceField(label="Thuộc đợt khảo sát", required=False)
    visited_on = Day(
        label="Ngày đến cơ sở",
        longest=40,
        error_messages={"required": "Ghi ngày đến cơ sở."},
    )

    def __init__(self, *args: Any, rounds: list[SurveyRound], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.rounds = {str(one.id): one for one in rounds}
        field = self.fields["round"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", "Ngoài đợt"), *((key, str(one)) for key, one in self.rounds.items())]
        field.error_messages["invalid_choice"] = "Đợt này không còn mở. Xin chọn lại."

    def told(self) -> dict[str, Any]:
        """Return the need by the names of `NeedTold`."""
        given = dict(self.cleaned_data)
        return given | {"round": self.rounds.get(given["round"])}


class DropForm(forms.Form):
    """Why a need is none any more."""

    reason = Line(
        label="Vì sao không còn nhu cầu?",
        longest=300,
        error_messages={"required": "Ghi vì sao không còn nhu cầu."},
    )


class RoundForm(forms.Form):
    """A round: its name, its year, and a line for each place that it goes to."""

    name = Line(
        label="Tên đợt",
        longest=150,
        help_text="Như “Khảo sát làng nghề quý I”.",
        error_messages={"required": "Ghi tên đợt khảo sát."},
    )
    year = Year(
        label="Cho kế hoạch năm",
        longest=10,
        error_messages={"required": "Ghi năm của kế hoạch."},
    )
    goes_by = forms.ChoiceField(
        label="Đi theo",
        choices=RoundBy.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Chọn đi theo xã, ngành hay làng nghề."},
    )
    targets = forms.CharField(
        label="Đi đến đâu",
        strip=False,
        help_text="Mỗi dòng một xã, một mã ngành (như 16), hoặc một làng nghề.",
        widget=forms.Textarea(attrs={"rows": 5, "spellcheck": "false"}),
        error_messages=NUL | {"required": "Ghi ít nhất một nơi đi đến."},
    )

    def __init__(self, *args: Any, custodian: Organisation | None, on: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.custodian, self.on = custodian, on

    def clean(self) -> dict[str, Any]:
        """Put the places, trades or villages that are meant into `cleaned_data["found"]`."""
        given = super().clean() or {}
        lines = [line for line in map(clean, (given.get("targets") or "").split("\n")) if line]
        if len(lines) > MOST_TARGETS:
            self.add_error("targets", f"Có {len(lines)} dòng; tối đa {MOST_TARGETS}.")
        elif lines and given.get("goes_by"):
            found = [self._found(RoundBy(given["goes_by"]), line) for line in lines]
            given["found"] = [one for one in found if one is not None]
        return given

    def _found(self, by: RoundBy, line: str) -> Place | Trade | CraftVillage | None:
        if by == RoundBy.COMMUNE:
            rows: list[Any] = self._communes(line)
        elif by == RoundBy.TRADE:
            rows = list(Trade.objects.filter(code=line.split()[0][:5]).order_by("-edition")[:1])
        else:
            rows = [v for v in self._villages() if fold(line) in fold(v.name)]
        if len(rows) == 1:
            one: Place | Trade | CraftVillage = rows[0]
            return one
        shown = f"“{line[:60]}”"
        what = {"commune": "xã", "trade": "mã ngành", "craft_village": "làng nghề"}[by]
        said = (
            f"Có {len(rows)} {what} {shown}: ghi rõ hơn." if rows else f"Không có {what} {shown}."
        )
        self.add_error("targets", said)
        return None

    def _communes(self, line: str) -> list[Place]:
        """Return the communes of today that bear this name in the custodian's province."""
        hits = [
            hit.place
            for hit in find_places(line, level=Level.COMMUNE, limit=200)
            if hit.place.held_on(self.on)
            and fold(line) in (fold(hit.place.name), fold(str(hit.place)))
        ]
        province = self.custodian.place if self.custodian else None
        if province is None:
            return hits
        ids = {place.id for place in hits}
        inside = Place.objects.filter(parents__parent=province, id__in=ids)
        return list(inside.distinct())

    def _villages(self) -> list[CraftVillage]:
        rows = CraftVillage.objects.all()
        if self.custodian and self.custodian.place:
            rows = rows.filter(in_place(self.custodian.place, self.on))
        return list(rows)


class CarryForm(forms.Form):
    """From which year to which the unmet needs go."""

    from_year = Year(longest=10, widget=forms.HiddenInput)
    to_year = Year(
        label="Chuyển sang năm",
        longest=10,
        error_messages={"required": "Ghi năm chuyển sang."},
    )


class NeedFilter(forms.Form):
    """The sentence above the list of needs."""

    q = Line(label="Tìm tên cơ sở", required=False, longest=120)
    nam = forms.ChoiceField(label="Năm", required=False)
    muc = forms.ChoiceField(label="Việc gì", required=False, choices=[("", "mọi việc"), *ITEMS])
    tinh_trang = forms.ChoiceField(
        label="Tình trạng",
        required=False,
        choices=[("", "mọi tình trạng"), *NeedState.choices],
    )

    def __init__(self, *args: Any, years: list[int], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["nam"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", "mọi năm"), *((str(year), f"năm {year}") for year in years)]


def item_label(item: str) -> str:
    """Return the words of an item; "" for none."""
    return str(Item(item).label) if item else ""
