"""A spreadsheet as it is handed in, and an answer to one of its questions."""

from pathlib import PurePath
from typing import Any, cast

from django import forms
from django.conf import settings
from django.core.files.uploadedfile import UploadedFile

from khuyencong.ingestion.formats import LARGEST_MB, TOO_LARGE
from khuyencong.ingestion.sheet_kinds import KINDS, RESULT
from khuyencong.registry.models import Organisation
from khuyencong.results.kinds import grouped_kinds
from khuyencong.sheets import KINDS as OWN
from khuyencong.sheets.remarks import ACCEPTED, BLANK, TEXT, VALUE

#: Answers about the sheet as a whole are words of their own.
WORDS = ("use", "leave", "words", "đồng", "nghìn", "triệu", "tỷ")


#: The one choice under which all kinds of results stand.
RESULTS = "results"


class SheetForm(forms.Form):
    """A file of rows, what they are, and the body they are entered for."""

    kind = forms.ChoiceField(
        label="Trong tệp là gì?",
        choices=[*((kind.code, kind.label) for kind in OWN.values()), (RESULTS, "Kết quả đã làm")],
        widget=forms.RadioSelect,
        error_messages={"required": "Chọn trong tệp là gì."},
    )
    result_kind = forms.ChoiceField(
        label="Nếu là kết quả: loại nào?",
        required=False,
        choices=[
            ("", "chọn loại kết quả"),
            *(
                (group.label, [(f"{RESULT}{kind.code}", kind.name) for kind in kinds])
                for group, kinds in grouped_kinds()
            ),
        ],
    )
    custodian = forms.ModelChoiceField(
        label="Nhập cho đơn vị", queryset=Organisation.objects.none(), widget=forms.RadioSelect
    )
    file = forms.FileField(
        label="Tệp Excel hoặc CSV",
        allow_empty_file=True,
        help_text=f"Tệp đang dùng, nguyên như nó là. .xlsx, .csv; tối đa {LARGEST_MB} MB.",
        widget=forms.FileInput(attrs={"accept": ".xlsx,.csv,.tsv,.txt"}),
        error_messages={"required": "Chọn một tệp."},
    )

    def __init__(self, *args: Any, custodians: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = cast("forms.ModelChoiceField[Organisation]", self.fields["custodian"])
        field.queryset, field.empty_label = custodians, None
        field.initial = custodians.first()
        self.fields["kind"].initial = next(iter(KINDS))

    def clean(self) -> dict[str, Any]:
        """Let the kind of result be the kind of the sheet, where it holds results."""
        told: dict[str, Any] = super().clean() or {}
        if told.get("kind") == RESULTS:
            if not told.get("result_kind"):
                self.add_error("result_kind", "Chọn loại kết quả trong tệp.")
            told["kind"] = told.get("result_kind", "")
        return told

    def clean_file(self) -> "UploadedFile[Any]":
        """Return the file, refused by its size before a byte of it is read."""
        file: UploadedFile[Any] = self.cleaned_data["file"]
        if (file.size or 0) > settings.UPLOAD_LIMIT:
            raise forms.ValidationError(TOO_LARGE)
        return file

    def incoming(self) -> tuple[str, bytes]:
        """Return the name and the bytes of what was handed in."""
        file = self.cleaned_data["file"]
        return PurePath(file.name).name, file.read()


class AnswerForm(forms.Form):
    """One answer: a button's, or what was typed."""

    at = forms.CharField(max_length=100)
    answer = forms.CharField(max_length=300, required=False)
    typed = forms.CharField(
        max_length=250,
        required=False,
        error_messages={"max_length": "Câu trả lời dài quá 250 ký tự."},
    )

    def told(self) -> dict[str, str]:
        """Return the answer by the place it answers; what is typed is text to be read."""
        given = self.cleaned_data
        answer = given["answer"]
        known = answer.startswith((VALUE, TEXT, BLANK, ACCEPTED)) or answer in WORDS
        if known and not given["typed"]:
            return {given["at"]: answer}
        return {given["at"]: f"{TEXT}{given['typed']}"} if given["typed"] else {}
