"""What people type about the law: text in, clean values out."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from khuyencong.law.models import LegalDocument
from khuyencong.law.models.documents import KINDS
from khuyencong.law.models.parameters import MONEY_KINDS, SOURCES
from khuyencong.law.states import (
    SUBJECTS,
    InstrumentKind,
    InstrumentState,
    Item,
    Limit,
    LinkKind,
    ParameterKind,
    ShareOf,
)
from khuyencong.registry.models import Place
from khuyencong.registry.queries import provinces
from khuyencong.values.dates import read_date
from khuyencong.values.errors import Unreadable
from khuyencong.values.money import read_amount
from khuyencong.values.numbers import read_count, read_decimal, read_percent
from khuyencong.values.text import clean
from khuyencong.values.vocabulary import UNITS, FundingSource

NATIONAL = "Cả nước"


class ReadField(forms.CharField):
    """A line of text that a reader of `values` makes a value of; its refusal is the message."""

    def __init__(self, read: Any, **options: Any) -> None:
        super().__init__(**({"required": False, "max_length": 60} | options))
        self.read = read

    def clean(self, value: Any) -> Any:
        """Return the value read, None for an empty line."""
        typed = super().clean(value)
        try:
            return self.read(typed) if typed else None
        except Unreadable as refusal:
            raise ValidationError(str(refusal)) from refusal


def day_field(label: str, **options: Any) -> ReadField:
    """Return a field for a day as people write it."""
    return ReadField(read_date, label=label, **options)


def read_sum(text: str) -> int:
    """Return an amount of money that is not negative."""
    amount = read_amount(text)
    if amount < 0:
        raise Unreadable("Số tiền không âm: xin bỏ dấu trừ.")
    return amount


def read_address(text: str) -> str:
    """Return an address that leads to a page."""
    if not text.startswith(("http://", "https://")):
        raise Unreadable("Địa chỉ nguồn bắt đầu bằng https:// hoặc http://.")
    return text


def address_field() -> ReadField:
    """Return a field for where a text was read."""
    return ReadField(read_address, label="Địa chỉ nguồn", max_length=600)


class RegisterSearch(forms.Form):
    """Words of a document, its kind, and the day on which its state is asked."""

    q = forms.CharField(
        label="Số, tên hoặc nội dung",
        required=False,
        max_length=120,
        help_text="Có dấu hay không dấu, ví dụ 28/2018 hoặc “binh chon”.",
        widget=forms.TextInput(attrs={"type": "search", "autocomplete": "off"}),
    )
    loai = forms.ChoiceField(label="Loại", required=False, choices=[("", "Mọi loại"), *KINDS])
    ngay = day_field("Tình trạng ngày", help_text="Để trống: hôm nay.")


def _places(day: date) -> list[tuple[str, str]]:
    return [("", NATIONAL), *((place.key, str(place)) for place in provinces(day))]


class DayAndPlace(forms.Form):
    """A day, and a province of that day."""

    ngay = day_field("Ngày", help_text="Để trống: hôm nay.")
    tinh = forms.ChoiceField(label="Tỉnh, thành phố", required=False)

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.day = self._day(today)
        field = self.fields["tinh"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = _places(self.day)
        field.error_messages["invalid_choice"] = "Ngày này không có tỉnh ấy. Xin chọn lại."

    def _day(self, today: date) -> date:
        try:
            return read_date(str(self.data.get("ngay", "")))
        except Unreadable:
            return today


class TrySupport(DayAndPlace):
    """A case to be tried: an item, who pays, the cost, the support asked for."""

    hang_muc = forms.ChoiceField(
        label="Hạng mục", choices=[c for c in Item.choices if c[0] != Item.ALL]
    )
    nguon = forms.ChoiceField(
        label="Nguồn kinh phí", choices=[(source.value, source.label) for source in SOURCES]
    )
    chi_phi = ReadField(read_sum, label="Chi phí", help_text="Ví dụ 600 triệu.")
    de_nghi = ReadField(read_sum, label="Số đề nghị hỗ trợ", help_text="Có thể để trống.")
    kho_khan = forms.ChoiceField(
        label="Địa bàn khó khăn",
        required=False,
        choices=[("", "Chưa rõ"), ("co", "Có"), ("khong", "Không")],
    )


#: What the form of each kind asks beside what all kinds ask.
ASKED: dict[str, tuple[str, ...]] = {
    ParameterKind.CEILING: (
        "source", "percent", "share_of", "amount", "unit", "per_occasion", "factor", "base",
        "condition", "tier_from", "tier_until",
    ),
    ParameterKind.UPLIFT: ("source", "factor"),
    ParameterKind.ADVANCE: ("source", "percent"),
    ParameterKind.PASS_MARK: ("number",),
    ParameterKind.CRITERION: ("number",),
    ParameterKind.KEY_PROJECT: ("number", "number_high"),
    ParameterKind.DEADLINE: ("number",),
    ParameterKind.SIZE: ("amount", "number"),
    ParameterKind.FORM: (),
    ParameterKind.PLACE: (),
    ParameterKind.TRADE: ("condition",),
    ParameterKind.GROUP_PROJECT: (),
    ParameterKind.CONDITION: (),
}  # fmt: skip
#: Kinds that officers may propose, in the order of the page.
KINDS_TO_PROPOSE = [(kind, ParameterKind(kind).label) for kind in ASKED]
#: What a ceiling may be for each of.
COUNTED = (
    "establishment", "model", "enterprise", "round", "cluster", "product", "person", "booth",
    "organisation", "trademark",
)  # fmt: skip
#: Fields that only some kinds ask, beside the figures.
_SOMETIMES = (
    "source", "share_of", "base", "condition", "unit", "per_occasion", "tier_from", "tier_until",
)  # fmt: skip
_FIGURES = ("percent", "amount", "factor", "number", "number_high")


class ProposeForm(forms.Form):
    """A parameter to be proposed; `kind` decides which figures are asked for."""

    subject = forms.ChoiceField(label="Về")
    source = forms.ChoiceField(
        label="Nguồn kinh phí", choices=[(source.value, source.label) for source in SOURCES]
    )
    place = forms.ChoiceField(
        label="Áp dụng ở", required=False, help_text="Mức trung ương: chọn “Cả nước”."
    )
    percent = ReadField(read_percent, label="Tỷ lệ (%)", help_text="Ví dụ 50 hoặc 32,5.")
    share_of = forms.ChoiceField(
        label="Tỷ lệ tính trên", required=False, choices=[("", "–"), *ShareOf.choices]
    )
    amount = ReadField(read_sum, label="Không quá", help_text="Ví dụ 300 triệu đồng.")
    unit = forms.ChoiceField(
        label="Cho mỗi",
        required=False,
        choices=[("", "–"), *((code, UNITS[code]) for code in COUNTED)],
    )
    per_occasion = forms.BooleanField(label="Áp dụng cho một lần hỗ trợ", required=False)
    factor = ReadField(read_decimal, label="Hệ số", help_text="Ví dụ 1,5.")
    base = forms.ChoiceField(
        label="Hệ số so với mức của",
        required=False,
        choices=[("", "–"), *(c for c in Item.choices if c[0] != Item.ALL)],
    )
    tier_from = ReadField(
        read_sum,
        label="Vốn điều lệ từ",
        help_text="Khi mức chia bậc theo vốn; để trống nếu không chia bậc.",
    )
    tier_until = ReadField(read_sum, label="Vốn điều lệ đến dưới")
    number = ReadField(read_count, label="Số", help_text="Số nguyên.")
    number_high = ReadField(read_count, label="Đến số", help_text="Có thể để trống.")
    condition = forms.ChoiceField(
        label="Chỉ khi",
        required=False,
        choices=[("", "Không có điều kiện"), (Limit.DIFFICULT_AREA.value, "Địa bàn khó khăn")],
    )
    valid_from = day_field(
        "Có hiệu lực từ ngày",
        required=True,
        help_text="Ví dụ 01/01/2027.",
        error_messages={"required": "Ghi ngày bắt đầu hiệu lực."},
    )
    valid_until = day_field("Đến trước ngày", help_text="Để trống nếu chưa biết ngày hết.")
    document = forms.ModelChoiceField(
        label="Văn bản",
        queryset=LegalDocument.objects.none(),
        required=False,
        empty_label="Chưa có trong sổ",
    )
    basis = forms.CharField(
        label="Căn cứ khác",
        max_length=160,
        required=False,
        help_text="Khi văn bản chưa có trong sổ: số, ngày, nơi ban hành.",
    )
    clause = forms.CharField(
        label="Điểm, khoản, điều",
        max_length=160,
        help_text="Ví dụ khoản 4 Điều 8.",
        error_messages={"required": "Ghi điểm, khoản, điều: mọi mức phải có căn cứ."},
    )
    url = address_field()
    note = forms.CharField(
        label="Ghi chú",
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, *args: Any, kind: str, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.kind = kind
        asked = {*ASKED[kind]}
        for name in {*_SOMETIMES, *_FIGURES} - asked:
            del self.fields[name]
        self._choose("subject", SUBJECTS[kind].choices)
        self._choose("place", _places(today))
        document = self.fields["document"]
        assert isinstance(document, forms.ModelChoiceField)
        document.queryset = LegalDocument.objects.filter(is_draft=False).order_by("-year", "key")

    def _choose(self, name: str, choices: Any) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        field.choices = choices

    def clean_place(self) -> Place | None:
        """Return the province, None for the nation."""
        key = self.cleaned_data["place"]
        return Place.objects.get(key=key) if key else None

    def clean(self) -> dict[str, Any]:
        """Require a basis and a figure; money and place must fit each other."""
        given = super().clean() or {}
        if not given.get("document") and not given.get("basis"):
            self.add_error("document", "Chọn văn bản, hoặc ghi căn cứ khác.")
        if self.kind in MONEY_KINDS and not self.errors:
            self._fit(given)
        asked = [name for name in _FIGURES if name in self.fields]
        if asked and not self.errors and all(given.get(name) is None for name in asked):
            self.add_error(asked[0], "Ghi ít nhất một con số đã đọc được trong văn bản.")
        for name, message in _unsound(given):
            self.add_error(name, message)
        return given

    def _fit(self, given: dict[str, Any]) -> None:
        national = given["source"] == FundingSource.NATIONAL
        if national and given["place"]:
            self.add_error("place", "Kinh phí quốc gia áp dụng cả nước: chọn “Cả nước”.")
        if not national and not given["place"]:
            self.add_error("place", "Kinh phí địa phương: chọn tỉnh, thành phố.")

    def content(self) -> dict[str, Any]:
        """Return the fields of the parameter, ready for `propose_parameter`."""
        kept = {"kind": self.kind, **self.cleaned_data}
        for name in ("basis", "clause", "note"):
            kept[name] = clean(kept[name])
        kept["url"] = kept["url"] or ""
        if kept.get("percent") is not None:
            kept["share_of"] = kept.get("share_of") or ShareOf.COST
        if kept.get("tier_from") is not None or kept.get("tier_until") is not None:
            kept["attribute"] = "charter_capital"
        if "per_occasion" in kept:
            kept["per_occasion"] = kept["per_occasion"] or None  # not told is not no
        return kept


def _unsound(given: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """Yield the fields whose figures cannot be right, each with what to write instead."""
    percent, high = given.get("percent"), given.get("number_high")
    if percent is not None and not 0 <= percent <= 100:
        yield "percent", "Tỷ lệ phải từ 0 đến 100."
    for name in ("amount", "factor"):
        if given.get(name) == 0:
            yield name, "Phải lớn hơn 0; để trống nếu chưa đọc được."
    if given.get("base") and not given.get("factor"):
        yield "factor", "Ghi hệ số, hoặc bỏ chọn mức gốc."
    if high is not None and (given.get("number") is None or given["number"] >= high):
        yield "number_high", "“Đến số” phải lớn hơn “Số”."
    low, top = given.get("tier_from"), given.get("tier_until")
    if low is not None and top is not None and low >= top:
        yield "tier_until", "Bậc trên phải lớn hơn bậc dưới."
    since, until = given.get("valid_from"), given.get("valid_until")
    if since and until and until <= since:
        yield "valid_until", "Ngày hết phải sau ngày bắt đầu hiệu lực."


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
        place.choices = _places(today)
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
        place.choices = _places(today)[1:]
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


class EndForm(forms.Form):
    """From when a parameter no longer holds, and why."""

    day = day_field(
        "Hết áp dụng từ ngày",
        required=True,
        help_text="Ngày đầu tiên không còn áp dụng, ví dụ 01/01/2027.",
        error_messages={"required": "Ghi ngày hết áp dụng."},
    )
    reason = forms.CharField(
        label="Lý do, căn cứ",
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": "Ghi lý do kết thúc."},
    )


class ReasonForm(forms.Form):
    """Why a local ceiling may lie above the national one."""

    reason = forms.CharField(
        label="Lý do được cao hơn mức trung ương",
        max_length=1000,
        help_text="Căn cứ pháp lý cho phép; người khác sẽ đọc lại.",
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "Ghi lý do vì sao được cao hơn mức trung ương."},
    )


class TextForm(forms.Form):
    """The words of an article."""

    text = forms.CharField(
        label="Nguyên văn",
        max_length=20_000,
        widget=forms.Textarea(attrs={"rows": 6}),
        error_messages={"required": "Dán nguyên văn điều khoản vào ô."},
    )
