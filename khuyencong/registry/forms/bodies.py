"""What is told of a body, as it is typed."""

from collections.abc import Mapping
from functools import partial
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from khuyencong.registry.forms.fields import Amount, CommuneMixin, Day, Line, Whole, read_typed
from khuyencong.registry.models import Organisation
from khuyencong.registry.models.bodies import read_fact
from khuyencong.registry.states import (
    REACHED_BY,
    BodyFactOf,
    Degree,
    Group,
    StaffContract,
    StaffField,
)
from khuyencong.values.text import fold
from khuyencong.values.vocabulary import FundingSource

NUMERIC = {"inputmode": "numeric"}
#: What an appendix on staff asks of a body, as the columns of a form: its cell and its words.
HEADS = {
    "total": ((Group.STAFF, "", "", ""), "Tổng số người làm việc"),
    "payroll": ((Group.STAFF, "", StaffContract.PAYROLL, ""), "Trong đó biên chế"),
    "contract": ((Group.STAFF, "", StaffContract.CONTRACT, ""), "Trong đó hợp đồng"),
    "postgraduate": ((Group.STAFF, Degree.POSTGRADUATE, "", ""), "Trên đại học"),
    "university": ((Group.STAFF, Degree.UNIVERSITY, "", ""), "Đại học, cao đẳng"),
    "vocational": ((Group.STAFF, Degree.VOCATIONAL, "", ""), "Trung cấp, sơ cấp, công nhân"),
    "promotion": ((Group.STAFF, "", "", StaffField.PROMOTION), "Làm khuyến công"),
    "at_base": ((Group.AT_BASE, "", "", ""), "Được giao việc đến cơ sở"),
    "of_districts": ((Group.OF_DISTRICTS, "", "", ""), "Cộng tác viên cấp huyện"),
    "of_communes": ((Group.OF_COMMUNES, "", "", ""), "Cộng tác viên cấp xã"),
}


class Sourced(forms.Form):
    """Where something stands."""

    source = Line(
        label="Căn cứ",
        longest=150,
        help_text="Văn bản hoặc báo cáo, như “Quyết định 12/QĐ-SCT”.",
        error_messages={"required": "Ghi văn bản hoặc báo cáo làm căn cứ."},
    )


class HeadsForm(Sourced):
    """A table of heads "đến ngày"; what the table does not tell stays empty."""

    day = Day(label="Đến ngày", longest=40, error_messages={"required": "Ghi ngày của bảng."})

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, (_, label) in HEADS.items():
            widget = forms.TextInput(attrs=NUMERIC)
            self.fields[name] = Whole(label=label, required=False, longest=9, widget=widget)
        self.order_fields(["day", *HEADS, "source"])

    def clean(self) -> dict[str, Any]:
        """Refuse a table without a number, and a part that is greater than its whole."""
        given = super().clean() or {}
        told = {name: given[name] for name in HEADS if given.get(name) is not None}
        if not told and not self.errors:
            raise ValidationError("Bảng chưa có số nào: ghi ít nhất một số.")
        total = told.get("total")
        for name, count in told.items():
            if total is not None and HEADS[name][0][0] == Group.STAFF and count > total:
                self.add_error(name, f"Lớn hơn tổng số {total} người. Xin xem lại.")
        return given

    def counts(self) -> Mapping[tuple[str, str, str, str], int]:
        """Return the table by its cells."""
        given = self.cleaned_data
        return {cell: given[name] for name, (cell, _) in HEADS.items() if given[name] is not None}


#: What is told in words: a telephone and mail have a form of their own.
OTHER_FACTS = [one for one in BodyFactOf.choices if one[0] not in REACHED_BY]


class ReachForm(Sourced):
    """By what everybody reaches the office."""

    kind = forms.ChoiceField(label="Loại", choices=[(one, one.label) for one in REACHED_BY])
    told = Line(
        label="Số hoặc địa chỉ",
        longest=254,
        help_text="Của cơ quan, không phải của riêng ai: đăng công khai ở trang Liên hệ.",
        error_messages={"required": "Ghi số điện thoại hoặc địa chỉ thư của cơ quan."},
    )
    valid_from = Day(label="Từ ngày", longest=40, error_messages={"required": "Ghi từ ngày nào."})
    field_order = ("kind", "told", "valid_from", "source")

    def clean_told(self) -> str:
        """Return the number or the address as it is kept."""
        kind, told = self.cleaned_data.get("kind"), self.cleaned_data["told"]
        return str(read_typed(partial(read_fact, kind), told)) if kind else str(told)


class FactForm(Sourced):
    """A mission, a branch, premises, equipment."""

    kind = forms.ChoiceField(label="Loại", choices=OTHER_FACTS)
    told = Line(label="Ghi rõ", longest=300, error_messages={"required": "Ghi rõ là gì."})
    quantity = Whole(
        label="Diện tích (m²) hoặc số lượng",
        required=False,
        longest=12,
        help_text="Chỉ cho trụ sở và trang thiết bị.",
        widget=forms.TextInput(attrs=NUMERIC),
    )
    valid_from = Day(label="Từ ngày", longest=40, error_messages={"required": "Ghi từ ngày nào."})
    field_order = ("kind", "told", "quantity", "valid_from", "source")


class RevenueForm(Sourced):
    """What a body took in during a year from one source."""

    year = Whole(
        label="Năm",
        most=2199,
        error_messages={"required": "Ghi năm."},
        widget=forms.TextInput(attrs=NUMERIC),
    )
    fund = forms.ChoiceField(
        label="Nguồn", choices=[(one.value, one.label) for one in FundingSource]
    )
    amount = Amount(
        label="Số tiền",
        longest=60,
        help_text="Như “1.250 triệu”.",
        error_messages={"required": "Ghi số tiền."},
    )
    field_order = ("year", "fund", "amount", "source")


class AgreementForm(Sourced):
    """An agreement with somebody about something."""

    partner = Line(
        label="Với đơn vị nào", longest=200, error_messages={"required": "Ghi đơn vị phối hợp."}
    )
    subject = Line(label="Về việc gì", longest=300, error_messages={"required": "Ghi việc gì."})
    valid_from = Day(label="Ngày ký", longest=40, error_messages={"required": "Ghi ngày ký."})
    valid_until = Day(label="Hết hạn ngày, nếu có", required=False, longest=40)
    field_order = ("partner", "subject", "valid_from", "valid_until", "source")

    def partner_body(self) -> Organisation | None:
        """Return the body of the register that bears exactly this name, where one does."""
        typed = fold(self.cleaned_data["partner"])
        named = Organisation.objects.filter(names__folded=typed, names__valid_until=None)
        found = list(named.distinct()[:2])
        return found[0] if len(found) == 1 else None


class StaffForm(Sourced):
    """A person who works at a body, from a day on."""

    name = Line(label="Họ và tên", longest=120, error_messages={"required": "Ghi họ và tên."})
    degree = forms.ChoiceField(label="Trình độ", choices=Degree.choices)
    contract = forms.ChoiceField(label="Hình thức", choices=StaffContract.choices)
    field = forms.ChoiceField(label="Lĩnh vực", choices=StaffField.choices)
    at_base = forms.BooleanField(label="Được giao việc đến cơ sở", required=False)
    valid_from = Day(label="Từ ngày", longest=40, error_messages={"required": "Ghi từ ngày nào."})
    field_order = ("name", "degree", "contract", "field", "at_base", "valid_from", "source")

    def __init__(self, *args: Any, is_change: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if is_change:
            del self.fields["name"]


class CollaboratorForm(CommuneMixin, Sourced):
    """A collaborator in a commune, with the allowance of a month."""

    name = Line(label="Họ và tên", longest=120, error_messages={"required": "Ghi họ và tên."})
    allowance = Amount(
        label="Phụ cấp một tháng",
        required=False,
        longest=60,
        help_text="Như “500.000 đồng”; bỏ trống khi chưa biết.",
    )
    valid_from = Day(label="Từ ngày", longest=40, error_messages={"required": "Ghi từ ngày nào."})
    field_order = ("name", "commune", "allowance", "valid_from", "source")


class LeaveForm(forms.Form):
    """The day from which something or somebody is no longer there."""

    on = Day(label="Từ ngày", longest=40, error_messages={"required": "Ghi từ ngày nào."})


class ServiceForm(Sourced):
    """An organisation that does the programme's work."""

    name = Line(label="Tên tổ chức", longest=200, error_messages={"required": "Ghi tên tổ chức."})
    valid_from = Day(label="Từ ngày", longest=40, error_messages={"required": "Ghi từ ngày nào."})
    field_order = ("name", "valid_from", "source")


class DayForm(forms.Form):
    """The day on which a page stands."""

    ngay = Day(label="Ngày", required=False, longest=40)
