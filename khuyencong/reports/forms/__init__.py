"""What is typed when a report is begun, written, and handed in signed."""

from typing import Any, cast

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.db.models import QuerySet

from khuyencong.registry.forms.fields import NUL, Line, Whole
from khuyencong.registry.models import Organisation
from khuyencong.reports.narratives import FORMS
from khuyencong.reports.narratives.checking import LONGEST
from khuyencong.values.errors import Unreadable
from khuyencong.values.periods import Period, read_period

LARGEST_MB = settings.UPLOAD_LIMIT // 1024**2
TOO_LARGE = f"Tệp lớn quá {LARGEST_MB} MB."


class PeriodField(Line):
    """A period as the command line and people write it: "2026", "2026-H1", "2021-2025"."""

    def clean(self, value: Any) -> Period:
        """Return the period."""
        try:
            return read_period(super().clean(value))
        except Unreadable as refusal:
            raise ValidationError(str(refusal)) from refusal


class BeginForm(forms.Form):
    """Which report is begun; of the place of the body that owes it."""

    custodian = forms.ModelChoiceField(
        label="Đơn vị báo cáo", queryset=Organisation.objects.none(), widget=forms.RadioSelect
    )
    form = forms.ChoiceField(
        label="Loại báo cáo", choices=[(form.code, form.name) for form in FORMS.values()]
    )
    period = PeriodField(
        label="Kỳ báo cáo",
        longest=20,
        help_text="Như 2026, 2026-H1 (6 tháng), 2026-9M, 2026-Q1, 2026-05, 2021-2025.",
        error_messages={"required": "Ghi kỳ báo cáo."},
    )

    def __init__(self, *args: Any, custodians: QuerySet[Organisation], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = cast("forms.ModelChoiceField[Organisation]", self.fields["custodian"])
        field.queryset, field.empty_label = custodians, None
        field.initial = custodians.first()


class ChapterForm(forms.Form):
    """One chapter, and the version of it that the officer saw."""

    chapter = forms.CharField(widget=forms.HiddenInput)
    seen = Whole(widget=forms.HiddenInput)
    text = forms.CharField(
        label="Lời văn",
        required=False,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 6}),
        error_messages=NUL,
    )


class CiteForm(forms.Form):
    """A number typed in a chapter, and the figure that shall stand in its place."""

    chapter = forms.CharField(widget=forms.HiddenInput)
    seen = Whole(widget=forms.HiddenInput)
    start = Whole(widget=forms.HiddenInput)
    number = forms.CharField(widget=forms.HiddenInput, strip=False)
    figure = forms.CharField(widget=forms.HiddenInput)


class SignedPdfForm(forms.Form):
    """The PDF as it came back from the program that signs."""

    file = forms.FileField(
        label="Tệp PDF đã ký số",
        help_text=f"Đúng tệp PDF đã ban hành, ký bằng phần mềm ký số; tối đa {LARGEST_MB} MB.",
        widget=forms.FileInput(attrs={"accept": ".pdf"}),
        allow_empty_file=True,
        error_messages={"required": "Chọn tệp PDF đã ký số."},
    )

    def clean_file(self) -> "UploadedFile[Any]":
        """Return the file, refused by its size before a byte of it is read."""
        file: UploadedFile[Any] = self.cleaned_data["file"]
        if (file.size or 0) > settings.UPLOAD_LIMIT:
            raise ValidationError(TOO_LARGE)
        return file


class PhraseForm(forms.Form):
    """A sentence in the office's own words, why, and the version that was seen."""

    text = forms.CharField(
        label="Câu của đơn vị",
        help_text=f"Tối đa {LONGEST} ký tự; số liệu viết bằng tên trong hai dấu ngoặc nhọn.",
        widget=forms.Textarea(attrs={"rows": 5, "spellcheck": "false"}),
        error_messages=NUL | {"required": "Chưa viết câu nào."},
    )
    reason = Line(label="Lý do sửa", longest=300, error_messages={"required": "Ghi lý do sửa câu."})
    seen = forms.UUIDField(widget=forms.HiddenInput, required=False)


class StandardForm(forms.Form):
    """Why an office goes back to the standard wording, and the version that was seen."""

    reason = Line(
        label="Lý do", longest=300, error_messages={"required": "Ghi lý do dùng lại câu chuẩn."}
    )
    seen = forms.UUIDField(widget=forms.HiddenInput, required=False)
