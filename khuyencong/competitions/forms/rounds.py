"""A round as its organiser types it."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet

from khuyencong.competitions.models import CriteriaSet, Round
from khuyencong.competitions.states import RoundLevel
from khuyencong.registry.forms.fields import Day, Line, Whole
from khuyencong.registry.models import Organisation, Place, Region
from khuyencong.registry.queries import find_places
from khuyencong.registry.states import Level
from khuyencong.values.dates import format_date

SCHEME = "binh-chon"


class RoundForm(forms.Form):
    """Level, place, year, name, criteria, days, basis, call."""

    custodian = forms.ModelChoiceField(
        label="Đơn vị tổ chức",
        queryset=Organisation.objects.none(),
        empty_label=None,
        error_messages={"required": "Chọn đơn vị tổ chức."},
    )
    level = forms.ChoiceField(
        label="Cấp bình chọn",
        choices=RoundLevel.choices,
        help_text="Cấp huyện chỉ để ghi cuộc bình chọn trước ngày 01/7/2025.",
    )
    district = Line(label="Huyện nào?", required=False, longest=120, help_text="Chỉ với cấp huyện.")
    region = forms.ModelChoiceField(
        label="Khu vực nào?",
        queryset=Region.objects.none(),
        required=False,
        empty_label="Không phải cấp khu vực",
    )
    year = Whole(label="Năm", most=2199, error_messages={"required": "Ghi năm, như 2026."})
    name = Line(
        label="Tên cuộc bình chọn",
        help_text="Như “Bình chọn sản phẩm công nghiệp nông thôn tiêu biểu tỉnh Mẫu năm 2026”.",
        error_messages={"required": "Ghi tên cuộc bình chọn."},
    )
    criteria = forms.ModelChoiceField(
        label="Bộ tiêu chí",
        queryset=CriteriaSet.objects.none(),
        empty_label=None,
        error_messages={"required": "Chọn bộ tiêu chí."},
    )
    opens_on = Day(
        label="Nhận hồ sơ từ ngày", longest=40, error_messages={"required": "Ghi ngày mở."}
    )
    closes_on = Day(
        label="Nhận hồ sơ đến trước ngày",
        longest=40,
        help_text="Hồ sơ nộp đúng ngày này đã là muộn.",
        error_messages={"required": "Ghi ngày đóng."},
    )
    scored_by = Day(label="Dự kiến chấm xong", required=False, longest=40)
    basis = Line(
        label="Căn cứ tổ chức", required=False, longest=300, help_text="Kế hoạch, quyết định số …"
    )
    call = forms.CharField(
        label="Thông báo", required=False, widget=forms.Textarea(attrs={"rows": 6})
    )
    blind = forms.BooleanField(label="Chấm kín: giám khảo không thấy tên cơ sở", required=False)
    from_province = forms.BooleanField(
        label="Cấp quốc gia: nhận cả sản phẩm từ cấp tỉnh (chưa kiểm chứng)", required=False
    )
    project = Line(
        label="Đề án chi trả", required=False, longest=40, help_text="Mã đề án; chưa có thì trống."
    )

    def __init__(
        self,
        *args: Any,
        bodies: QuerySet[Organisation],
        criteria: QuerySet[CriteriaSet],
        project_of: Callable[[str], UUID | None],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.project_of = project_of
        for name, rows in (
            ("custodian", bodies.select_related("place")),
            ("criteria", criteria.order_by("-valid_from", "name")),
            ("region", Region.objects.filter(scheme__key=SCHEME).order_by("position")),
        ):
            field = self.fields[name]
            assert isinstance(field, forms.ModelChoiceField)
            field.queryset = rows

    def clean(self) -> dict[str, Any]:
        """Put place, region and đề án together; say at its field what does not fit."""
        given = super().clean() or {}
        level = given.get("level")
        if level != RoundLevel.REGION:
            given["region"] = None
        elif not given.get("region"):
            self.add_error("region", "Chọn khu vực của cuộc bình chọn.")
        opens, closes = given.get("opens_on"), given.get("closes_on")
        if opens and closes and opens >= closes:
            self.add_error("closes_on", "Ngày đóng nhận hồ sơ phải sau ngày mở.")
        if level:
            given["place"] = self._place(level, given)
        return given

    def clean_project(self) -> UUID | None:
        """Return the id of the đề án that pays, None where none is named."""
        typed = self.cleaned_data["project"]
        if not typed:
            return None
        found = self.project_of(typed)
        if found is None:
            raise ValidationError(f"Không có đề án mã “{typed}” trong phạm vi của anh/chị.")
        return found

    def _place(self, level: str, given: dict[str, Any]) -> Place | None:
        if level in (RoundLevel.REGION, RoundLevel.NATION):
            return Place.objects.filter(level=Level.COUNTRY).order_by("valid_from", "id").first()
        body: Organisation | None = given.get("custodian")
        if level == RoundLevel.PROVINCE:
            if body and not body.place:
                self.add_error("custodian", "Đơn vị này chưa ghi thuộc tỉnh nào.")
            return body.place if body else None
        found = find_places(given.get("district") or "", level=Level.DISTRICT, limit=2)
        if len(found) != 1:
            self.add_error("district", "Ghi tên một huyện trước đây, thêm tỉnh nếu trùng tên.")
            return None
        return found[0].place

    def told(self) -> dict[str, Any]:
        """Return the fields of `RoundTold`, of a valid form."""
        given = self.cleaned_data
        same = ("custodian", "level", "place", "region", "year", "name", "criteria", "opens_on",
                "closes_on", "scored_by", "basis", "call", "blind", "from_province")  # fmt: skip
        return {name: given[name] for name in same} | {"project_id": given["project"]}


def initial_of(round: Round, project_code: str) -> dict[str, Any]:
    """Return a round as somebody typed it."""
    same = ("custodian", "level", "region", "year", "name", "criteria", "basis", "call", "blind",
            "from_province")  # fmt: skip
    days = {
        name: format_date(day)
        for name in ("opens_on", "closes_on", "scored_by")
        if (day := getattr(round, name))
    }
    district = round.place.name if round.level == RoundLevel.DISTRICT else ""
    told = {name: getattr(round, name) for name in same}
    return told | days | {"district": district, "project": project_code}
