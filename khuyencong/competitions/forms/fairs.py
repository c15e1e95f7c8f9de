"""Fairs, exhibitors and showrooms as they are typed."""

from collections.abc import Callable, Sequence
from datetime import date, timedelta
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet

from khuyencong.competitions.models import Booth, Exhibitor, Fair, Product
from khuyencong.competitions.states import FairKind
from khuyencong.projects.forms.fields import Words
from khuyencong.projects.models import Line as ProjectLine
from khuyencong.registry.forms.fields import Amount, Day, Line, Whole
from khuyencong.registry.models import Establishment
from khuyencong.values.dates import format_date

#: So many establishments of one name are offered; who means another types more of it.
OFFERED = 12
NUMERIC = {"inputmode": "numeric"}


class FairForm(forms.Form):
    """A fair: what, where, when, paid by which line of a đề án."""

    name = Line(label="Tên hội chợ, triển lãm", error_messages={"required": "Ghi tên hội chợ."})
    kind = forms.ChoiceField(label="Loại", choices=FairKind.choices)
    where = Line(
        label="Tổ chức ở đâu",
        help_text="Như “Trung tâm hội chợ triển lãm, thành phố Cần Thơ”.",
        error_messages={"required": "Ghi nơi tổ chức."},
    )
    starts_on = Day(label="Từ ngày", longest=40, error_messages={"required": "Ghi ngày bắt đầu."})
    last_day = Day(label="Đến hết ngày", longest=40, error_messages={"required": "Ghi ngày cuối."})
    line = forms.ChoiceField(label="Thuộc đề án", required=False)

    def __init__(self, *args: Any, lines: Sequence[ProjectLine], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.lines = {str(one.id): one for one in lines}
        field = self.fields["line"]
        assert isinstance(field, forms.ChoiceField)
        named = [
            (key, f"{one.project.name} – dòng {one.number}") for key, one in self.lines.items()
        ]
        field.choices = [("", "không thuộc đề án nào"), *named]

    def clean(self) -> dict[str, Any]:
        """Hold the two days in order."""
        given = super().clean() or {}
        first, last = given.get("starts_on"), given.get("last_day")
        if first and last and last < first:
            self.add_error("last_day", "Ngày cuối phải từ ngày bắt đầu trở đi.")
        return given

    def told(self) -> dict[str, Any]:
        """Return what the action is told, of a valid form."""
        given = dict(self.cleaned_data)
        last: date = given.pop("last_day")
        given["ends_before"] = last + timedelta(1)
        given["line"] = self.lines.get(given["line"])
        return given

    @staticmethod
    def as_typed(fair: Fair) -> dict[str, Any]:
        """Return a fair as the form shows it."""
        return {
            "name": fair.name,
            "kind": fair.kind,
            "where": fair.where,
            "starts_on": format_date(fair.starts_on),
            "last_day": format_date(fair.last_day),
            "line": str(fair.line_id or ""),
        }


class BoothsForm(forms.Form):
    """Codes of booths, as a list or as a row: "A01-A20, B1"."""

    codes = Words(
        label="Mã các gian",
        help_text="Cách nhau bằng dấu phẩy; một dãy ghi “A01-A20”.",
        error_messages={"required": "Ghi ít nhất một mã gian."},
        rows=2,
    )

    def clean_codes(self) -> list[str]:
        """Return each code by itself, rows written out."""
        typed: str = self.cleaned_data["codes"]
        parts = typed.replace(";", ",").replace("\n", ",").split(",")
        return [code for part in parts for code in _row(part.strip().upper())]


def _row(part: str) -> list[str]:
    """Return "A01", "A02" … of "A01-A20"; anything else as it stands."""
    first, dash, last = part.partition("-")
    head, number = _split(first.strip())
    until_head, until = _split(last.strip())
    if not dash or not number or not until or until_head not in ("", head):
        return [part] if part else []
    if not 0 <= int(until) - int(number) < 500:
        raise ValidationError(f"Dãy gian “{part}” không hợp lệ hoặc quá dài (tối đa 500).")
    width = len(number)
    return [f"{head}{n:0{width}d}" for n in range(int(number), int(until) + 1)]


def _split(code: str) -> tuple[str, str]:
    head = code.rstrip("0123456789")
    number = code[len(head) :]
    return head, number if number.isascii() and len(number) <= 4 else ""


class JoinForm(forms.Form):
    """An establishment by name, then what it brings."""

    establishment = Line(
        label="Cơ sở",
        longest=120,
        help_text="Tên trong hồ sơ, hoặc mã số thuế.",
        error_messages={"required": "Ghi tên cơ sở."},
    )
    establishment_key = forms.CharField(required=False, widget=forms.HiddenInput)
    note = Line(label="Mang gì tới, ghi chú", longest=300, required=False)

    def __init__(
        self, *args: Any, named: Callable[[str], QuerySet[Establishment]], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.named, self.found = named, list[Establishment]()

    def clean(self) -> dict[str, Any]:
        """Put the establishment in `cleaned_data["chosen"]`, or offer those that it may be."""
        given = super().clean() or {}
        typed = given.get("establishment")
        if typed:
            rows = list(self.named(typed)[: OFFERED + 1])
            chosen = [one for one in rows if str(one.id) == given.get("establishment_key")]
            self._take(typed, chosen or rows, given)
        return given

    def _take(self, typed: str, rows: list[Establishment], given: dict[str, Any]) -> None:
        if len(rows) == 1:
            given["chosen"] = rows[0]
            return
        self.found = rows[:OFFERED]
        said = (
            f"Có {len(rows)} cơ sở như vậy: chọn một cơ sở ở dưới, hoặc ghi rõ hơn tên."
            if rows
            else f"Không có cơ sở nào tên “{typed}” trong phạm vi của anh/chị."
        )
        self.add_error("establishment", said)


class ExhibitorForm(forms.Form):
    """The booth of an exhibitor, what it brings, what came of it."""

    booth = forms.ChoiceField(label="Gian", required=False)
    products = forms.MultipleChoiceField(
        label="Sản phẩm mang tới", required=False, widget=forms.CheckboxSelectMultiple
    )
    contracts = Whole(label="Số hợp đồng, ghi nhớ đã ký", required=False)
    contract_money = Amount(label="Giá trị ký kết (đồng)", required=False)
    sales_money = Amount(label="Doanh số bán tại hội chợ (đồng)", required=False)

    def __init__(
        self, *args: Any, booths: Sequence[Booth], products: Sequence[Product], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.booths = {str(one.id): one for one in booths}
        self.goods = {str(one.id): one for one in products}
        booth, goods = self.fields["booth"], self.fields["products"]
        assert isinstance(booth, forms.ChoiceField) and isinstance(goods, forms.ChoiceField)
        booth.choices = [("", "chưa có gian"), *((k, b.code) for k, b in self.booths.items())]
        goods.choices = [(key, one.name) for key, one in self.goods.items()]
        if not self.goods:
            del self.fields["products"]

    @staticmethod
    def as_typed(one: Exhibitor, products: Sequence[Product]) -> dict[str, Any]:
        """Return an exhibitor as the form shows it."""
        return {
            "booth": str(one.booth_id or ""),
            "products": [str(product.id) for product in products],
            "contracts": _plain(one.contracts),
            "contract_money": _plain(one.contract_money),
            "sales_money": _plain(one.sales_money),
        }


def _plain(value: int | None) -> str:
    return "" if value is None else str(value)


class FairStepForm(forms.Form):
    """What a step of a fair asks for besides."""

    reason = Words(label="Lý do", rows=2, required=False)
    visitors = Whole(label="Số lượt khách, nếu đếm được", required=False)


class ShowroomForm(forms.Form):
    """A showroom: what it is called, where it is, since when."""

    name = Line(label="Tên phòng trưng bày", error_messages={"required": "Ghi tên."})
    where = Line(label="Ở đâu", error_messages={"required": "Ghi địa chỉ."})
    opened_on = Day(
        label="Mở cửa từ ngày", longest=40, error_messages={"required": "Ghi ngày mở cửa."}
    )


class DisplayForm(forms.Form):
    """A product that is put into a showroom."""

    product = forms.ChoiceField(label="Sản phẩm", error_messages={"required": "Chọn một sản phẩm."})
    since = Day(label="Bày từ ngày", longest=40, error_messages={"required": "Ghi ngày."})

    def __init__(self, *args: Any, products: Sequence[Product], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.goods = {str(one.id): one for one in products}
        field = self.fields["product"]
        assert isinstance(field, forms.ChoiceField)
        named = [(key, f"{one.name} – {one.establishment.name}") for key, one in self.goods.items()]
        field.choices = [("", "chọn sản phẩm"), *named]


class OnDayForm(forms.Form):
    """The day of an act."""

    on_day = Day(label="Từ ngày", longest=40, error_messages={"required": "Ghi ngày."})
