"""What officers enter into the register: documents, states of a paper, the words of an article."""

from datetime import date
from typing import Any

from django import forms

from khuyencong.law.forms.fields import (
    address_field,
    day_field,
    places_on,
)
from khuyencong.law.models import LegalDocument
from khuyencong.law.models.documents import KINDS
from khuyencong.law.states import (
    InstrumentKind,
    InstrumentState,
    LinkKind,
)
from khuyencong.registry.models import Place
from khuyencong.values.text import clean


class RegisterForm(forms.Form):
    """A document to be entered into the register."""

    kind = forms.ChoiceField(label="Loại văn bản", choices=KINDS)
    number = forms.CharField(
        label="Số, ký hiệu",
        max_length=60,
        required=False,
        help_text="Ví dụ 28/2018/TT-BTC. Để trống nếu là dự thảo chưa có số.",
    )
    issuer = forms.CharField(
        label="Cơ quan ban hành",
        max_length=120,
        help_text="Ví dụ Bộ Tài chính.",
        error_messages={"required": "Ghi cơ quan ban hành."},
    )
    place = forms.ChoiceField(label="Áp dụng ở", required=False)
    issued_on = day_field("Ngày ban hành", help_text="Ví dụ 28/03/2018.")
    valid_from = day_field("Có hiệu lực từ ngày", help_text="Để trống nếu chưa rõ.")
    is_draft = forms.BooleanField(label="Là dự thảo", required=False)
    title = forms.CharField(
        label="Nội dung, một câu",
        max_length=300,
        error_messages={"required": "Ghi một câu về nội dung."},
    )
    relation = forms.ChoiceField(
        label="Quan hệ", required=False, choices=[("", "Không"), *LinkKind.choices]
    )
    target = forms.ModelChoiceField(
        label="Với văn bản",
        queryset=LegalDocument.objects.none(),
        required=False,
        empty_label="–",
    )
    url = address_field()

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        place, target = self.fields["place"], self.fields["target"]
        assert isinstance(place, forms.ChoiceField)
        assert isinstance(target, forms.ModelChoiceField)
        place.choices = places_on(today)
        target.queryset = LegalDocument.objects.order_by("-year", "key")

    def clean_place(self) -> Place | None:
        """Return the province, None for the nation."""
        key = self.cleaned_data["place"]
        return Place.objects.get(key=key) if key else None

    def clean(self) -> dict[str, Any]:
        """Require a number of what is issued, and both halves of a relation."""
        given = super().clean() or {}
        if not given.get("is_draft") and not given.get("number"):
            self.add_error("number", "Ghi số, ký hiệu; dự thảo thì đánh dấu “Là dự thảo”.")
        if given.get("is_draft") and given.get("valid_from"):
            self.add_error("valid_from", "Dự thảo chưa có ngày hiệu lực: để trống ô này.")
        if bool(given.get("relation")) != bool(given.get("target")):
            self.add_error("target", "Chọn cả quan hệ và văn bản, hoặc để trống cả hai.")
        number, issuer = clean(given.get("number") or ""), clean(given.get("issuer") or "")
        if number and LegalDocument.objects.filter(number=number, issuer=issuer).exists():
            self.add_error("number", f"Văn bản số {number} của {issuer} đã có trong sổ.")
        return given

    def content(self) -> dict[str, Any]:
        """Return what `register_document` takes."""
        given = dict(self.cleaned_data)
        relation, target = given.pop("relation"), given.pop("target")
        texts = {name: clean(given.pop(name)) for name in ("number", "issuer", "title")}
        texts["url"] = given.pop("url") or ""
        acts = [(LinkKind(relation), target)] if relation else []
        return {**given, **texts, "acts": acts}


class InstrumentForm(forms.Form):
    """How far a province has come with one of its papers."""

    place = forms.ChoiceField(label="Tỉnh, thành phố")
    kind = forms.ChoiceField(label="Loại", choices=InstrumentKind.choices)
    state = forms.ChoiceField(
        label="Tình trạng", choices=[c for c in InstrumentState.choices if c[0] != "none"]
    )
    since = day_field(
        "Từ ngày",
        required=True,
        help_text="Với văn bản đã ban hành: ngày có hiệu lực.",
        error_messages={"required": "Ghi ngày bắt đầu của tình trạng này."},
    )
    document = forms.ModelChoiceField(
        label="Văn bản",
        queryset=LegalDocument.objects.none(),
        required=False,
        empty_label="Chưa có",
        help_text="Văn bản chưa có trong sổ thì ghi vào sổ trước.",
    )
    note = forms.CharField(label="Ghi chú", max_length=199, required=False)

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        place, document = self.fields["place"], self.fields["document"]
        assert isinstance(place, forms.ChoiceField)
        assert isinstance(document, forms.ModelChoiceField)
        place.choices = places_on(today)[1:]
        document.queryset = LegalDocument.objects.exclude(place=None).order_by("-year", "key")

    def clean_place(self) -> Place:
        """Return the province."""
        return Place.objects.get(key=self.cleaned_data["place"])

    def clean(self) -> dict[str, Any]:
        """Require the document of what is issued."""
        given = super().clean() or {}
        if given.get("state") == InstrumentState.ISSUED and not given.get("document"):
            self.add_error("document", "Chọn văn bản đã ban hành.")
        return given

    def content(self) -> dict[str, Any]:
        """Return what `record_instrument` takes."""
        given = dict(self.cleaned_data)
        kind, state = InstrumentKind(given.pop("kind")), InstrumentState(given.pop("state"))
        return {**given, "kind": kind, "state": state, "note": clean(given["note"])}


class TextForm(forms.Form):
    """The words of an article."""

    text = forms.CharField(
        label="Nguyên văn",
        max_length=20_000,
        widget=forms.Textarea(attrs={"rows": 6}),
        error_messages={"required": "Dán nguyên văn điều khoản vào ô."},
    )
