"""What officers type about reports that are owed, and about the terms of them."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from khuyencong.applications.forms.proposals import Words
from khuyencong.ingestion.models import Document
from khuyencong.registry.forms.fields import Day, Line, Whole
from khuyencong.registry.models import Organisation
from khuyencong.registry.states import OrganisationKind
from khuyencong.reporting.models import Regime
from khuyencong.reporting.states import LAST_CUT_OFF, DataSpan, ReportForm, Terms
from khuyencong.values.errors import Unreadable
from khuyencong.values.periods import Period, read_period

BASIS = 190


class SendForm(forms.Form):
    """What was sent: a paper by its number, or a report that was handed in here."""

    paper = Line(
        label="Số, ký hiệu văn bản",
        required=False,
        longest=80,
        help_text="Như “123/BC-SCT”. Có thể để trống khi chọn báo cáo đã nộp ở dưới.",
    )
    paper_day = Day(label="Ngày văn bản", required=False, longest=40)
    document = forms.ChoiceField(label="Báo cáo đã nộp vào hệ thống", required=False)
    note = Line(label="Ghi chú", required=False, longest=BASIS)

    def __init__(self, *args: Any, documents: Iterable[Document], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.documents = {str(one.id): one for one in documents}
        field = self.fields["document"]
        assert isinstance(field, forms.ChoiceField)
        offered = [(key, str(one)[:90]) for key, one in self.documents.items()]
        field.choices = [("", "Không chọn"), *offered]
        if not offered:
            del self.fields["document"]

    def clean(self) -> dict[str, Any]:
        """Put the chosen report into the cleaned data; something must be told."""
        given = super().clean() or {}
        given["document"] = self.documents.get(given.get("document") or "")
        if not self.errors and not given.get("paper") and not given["document"]:
            self.add_error("paper", "Ghi số, ký hiệu văn bản, hoặc chọn báo cáo đã nộp.")
        return given


class AcceptForm(forms.Form):
    """When the paper came, where that was before its sending was noted here."""

    arrived_on = Day(
        label="Ngày văn bản đến",
        required=False,
        longest=40,
        help_text="Chỉ ghi khi văn bản đến trước ngày đơn vị ghi đã gửi.",
    )


class ReasonForm(forms.Form):
    """Why something is done with a report."""

    reason = Words(label="Lý do", rows=3, longest=1000, error_messages={"required": "Ghi lý do."})


class DueForm(forms.Form):
    """By when a report must come, and what says so."""

    due_on = Day(
        label="Hạn gửi", longest=40, error_messages={"required": "Ghi ngày cuối cùng phải gửi."}
    )
    basis = Line(
        label="Căn cứ của hạn",
        longest=BASIS,
        help_text="Như “Công văn 512/CTĐP-KC ngày 01/11/2026”.",
        error_messages={"required": "Ghi văn bản nêu hạn."},
    )


def _period(typed: str) -> Period:
    try:
        return read_period(typed)
    except Unreadable as refusal:
        raise ValidationError(str(refusal)) from refusal


class PeriodLine(Line):
    """A period by its name: "2021-2025", "quý I năm 2026"."""

    def clean(self, value: Any) -> Period | None:
        """Return the period."""
        typed = super().clean(value)
        return _period(typed) if typed else None


class AskForm(forms.Form):
    """A report that does not come by itself: which, about what, for when, by when."""

    form = forms.ChoiceField(label="Loại báo cáo")
    title = Line(
        label="Về việc",
        required=False,
        longest=150,
        help_text="Như “Báo cáo 10 năm thực hiện Nghị định 45/2012/NĐ-CP”; báo cáo tháng để trống.",
    )
    period = PeriodLine(
        label="Thời gian báo cáo nói tới",
        longest=60,
        help_text="Như “2021-2025”, “năm 2026”, “tháng 5/2026”.",
        error_messages={"required": "Ghi thời gian mà báo cáo nói tới."},
    )
    due_on = Day(label="Hạn gửi", required=False, longest=40)
    basis = Line(
        label="Văn bản yêu cầu", required=False, longest=BASIS, help_text="Bắt buộc khi ghi hạn."
    )

    def __init__(self, *args: Any, asked: Iterable[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["form"]
        assert isinstance(field, forms.ChoiceField)
        known = set(asked)
        field.choices = [(one.value, one.label) for one in ReportForm if one.value in known]


class YearForm(forms.Form):
    """A calendar year whose reports are written down, its past months too."""

    year = Whole(label="Năm", longest=4, error_messages={"required": "Ghi năm."})


# --- the terms of reports ------------------------------------------------------------------------

KINDS = (
    OrganisationKind.DEPARTMENT,
    OrganisationKind.CENTRE,
    OrganisationKind.AGENCY,
    OrganisationKind.NATIONAL_CENTRE,
)
OWED = (
    ("yes", "Phải gửi, định kỳ"),
    ("asked", "Chỉ gửi khi được yêu cầu"),
    ("no", "Không phải gửi nữa"),
)


class Days(Line):
    """Days apart by commas: "14, 7, 1"; none where nothing is typed."""

    def clean(self, value: Any) -> list[int]:
        """Return whole numbers from 0."""
        typed = super().clean(value) or ""
        parts = [part.strip() for part in typed.split(",") if part.strip()]
        if not all(part.isascii() and part.isdigit() and len(part) <= 3 for part in parts):
            raise ValidationError("Ghi số ngày, cách nhau bằng dấu phẩy, như “14, 7, 1”.")
        return [int(part) for part in parts]


class RegimeForm(forms.Form):
    """The terms of a report, from a day on; the basis and the reason are always told."""

    form = forms.ChoiceField(label="Loại báo cáo", choices=ReportForm.choices)
    from_kind = forms.ChoiceField(label="Ai gửi", choices=[(k.value, k.label) for k in KINDS])
    to_kind = forms.ChoiceField(
        label="Gửi ai",
        choices=[
            (k.value, k.label)
            for k in (
                OrganisationKind.AGENCY,
                OrganisationKind.DEPARTMENT,
                OrganisationKind.MINISTRY,
            )
        ],
    )
    body = forms.ChoiceField(label="Áp dụng cho", required=False)
    owed = forms.ChoiceField(label="Có phải gửi không?", choices=OWED)
    days = forms.ChoiceField(label="Số liệu của những ngày nào", choices=DataSpan.choices)
    cut_off_day = Whole(
        label="Ngày chốt số liệu",
        required=False,
        longest=2,
        help_text=f"Từ 1 đến {LAST_CUT_OFF}: ngày cuối cùng tính vào kỳ, trong tháng cuối của kỳ.",
    )
    cut_off_months_before = Whole(
        label="Chốt trước tháng cuối mấy tháng",
        required=False,
        longest=1,
        help_text="Để trống là ngay trong tháng cuối.",
    )
    due_day = Whole(
        label="Hạn gửi: ngày mấy",
        required=False,
        longest=2,
        help_text="Để trống khi chưa văn bản nào quy định hạn.",
    )
    due_months_after = Line(
        label="Hạn gửi: tháng",
        required=False,
        longest=3,
        help_text="0 là tháng cuối của kỳ, 1 là tháng sau, -18 là mười tám tháng trước.",
    )
    due_is_before = forms.BooleanField(label="Phải gửi trước ngày ấy", required=False)
    valid_from = Day(
        label="Áp dụng từ ngày", longest=40, error_messages={"required": "Ghi ngày bắt đầu."}
    )
    remind_before = Days(
        label="Nhắc trước hạn mấy ngày", required=False, longest=60, help_text="Như “14, 7, 1”."
    )
    remind_after = Days(
        label="Nhắc sau hạn mấy ngày", required=False, longest=60, help_text="Như “1, 7”."
    )
    basis = Line(
        label="Căn cứ",
        longest=BASIS,
        help_text="Văn bản, điều khoản.",
        error_messages={"required": "Ghi căn cứ."},
    )
    url = Line(label="Địa chỉ nguồn", required=False, longest=BASIS)
    note = Line(label="Ghi chú", required=False, longest=BASIS)
    reason = Words(
        label="Vì sao đổi", rows=3, longest=500, error_messages={"required": "Ghi lý do."}
    )

    def __init__(self, *args: Any, bodies: Iterable[Organisation], general: bool, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.bodies = {str(one.id): one for one in bodies}
        field = self.fields["body"]
        assert isinstance(field, forms.ChoiceField)
        every = [("", "Mọi đơn vị cùng loại")] if general else []
        field.choices = [*every, *((key, one.name) for key, one in self.bodies.items())]

    def clean_due_months_after(self) -> int:
        """Return whole months, before the last month of the period below 0."""
        typed = str(self.cleaned_data.get("due_months_after") or "0").replace("−", "-")
        sign, digits = (-1, typed[1:]) if typed.startswith("-") else (1, typed)
        if not (digits.isascii() and digits.isdigit()):
            raise ValidationError("Ghi số tháng, như “0”, “1”, “-18”.")
        return sign * int(digits)

    def terms(self) -> Terms:
        """Return how the days are told; without a due day nothing of one is."""
        given = self.cleaned_data
        cut_off, due = given["days"] == DataSpan.CUT_OFF, given["due_day"] is not None
        return Terms(
            data=given["days"],
            cut_off_day=given["cut_off_day"] if cut_off else None,
            cut_off_months_before=(given["cut_off_months_before"] or 0) if cut_off else 0,
            due_day=given["due_day"],
            due_months_after=given["due_months_after"] if due else 0,
            due_is_before=given["due_is_before"] if due else False,
        )

    def content(self) -> dict[str, Any]:
        """Return what is proposed, in the names of the act."""
        given = self.cleaned_data
        same = ("form", "from_kind", "to_kind", "valid_from", "basis", "url", "note", "reason")
        days = [-day for day in given["remind_before"]] + given["remind_after"]
        return {name: given[name] for name in same} | {
            "terms": self.terms(),
            "body": self.bodies.get(given["body"] or ""),
            "is_owed": given["owed"] != "no",
            "on_request": given["owed"] == "asked",
            "reminders": days,
        }


def as_typed(row: Regime) -> dict[str, Any]:
    """Return a row as the form shows it, to be changed."""
    same = (
        "form", "from_kind", "to_kind", "cut_off_day", "cut_off_months_before", "due_day",
        "due_months_after", "due_is_before", "basis", "url", "note",
    )  # fmt: skip
    owed = "asked" if row.on_request else "yes"
    before = sorted((-day for day in row.reminders if day <= 0), reverse=True)
    return {name: getattr(row, name) for name in same} | {
        "days": row.data,
        "body": str(row.body_id or ""),
        "owed": owed if row.is_owed else "no",
        "remind_before": ", ".join(map(str, before)),
        "remind_after": ", ".join(str(day) for day in row.reminders if day > 0),
    }
