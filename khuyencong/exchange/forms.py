"""What is typed about partners, decisions, bundles and codes."""

from typing import Any

from django import forms

from khuyencong.exchange.models import OutsideCode
from khuyencong.exchange.sealed import MOST_FILE
from khuyencong.exchange.states import CHOICES, CodeKind, Verdict
from khuyencong.registry.forms.fields import Day
from khuyencong.registry.models import Organisation
from khuyencong.values.text import clean


class BodyField(forms.CharField):
    """A body by its name or key, out of a list that the browser offers."""

    def __init__(self, **more: Any) -> None:
        super().__init__(
            max_length=200,
            widget=forms.TextInput(attrs={"list": "cac-don-vi", "autocomplete": "off"}),
            **more,
        )

    def clean(self, value: Any) -> Organisation | None:
        """Return the body."""
        word = clean(super().clean(value) or "")
        if not word:
            return None
        found = Organisation.objects.filter(key=word) | Organisation.objects.filter(name=word)
        body = found.order_by("valid_until", "key").first()
        if body is None:
            raise forms.ValidationError(f"Không có đơn vị “{word}”: xin chọn trong danh sách.")
        return body


class PartnerForm(forms.Form):
    """A partner by its introduction, and the body whose records it keeps."""

    paper = forms.CharField(
        label="Giấy giới thiệu",
        max_length=20_000,
        widget=forms.Textarea(attrs={"rows": 9, "spellcheck": "false"}),
        help_text="Dán nguyên văn mà bên kia in bằng “khuyencong exchange keys”.",
    )
    body = BodyField(
        label="Giữ hồ sơ của đơn vị",
        required=False,
        help_text="Đơn vị này và các đơn vị trực thuộc. Đơn vị khác thêm sau.",
    )
    for_the_rest = forms.BooleanField(
        label="Giữ hồ sơ của mọi đơn vị không nêu ở đâu cả (thường là hệ thống trung ương)",
        required=False,
    )
    valid_from = Day(label="Từ ngày", required=False)

    def clean(self) -> dict[str, Any]:
        """Require that it keeps somebody's records."""
        told = super().clean() or {}
        if "body" in told and not told["body"] and not told.get("for_the_rest"):
            self.add_error("body", "Cần một đơn vị, hoặc đánh dấu “mọi đơn vị không nêu”.")
        return told


class HomeForm(forms.Form):
    """One more body whose records a partner keeps."""

    body = BodyField(label="Giữ thêm hồ sơ của đơn vị")
    valid_from = Day(label="Từ ngày", required=False)


class BundleForm(forms.Form):
    """A bundle that came by file."""

    bundle = forms.FileField(label="Gói nhận được", allow_empty_file=False)

    def clean_bundle(self) -> bytes:
        """Return its bytes."""
        file = self.cleaned_data["bundle"]
        if file.size > MOST_FILE:
            raise forms.ValidationError("Gói quá lớn.")
        return bytes(file.read())


class VerdictForm(forms.Form):
    """What is decided about a wish, and why."""

    verdict = forms.ChoiceField(
        label="Quyết định",
        choices=[(one.value, one.label) for one in CHOICES],
        widget=forms.RadioSelect,
    )
    fields_taken = forms.MultipleChoiceField(
        label="Các mục lấy từ bản gửi đến",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="Chỉ dùng khi chọn từng mục.",
    )
    reason = forms.CharField(
        label="Lý do", max_length=500, widget=forms.Textarea(attrs={"rows": 3})
    )

    def __init__(self, *args: Any, names: list[tuple[str, str]], **more: Any) -> None:
        super().__init__(*args, **more)
        taken = self.fields["fields_taken"]
        assert isinstance(taken, forms.MultipleChoiceField)
        taken.choices = names
        if not names:
            del self.fields["fields_taken"]
            verdict = self.fields["verdict"]
            assert isinstance(verdict, forms.ChoiceField)
            verdict.choices = [(one.value, one.label) for one in CHOICES if one != Verdict.FIELDS]


class CodeForm(forms.Form):
    """A code by which a system of the State names a body or a procedure."""

    kind = forms.ChoiceField(label="Loại mã", choices=CodeKind.choices)
    code = forms.CharField(label="Mã", max_length=60)
    body = BodyField(label="Của đơn vị (mã cơ quan)", required=False)
    name = forms.CharField(label="Tên thủ tục (mã thủ tục)", max_length=200, required=False)
    source = forms.CharField(
        label="Nguồn", max_length=200, help_text="Văn bản hoặc trang đã đọc thấy mã này."
    )
    verified = forms.BooleanField(label="Đã đối chiếu với nguồn chính thức", required=False)
    valid_from = Day(label="Từ ngày", required=False)

    def clean(self) -> dict[str, Any]:
        """Require a body for an agency, a name for a procedure, and a code not told before."""
        told = super().clean() or {}
        kind, code = told.get("kind"), clean(told.get("code") or "")
        told["code"] = code
        if kind == CodeKind.AGENCY and not told.get("body") and "body" not in self.errors:
            self.add_error("body", "Mã cơ quan cần tên đơn vị.")
        if kind == CodeKind.PROCEDURE and not clean(told.get("name") or ""):
            self.add_error("name", "Mã thủ tục cần tên thủ tục.")
        if OutsideCode.objects.filter(kind=kind, code=code, valid_until=None).exists():
            self.add_error("code", "Mã này đã ghi.")
        return told
