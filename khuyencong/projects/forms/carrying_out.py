"""What is typed while a đề án is carried out: money, progress, inspections."""

import re
from datetime import date
from typing import Any

from django import forms

from khuyencong.projects.forms.acts import ActForm
from khuyencong.projects.forms.fields import Words
from khuyencong.projects.states import STATE_SOURCES
from khuyencong.registry.forms.fields import Amount, Day, Line, Whole
from khuyencong.values.dates import format_date
from khuyencong.values.money import format_dong
from khuyencong.values.text import clean, fold
from khuyencong.values.vocabulary import FundingSource


class MoneyForm(ActForm):
    """đồng of one source, by a paper of the treasury."""

    source = forms.ChoiceField(
        label="Nguồn", widget=forms.RadioSelect, error_messages={"required": "Chọn nguồn."}
    )
    amount = Amount(
        label="Số tiền",
        longest=80,
        help_text="Ghi 60 triệu hoặc 60.000.000.",
        error_messages={"required": "Ghi số tiền."},
    )
    paper = Line(
        label="Chứng từ",
        longest=200,
        help_text="Số, ngày giấy rút dự toán hoặc ủy nhiệm chi.",
        error_messages={"required": "Ghi chứng từ."},
    )
    day = Day(label="Ngày chi", error_messages={"required": "Ghi ngày chi."})

    def prepare(self) -> None:
        """Offer the sources that the line has money of; the only one is chosen."""
        view = self.hub.view_of(self.record)
        choices = [
            (source.value, f"{source.label}: {self.said(view.balances[source])}")
            for source in STATE_SOURCES
            if source in view.balances
        ]
        self.fields["day"].initial = format_date(self.hub.today)
        self.fields["source"].choices = choices  # type: ignore[attr-defined]
        self.fields["source"].initial = choices[0][0] if len(choices) == 1 else None

    def said(self, balance: Any) -> str:
        """Return what of a source matters for the act."""
        return f"còn {format_dong(balance.unspent)} trong hợp đồng"

    def clean_source(self) -> FundingSource:
        """Return the source."""
        return FundingSource.of(self.cleaned_data["source"])


class AdvanceForm(MoneyForm):
    """An advance; its rate is the law's, or the contract's with a reason."""

    reason = Words(label="Ghi chú, lý do", longest=1000, rows=2, required=False)

    def clean_amount(self) -> int | None:
        """Return an amount above 0."""
        return above_zero(self.cleaned_data["amount"])


class PaymentForm(MoneyForm):
    """A payment of what was accepted; 0 where the advances covered it."""

    def prepare(self) -> None:
        """Say that 0 has a meaning."""
        super().prepare()
        self.fields[
            "amount"
        ].help_text = "Ghi 60 triệu hoặc 60.000.000. Ghi 0 nếu tạm ứng đã đủ, không còn phải trả."

    def said(self, balance: Any) -> str:
        """Return what is still due of a source."""
        return f"còn phải thanh toán {format_dong(balance.payable)}"


class RefundForm(MoneyForm):
    """What comes back."""

    reason = Words(
        label="Vì sao hoàn trả, thu hồi",
        longest=1000,
        rows=3,
        error_messages={"required": "Ghi lý do hoàn trả."},
    )

    def said(self, balance: Any) -> str:
        """Return what has left the treasury of a source."""
        return f"đang tạm ứng {format_dong(balance.advanced)}, đã trả {format_dong(balance.paid)}"

    def clean_amount(self) -> int | None:
        """Return an amount above 0."""
        return above_zero(self.cleaned_data["amount"])


def above_zero(amount: int | None) -> int | None:
    """Return the amount; a fault at its field where it is not above 0."""
    if amount is not None and amount <= 0:
        raise forms.ValidationError("Số tiền phải lớn hơn 0.")
    return amount


class ProgressForm(ActForm):
    """How far a line has come on a day."""

    day = Day(label="Tính đến ngày", error_messages={"required": "Ghi ngày."})
    percent = Whole(
        label="Khối lượng đã làm (%)", most=100, error_messages={"required": "Ghi số phần trăm."}
    )
    told = Words(
        label="Đã làm được gì",
        longest=1000,
        rows=4,
        error_messages={"required": "Ghi đã làm được gì."},
    )

    def prepare(self) -> None:
        """Begin with today."""
        self.fields["day"].initial = format_date(self.hub.today)

    def clean_percent(self) -> int | None:
        """Return a percentage, from 0 to 100."""
        percent: int | None = self.cleaned_data["percent"]
        if percent is not None and percent > 100:
            raise forms.ValidationError("Nhiều nhất 100 %.")
        return percent


class InspectionForm(ActForm):
    """One round of inspection: minutes, and what is to be put right by when."""

    day = Day(label="Ngày kiểm tra", error_messages={"required": "Ghi ngày kiểm tra."})
    minutes = Words(
        label="Biên bản",
        longest=10_000,
        rows=7,
        help_text="Ai kiểm tra, thấy gì, so với hợp đồng.",
        error_messages={"required": "Ghi nội dung biên bản."},
    )
    findings = Words(
        label="Kiến nghị phải khắc phục",
        longest=5000,
        rows=4,
        required=False,
        help_text="Mỗi dòng một kiến nghị. Bắt đầu bằng “Dòng 2:” nếu chỉ nói về dòng 2.",
    )
    due_on = Day(label="Hạn khắc phục", required=False)

    def prepare(self) -> None:
        """Begin with today."""
        self.fields["day"].initial = format_date(self.hub.today)

    def clean(self) -> dict[str, Any]:
        """Put each finding with its line in `cleaned_data["told"]`."""
        given = super().clean() or {}
        day, due = given.get("day"), given.get("due_on")
        if day and due and due < day:
            self.add_error("due_on", "Hạn khắc phục không được trước ngày kiểm tra.")
        rows = [row for row in map(clean, given.get("findings", "").splitlines()) if row]
        given["told"] = [self._finding(row, due) for row in rows]
        return given

    def _finding(self, row: str, due: date | None) -> dict[str, Any]:
        """Return a finding, of the line it begins with where there is one."""
        number = re.match(r"dong (\d+)\s*:", fold(row))
        lines = {view.line.number: view.line for view in self.hub.living}
        line = lines.get(int(number[1])) if number else None
        if number and line is None:
            self.add_error("findings", f"Đề án không có dòng {number[1]}.")
        told = row.partition(":")[2].strip() if line else row
        if len(told) > 1000:
            self.add_error("findings", "Mỗi kiến nghị tối đa 1000 ký tự. Xin viết gọn lại.")
        return {"told": told, "line": line, "due_on": due}


class ClosingForm(ActForm):
    """How a finding was put right."""

    how = Words(
        label="Đã khắc phục thế nào",
        longest=1000,
        rows=4,
        error_messages={"required": "Ghi đã khắc phục thế nào."},
    )
