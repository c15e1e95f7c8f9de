"""How a parameter is proposed, ended, and used above the national one."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from django import forms

from khuyencong.law.forms.fields import (
    ReadField,
    address_field,
    day_field,
    places_on,
    read_factor,
    read_share,
    read_sum,
)
from khuyencong.law.models import LegalDocument
from khuyencong.law.models.parameters import MONEY_KINDS, SOURCES
from khuyencong.law.states import (
    SUBJECTS,
    Item,
    Limit,
    ParameterKind,
    ShareOf,
)
from khuyencong.registry.forms.fields import Whole
from khuyencong.registry.models import Place
from khuyencong.values.text import clean
from khuyencong.values.vocabulary import UNITS, FundingSource

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
    percent = ReadField(read_share, label="Tỷ lệ (%)", help_text="Ví dụ 50 hoặc 32,5.")
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
    factor = ReadField(read_factor, label="Hệ số", help_text="Ví dụ 1,5.")
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
    number = Whole(label="Số", required=False, help_text="Số nguyên.")
    number_high = Whole(label="Đến số", required=False, help_text="Có thể để trống.")
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
        self._choose("place", places_on(today))
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
