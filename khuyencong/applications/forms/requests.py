"""The parts of a request as they are typed: what can be read is kept, what cannot is kept raw."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile

from khuyencong.applications.forms.needs import ITEMS, Sum, Year
from khuyencong.applications.models import PaperKind, Request
from khuyencong.applications.models.requests import SOURCES
from khuyencong.applications.rules import LABELS
from khuyencong.applications.states import S
from khuyencong.formats.papers import ACCEPTED, LARGEST, WHAT_IS_TAKEN
from khuyencong.law.states import Trade as LawTrade
from khuyencong.registry.forms.fields import CommuneMixin, Day, Line
from khuyencong.values.dates import format_date
from khuyencong.values.numbers import format_number

#: A trade with things made in it: ours, so that one finds oneself; no words of the law.
TRADES = [(trade.value, trade.label) for trade in LawTrade if trade != LawTrade.CLEANER_PRODUCTION]
TRUTH = {"co": True, "khong": False}


class PartForm(forms.Form):
    """A part of a request: everything may stay open, what is typed is kept."""

    #: Field → answer, where they bear another name.
    renamed: Mapping[str, str] = {}

    def answers(self) -> dict[str, Any]:
        """Return what could be read, by the names of the answers; open ones as None or ""."""
        return {
            self.renamed.get(name, name): value
            for name, value in self.cleaned_data.items()
            if name in self.fields and name not in self.errors and name not in ("commune_key",)
        }

    def unread(self) -> dict[str, str]:
        """Return what was typed and could not be read."""
        return {
            name: str(self.data.get(name, ""))
            for name in self.fields
            if name in self.errors and name in LABELS
        }


class PlaceForm(CommuneMixin, PartForm):
    """Who asks and where: the trade of the law, the commune, whether the area is difficult."""

    trade = forms.ChoiceField(
        label="Ngành nghề nào trong danh mục của luật?",
        choices=[("", "Chưa chọn"), *TRADES],
        required=False,
        help_text="Hồ sơ cơ sở ghi mã ngành kinh tế; luật xếp theo danh mục riêng.",
    )
    difficult_area = forms.ChoiceField(
        label="Ở địa bàn khó khăn hoặc đặc biệt khó khăn?",
        choices=[("co", "Có"), ("khong", "Không"), ("", "Chưa rõ")],
        required=False,
        widget=forms.RadioSelect,
    )
    field_order = ("trade", "commune", "commune_key", "difficult_area")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["commune"].required = False
        self.fields["commune"].label = "Nơi thực hiện (xã, phường, đặc khu)"

    def answers(self) -> dict[str, Any]:
        """Return the place itself, and whether the area is difficult."""
        told = super().answers()
        if "commune" in told:
            told["commune"] = self.cleaned_data.get("place")
        told["difficult_area"] = TRUTH.get(self.cleaned_data.get("difficult_area", ""))
        return told


class WorkForm(PartForm):
    """What is to be done, and when."""

    item = forms.ChoiceField(label="Hạng mục", choices=[("", "Chưa chọn"), *ITEMS], required=False)
    what = Line(
        label="Việc cần hỗ trợ",
        required=False,
        longest=300,
        help_text="Như “mua một máy sấy chè 200 kg một mẻ”.",
    )
    result = Line(
        label="Kết quả dự kiến",
        required=False,
        longest=300,
        help_text="Như “sản lượng tăng gấp đôi, thêm 6 việc làm”. Có thể để trống.",
    )
    year = Year(
        label="Năm kế hoạch",
        required=False,
        longest=10,
        widget=forms.TextInput(attrs={"inputmode": "numeric"}),
    )
    begins_on = Day(label="Bắt đầu", required=False, longest=40, help_text="Như 01/02/2027.")
    ends_on = Day(label="Xong", required=False, longest=40)

    def clean(self) -> dict[str, Any]:
        """Hold the two days against one another."""
        given = super().clean() or {}
        begins, ends = given.get("begins_on"), given.get("ends_on")
        if begins and ends and ends < begins:
            self.add_error("ends_on", "Ngày xong phải từ ngày bắt đầu trở đi.")
        return given


class MoneyForm(PartForm):
    """What it costs, what is asked, out of which money."""

    source = forms.ChoiceField(
        label="Xin hỗ trợ từ nguồn nào?",
        choices=[(source.value, source.label) for source in SOURCES],
        required=False,
        widget=forms.RadioSelect,
    )
    cost = Sum(
        label="Tổng chi phí",
        required=False,
        longest=60,
        help_text="Như “500 triệu” hoặc “1,2 tỷ”. Với lãi vay: ghi số tiền lãi.",
    )
    asked = Sum(label="Số đề nghị hỗ trợ", required=False, longest=60)
    over_reason = Line(
        label="Lý do xin trên mức",
        required=False,
        longest=500,
        help_text="Chỉ cần khi số đề nghị vượt một mức chưa kiểm chứng.",
    )

    def clean(self) -> dict[str, Any]:
        """Hold the two sums against one another."""
        given = super().clean() or {}
        for name in ("cost", "asked"):
            if given.get(name) == 0:
                self.add_error(name, "Ghi số tiền lớn hơn 0, hoặc để trống.")
        cost, asked = given.get("cost"), given.get("asked")
        if cost and asked and asked > cost:
            self.add_error("asked", "Số đề nghị hỗ trợ lớn hơn tổng chi phí.")
        return given


#: The parts of the task list, in its order: address → form, words.
FORMS: dict[str, type[PartForm]] = {"co-so": PlaceForm, "viec": WorkForm, "kinh-phi": MoneyForm}


def typed_before(request: Request, part: str) -> dict[str, str]:
    """Return a part as somebody typed it: what was read as it is written, what was not raw."""
    told: dict[str, str] = {}
    for name in FORMS[part].base_fields:
        value = getattr(request, name, "")
        told[name] = request.typed.get(name) or _written(name, value)
    if part == "co-so" and request.commune:
        told["commune_key"] = request.commune.key
        told["commune"] = request.typed.get("commune") or request.commune.name
    return told


def _written(name: str, value: Any) -> str:
    match name, value:
        case _, None:
            return ""
        case _, bool():
            return "co" if value else "khong"
        case (("cost" | "asked"), int()):
            return format_number(value)
        case (("begins_on" | "ends_on"), _):
            return format_date(value)
    return str(value)


class ReasonForm(forms.Form):
    """Why a step is taken."""

    reason = Line(
        label="Lý do", longest=1000, error_messages={"required": "Ghi lý do, để cơ sở hiểu."}
    )


class ReturnForm(ReasonForm):
    """Why a request comes back, and which answers or papers are to be mended."""

    missing = forms.MultipleChoiceField(
        label="Chỗ cần bổ sung",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": "Chỗ này không có trong đề nghị. Xin chọn lại."},
    )

    def __init__(self, *args: Any, papers: list[PaperKind], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["missing"]
        assert isinstance(field, forms.MultipleChoiceField)
        field.choices = [*LABELS.items(), *((kind.code, kind.name) for kind in papers)]


class RefuseForm(ReasonForm):
    """Why a request is not eligible, under which clause."""

    clause = Line(
        label="Căn cứ",
        longest=300,
        help_text="Điều, khoản, văn bản. Điều chưa kiểm chứng không dùng để từ chối.",
        error_messages={"required": "Ghi điều khoản làm căn cứ."},
    )


class PaperForm(forms.Form):
    """A file, and what it is."""

    kind = forms.ChoiceField(
        label="Là giấy gì?", error_messages={"required": "Chọn giấy này là gì."}
    )
    file = forms.FileField(
        label="Tệp hoặc ảnh chụp",
        allow_empty_file=True,
        help_text=WHAT_IS_TAKEN,
        error_messages={"required": "Chọn một tệp."},
        widget=forms.FileInput(attrs={"accept": ",".join(ACCEPTED)}),
    )

    def __init__(self, *args: Any, kinds: list[PaperKind], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.kinds = {kind.code: kind for kind in kinds}
        field = self.fields["kind"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", "Chọn một loại"), *((c, kind.name) for c, kind in self.kinds.items())]
        field.error_messages["invalid_choice"] = "Loại giấy này không có trong bảng. Xin chọn lại."

    def clean_file(self) -> "UploadedFile[Any]":
        """Return the file, refused by its size before a byte of it is read."""
        file: UploadedFile[Any] = self.cleaned_data["file"]
        if (file.size or 0) > LARGEST:
            raise ValidationError("Tệp quá 10 MB: xin quét ở độ nét thấp hơn, hoặc chia ra.")
        return file

    @property
    def chosen(self) -> PaperKind:
        """Return the kind of a valid form."""
        return self.kinds[self.cleaned_data["kind"]]


#: What is shown of all requests: words of the address → states.
STANDS = {
    "cho": ("đang chờ xử lý", (S.SENT, S.RECEIVED)),
    "soan": ("đang soạn hoặc trả lại", (S.DRAFT, S.RETURNED)),
    "du": ("đủ điều kiện", (S.ACCEPTED,)),
    "de-an": ("đã vào đề án", (S.IN_PROJECT,)),
    "xong": ("không đủ điều kiện hoặc đã rút", (S.REFUSED, S.WITHDRAWN)),
}


class RequestFilter(forms.Form):
    """The sentence above the list of requests."""

    q = Line(label="Tìm tên cơ sở hoặc mã", required=False, longest=120)
    nam = forms.ChoiceField(label="Năm kế hoạch", required=False)
    muc = forms.ChoiceField(label="Việc gì", required=False, choices=[("", "mọi việc"), *ITEMS])
    buoc = forms.ChoiceField(
        label="Đang ở bước",
        required=False,
        choices=[("", "mọi bước"), *((code, words) for code, (words, _) in STANDS.items())],
    )

    def __init__(self, *args: Any, years: list[int], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["nam"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", "mọi năm"), *((str(year), f"năm {year}") for year in years)]
