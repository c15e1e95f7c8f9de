"""A product and a photograph of it, as they are typed and chosen."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile

from khuyencong.competitions.models import Product
from khuyencong.competitions.queries.pictures import LARGEST, TOO_LARGE
from khuyencong.competitions.states import ProductGroup
from khuyencong.registry.forms.fields import Line

PHOTO_HELP = "Ảnh JPEG hoặc PNG, không quá 12 MB. Nơi chụp, giờ chụp không hiện ra ngoài."


class ProductForm(forms.Form):
    """What a product is."""

    name = Line(label="Tên sản phẩm", error_messages={"required": "Ghi tên sản phẩm."})
    group = forms.ChoiceField(
        label="Nhóm nào?",
        choices=ProductGroup.choices,
        widget=forms.RadioSelect,
        help_text="Bốn nhóm của Điều 5 Thông tư 26/2014/TT-BCT.",
        error_messages={"required": "Chọn một nhóm."},
    )
    is_set = forms.BooleanField(label="Là bộ sản phẩm", required=False)
    parts = Line(
        label="Bộ gồm những gì?", required=False, longest=500, help_text="Chỉ khi là bộ sản phẩm."
    )
    trademark = Line(label="Nhãn hiệu", required=False, longest=150)
    about = forms.CharField(
        label="Giới thiệu với người mua",
        required=False,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text="Hiện khi sản phẩm được công nhận và người mua quét mã.",
    )

    def clean(self) -> dict[str, Any]:
        """Ask of a set what it is made of."""
        given = super().clean() or {}
        if given.get("is_set") and not given.get("parts"):
            self.add_error("parts", "Ghi bộ sản phẩm gồm những gì.")
        return given


def initial_of(product: Product) -> dict[str, Any]:
    """Return a product as somebody typed it."""
    return {name: getattr(product, name) for name in ProductForm.base_fields}


class PhotoForm(forms.Form):
    """One photograph, and from where it was taken."""

    file = forms.FileField(
        label="Ảnh sản phẩm",
        allow_empty_file=True,
        help_text=PHOTO_HELP,
        error_messages={"required": "Chọn hoặc chụp một ảnh."},
        widget=forms.FileInput(attrs={"accept": "image/jpeg,image/png", "data-shrink": "1600"}),
    )
    side = Line(
        label="Chụp từ phía nào?",
        required=False,
        longest=100,
        help_text="Như “mặt trước”, “nhìn từ trên”, “bao bì”.",
    )

    def clean_file(self) -> "UploadedFile[Any]":
        """Return the file, refused by its size before a byte of it is read."""
        file: UploadedFile[Any] = self.cleaned_data["file"]
        if (file.size or 0) > LARGEST:
            raise ValidationError(TOO_LARGE)
        return file
