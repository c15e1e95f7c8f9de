"""A report as it is handed in: a file or pasted text."""

from pathlib import PurePath
from typing import Any, cast

from django import forms
from django.conf import settings
from django.core.files.uploadedfile import UploadedFile

from khuyencong.formats import ACCEPTED
from khuyencong.ingestion.formats import ENDINGS, LARGEST_MB, TOO_LARGE
from khuyencong.registry.models import Organisation

PASTED_NAME = "van-ban-dan.txt"
NOTHING = "Chọn một tệp hoặc dán nội dung báo cáo."
BOTH = "Chỉ dùng một cách: tệp hoặc nội dung dán."


class ReceiveForm(forms.Form):
    """A report as a file or as pasted text, and the body it is kept for."""

    custodian = forms.ModelChoiceField(
        label="Nộp cho đơn vị", queryset=Organisation.objects.none(), widget=forms.RadioSelect
    )
    file = forms.FileField(
        label="Tệp báo cáo",
        required=False,
        allow_empty_file=True,
        help_text=f"{ENDINGS}; tối đa {LARGEST_MB} MB.",
        widget=forms.FileInput(attrs={"accept": ",".join(ACCEPTED)}),
    )
    pasted = forms.CharField(
        label="Hoặc dán nội dung",
        required=False,
        strip=False,
        help_text="Chép cả báo cáo rồi dán vào đây. Chữ được giữ nguyên như khi dán.",
        widget=forms.Textarea(attrs={"rows": 8, "spellcheck": "false"}),
        error_messages={
            "null_characters_not_allowed": "Nội dung dán có ký tự NUL, không phải chữ."
        },
    )

    def __init__(self, *args: Any, custodians: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = cast("forms.ModelChoiceField[Organisation]", self.fields["custodian"])
        field.queryset, field.empty_label = custodians, None
        field.initial = custodians.first()

    def clean_file(self) -> "UploadedFile[Any] | None":
        """Return the file, refused by its size before a byte of it is read."""
        file: UploadedFile[Any] | None = self.cleaned_data["file"]
        if file and (file.size or 0) > settings.UPLOAD_LIMIT:
            raise forms.ValidationError(TOO_LARGE)
        return file

    def clean(self) -> dict[str, Any]:
        """Require exactly one of file and text."""
        given = super().clean() or {}
        has_file, has_text = (
            given.get("file") is not None,
            bool((given.get("pasted") or "").strip()),
        )
        if not self.errors and has_file == has_text:
            self.add_error("file", BOTH if has_file else NOTHING)
        return given

    def incoming(self) -> tuple[str, bytes]:
        """Return the name and the bytes of what was handed in."""
        file = self.cleaned_data["file"]
        if file is None:
            return PASTED_NAME, self.cleaned_data["pasted"].encode()
        return PurePath(file.name).name, file.read()
