"""An edition of the trades as a list."""

from django import forms

from khuyencong.registry.forms.fields import NUL, Line


class TradesForm(forms.Form):
    """The name of an edition and its lines."""

    edition = Line(
        label="Ấn bản",
        longest=20,
        help_text="Như “VSIC 2018”.",
        error_messages={"required": "Ghi tên ấn bản."},
    )
    lines = forms.CharField(
        label="Danh sách mã và tên ngành",
        strip=False,
        help_text="Mỗi dòng một ngành: mã rồi tên, ngăn bằng tab hoặc dấu chấm phẩy.",
        error_messages=NUL | {"required": "Dán danh sách mã và tên ngành."},
        widget=forms.Textarea(attrs={"rows": 10, "spellcheck": "false"}),
    )
