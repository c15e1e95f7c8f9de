"""What is typed of a đề án while it is a draft, and of each of its lines."""

from typing import Any

from django import forms
from django.db.models import QuerySet

from khuyencong.applications.models import Request
from khuyencong.law.states import Item
from khuyencong.projects.forms.fields import EstablishmentField, Places, Words, Year
from khuyencong.projects.models import Line as ProjectLine
from khuyencong.projects.models import Project
from khuyencong.projects.states import STATE_SOURCES, ImplementerMethod, Level, ProjectKind
from khuyencong.registry.forms.fields import Amount, Day, Line, Whole
from khuyencong.registry.models import Establishment, Organisation
from khuyencong.values.dates import format_date
from khuyencong.values.money import format_dong
from khuyencong.values.vocabulary import LEGAL_CONTENTS, FundingSource

CONTENTS = [("", "Chọn nội dung"), *((content.value, content.label) for content in LEGAL_CONTENTS)]
ITEMS = [("", "Không thuộc hạng mục có mức riêng"), *Item.choices[:-1]]
#: The source that a đề án of a level is counted under where nothing else is said.
LOCAL_SOURCES = [source for source in STATE_SOURCES if source is not FundingSource.NATIONAL]


class ProjectForm(forms.Form):
    """A đề án, as `ProjectTold` takes it."""

    version = Whole(required=False, widget=forms.HiddenInput)
    name = Line(
        label="Tên đề án",
        longest=300,
        help_text="Như sẽ ghi trong quyết định: việc gì, cho ai, ở đâu.",
        error_messages={"required": "Ghi tên đề án."},
    )
    level = forms.ChoiceField(
        label="Thuộc kế hoạch nào",
        choices=Level.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Chọn kế hoạch địa phương hay quốc gia."},
    )
    kind = forms.ChoiceField(
        label="Loại đề án",
        choices=ProjectKind.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Chọn loại đề án."},
    )
    content = forms.ChoiceField(
        label="Nội dung chính",
        choices=CONTENTS,
        help_text="Một trong chín nội dung; số đếm đề án theo nội dung này.",
        error_messages={"required": "Chọn nội dung chính."},
    )
    first_year = Year(label="Năm đầu", error_messages={"required": "Ghi năm đầu."})
    last_year = Year(label="Năm cuối", required=False, help_text="Để trống nếu chỉ một năm.")
    starts_on = Day(label="Bắt đầu", required=False, help_text="Ví dụ 05/03/2026.")
    ends_on = Day(label="Hoàn thành", required=False)
    places = Places(
        label="Nơi thực hiện",
        required=False,
        longest=4000,
        rows=3,
        help_text="Mỗi dòng một xã, phường (tên cũ hoặc mới), hoặc tên tỉnh nếu là cả tỉnh.",
    )
    implementer = forms.ModelChoiceField(
        label="Đơn vị thực hiện dự kiến",
        queryset=Organisation.objects.none(),
        required=False,
        empty_label="Chưa chọn",
    )
    implementer_method = forms.ChoiceField(
        label="Cách chọn đơn vị thực hiện",
        choices=[("", "Chưa chọn"), *ImplementerMethod.choices],
        required=False,
    )
    partner = Line(label="Đơn vị phối hợp", longest=300, required=False)
    purpose = Words(
        label="Sự cần thiết và mục tiêu",
        longest=10_000,
        rows=7,
        required=False,
        help_text="Vì sao cần, làm xong thì được gì. Thuyết minh đầy đủ đính kèm sau.",
    )

    def __init__(self, *args: Any, bodies: "QuerySet[Organisation]", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["implementer"].queryset = bodies  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Say at its field what the years, the days and the implementer do not fit."""
        given = super().clean() or {}
        first, last = given.get("first_year"), given.get("last_year")
        if first and last and last < first:
            self.add_error("last_year", "Năm cuối không được trước năm đầu.")
        if (
            given.get("starts_on")
            and given.get("ends_on")
            and given["ends_on"] < given["starts_on"]
        ):
            self.add_error("ends_on", "Ngày hoàn thành không được trước ngày bắt đầu.")
        if "implementer" in given and bool(given["implementer"]) != bool(
            given.get("implementer_method")
        ):
            self.add_error("implementer_method", "Chọn đơn vị thực hiện cùng với cách chọn.")
        return given

    def told(self) -> dict[str, Any]:
        """Return the đề án by the names of `ProjectTold`."""
        told = {name: self.cleaned_data[name] for name in self.fields if name != "version"}
        told["last_year"] = told["last_year"] or told["first_year"]
        is_national = told["level"] == Level.NATIONAL
        told["source"] = FundingSource.NATIONAL if is_national else FundingSource.PROVINCIAL
        return told

    @staticmethod
    def initial_of(project: Project) -> dict[str, Any]:
        """Return what the form shows of a đề án."""
        names = ["version", "name", "level", "kind", "content", "first_year", "last_year"]
        names += ["implementer", "implementer_method", "partner", "purpose"]
        told = {name: getattr(project, name) for name in names}
        days = {n: getattr(project, n) for n in ("starts_on", "ends_on") if getattr(project, n)}
        rows = project.places.select_related("place").order_by("id")
        return (
            told
            | {name: format_date(day) for name, day in days.items()}
            | {"places": "\n".join(str(row.place) for row in rows)}
        )


class FromRequestsForm(forms.Form):
    """Which accepted requests a đề án grows out of; several make a group."""

    requests = forms.MultipleChoiceField(
        label="Từ các đề nghị nào",
        widget=forms.CheckboxSelectMultiple,
        help_text="Chọn nhiều đề nghị cùng nguồn thì thành đề án nhóm, mỗi đề nghị một dòng.",
        error_messages={
            "required": "Chọn ít nhất một đề nghị đủ điều kiện.",
            "invalid_choice": "Đề nghị này không còn chờ lập đề án. Xin chọn lại.",
        },
    )
    name = Line(
        label="Tên đề án",
        longest=300,
        required=False,
        help_text="Để trống thì lấy lời của đề nghị; ở bản thảo vẫn sửa được.",
    )

    def __init__(self, *args: Any, waiting: "QuerySet[Request]", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.waiting = {str(one.id): one for one in waiting}
        choices = [(key, request_label(one)) for key, one in self.waiting.items()]
        self.fields["requests"].choices = choices  # type: ignore[attr-defined]

    def clean_requests(self) -> list[Request]:
        """Return the requests themselves, in the order of their receipts."""
        chosen = set(self.cleaned_data["requests"])
        return [one for key, one in self.waiting.items() if key in chosen]


def request_label(one: Request) -> str:
    """Return a request in words: who, what, how much of which money, in which year."""
    asked = f"{format_dong(one.asked or 0)} {FundingSource.of(one.source).label.lower()}"
    return f"{one.establishment.name}: {one.what}, {asked}, năm {one.year}"


class LineForm(forms.Form):
    """One line, as `LineTold` takes it."""

    version = Whole(required=False, widget=forms.HiddenInput)
    establishment = EstablishmentField(
        label="Cơ sở thụ hưởng",
        required=False,
        help_text="Tên hoặc mã số thuế. Việc chung như lớp học, bản tin thì để trống.",
    )
    what = Line(
        label="Hỗ trợ việc gì",
        longest=300,
        help_text="Như “dây chuyền tráng, sấy mỳ gạo 2 tấn/ngày”.",
        error_messages={"required": "Ghi dòng này hỗ trợ việc gì."},
    )
    content = forms.ChoiceField(label="Nội dung", choices=CONTENTS, required=False)
    item = forms.ChoiceField(
        label="Hạng mục",
        choices=ITEMS,
        required=False,
        help_text="Mức hỗ trợ tối đa của luật đi theo hạng mục.",
    )
    year = Year(label="Năm", error_messages={"required": "Ghi năm của dòng này."})
    quantity = Whole(label="Số lượng", required=False, longest=20)
    unit = Line(label="Đơn vị tính", longest=40, required=False, help_text="Máy, lớp, gian hàng…")
    cost = Amount(
        label="Tổng kinh phí",
        longest=80,
        help_text="Cả phần của cơ sở. Ghi 620 triệu hoặc 620.000.000.",
        error_messages={"required": "Ghi tổng kinh phí."},
    )
    national = Amount(label="Khuyến công quốc gia", required=False, longest=80)
    provincial = Amount(label="Khuyến công cấp tỉnh", required=False, longest=80)
    commune = Amount(label="Ngân sách xã", required=False, longest=80)
    district = Amount(label="Ngân sách huyện (đến 30/6/2025)", required=False, longest=80)
    over_ceiling_reason = Words(
        label="Lý do nếu vượt mức hoặc luật chưa rõ",
        longest=1000,
        rows=3,
        required=False,
    )

    def __init__(
        self, *args: Any, known: "QuerySet[Establishment]", project: Project, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["establishment"].known = known  # type: ignore[attr-defined]
        self.project = project

    def clean(self) -> dict[str, Any]:
        """Say at its field what the sums and the year do not fit."""
        given = super().clean() or {}
        if any(name in self.errors for name in ("cost", *STATE_SOURCES)):
            return given
        support, cost = sum(self.support().values()), given["cost"]
        if not cost:
            self.add_error("cost", "Tổng kinh phí phải lớn hơn 0.")
        if not support:
            self.add_error(self._main_source(), "Ghi số tiền Nhà nước hỗ trợ cho dòng này.")
        elif cost and support > cost:
            more = f"Hỗ trợ {format_dong(support)} lớn hơn tổng kinh phí {format_dong(cost)}."
            self.add_error(self._main_source(), more)
        year, project = given.get("year"), self.project
        if year and not project.first_year <= year <= project.last_year:
            span = f"{project.first_year}–{project.last_year}"
            self.add_error("year", f"Năm của dòng phải trong {span}, thời gian của đề án.")
        return given

    def _main_source(self) -> str:
        return "national" if self.project.level == Level.NATIONAL else "provincial"

    def support(self) -> dict[FundingSource, int]:
        """Return the State's support by source, without those of which nothing is typed."""
        typed = {source: self.cleaned_data.get(source.value) for source in STATE_SOURCES}
        return {source: amount for source, amount in typed.items() if amount}

    def told(self) -> dict[str, Any]:
        """Return the line by the names of `LineTold`."""
        names = ("establishment", "what", "content", "item", "year", "unit", "cost")
        told = {name: self.cleaned_data[name] for name in (*names, "over_ceiling_reason")}
        told["quantity"] = self.cleaned_data["quantity"] or 1
        return told | {"support": self.support()}

    @staticmethod
    def initial_of(line: ProjectLine) -> dict[str, Any]:
        """Return what the form shows of a line."""
        told = {n: getattr(line, n) for n in ("what", "content", "item", "year", "unit")}
        told |= {"quantity": line.quantity, "over_ceiling_reason": line.over_ceiling_reason}
        if line.establishment:
            told["establishment"] = line.establishment.tax_code or line.establishment.name
        money = {share.source: share.amount for share in line.shares.all()} | {"cost": line.cost}
        return told | {name: format_dong(amount) for name, amount in money.items()}
