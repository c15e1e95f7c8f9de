"""What is typed when a line is accepted by a council, and when its results are seen later."""

from typing import Any

from django import forms

from khuyencong.projects.forms.acts import ActForm, Group
from khuyencong.projects.forms.fields import Words
from khuyencong.projects.states import STATE_SOURCES, Seat
from khuyencong.registry.forms.fields import LARGEST_SMALL, Amount, Day, Line, Whole
from khuyencong.values.dates import format_date
from khuyencong.values.money import MAX_AMOUNT, format_dong

#: So many people may sit; the first one chairs.
MEMBERS = 5
PARTS = ("full_name", "seat", "body_name", "title")


class AcceptanceForm(ActForm):
    """What a council counted, and who sat in it."""

    day = Day(label="Ngày nghiệm thu", error_messages={"required": "Ghi ngày nghiệm thu."})
    quantity = Whole(
        label="Số lượng nghiệm thu", longest=20, error_messages={"required": "Ghi số lượng."}
    )
    cost = Amount(
        label="Chi phí thực tế",
        longest=80,
        help_text="Cả phần của cơ sở. Ghi 620 triệu hoặc 620.000.000.",
        error_messages={"required": "Ghi chi phí thực tế."},
    )
    words = Words(
        label="Kết luận của hội đồng",
        longest=5000,
        rows=4,
        error_messages={"required": "Ghi kết luận."},
    )
    jobs = Whole(
        label="Việc làm tạo thêm",
        longest=20,
        required=False,
        help_text="Đã đếm thì ghi, kể cả 0; chưa đếm thì để trống.",
    )

    def prepare(self) -> None:
        """Put a field to each source of the line, and rows for the council."""
        view = self.hub.view_of(self.record)
        self.fields["day"].initial = format_date(self.hub.today)
        self.fields["quantity"].initial = view.line.quantity
        self.sources = [source for source in STATE_SOURCES if source in view.balances]
        for source in self.sources:
            contracted = view.balances[source].contracted
            self.fields[f"nghiem-thu-{source}"] = Amount(
                label=f"Nghiệm thu từ {source.label.lower()}",
                longest=80,
                required=False,
                help_text=f"Nhiều nhất {format_dong(contracted)}, số ghi trong hợp đồng.",
            )
        for number in range(MEMBERS):
            self._member(number)

    def _member(self, number: int) -> None:
        more: dict[str, Any] = {"required": False}
        self.fields[f"full_name-{number}"] = Line(label="Họ và tên", longest=120, **more)
        self.fields[f"seat-{number}"] = forms.ChoiceField(
            label="Tư cách", choices=[("", "Chọn"), *Seat.choices], **more
        )
        self.fields[f"body_name-{number}"] = Line(label="Đơn vị", longest=200, **more)
        self.fields[f"title-{number}"] = Line(label="Chức vụ", longest=120, **more)

    @property
    def groups(self) -> list[Any]:
        """Return the sums together, then the council a row a person."""
        sums = [self[n] for n in ("day", "quantity", "cost", *map(self._name, self.sources))]
        council = [
            Group(
                "Người chủ trì" if number == 0 else f"Thành viên thứ {number + 1}",
                [self[f"{part}-{number}"] for part in PARTS],
            )
            for number in range(MEMBERS)
        ]
        return [Group("Kết quả", sums), self["words"], self["jobs"], *council]

    @staticmethod
    def _name(source: str) -> str:
        return f"nghiem-thu-{source}"

    def clean(self) -> dict[str, Any]:
        """Put the sums by source and the council in `cleaned_data`."""
        given = super().clean() or {}
        amounts = {source: given.get(self._name(source)) for source in self.sources}
        given["accepted"] = {source: amount for source, amount in amounts.items() if amount}
        given["council"] = [
            self._sitting(number) for number in range(MEMBERS) if self._named(number)
        ]
        if not self._named(0):
            self.add_error("full_name-0", "Ghi người chủ trì hội đồng.")
        return given

    def _named(self, number: int) -> bool:
        return any(self.cleaned_data.get(f"{part}-{number}") for part in PARTS)

    def _sitting(self, number: int) -> dict[str, Any]:
        told = {part: self.cleaned_data.get(f"{part}-{number}", "") for part in PARTS}
        for part, why in (
            ("full_name", "Ghi họ và tên."),
            ("seat", "Chọn tư cách."),
            ("body_name", "Ghi đơn vị."),
        ):
            name = f"{part}-{number}"
            if not told[part] and name not in self.errors:
                self.add_error(name, why)
        return told | {"chairs": number == 0}


class FollowUpForm(ActForm):
    """What a support did, seen on a day; what was not counted stays empty."""

    day = Day(label="Ngày xem", error_messages={"required": "Ghi ngày."})
    still_used = forms.TypedChoiceField(
        label="Còn sử dụng không",
        choices=[("co", "Còn sử dụng"), ("khong", "Không còn sử dụng")],
        coerce=lambda word: word == "co",
        widget=forms.RadioSelect,
        error_messages={"required": "Chọn còn sử dụng hay không."},
    )
    jobs = Whole(label="Lao động tăng thêm", longest=20, required=False)
    monthly_income = Amount(label="Thu nhập một người một tháng", longest=80, required=False)
    output_percent = Whole(label="Sản lượng tăng (%)", most=LARGEST_SMALL, required=False)
    revenue = Amount(label="Doanh thu năm", longest=80, required=False)
    output_before = Whole(label="Sản lượng năm trước hỗ trợ", most=MAX_AMOUNT, required=False)
    output_after = Whole(label="Sản lượng năm nay", most=MAX_AMOUNT, required=False)
    output_unit = Line(label="Đơn vị sản lượng", longest=40, required=False)
    productivity_percent = Whole(label="Năng suất tăng (%)", most=LARGEST_SMALL, required=False)
    told = Words(label="Nhận xét", longest=1000, rows=3, required=False)

    def prepare(self) -> None:
        """Begin with today."""
        self.fields["day"].initial = format_date(self.hub.today)

    @property
    def groups(self) -> list[Any]:
        """Return what was counted side by side."""
        counted = [self[n] for n in ("jobs", "output_percent", "monthly_income", "revenue")]
        output = ("output_before", "output_after", "output_unit", "productivity_percent")
        why = "Kết quả (đã đếm thì ghi, kể cả 0; chưa đếm thì để trống)"
        told = Group("Sản lượng, năng suất trước và sau", [self[n] for n in output])
        return [self["day"], self["still_used"], Group(why, counted), told, self["told"]]
